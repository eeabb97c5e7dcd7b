"""The case on one page: everything for a talk, a stand-in or a handover, read once."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.appointments.queries import appointments_of, next_appointment
from schuldhulp.budget.document import Sender
from schuldhulp.budget.queries import month_of
from schuldhulp.calendar import local, local_date, say_date
from schuldhulp.cards.queries import case_card
from schuldhulp.contacts.kinds import CHANNEL_LABELS
from schuldhulp.contacts.queries import contacts_of
from schuldhulp.debts.owed import Owed
from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.phases import Phase
from schuldhulp.dossier.progress import finish_lines
from schuldhulp.dossier.queries import DossierView, threats_of
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.inbox.words import waiting_words
from schuldhulp.prints import CaseSummaryDocument, SummaryDebt, SummaryRow, SummarySection
from schuldhulp.reach.queries import reach_of
from schuldhulp.workbook.queries import homework, workbook

MOST_DEBTS = 6
JUDGMENTS = ("vonnis", "dwangbevel")
MOST_CONTACTS = 3


def summary_of(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *, sender: Sender, made_by: str
) -> CaseSummaryDocument:
    """The summary of a dossier for staff. The safety note stays off paper; what to mind at contact does not."""
    today = local_date(now)
    reach = reach_of(session, actor, dossier.id, now)
    card = case_card(session, actor, dossier, now)
    month = month_of(session, actor, dossier.id)
    budget = month.budget
    known = bool(month.lines)
    decided = card.decided_on if card else None
    return CaseSummaryDocument(
        sender=sender, client=dossier.called or "Zonder naam", reference=dossier.kenmerk, made_on=today,
        made_by=made_by, phase=Phase(dossier.phase).label, lead=_lead(dossier, now),
        question=_short(card.question_for_help if card else "", 400), safety=_short(" ".join(reach.mind), 300),
        sections=(
            SummarySection("Dreiging", _threats(session, actor, dossier)),
            SummarySection("Termijnen en afspraken", _terms(session, actor, now, dossier, decided)),
            SummarySection("Hoever", _progress(session, actor, dossier)),
            SummarySection("Laatst gesproken", _contacts(session, actor, dossier)),
        ),
        month=(
            ("Inkomen", budget.income_cents), ("Uitgaven", budget.expenses_cents),
            ("Betalingen op schulden", budget.payments_cents), ("Ruimte", budget.room_cents),
        ) if known else (),
        debts=_debts(month.owed), debts_count=month.owed.count, debts_cents=month.owed.total.cents,
    )  # fmt: skip


def _lead(dossier: DossierView, now: datetime) -> str:
    if dossier.closed_at is not None:
        return "Dit dossier is afgesloten."
    what = waiting_words(dossier.waiting_on, dossier.waiting_for, dossier.waiting_step, dossier.phase)
    what = what[:1].upper() + what[1:]
    if dossier.waiting_on == "us":
        if dossier.reply_due_at is None:
            return f"Wij zijn aan zet: {what[:1].lower()}{what[1:]}."
        there = local(dossier.reply_due_at)
        return f"Wij zijn aan zet: {what[:1].lower()}{what[1:]}, uiterlijk {say_date(there.date())} {there:%H.%M} uur."
    by = f", graag voor {say_date(dossier.client_due_on)}" if dossier.client_due_on else ""
    return f"{what}{by}."


def _threats(session: Session, actor: Actor, dossier: DossierView) -> tuple[SummaryRow, ...]:
    return tuple(
        SummaryRow(
            ThreatKind(t.kind).label if t.kind in list(ThreatKind) else t.kind,
            " ".join(
                part for part in (
                    f"op {say_date(t.threatens_on)}." if t.threatens_on else "dag nog niet bekend.",
                    "Wettelijk: gesprek binnen drie werkdagen." if t.legal and dossier.first_talk_on is None else "",
                    _short(t.note, 160),
                ) if part
            ),
            strong=t.legal,
        )
        for t in threats_of(session, actor, dossier.id)
    )  # fmt: skip


def _terms(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, decided_on: date | None
) -> tuple[SummaryRow, ...]:
    rows = [SummaryRow("Gemeld", say_date(dossier.clock_started_on, year=True))]
    if dossier.first_talk_on:
        rows.append(SummaryRow("Eerste gesprek", f"gehouden op {say_date(dossier.first_talk_on)}"))
    elif dossier.first_talk_due:
        rows.append(
            SummaryRow("Eerste gesprek", f"uiterlijk {say_date(dossier.first_talk_due)}", strong=True)
        )
    if decided_on:
        rows.append(SummaryRow("Besluit", f"genomen op {say_date(decided_on)}"))
    elif dossier.decision_due:
        rows.append(SummaryRow("Besluit", f"uiterlijk {say_date(dossier.decision_due)}", strong=True))
    coming = next_appointment(appointments_of(session, actor, dossier.id), now)
    if coming:
        there = local(coming.starts_at)
        rows.append(
            SummaryRow(
                "Afspraak",
                f"{say_date(there.date())} {there:%H.%M} uur, {coming.how.lower()}, {coming.purpose_label.lower()} "
                f"({coming.answer.label})",
            )
        )
    return tuple(rows)


def _progress(session: Session, actor: Actor, dossier: DossierView) -> tuple[SummaryRow, ...]:
    book = workbook(session, actor, dossier)
    rows = [
        SummaryRow(
            line.name.capitalize(), "klaar" if line.reached else f"{line.done} van {line.total} stappen"
        )
        for line in finish_lines(book.facts, book.stored)
    ]
    rows += [
        SummaryRow("Klaargezet", f"{step_texts()[task.step].title}, graag voor {say_date(task.due_on)}")
        for task in homework(session, actor, dossier.id)
    ]
    return tuple(rows)


def _contacts(session: Session, actor: Actor, dossier: DossierView) -> tuple[SummaryRow, ...]:
    return tuple(
        SummaryRow(
            f"{local_date(c.held_at):%d-%m-%Y}, {CHANNEL_LABELS[c.channel].lower()}",
            _short(c.summary, 220),
        )
        for c in contacts_of(session, actor, dossier.id, limit=MOST_CONTACTS)
    )  # fmt: skip


def _debts(owed: Owed) -> tuple[SummaryDebt, ...]:
    counted = [debt for debt in owed.debts if owed.counts(debt)]
    largest = sorted(counted, key=lambda debt: -(debt.confirmed_cents or debt.told.claimed_cents or 0))
    return tuple(
        SummaryDebt(
            creditor=debt.name, cents=debt.confirmed_cents or debt.told.claimed_cents or 0,
            note=", ".join(
                word for word in (
                    debt.told.collector, debt.told.judgment if debt.told.judgment in JUDGMENTS else "",
                    "beslag" if debt.told.attachment else "", "cliënt: klopt niet" if debt.told.disputed else "",
                ) if word
            ),
        )
        for debt in largest[:MOST_DEBTS]
    )  # fmt: skip


def _short(text: str, most: int) -> str:
    """As much as fits on the page; the rest stands in the dossier."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
