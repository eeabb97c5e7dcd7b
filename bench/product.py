"""The product as it is, with somebody signed in: everything on."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.measuring import MASTER, Browser
from schuldhulp import create_app
from schuldhulp.access import Actor
from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.queries import hats_of
from schuldhulp.accounts.second_factor.step import SecondStep
from schuldhulp.accounts.tables import Person
from schuldhulp.config import Config
from schuldhulp.crypto import attach_keyring
from schuldhulp.database import make_engine
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.tenancy import EVERYWHERE, look_in
from schuldhulp.web.guard import COOKIE

COACH, CLIENT = "coach@demo.example", "client@demo.example"
_INPUT = re.compile(r"<input\b[^>]*>")
_NAMED = re.compile(r'\b(name|value)="([^"]*)"')


@dataclass
class Product:
    """The application over one database, with a counsellor's and a client's browser."""

    app: Flask
    counsellor: Actor
    client_actor: Actor
    kenmerk: str
    front: str
    coach: Browser
    client: Browser
    anybody: Browser


def product(url: str, data: Path, beside: Callable[[], float] = lambda: 0.0) -> Product:
    """Open the product over a database of `bench.worlds`; `beside`: see `Browser`."""
    app = create_app(
        Config.from_environment(
            {
                "SECRET_KEY": "bench only: 0123456789 abcdefghij", "MASTER_KEY": base64.b64encode(MASTER).decode(),
                "DATABASE_URL": url, "DATA": str(data), "BASE_URL": "http://localhost", "MAIL_URL": f"map:{data}",
            }
        )
    )  # fmt: skip
    engine = make_engine(url)
    with Session(engine, expire_on_commit=False) as session:
        ring = attach_keyring(session, MASTER)
        look_in(session, EVERYWHERE)
        people = {
            email: session.scalars(
                select(Person.id).where(Person.email_token == ring.email_token(email))
            ).one()
            for email in (COACH, CLIENT)
        }
        kenmerk = session.scalars(
            select(Dossier.kenmerk).join(Participation, Participation.dossier_id == Dossier.id)
            .where(Participation.person_id == people[CLIENT])
        ).one()  # fmt: skip
        slug = session.scalars(select(Municipality.slug)).first()
        cookies, now = {}, datetime.now(UTC)
        hats = {email: hats_of(session, person_id, now)[:1] for email, person_id in people.items()}
        session.rollback()
        for email, person_id in people.items():
            cookies[email] = start_session(session, now, person_id, hats[email], "bench", SecondStep.DONE)
    engine.dispose()
    return Product(
        app, hats[COACH][0].actor(people[COACH]), hats[CLIENT][0].actor(people[CLIENT]), kenmerk, f"/g/{slug}",
        Browser(app, {COOKIE: cookies[COACH]}, beside), Browser(app, {COOKIE: cookies[CLIENT]}, beside),
        Browser(app, {}, beside),
    )  # fmt: skip


def hidden_fields(page: bytes) -> dict[str, str]:
    """The hidden fields of the longest form of a page: its tokens."""
    forms = re.findall(r"<form\b.*?</form>", page.decode(), re.DOTALL)
    found = {}
    for tag in _INPUT.findall(max(forms, key=len)):
        if 'type="hidden"' in tag:
            named = dict(_NAMED.findall(tag))
            found[named.get("name", "")] = unescape(named.get("value", ""))
    return found
