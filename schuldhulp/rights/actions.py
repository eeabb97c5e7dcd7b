"""Asking something about one's own data, and answering it in time."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.calendar import local_date
from schuldhulp.dossier.events import RestrictionEnded, RightsAnswered, RightsAsked, RightsExtended
from schuldhulp.dossier.queries import DossierView, clients_of
from schuldhulp.dossier.restriction import NOTICE
from schuldhulp.dossier.tables import Dossier
from schuldhulp.refusals import Conflict, NotAllowed, NotYours, Refused
from schuldhulp.retention.rows import propose_row
from schuldhulp.retention.terms import Rule
from schuldhulp.rights.kinds import Kind, Outcome, due_on, extended_until
from schuldhulp.rights.tables import RightsRequest
from schuldhulp.unit_of_work import Act, FormToken, act

MAX_WORDS = 4000


class NothingAsked(Refused):
    """A request without words."""

    sentence = "Schrijf in een paar woorden wat u vraagt."


class AlreadyAnswered(Refused):
    """The request has an answer."""

    sentence = "Dit verzoek is al beantwoord."


class TooLateToExtend(Refused):
    """More time is said within the first month, once."""

    sentence = (
        "Meer tijd nemen kan één keer, binnen de eerste maand. Die is voorbij, of er is al meer tijd genomen."
    )


class NotLeftAlone(Refused):
    """The dossier is not left alone, or it was said already that it ends."""

    sentence = "Dit dossier wordt niet met rust gelaten, of u heeft al gezegd wanneer dat ophoudt."


def ask(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, kind: Kind, words: str, *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Ask something; also in a dossier that was closed. Gives the id of the request. Raises NothingAsked."""
    if not words.strip():
        raise NothingAsked
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "rights:ask", closed_too=True)
        today = local_date(now)
        row = doing.new_row(
            RightsRequest, dossier.id, kind=kind.value, asked_at=now, asked_by_role=str(actor.role),
            due_on=due_on(today), version=1,
        )  # fmt: skip
        doing.keyring.seal(row, "words_sealed", words.strip()[:MAX_WORDS])
        doing.record(RightsAsked(request_id=row.id, request=kind.value, due_on=row.due_on), dossier.id)
    return row.id


def withdraw(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    request_id: UUID,
    *,
    form: FormToken | None = None,
) -> None:
    """Take a request back. Raises NotYours, AlreadyAnswered."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "rights:ask", closed_too=True)
        row = doing.row(RightsRequest, request_id, dossier.id)
        _end(doing, row, Outcome.WITHDRAWN)


def answer(
    session: Session, actor: Actor, now: datetime, request_id: UUID, outcome: Outcome, words: str,
    version: int | None, *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Answer a request in words the client reads. Raises NotYours, Conflict, AlreadyAnswered, NothingAsked."""
    if not words.strip() or outcome is Outcome.WITHDRAWN:
        raise NothingAsked
    with act(session, actor, now, form=form) as doing:
        row = _handled(doing, request_id, version)
        doing.keyring.seal(row, "answer_sealed", words.strip()[:MAX_WORDS])
        row.answered_by = actor.membership_id
        _end(doing, row, outcome)
        if row.kind == Kind.RESTRICTION and outcome is Outcome.GRANTED:
            place = _dossier(doing, row.dossier_id)
            place.restricted_on, place.restriction_ends_on = local_date(now), None
        if row.kind == Kind.ERASURE and outcome is Outcome.GRANTED:
            propose_row(doing, row.dossier_id, Rule.ASKED, local_date(now))
        _tell(doing, row)


def extend(
    session: Session, actor: Actor, now: datetime, request_id: UUID, words: str, version: int | None, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Take two more months, with the reason. Raises NotYours, Conflict, TooLateToExtend, NothingAsked."""
    if not words.strip():
        raise NothingAsked
    with act(session, actor, now, form=form) as doing:
        row = _handled(doing, request_id, version)
        if row.extended_until is not None or local_date(now) > row.due_on:
            raise TooLateToExtend
        row.extended_until, row.version = extended_until(local_date(row.asked_at)), row.version + 1
        doing.keyring.seal(row, "extension_sealed", words.strip()[:MAX_WORDS])
        doing.record(
            RightsExtended(request_id=row.id, request=row.kind, until=row.extended_until), row.dossier_id
        )
        _tell(doing, row)


def go_on(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *, form: FormToken | None = None
) -> None:
    """The client lets us work with the data again, at once. Nothing happens when it was not left alone."""
    with act(session, actor, now, form=form) as doing:
        place = doing.dossier(dossier.id, "rights:ask", closed_too=True)
        if place.restricted_on is None:
            return
        place.restricted_on = place.restriction_ends_on = None
        doing.record(RestrictionEnded(ends_on=local_date(now)), dossier.id)


def end_restriction(
    session: Session,
    actor: Actor,
    now: datetime,
    request_id: UUID,
    words: str,
    *,
    form: FormToken | None = None,
) -> None:
    """Say to the client that we go on a week from now, and why (art. 18(3) AVG).

    Raises NotYours, NotAllowed, NothingAsked, NotLeftAlone.
    """
    if not words.strip():
        raise NothingAsked
    with act(session, actor, now, form=form) as doing:
        if not may(doing.actor, "rights:handle"):
            raise NotAllowed
        row = session.get(RightsRequest, (doing.municipality_id, request_id))
        if row is None:
            raise NotYours
        place = _dossier(doing, row.dossier_id)
        if row.kind != Kind.RESTRICTION or place.restricted_on is None or place.restriction_ends_on:
            raise NotLeftAlone
        place.restriction_ends_on = local_date(now) + NOTICE
        doing.record(
            RestrictionEnded(ends_on=place.restriction_ends_on), place.id, {"note": words.strip()[:MAX_WORDS]}
        )
        for person_id in clients_of(doing.session, doing.municipality_id, place.id):
            doing.mail(
                person_id, "own_data", place.id, dedupe_key=f"go_on:{request_id}:{now:%Y%m%d}:{person_id}"
            )


def _dossier(doing: Act, dossier_id: UUID) -> Dossier:
    """The dossier of a request, locked; who handles requests opens it no further."""
    query = select(Dossier).where(Dossier.municipality_id == doing.municipality_id, Dossier.id == dossier_id)
    return doing.session.scalars(query.with_for_update()).one()


def _handled(doing: Act, request_id: UUID, version: int | None) -> RightsRequest:
    """An open request of the municipality, locked; who handles it opens no dossier."""
    if not may(doing.actor, "rights:handle"):
        raise NotAllowed
    query = select(RightsRequest).where(
        RightsRequest.municipality_id == doing.municipality_id, RightsRequest.id == request_id
    )
    row = doing.session.scalars(query.with_for_update()).one_or_none()
    if row is None:
        raise NotYours
    if row.answered_at is not None:
        raise AlreadyAnswered
    if version is not None and row.version != version:
        raise Conflict
    return row


def _end(doing: Act, row: RightsRequest, outcome: Outcome) -> None:
    if row.answered_at is not None:
        raise AlreadyAnswered
    row.outcome, row.answered_at, row.version = outcome.value, doing.now, row.version + 1
    doing.record(RightsAnswered(request_id=row.id, request=row.kind, outcome=outcome.value), row.dossier_id)


def _tell(doing: Act, row: RightsRequest) -> None:
    """Say by mail that there is something to read, where mail may."""
    for person_id in clients_of(doing.session, doing.municipality_id, row.dossier_id):
        doing.mail(
            person_id, "own_data", row.dossier_id, dedupe_key=f"own_data:{row.id}:{row.version}:{person_id}"
        )
