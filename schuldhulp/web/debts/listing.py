"""The debts: what they add up to, who stands behind whom, doubles to judge, and a question at any line."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.debts.actions import decide_double
from schuldhulp.debts.owed import DIFFERENT, SAME, Owed, StoredDebt
from schuldhulp.debts.queries import MandateView, debts_of, find_debt, mandates_of, removed_debts
from schuldhulp.dossier.signals import ThreatKind, is_legal_threat
from schuldhulp.facts.queries import EstablishedFact
from schuldhulp.money import Period, format_euro
from schuldhulp.partners.shown import Kind
from schuldhulp.pdf import render_pdf
from schuldhulp.prints import MandateDocument
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.asking import ask_page
from schuldhulp.web.budget.lines import Beside, author_words, beside_lines
from schuldhulp.web.calculation.totals import debts_figure
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import now, session
from schuldhulp.web.letterhead import sender_of
from schuldhulp.web.steps.debt_rows import debt_amount
from schuldhulp.web.steps.place import Place
from schuldhulp.web.steps.printing import pdf_answer

Answer = str | Response | tuple[str, int]
ATTACHMENTS = {"income": "Beslag op loon of uitkering", "bank": "Beslag op de bank", "set_off": "Verrekening"}
NO_THREAT = (None, "", "geen")
WHOSE = {"partner": "van uw partner", "together": "van u samen"}


@dataclass(frozen=True)
class ShownDebt:
    """One debt on the page; `facts` are (words, value) pairs."""

    id: UUID
    name: str
    chain: str
    cents: int | None
    approximate: bool
    counts: bool
    tags: tuple[str, ...]
    threat: str
    threat_legal: bool
    facts: tuple[tuple[str, str], ...]
    dispute: str
    author: str
    change: str
    established: tuple[EstablishedFact, ...]
    url: str
    edit_url: str
    ask_url: str


@dataclass(frozen=True)
class ShownPair:
    """Two debts that may be one claim, with the reason, or that were called one."""

    counts: StoredDebt
    spare: StoredDebt
    reason: str = ""


class VerdictForm(PageForm):
    """One press: the same, or not."""


def debts_page(place: Place) -> str:
    """Show the list of debts."""
    actor, dossier = place.actor, place.dossier
    value = debts_of(session(), actor, dossier.id)
    removed = removed_debts(session(), actor, dossier.id)
    mandates = mandates_of(session(), actor, dossier.id)
    beside = beside_lines(session(), actor, dossier)
    session().close()
    shown = [_shown(place, value, debt, beside) for debt in value.debts]
    shown.sort(key=lambda debt: (not debt.counts, not debt.threat, -(debt.cents or 0)))
    pairs = [ShownPair(value.debt(p.counts), value.debt(p.spare), p.reason) for p in value.proposals]
    return render_template(
        "debts/list.html", place=place, owed=value, debts=shown, pairs=pairs, same=_same(value),
        removed_links=[(debt.name, place.url("restore_row", stap="een-schuld", row_id=debt.id)) for debt in removed],
        mandates=[m for m in mandates if m.withdrawn_at is None], form=VerdictForm(formdata=None),
        sum_figure=debts_figure(value),
        amount_of=debt_amount, any_fact=beside.any_fact,
    )  # fmt: skip


def _same(value: Owed) -> list[ShownPair]:
    return [ShownPair(value.debt(one), value.debt(other)) for one, other in value.same]


def _shown(place: Place, value: Owed, debt: StoredDebt, beside: Beside) -> ShownDebt:
    told = debt.told
    threat = _threat_words(debt)
    return ShownDebt(
        debt.id, debt.name, _chain(debt), told.claimed_cents, debt.roughly, value.counts(debt),
        _tags(place, value, debt, beside.unaware(Kind.DEBT, debt.id)), threat,
        bool(threat) and is_legal_threat(told.threat or ""), _facts(debt),
        told.dispute if told.disputed else "", author_words(debt.entered_by_role, place),
        beside.changes.get(debt.id, ""), beside.facts.get(debt.id, ()),
        place.url("debt", debt_id=debt.id),
        place.url("change_row", stap="een-schuld", row_id=debt.id, terug="debts"),
        place.url("ask_debt", debt_id=debt.id),
    )  # fmt: skip


def _threat_words(debt: StoredDebt) -> str:
    told = debt.told
    if told.threat in NO_THREAT or told.threat not in set(ThreatKind):
        return ""
    return f"{ThreatKind(told.threat).label}{f' op {told.threat_on:%d-%m-%Y}' if told.threat_on else ''}"


def _chain(debt: StoredDebt) -> str:
    if not debt.told.collector:
        return ""
    return f"via {debt.told.collector}" + (f", {debt.collector_kind}" if debt.collector_kind else "")


def _tags(place: Place, value: Owed, debt: StoredDebt, unaware: str) -> tuple[str, ...]:
    told = debt.told
    found = [WHOSE[told.whose]] if told.whose in WHOSE else []
    found += [told.judgment] if told.judgment in ("vonnis", "dwangbevel") else []
    found += [ATTACHMENTS[told.attachment].lower()] if told.attachment in ATTACHMENTS else []
    found += ["klopt niet volgens " + ("de cliënt" if place.beside else "u")] if told.disputed else []
    found += ["meeste zorgen"] if told.most_worried else []
    found += [] if value.counts(debt) else ["telt niet mee"]
    return (*found, unaware) if unaware else tuple(found)


def _facts(debt: StoredDebt) -> tuple[tuple[str, str], ...]:
    told = debt.told
    period = (told.arrangement_period or Period.MONTH).label
    pairs = (
        ("Bedrag in de brief", debt_amount(debt)),
        ("Bevestigd door de schuldeiser", _euro(debt.confirmed_cents)),
        ("Soort", debt.kind if debt.kind != debt.name else ""),
        ("Eerst", _euro(told.original_cents)),
        ("Kenmerk", told.reference),
        ("Datum van de brief", f"{told.letter_date:%d-%m-%Y}" if told.letter_date else ""),
        ("Afbetalen", f"{format_euro(told.arrangement_cents)} {period}" if told.arrangement_cents else ""),
        ("Tot", f"{told.arrangement_until:%d-%m-%Y}" if told.arrangement_until else ""),
        ("Laatst betaald", f"{told.last_payment_on:%d-%m-%Y}" if told.last_payment_on else ""),
        ("Nog open", ", ".join(told.open_questions)),
    )
    return tuple((words, text) for words, text in pairs if text)


def _euro(cents: int | None) -> str:
    return format_euro(cents) if cents is not None else ""


def double_page(place: Place) -> Response:
    """Keep the verdict about two debts: one press."""
    form = VerdictForm()
    verdict = request.form.get("oordeel", "")
    try:
        one, other = UUID(request.form.get("een", "")), UUID(request.form.get("ander", ""))
    except ValueError:
        abort(400)
    if verdict not in (SAME, DIFFERENT) or one == other or not form.validate():
        abort(400)
    there = place.url("debts", melding="gewijzigd")
    decide_double(
        session(),
        place.actor,
        now(),
        place.dossier,
        one,
        other,
        verdict,
        form=FormToken(form.token.data, there),
    )
    return redirect(there, 303)


def ask_debt_page(place: Place, debt_id: UUID) -> Answer:
    """A question at one debt."""
    found = find_debt(session(), place.actor, place.dossier.id, debt_id)
    session().close()
    if found is None:
        abort(404)
    return ask_page(
        place,
        about="debt",
        row_id=debt_id,
        name=found.name,
        amount=debt_amount(found),
        back=("debts", "Schulden"),
    )


def mandate_page(place: Place, mandate_id: UUID) -> str:
    """A machtiging to read."""
    return render_template("debts/mandate.html", place=place, mandate=_mandate(place, mandate_id))


def mandate_pdf(place: Place, mandate_id: UUID) -> Response:
    """A machtiging on paper, to sign and to send along."""
    mandate = _mandate(place, mandate_id)
    dossier = place.dossier
    document = MandateDocument(
        sender=sender_of(dossier.municipality), client=dossier.called, reference=dossier.kenmerk,
        signed_on=mandate.signed_on, on_paper=mandate.how == "paper", creditors=mandate.creditors,
        withdrawn_on=local_date(mandate.withdrawn_at) if mandate.withdrawn_at else None,
    )  # fmt: skip
    data = render_pdf(render_template("pdf/machtiging.html", document=document), title=document.title)
    return pdf_answer(data, "machtiging.pdf")


def _mandate(place: Place, mandate_id: UUID) -> MandateView:
    found = mandates_of(session(), place.actor, place.dossier.id)
    session().close()
    mandate = next((m for m in found if m.id == mandate_id), None)
    if mandate is None:
        abort(404)
    return mandate
