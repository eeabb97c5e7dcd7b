"""Offering a moment of nazorg, and answering it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, system_actor
from schuldhulp.aftercare.moments import ASKED_AFTER, HowItGoes, due_now, moments
from schuldhulp.aftercare.tables import AftercareCheck
from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.crisis.rows import raise_signal_elsewhere
from schuldhulp.dossier.events import AftercareAnswered, AftercareOffered
from schuldhulp.dossier.queries import DossierView, clients_of
from schuldhulp.dossier.restriction import is_left_alone
from schuldhulp.dossier.tables import Dossier
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act, FormToken, act
from schuldhulp.workbook.queries import StoredAnswer, read_stored


class NothingAsked(Refused):
    """There is no moment that waits for an answer."""

    sentence = "Hier wordt nu niets gevraagd. U kunt ons altijd bellen of schrijven."


def offer_aftercare(
    session: Session, now: datetime, municipality: MunicipalityView, dossier_id: UUID
) -> bool:
    """Ask a client how it goes, where a moment has come; False when there is no reason any more.

    Without mail, or where somebody reads along, it stands on the client's own page only, and staff see that.
    """
    today = local_date(now)
    with act(session, system_actor(municipality.id), now) as doing:
        row = doing.dossier(dossier_id, "dossier:watch", closed_too=True)
        alone = is_left_alone(row.restricted_on, row.restriction_ends_on, today)
        if row.closed_at is None or row.closing_reason not in ASKED_AFTER or alone:
            return False
        ended_on = local_date(row.closed_at)
        said = [check.months for check in _checks(doing, row, ended_on)]
        stored = read_stored(session, municipality.id, row.id)
        own = _told(stored, "nazorg", "check_in")
        due = due_now(moments(ended_on, municipality.levels.aftercare_months, own), said, today)
        if due is None:
            return False
        read_along = _told(stored, "bereiken", "reads_along") == "ja"
        mailed = row.mail_allowed and not row.offline and not read_along
        check = doing.new_row(
            AftercareCheck,
            row.id,
            id=new_id(),
            ended_on=ended_on,
            months=due.months,
            offered_at=now,
            mailed=mailed,
        )
        for person_id in clients_of(session, municipality.id, row.id) if mailed else ():
            doing.mail(person_id, "aftercare", row.id, dedupe_key=f"aftercare:{check.id}:{person_id}")
        doing.record(AftercareOffered(months=due.months), row.id)
    return True


def tell_how_it_goes(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, how: HowItGoes, words: str = "", *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Answer the newest moment, in a closed dossier; saying it anew replaces the answer. Raises NothingAsked."""
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "aftercare:answer", closed_too=True)
        found = _checks(doing, row, local_date(row.closed_at)) if row.closed_at else []
        if not found:
            raise NothingAsked
        check = found[-1]
        check.answered_at, check.how = now, how.value
        doing.keyring.seal(check, "words_sealed", words.strip() or None)
        doing.record(AftercareAnswered(months=check.months, how=how.value), row.id)
        if words.strip():
            raise_signal_elsewhere(doing, row.id, "nazorg", (words,), ())


def _checks(doing: Act, row: Dossier, ended_on: date) -> list[AftercareCheck]:
    query = (
        select(AftercareCheck)
        .where(AftercareCheck.municipality_id == doing.municipality_id, AftercareCheck.dossier_id == row.id)
        .where(AftercareCheck.ended_on == ended_on)
        .order_by(AftercareCheck.offered_at)
    )
    return list(doing.session.scalars(query))


def _told(stored: Mapping[str, StoredAnswer], step: str, question: str) -> Any:
    """What the client answered to one question of a step, if they came to it."""
    answer = stored.get(step)
    return getattr(answer.record, question, None) if answer else None
