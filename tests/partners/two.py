"""Anna and Pim, who share: each with a dossier, an account and words of their own (K-anna, K-pim)."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from schuldhulp.access import Actor, Role
from schuldhulp.budget import actions as budget
from schuldhulp.budget.told import PostTold
from schuldhulp.debts import actions as debts
from schuldhulp.debts.told import DebtTold
from schuldhulp.documents import actions as papers
from schuldhulp.documents.files import NamedFile, SafeFile
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.messages.actions import send_message
from schuldhulp.partners import actions
from schuldhulp.partners.queries import partner_of, shown_by, things_of
from schuldhulp.partners.shown import Thing
from schuldhulp.supporters.rows import Newcomer, new_secret
from tests.world import World, password_hash


def join(world: World, whose: str = "anna", who: str = "pim") -> None:
    """Let a client ask their partner, who accepts as a newcomer; both are then in `world.people`."""
    asking = world.people[whose]
    with world.open() as session:
        secret, dossier = new_secret(), world.dossier(session, whose)
        asked = actions.invite(session, asking, world.now, dossier, "Mijn partner", secret)
        newcomer = Newcomer(name=f"Pim K-{who}", email=f"{who}@client.example", password_hash=password_hash())
        person_id = actions.accept(
            session, world.now, dossier.municipality_id, secret.number, secret.code, newcomer=newcomer
        )
        actions.begin(session, asking, world.now, dossier, asked)
        own = session.scalars(
            select(Participation).where(
                Participation.person_id == person_id, Participation.role == Role.CLIENT.value
            )
        ).one()
        world.people[who] = replace(asking, person_id=person_id, dossier_id=own.dossier_id)
        row = session.get(Dossier, (dossier.municipality_id, own.dossier_id))
        assert row is not None
        world.kenmerken[who] = row.kenmerk


def fill(world: World, who: str) -> None:
    """One thing of every kind, each with words that say whose it is, twice: one to show and one to keep."""
    actor: Actor = world.people[who]
    with world.open() as session:
        mine: Any = (session, actor, world.now, world.dossier(session, who))
        for what in ("Toon", "Geheim"):
            debts.add_debt(*mine, DebtTold(creditor=f"{what}winkel K-{who}", claimed_cents=480_00))
            budget.add_post(
                *mine, PostTold(code="internet_tv", cents=47_00, label=f"{what}net K-{who}"), "wonen"
            )
            paper = papers.list_paper(*mine, kind="other", label=f"{what}brief K-{who}")
            file = SafeFile("application/pdf", f"%PDF {what}blad K-{who}".encode(), "pdf", 2)
            papers.hand_in(*mine, paper, [NamedFile(f"{what}scan K-{who}.pdf", file)])
            send_message(*mine, f"{what}vraag K-{who}")


def things(world: World, who: str) -> list[Thing]:
    """What somebody could show."""
    with world.open() as session:
        return things_of(session, world.people[who], world.people[who].dossier_id)


def show(world: World, who: str, word: str = "Toon") -> None:
    """Show everything in whose name a word stands, and nothing else."""
    keys = [thing.key for thing in things(world, who) if word in thing.name]
    with world.open() as session:
        actions.show(session, world.people[who], world.now, world.dossier(session, who), keys)


def seen(world: World, who: str) -> list[str]:
    """The names of what somebody sees of their partner."""
    with world.open() as session:
        actor = world.people[who]
        partner = partner_of(session, actor, actor.dossier_id)
        return [thing.name for thing in shown_by(session, actor, partner)] if partner else []
