"""What can be read of the legal calculations of a dossier: the figures of today, corrections, kept results."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.budget.norm_files import Load
from schuldhulp.budget.normen import NormMissing
from schuldhulp.budget.posten import Post
from schuldhulp.budget.queries import Month, month_of
from schuldhulp.budget.uitkomst import Berekening
from schuldhulp.budget.vtlb import Correctie, Correctieregel, OfficieelVtlb
from schuldhulp.calculations.answers import Given, Household, Value
from schuldhulp.calculations.figures import NORM_SETS, SHARING_SET, Figures, bank_of, compute
from schuldhulp.calculations.given import read_given
from schuldhulp.calculations.tables import Calculation, LegalInput, VtlbCorrection
from schuldhulp.crypto import keyring
from schuldhulp.crypto.opened import following
from schuldhulp.dossier.facts import StoredStep
from schuldhulp.dossier.progress import in_force
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.records.situation import Home, Partner
from schuldhulp.dossier.visibility import asked_by, columns_of, read_raw, rows_of, with_types
from schuldhulp.norms.queries import EDITIONS, sets_in
from schuldhulp.norms.trying import loader
from schuldhulp.refusals import Refused
from schuldhulp.workbook.counts.queries import HOME_STEP
from schuldhulp.workbook.queries import MemberView, household, read_answers

_WITH_PARTNER = (Partner.LIVING, Partner.MARRIED, Partner.CONTRACT)
AMOUNTS = (
    "belastbaar_jaarinkomen", "netto", "ander_netto", "partner_netto", "loonbelasting_auto", "woonkosten", "zorgprijs",
    "woning_verhoging", "bijstandsnorm", "inkomen", "kosten", "eenmalig",
)  # fmt: skip
Raw = list[tuple[Any, ...]]
YES_NO = ("woonkosten_toegekend", "zonder_adres", "situatie_getoond")


@dataclass(frozen=True, kw_only=True)
class StaffInput:
    """What staff filled in: answers by name (None: as the dossier says), the official vtlb, and why."""

    version: int
    answers: Mapping[str, Value]
    no_bijstand: bool = False
    official: OfficieelVtlb | None = None
    why: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectionView:
    """A correction on the vtlb as it stands."""

    id: UUID
    version: int
    line: Correctieregel
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class KeptCalculation:
    """A result that was kept, with the words it was shown with then."""

    id: UUID
    number: int
    day: date
    bvv_cents: int
    vtlb_cents: int
    capacity_net_cents: int
    made_at: datetime
    norms: Sequence[Mapping[str, Any]]
    content: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class LegalFigures:
    """Everything of a dossier's calculation. `figures` is None while `why_not` says what it waits for.

    `bank`, what an attachment on the bank leaves, needs the living situation only.
    """

    given: Given | None
    staff: StaffInput
    corrections: tuple[CorrectionView, ...]
    month: Month
    figures: Figures | None
    bank: Berekening[int] | None = None
    why_not: str = ""


def staff_input_of(session: Session, actor: Actor, dossier_id: UUID) -> StaffInput:
    """What staff filled in; version 0 when nobody did yet."""
    return _staff_input(
        session, actor, dossier_id, read_raw(session, _input(actor.role), asked_by(actor, dossier_id))
    )


@cache
def _input(role: Role) -> Select[Any]:
    return columns_of(role, LegalInput)


def _staff_input(session: Session, actor: Actor, dossier_id: UUID, raw: Raw) -> StaffInput:
    if not raw:
        return StaffInput(version=0, answers={})
    (row,) = with_types(session, _input(actor.role), raw)
    opened = keyring(session).opener(LegalInput, actor.municipality_id, dossier_id)
    answers: dict[str, Value] = {name: getattr(row, f"{name}_cents") for name in AMOUNTS}
    answers |= {"leefsituatie": row.leefsituatie, "woonlandfactor": row.woonlandfactor}
    # Nobody says 'no' to these: not ticked is as everybody has it.
    answers |= {name: True for name in YES_NO if getattr(row, name)}
    official = None
    if row.officieel_cents is not None and row.officieel_op is not None:
        evidence = opened(row, "officieel_bewijs_sealed") or ""
        official = OfficieelVtlb(row.officieel_cents, row.officieel_op, evidence)
    return StaffInput(
        version=row.version, answers=answers, no_bijstand=row.bijstand == "nee", official=official,
        why=opened(row, "why_sealed") or "", changed_at=row.changed_at,
    )  # fmt: skip


def corrections_of(session: Session, actor: Actor, dossier_id: UUID) -> list[CorrectionView]:
    """The corrections that count, in order of entry."""
    raw = read_raw(session, _corrections(actor.role), asked_by(actor, dossier_id))
    return _corrected(session, actor, dossier_id, raw)


def _corrected(session: Session, actor: Actor, dossier_id: UUID, raw: Raw) -> list[CorrectionView]:
    opened = keyring(session).opener(VtlbCorrection, actor.municipality_id, dossier_id)
    return [
        CorrectionView(
            id=row.id, version=row.version, made_at=row.made_at,
            line=Correctieregel(
                Correctie(row.kind), row.cents, opened(row, "evidence_sealed") or "",
                opened(row, "initials_sealed") or "", opened(row, "note_sealed") or "",
            ),
        )
        for row in with_types(session, _corrections(actor.role), raw)
    ]  # fmt: skip


@cache
def _corrections(role: Role) -> Select[Any]:
    rows = VtlbCorrection.__table__.c
    return columns_of(role, VtlbCorrection).where(rows.removed_at.is_(None)).order_by(rows.id)


def kept_of(session: Session, actor: Actor, dossier_id: UUID) -> list[KeptCalculation]:
    """The results that were kept, newest first."""
    ring = keyring(session)
    rows = session.scalars(rows_of(Calculation, actor, dossier_id).order_by(Calculation.number.desc()))
    return [
        KeptCalculation(
            id=row.id, number=row.number, day=row.day, bvv_cents=row.bvv_cents, vtlb_cents=row.vtlb_cents,
            capacity_net_cents=row.capacity_net_cents, made_at=row.made_at, norms=row.norms.get("sets", ()),
            content=json.loads(ring.open(row, "content_sealed") or "{}"),
        )
        for row in rows
    ]  # fmt: skip


def legal_figures(
    session: Session, actor: Actor, dossier: DossierView, today: date, *, month: Month | None = None,
    at_home: Household | None = None, posts: Sequence[Post] | None = None,
) -> LegalFigures:  # fmt: skip
    """The figures of today, from the lines of the dossier and what staff filled in.

    `month` and `at_home` are what the page has read already; `posts` stand in the place of the month's lines, to see
    what an idea would do.
    """
    month = month or month_of(session, actor, dossier.id)
    at_home = at_home or household_of(session, actor, dossier, today)
    asked = asked_by(actor, dossier.id)
    typed = read_raw(session, _input(actor.role), asked)
    corrected = read_raw(session, _corrections(actor.role), asked)
    published = read_raw(session, EDITIONS, {})

    def made() -> LegalFigures:
        staff = _staff_input(session, actor, dossier.id, typed)
        corrections = tuple(_corrected(session, actor, dossier.id, corrected))
        load = loader(sets_in(with_types(session, EDITIONS, published)))
        return _computed(
            month, month.posts if posts is None else posts, at_home, staff, corrections, load, today
        )

    if posts is not None:
        return made()
    source = (typed, corrected, published, month, at_home, today)
    return following(session, dossier.municipality_id, dossier.id, "law", source, made)


def _computed(
    month: Month, posts: Sequence[Post], at_home: Household, staff: StaffInput,
    corrections: tuple[CorrectionView, ...], load: Load, today: date,
) -> LegalFigures:  # fmt: skip
    try:
        normen = load(today, *NORM_SETS, SHARING_SET)
        given = read_given(
            posts, month.payments, at_home, normen, staff.answers, no_bijstand=staff.no_bijstand
        )
    except NormMissing:
        return LegalFigures(
            given=None, staff=staff, corrections=corrections, month=month, figures=None,
            why_not="Er zijn geen normen voor deze datum.",
        )  # fmt: skip
    found, why_not = None, ""
    if given.missing:
        why_not = f"Nog niet bekend: {' en '.join(each.label.lower() for each in given.missing)}."
    else:
        try:
            found = compute(given, [each.line for each in corrections], staff.official, load, today)
        except Refused as impossible:
            why_not = str(impossible)
    return LegalFigures(
        given=given, staff=staff, corrections=corrections, month=month, figures=found,
        bank=bank_of(given, normen), why_not=why_not,
    )  # fmt: skip


def household_of(session: Session, actor: Actor, dossier: DossierView, today: date) -> Household:
    """Who lives together, from the people at home and the step about home."""
    members = household(session, actor, dossier.id)
    stored = read_answers(session, dossier.municipality_id, dossier.id, HOME_STEP)
    return household_from(members, home_in(stored), today)


def home_in(stored: Mapping[str, StoredStep]) -> object:
    """The record of the step about home as it counts now, from answers that were read already."""
    return in_force({slug: stored[slug] for slug in (HOME_STEP,) if slug in stored}).get(HOME_STEP)


def household_from(members: Sequence[MemberView], home: object, today: date) -> Household:
    """The same, from what was read already; `home` is the record of the step about home."""
    return Household(
        couple=couple_of(members, home),
        child_under_18=_child(members, home, today),
        cost_sharers=any(member.kind == "adult" for member in members),
        adult_ages=tuple(
            today.year - each.birth_year if each.birth_year else None
            for each in members
            if each.kind == "adult"
        ),
    )


def couple_of(members: Sequence[MemberView], home: object) -> bool | None:
    """Whether two partners live together, from the people at home and the step about home; None is not known."""
    if any(member.kind == "partner" for member in members):
        return True
    if not isinstance(home, Home) or not isinstance(home.partner, Partner):
        return None
    return home.partner in _WITH_PARTNER


def _child(members: Sequence[MemberView], home: object, today: date) -> bool | None:
    """Whether a child under 18 lives there; a child whose age is not known makes it unknown."""
    ages = [
        today.year - each.birth_year if each.birth_year else None for each in members if each.kind == "child"
    ]
    if any(age is not None and age < 18 for age in ages):
        return True
    if None in ages or (not ages and not isinstance(home, Home)):
        return None
    return False
