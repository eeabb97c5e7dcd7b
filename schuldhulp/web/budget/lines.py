"""A month as the page shows it: groups that open into lines, and lines that open into how they were made."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.budget.categories import Group
from schuldhulp.budget.lines import Line
from schuldhulp.budget.queries import ChangeByStaff, Month, StoredPost, changed_by_staff
from schuldhulp.calendar import local_date, say_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.facts.queries import EstablishedFact, established_of
from schuldhulp.money import format_euro
from schuldhulp.partners.queries import known_to_partner
from schuldhulp.partners.shown import Kind, unaware_of
from schuldhulp.web.steps.place import Place


@dataclass(frozen=True)
class ShownLine:
    """One line: eurocents per month, how it was made, who wrote it, and where it can be changed or asked about."""

    label: str
    cents: int
    formula: str
    note: str = ""
    approximate: bool = False
    author: str = ""
    change: str = ""
    established: tuple[EstablishedFact, ...] = ()
    edit_url: str = ""
    ask_url: str = ""
    establish_url: str = ""
    unaware: str = ""


@dataclass(frozen=True)
class ShownGroup:
    """One group with its total in eurocents per month."""

    code: str
    label: str
    cents: int
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True)
class Beside:
    """What stands beside the lines of a dossier: changes by staff as sentences, and established facts, by id.

    `partner_knows`, for staff only: the keys of what the partner sees; None where nobody shares.
    """

    changes: Mapping[UUID, str]
    facts: Mapping[UUID, tuple[EstablishedFact, ...]]
    any_fact: bool
    partner_knows: frozenset[str] | None = None

    def unaware(self, kind: Kind, row_id: UUID) -> str:
        """The mark for staff at what a partner does not see; empty where nobody shares."""
        return unaware_of(kind, row_id, self.partner_knows)


def beside_lines(session: Session, actor: Actor, dossier: DossierView) -> Beside:
    """Read what stands beside the lines and debts of a dossier."""
    facts: dict[UUID, tuple[EstablishedFact, ...]] = {}
    found = established_of(session, actor, dossier.id)
    for fact in found:
        if fact.about:
            facts[fact.about] = (*facts.get(fact.about, ()), fact)
    changes = changed_by_staff(session, actor, dossier.id)
    said = {row_id: _said(change, dossier) for row_id, change in changes.items()}
    knows = known_to_partner(session, actor, dossier.id) if actor.is_staff else None
    return Beside(said, facts, bool(found), knows)


def _said(change: ChangeByStaff, dossier: DossierView) -> str:
    card = dossier.counsellor
    who = card.name if card and card.person_id == change.person_id else "Een schuldhulpverlener"
    before, after = change.before_cents, change.after_cents
    amounts = ""
    if before is not None and after is not None and before != after:
        amounts = f": van {format_euro(before)} naar {format_euro(after)}"
    return f"{who} veranderde dit op {say_date(local_date(change.at))}{amounts}."


def shown_groups(place: Place, month: Month, beside: Beside) -> list[ShownGroup]:
    """The groups that hold something, in the order of the budget."""
    stored = {str(line.id): line for line in month.lines}
    groups = (month.budget.group(group) for group in Group)
    return [
        ShownGroup(
            total.group.value, total.label, total.cents,
            tuple(_shown(place, line, stored.get(line.key), beside) for line in total.lines),
        )
        for total in groups if total.lines
    ]  # fmt: skip


def _shown(place: Place, line: Line, stored: StoredPost | None, beside: Beside) -> ShownLine:
    shown = ShownLine(line.label, line.cents, line.formula, line.note, line.approximate)
    if stored is not None:
        return ShownLine(
            line.label, line.cents, line.formula, line.note, line.approximate,
            author=f"{author_words(stored.entered_by_role, place)} {source_words(stored.source, place)}".strip(),
            change=beside.changes.get(stored.id, ""),
            established=beside.facts.get(stored.id, ()),
            edit_url=place.url("change_row", stap=stored.step, row_id=stored.id, terug="budget"),
            ask_url=place.url("ask_post", post_id=stored.id),
            establish_url=place.url("established", over=f"budget_post:{stored.id}") if place.beside else "",
            unaware=beside.unaware(Kind.of_money(stored.post.group is Group.INCOME), stored.id),
        )  # fmt: skip
    if line.debt:
        return ShownLine(
            line.label, line.cents, line.formula, line.note, line.approximate,
            edit_url=place.url("change_row", stap="een-schuld", row_id=UUID(line.debt), terug="budget"),
            ask_url=place.url("ask_debt", debt_id=UUID(line.debt)),
            unaware=beside.unaware(Kind.DEBT, UUID(line.debt)),
        )  # fmt: skip
    return shown


def author_words(role: str, place: Place) -> str:
    """Who entered a line, where that is not the client."""
    if role == "client":
        return ""
    if role == "supporter":
        return "Ingevuld samen met een supporter."
    return "Ingevuld naast de cliënt." if place.beside else "Uw schuldhulpverlener vulde dit met u in."


def source_words(source: str | None, place: Place) -> str:
    """Where an amount comes from that nobody typed."""
    if source != "bankafschrift":
        return ""
    return f"Dit bedrag komt uit {'een' if place.beside else 'uw'} bankafschrift."
