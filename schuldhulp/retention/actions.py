"""Proposing, approving, holding and erasing dossiers whose term is over.

An erasure is two acts, so that a process that is killed between them goes on where it was: first the dossier is shut
for everybody, then its files go, then its rows.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may, system_actor
from schuldhulp.accounts.tables import LoginSession
from schuldhulp.calendar import local_date
from schuldhulp.documents.tables import PaperFile
from schuldhulp.dossier.events import DossierErased, ErasureAnnounced
from schuldhulp.dossier.queries import clients_of
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.municipalities.rows import locked_municipality, note_change
from schuldhulp.refusals import Conflict, NotAllowed, NotYours, Refused
from schuldhulp.retention.queries import Candidate
from schuldhulp.retention.rows import erase_rows, propose_row
from schuldhulp.retention.tables import RetentionCase
from schuldhulp.retention.terms import WARN_DAYS, Rule, State, to_store
from schuldhulp.storage.attached import store_of
from schuldhulp.unit_of_work import Act, FormToken, act


class NoReason(Refused):
    """Holding a dossier asks why."""

    sentence = "Schrijf waarom dit dossier nog blijft, en tot wanneer."


class NothingChosen(Refused):
    """No dossier was ticked."""

    sentence = "Kies eerst een of meer dossiers."


class OnItsWay(Refused):
    """The dossier is being erased or is gone."""

    sentence = "Dit dossier wordt al gewist."


def change_terms(
    session: Session, actor: Actor, now: datetime, months: Mapping[Rule, int], version: int | None, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change how long the municipality keeps dossiers. Raises TermNotAllowed, ChangedMeanwhile."""
    stored = to_store(months)
    with act(session, actor, now, form=form) as doing:
        if not may(actor, "municipality:configure"):
            raise NotAllowed
        row = locked_municipality(doing, version)
        changed = sorted(set(stored.items()) ^ set(row.retention.items()))
        row.retention = stored
        note_change(doing, "bewaartermijnen", fields=sorted({name for name, _ in changed}))


def propose(session: Session, now: datetime, municipality_id: UUID, found: Candidate) -> bool:
    """Put one dossier on the list; says whether it is new there."""
    with act(session, system_actor(municipality_id), now) as doing:
        row = propose_row(doing, found.dossier_id, found.rule, found.term_ended_on)
        session.flush()
        return row.proposed_at == now


def approve(
    session: Session, actor: Actor, now: datetime, case_ids: Sequence[UUID], *, form: FormToken | None = None
) -> int:
    """Agree that dossiers go. The client is told, and a month later they go; one who asked for it goes the next day.

    Raises NothingChosen, NotYours, OnItsWay.
    """
    if not case_ids:
        raise NothingChosen
    with act(session, actor, now, form=form) as doing:
        today = local_date(now)
        for case_id in sorted(set(case_ids)):
            row = _case(doing, case_id)
            asked = row.rule == Rule.ASKED
            row.state, row.decided_by, row.decided_at = State.APPROVED.value, actor.membership_id, now
            row.erase_after, row.warned_at = today + timedelta(days=0 if asked else WARN_DAYS), now
            row.version += 1
            doing.record(ErasureAnnounced(after=row.erase_after), row.dossier_id)
            for person_id in clients_of(session, doing.municipality_id, row.dossier_id):
                doing.mail(
                    person_id,
                    "own_data",
                    row.dossier_id,
                    dedupe_key=f"erase:{row.id}:{row.version}:{person_id}",
                )
    return len(set(case_ids))


def hold(
    session: Session, actor: Actor, now: datetime, case_id: UUID, why: str, until: date | None,
    version: int | None = None, *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Keep a dossier longer, with a reason and a last day. Raises NoReason, NotYours, OnItsWay, Conflict."""
    if not why.strip() or until is None or until <= local_date(now):
        raise NoReason
    with act(session, actor, now, form=form) as doing:
        row = _case(doing, case_id)
        if version is not None and row.version != version:
            raise Conflict
        doing.keyring.seal(row, "hold_sealed", why.strip()[:1000])
        row.state, row.held_until, row.erase_after = State.HELD.value, until, None
        row.decided_by, row.decided_at, row.version = actor.membership_id, now, row.version + 1


def release(session: Session, now: datetime, municipality_id: UUID, case_id: UUID) -> None:
    """Put a dossier whose hold is over back on the list."""
    with act(session, system_actor(municipality_id), now) as doing:
        row = _locked(doing, case_id)
        if row.state == State.HELD.value:
            row.state, row.held_until, row.version = State.PROPOSED.value, None, row.version + 1


def _case(doing: Act, case_id: UUID) -> RetentionCase:
    if not may(doing.actor, "retention:approve"):
        raise NotAllowed
    row = _locked(doing, case_id)
    if row.state in (State.ERASING, State.ERASED):
        raise OnItsWay
    return row


def _locked(doing: Act, case_id: UUID) -> RetentionCase:
    query = select(RetentionCase).where(
        RetentionCase.municipality_id == doing.municipality_id, RetentionCase.id == case_id
    )
    row = doing.session.scalars(query.with_for_update()).one_or_none()
    if row is None:
        raise NotYours
    return row


def begin_erasure(session: Session, now: datetime, municipality_id: UUID, case_id: UUID) -> UUID | None:
    """Shut a dossier for everybody; gives its id, or None when it came back to life and stays."""
    with act(session, system_actor(municipality_id), now) as doing:
        row = _locked(doing, case_id)
        if row.state == State.ERASING:
            return row.dossier_id
        dossier = session.get(Dossier, (municipality_id, row.dossier_id), with_for_update=True)
        lives = dossier is not None and dossier.closed_at is None and row.rule != Rule.ASKED
        if lives and row.rule == Rule.NAMELESS:
            lives = _came_back(session, row)
        if row.state != State.APPROVED or lives:
            if lives:
                session.delete(row)
            return None
        row.state, row.version = State.ERASING.value, row.version + 1
        if dossier is not None:
            dossier.deleted_at = now
        return row.dossier_id


def _came_back(session: Session, case: RetentionCase) -> bool:
    """Whether who began without a name was here again since the dossier came on the list, or went on under a name."""
    seen = (
        select(LoginSession.token_hash)
        .join(Participation, Participation.person_id == LoginSession.person_id)
        .where(
            Participation.municipality_id == case.municipality_id, Participation.dossier_id == case.dossier_id
        )
        .where(LoginSession.seen_at >= case.proposed_at)
    )
    dossier = session.get_one(Dossier, (case.municipality_id, case.dossier_id))
    inbox = session.get(InboxRow, (case.municipality_id, case.dossier_id))
    acted = (
        inbox is not None and inbox.last_client_at is not None and inbox.last_client_at >= case.proposed_at
    )
    return not dossier.without_name or acted or session.execute(seen.limit(1)).first() is not None


def erase(session: Session, now: datetime, municipality_id: UUID, case_id: UUID) -> dict[str, int]:
    """Erase a dossier that was shut: its files from the store, then in one act all rows, its key, and the event that
    names the tombstones.

    Gives what went by table. Doing it again changes nothing. Raises StoreFailed; then nothing of the rows has gone.
    """
    row = session.get(RetentionCase, (municipality_id, case_id))
    dossier_id = row.dossier_id if row is not None and row.state == State.ERASING else None
    files = [] if dossier_id is None else _files(session, municipality_id, dossier_id)
    session.close()
    if dossier_id is None:
        return {}
    for name in filter(None, files):
        store_of(session).drop(name)
    with act(session, system_actor(municipality_id), now) as doing:
        row = _locked(doing, case_id)
        gone = dict(erase_rows(session, municipality_id, row.dossier_id))
        row.gone = {**gone, "bestanden": len(files)}
        row.state, row.erased_at, row.version = State.ERASED.value, now, row.version + 1
        row.kenmerk, row.hold_sealed = "", None
        doing.record(DossierErased(rule=row.rule, rows=sum(gone.values()), files=len(files)), row.dossier_id)
    return dict(row.gone)


def _files(session: Session, municipality_id: UUID, dossier_id: UUID) -> list[str | None]:
    query = select(PaperFile.stored_as).where(
        PaperFile.municipality_id == municipality_id, PaperFile.dossier_id == dossier_id
    )
    return list(session.scalars(query))


def checkpoint(session: Session) -> None:
    """On SQLite: write the erased pages over in the database file now, and empty the write-ahead log."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        session.close()
