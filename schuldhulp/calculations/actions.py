"""What can be done with the legal calculations of a dossier: fill in, correct, keep a result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.budget.shown import Figure
from schuldhulp.budget.vtlb import Correctieregel
from schuldhulp.calculations.figures import Figures
from schuldhulp.calculations.queries import AMOUNTS, YES_NO, StaffInput
from schuldhulp.calculations.rows import add_calculation
from schuldhulp.calculations.tables import LegalInput, VtlbCorrection
from schuldhulp.dossier.events import RowChanged
from schuldhulp.dossier.queries import DossierView
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act, FormToken, act


class EvidenceMissing(Refused):
    """A correction says what shows it, and who entered it."""

    sentence = "Schrijf op waar dit uit blijkt, en zet uw paraaf."


class OfficialIncomplete(Refused):
    """An official figure has an amount, a day and a paper."""

    sentence = "Vul bij het officiële vtlb het bedrag, de dag en het bewijs in, of laat alle drie leeg."


@dataclass(frozen=True, kw_only=True)
class CorrectionTold:
    """A correction as it is written down."""

    line: Correctieregel

    def __post_init__(self) -> None:
        if not self.line.bewijs.strip() or not self.line.paraaf.strip():
            raise EvidenceMissing


def fill_in(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, told: StaffInput, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Put what staff know in the place of what the lines say; None gives the place back to the lines.

    `told.version` is the version that was changed, 0 for none. Raises Conflict.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "calculation:change")
        row = doing.only_row(LegalInput, dossier.id, version=told.version)
        added = row is None
        if row is None:
            row = doing.new_row(
                LegalInput, dossier.id, id=new_id(), version=0, changed_at=now, changed_by=actor.person_id
            )
        changed = _write(doing, row, told)
        row.version += 1
        row.changed_at, row.changed_by = now, _person(actor)
        doing.record(
            RowChanged(table="legal_input", row_id=row.id, change="added" if added else "changed"),
            dossier.id, {"changed": changed},
        )  # fmt: skip


def _write(doing: Act, row: LegalInput, told: StaffInput) -> dict[str, Any]:
    """Set the columns; give what changed as {name: [before, after]}."""
    wanted: dict[str, Any] = {f"{name}_cents": told.answers.get(name) for name in AMOUNTS}
    wanted |= {name: bool(told.answers.get(name)) for name in YES_NO}
    wanted |= {
        "leefsituatie": told.answers.get("leefsituatie"),
        "woonlandfactor": told.answers.get("woonlandfactor"),
        "bijstand": "nee" if told.no_bijstand else None,
        "officieel_cents": told.official.cents if told.official else None,
        "officieel_op": told.official.op if told.official else None,
    }
    before = {name: getattr(row, name) for name in wanted}
    for name, value in wanted.items():
        setattr(row, name, value)
    doing.keyring.seal(row, "officieel_bewijs_sealed", told.official.bewijs if told.official else None)
    doing.keyring.seal(row, "why_sealed", told.why or None)
    return {
        name: [_plain(before[name]), _plain(value)] for name, value in wanted.items() if before[name] != value
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _person(actor: Actor) -> UUID:
    if actor.person_id is None:
        raise LookupError("the system fills in nothing")
    return actor.person_id


def add_correction(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, told: CorrectionTold, *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Add a correction on the vtlb."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "calculation:change")
        row = doing.new_row(
            VtlbCorrection, dossier.id, id=new_id(), version=1, made_at=now, made_by=actor.person_id,
            kind=told.line.soort.value, cents=told.line.cents,
        )  # fmt: skip
        _seal(doing, row, told.line)
        _record(doing, row, "added")
    return row.id


def change_correction(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, correction_id: UUID, told: CorrectionTold,
    version: int | None, *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change a correction. Raises Conflict, NotYours."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "calculation:change")
        row = doing.row(VtlbCorrection, correction_id, dossier.id, version=version)
        before = row.cents
        row.kind, row.cents = told.line.soort.value, told.line.cents
        row.version += 1
        _seal(doing, row, told.line)
        _record(doing, row, "changed", before)


def remove_correction(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, correction_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Take a correction out of the sum; it stays in the timeline."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "calculation:change")
        row = doing.row(VtlbCorrection, correction_id, dossier.id)
        if row.removed_at is None:
            row.removed_at = now
            row.version += 1
            _record(doing, row, "removed")


def _seal(doing: Act, row: VtlbCorrection, line: Correctieregel) -> None:
    doing.keyring.seal(row, "evidence_sealed", line.bewijs.strip())
    doing.keyring.seal(row, "initials_sealed", line.paraaf.strip())
    doing.keyring.seal(row, "note_sealed", line.toelichting.strip() or None)


def _record(doing: Act, row: VtlbCorrection, change: str, before: int | None = None) -> None:
    doing.record(
        RowChanged(
            table="vtlb_correction", row_id=row.id, change=change, code=row.kind, cents=row.cents, before_cents=before
        ),
        row.dossier_id,
    )  # fmt: skip


def keep_calculation(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, found: Figures, figures: Sequence[Figure], *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Keep a result with its lines in words, the day it holds for and the norm sets it used. It never changes."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "calculation:change")
        row = add_calculation(doing, dossier.id, found, figures)
    return row.id
