"""The pages about effect over rows that were really written: what they count, and who sees them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from schuldhulp.effects import following, told
from schuldhulp.effects.following import twelve_months
from schuldhulp.effects.intervals import Least
from schuldhulp.effects.queries import effect, told_in_teams
from schuldhulp.experience.actions import Answer, tell_how_it_is, tell_if_it_helped
from schuldhulp.messages.actions import send_message
from schuldhulp.messages.origin import Origin
from schuldhulp.messages.tables import Message
from schuldhulp.refusals import NotAllowed

TEXT = Origin(script_id="post.stilte", version=1, lines=("a",), text="Dag")


def test_what_followed_is_counted_from_messages_events_and_taps(world, monkeypatch):
    long_ago, months = world.now - timedelta(days=40), twelve_months(world.now.date())
    staff, client = _seen_by_noor(world), world.people["anna"]
    with world.open() as session:
        for hours in range(3):
            moment = long_ago + timedelta(hours=hours)
            send_message(session, world.people["noor"], moment, staff, "Dag Anna. Hoe gaat het?", origin=TEXT)
        own = world.dossier(session)
        send_message(session, client, long_ago + timedelta(days=4), own, "Het gaat beter.")
        send_message(session, world.people["bas"], long_ago + timedelta(days=6), staff, "Dag Anna. Fijn.")
        first = session.scalars(select(Message.id).where(Message.script_id == "post.stilte")).first()
        session.rollback()
        tell_if_it_helped(session, client, long_ago + timedelta(days=5), own, first, Answer.YES)
        tell_how_it_is(session, client, long_ago + timedelta(days=5), own, heard=Answer.SOMEWHAT)

        hidden = effect(session, world.people["tess"], *months)
        assert {line.code for line in hidden.lines} == {"alles", "eigen", "tekst", "post", "post.stilte:1"}
        assert all(line.n is None and not line.shares for line in hidden.lines)
        groups = told_in_teams(session, world.people["ada"], *months)
        assert all(not one.counts for _, lines in groups for one in lines)

        for module in (following, told):
            monkeypatch.setattr(module, "LEAST", Least(n=1, clients=1, writers=1))
        shares = {line.code: line.shares for line in effect(session, world.people["tess"], *months).lines}
        counted = {code: (each["responded"].hits, each["responded"].n) for code, each in shares.items()}
        assert counted == {
            "alles": (3, 4),
            "tekst": (3, 3),
            "post": (3, 3),
            "post.stilte:1": (3, 3),
            "eigen": (0, 1),
        }
        assert (shares["post.stilte:1"]["helped"].hits, shares["alles"]["helped"].n) == (1, 1)
        assert told_in_teams(session, world.people["ada"], *months)[0][1][1].counts == {
            "ja": 0,
            "beetje": 1,
            "nee": 0,
        }
        for who in ("noor", "gert", "anna"):
            with pytest.raises(NotAllowed):
                effect(session, world.people[who], *months)


def _seen_by_noor(world):
    with world.open() as session:
        return world.dossier(session, "anna", "noor")


def test_pages_say_that_no_cause_was_shown_and_hide_what_is_small(client_as):
    page = client_as("tess").get("/rapportage/teksten")
    assert "geen oorzaak aangetoond" in page.text
    assert "te weinig berichten" in page.text
    assert "te weinig;" in client_as("ada").get("/rapportage/teksten.csv").text
    assert "te weinig" in client_as("tess").get("/rapportage/ervaring").text
    client_as("gert").get("/rapportage/ervaring.csv", status=404)
