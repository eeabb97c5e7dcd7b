"""Who and what this request is about, as the door found it: for views, templates and layouts."""

from datetime import datetime

from flask import g
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.accounts.queries import SignedIn
from schuldhulp.dossier.queries import DossierView
from schuldhulp.extensions import db

COOKIE = "__Host-sessie"


def session() -> Session:
    """The request's database session."""
    return db.session()


def current_actor() -> Actor:
    """The actor of this request. Only behind a door."""
    actor: Actor = g.actor
    return actor


def current_signed_in() -> SignedIn:
    """The live session of this request. Only behind a door or @signed_in."""
    found: SignedIn = g.signed_in
    return found


def current_half() -> SignedIn:
    """Who gave a password and has a second step to make. Only behind @half_signed_in."""
    found: SignedIn = g.half
    return found


def current_dossier() -> DossierView | None:
    """The dossier of this request, for templates and layouts."""
    found: DossierView | None = g.get("dossier")
    return found


def previous_visit() -> datetime | None:
    """When this person was in the dossier before this visit; for a door that marks visits."""
    earlier: datetime | None = g.previous_visit
    return earlier


def now() -> datetime:
    """The moment of this request, in UTC."""
    moment: datetime = g.now
    return moment
