"""Row functions of the debts: writing a claim inside the act that is under way."""

from uuid import UUID

from sqlalchemy import select

from schuldhulp.base import new_id
from schuldhulp.debts.tables import Debt
from schuldhulp.debts.told import DebtTold, differences, told_of
from schuldhulp.dossier.events import RowChanged
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.rows import add_threat
from schuldhulp.dossier.tables import Dossier, Threat
from schuldhulp.messages.changes import change_line
from schuldhulp.messages.rows import announce_change
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act

NO_THREAT = (None, "", "geen")
_SEALED = ("creditor", "collector", "reference", "dispute")
_SAME_NAME = (
    "whose", "claimed_cents", "original_cents", "approximate", "letter_date", "arrangement_cents",
    "arrangement_until", "arrangement_kept", "last_payment_on", "judgment", "attachment", "attachment_cents",
    "threat", "threat_on", "disputed", "most_worried",
)  # fmt: skip


class DebtRemoved(Refused):
    """A removed debt is put back before it is changed."""

    sentence = "Deze schuld is van de lijst gehaald. Zet hem eerst terug."


def opened(doing: Act, row: Debt) -> DebtTold:
    """What a stored debt tells."""
    return told_of(row, {name: doing.keyring.open(row, f"{name}_sealed") or "" for name in _SEALED})


def add_debt(
    doing: Act, dossier: Dossier, view: DossierView, told: DebtTold, step: str | None = None
) -> Debt:
    """Add one debt; a threat it tells of sounds the alarm at once."""
    row = doing.new_row(
        Debt,
        dossier.id,
        id=new_id(),
        version=1,
        entered_by_role=str(doing.actor.role),
        entered_at=doing.now,
    )
    _write(doing, row, told)
    doing.record(
        RowChanged(
            table="debt",
            row_id=row.id,
            change="added",
            step=step,
            code=told.creditor_id,
            cents=told.claimed_cents,
        ),
        dossier.id,
        {"name": told.creditor},
    )
    announce_change(doing, dossier.id, _line(told.creditor, "added", told.claimed_cents))
    _sound_alarm(doing, dossier, view, told)
    return row


def change_debt(doing: Act, dossier: Dossier, view: DossierView, row: Debt, told: DebtTold) -> None:
    """Change one debt; both versions stay readable in the timeline. Raises DebtRemoved."""
    if row.removed_at is not None:
        raise DebtRemoved
    before = opened(doing, row)
    changed = differences(before, told)
    if not changed:
        return
    _write(doing, row, told)
    row.version += 1
    doing.record(
        RowChanged(
            table="debt", row_id=row.id, change="changed", code=told.creditor_id, cents=told.claimed_cents,
            before_cents=before.claimed_cents,
        ),
        dossier.id,
        {"name": told.creditor, "changed": {name: list(both) for name, both in changed.items()}},
    )  # fmt: skip
    announce_change(
        doing, dossier.id, _line(told.creditor, "changed", told.claimed_cents, before.claimed_cents)
    )
    if (before.threat, before.threat_on) != (told.threat, told.threat_on):
        _sound_alarm(doing, dossier, view, told)


def mark_debt(doing: Act, row: Debt, *, removed: bool) -> None:
    """Take a debt off the list or put it back; nothing happens when it is so already."""
    if (row.removed_at is not None) == removed:
        return
    row.removed_at = doing.now if removed else None
    row.version += 1
    doing.record(
        RowChanged(
            table="debt", row_id=row.id, change="removed" if removed else "restored", code=row.creditor_id,
            cents=row.claimed_cents,
        ),
        row.dossier_id,
        {"name": opened(doing, row).creditor},
    )  # fmt: skip
    announce_change(
        doing, row.dossier_id, _line(opened(doing, row).creditor, "removed" if removed else "restored")
    )


def _line(creditor: str, change: str, cents: int | None = None, before: int | None = None) -> str:
    return change_line(f"de schuld bij {creditor or 'een organisatie'}", change, cents, before)


def _write(doing: Act, row: Debt, told: DebtTold) -> None:
    for name in _SAME_NAME:
        setattr(row, name, getattr(told, name))
    row.arrangement_period = told.arrangement_period.value if told.arrangement_period else None
    row.attachment_period = told.attachment_period.value if told.attachment_period else None
    row.open_answers = dict(told.open_answers)
    row.creditor_id, row.collector_id = told.creditor_id, told.collector_id
    doing.keyring.seal(row, "creditor_sealed", None if told.creditor_id else told.creditor)
    doing.keyring.seal(row, "collector_sealed", None if told.collector_id else told.collector or None)
    doing.keyring.seal(row, "reference_sealed", told.reference or None)
    doing.keyring.seal(row, "dispute_sealed", told.dispute or None)


def _sound_alarm(doing: Act, dossier: Dossier, view: DossierView, told: DebtTold) -> None:
    """Report the threat of a letter, unless the same one (kind and day) stands open already."""
    if told.threat in NO_THREAT or told.threat is None:
        return
    known = doing.session.scalars(
        select(Threat).where(
            Threat.municipality_id == doing.municipality_id, Threat.dossier_id == dossier.id,
            Threat.kind == told.threat, Threat.resolved_at.is_(None),
        )
    ).all()  # fmt: skip
    if any(told.threat_on is None or threat.threatens_on == told.threat_on for threat in known):
        return
    add_threat(
        doing, dossier, view.municipality, kind=told.threat, threatens_on=told.threat_on,
        letter_date=told.letter_date,
    )  # fmt: skip


def debts_by_id(doing: Act, dossier_id: UUID, ids: tuple[UUID, ...]) -> list[Debt]:
    """Debts of a locked dossier. Raises NotYours for one that is not there."""
    return [doing.row(Debt, debt_id, dossier_id) for debt_id in ids]
