"""The small success after a step: one sentence that can be checked against the facts, or none."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.facts import DossierFacts, Stored
from schuldhulp.dossier.open_answers import known
from schuldhulp.dossier.progress import State, in_force, status
from schuldhulp.dossier.records import asked_fields
from schuldhulp.dossier.steps import Rows, Step
from schuldhulp.money import format_euro

Telling = Callable[[DossierFacts, Any], str | None]


def success_after(step: Step, facts: DossierFacts, stored: Stored) -> str | None:
    """What is there now that was not there before; None while the step is not done, or when nothing is known yet.

    A sentence about the whole step is only said of a step without "weet ik niet"; otherwise how many were answered.
    """
    if status(step, facts, stored).state is not State.DONE:
        return None
    record = in_force({step.slug: stored[step.slug]}, facts).get(step.slug)
    telling = _TELLING.get(step.slug)
    told = (telling(facts, record) if telling else None) or _by_rows(step, facts)
    return told or _by_answers(step, record, step.urgent_fields if facts.threat_open else ())


def _by_answers(step: Step, record: Any, urgent: tuple[str, ...]) -> str | None:
    """How many were answered of what was on the page: at an open threat only the `urgent` questions stand there."""
    if record is None:
        return None
    names = urgent or [part.name for part in asked_fields(record) if not part.metadata["optional"]]
    asked = [getattr(record, name) for name in names]
    answered = sum(1 for value in asked if known(value) not in (None, ()))
    if answered and answered == len(asked):
        return _URGENT if urgent else step_texts()[step.slug].success or None
    if not answered:
        return None
    return f"U beantwoordde {answered} van de {len(asked)} vragen. Wat open is, kan later."


def _count(number: int, one: str, more: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {more}"


def _by_rows(step: Step, facts: DossierFacts) -> str | None:
    count = facts.row_count(step.slug)
    if not count:
        return None
    unknown = facts.lines_open.get(step.slug, 0)
    if step.rows is Rows.INCOMES:
        listed = f"U zette {_count(count, 'bedrag', 'bedragen')} op een rij."
        return f"{listed} Dat is wat er binnenkomt." if not unknown else _amounts_open(listed, unknown)
    if step.rows is Rows.EXPENSES:
        listed = f"U zette {_count(count, 'uitgave', 'uitgaven')} op een rij."
        if unknown:
            return _amounts_open(listed, unknown)
        return f"{listed} Die {'telt' if count == 1 else 'tellen'} nu mee in uw maand."
    return None


def _amounts_open(listed: str, unknown: int) -> str:
    return f"{listed} Bij {unknown} kan het bedrag later."


def _wages(facts: DossierFacts, record: Any) -> str | None:
    if not facts.income_month_cents or facts.lines_open.get("lonen-en-uitkeringen"):
        return None
    return f"U weet nu wat er binnenkomt: {format_euro(facts.income_month_cents)} per maand."


def _rough_debts(facts: DossierFacts, record: Any) -> str | None:
    if not facts.debts:
        return "U heeft gekeken. Er staat nu geen schuld op uw lijst."
    names = _count(facts.debts, "schuld staat", "schulden staan")
    if not facts.debts_cents:
        return f"{names} nu op uw lijst. Bedragen kunnen later."
    return f"{names} nu op uw lijst. Bij elkaar is dat ongeveer {format_euro(facts.debts_cents)}."


def _one_debt(facts: DossierFacts, record: Any) -> str | None:
    if not facts.debts_detailed:
        return None
    return f"Van {facts.debts_detailed} van uw {facts.debts} schulden zijn het bedrag en de brief nu bekend."


def _post(facts: DossierFacts, record: Any) -> str | None:
    unopened = known(record.unopened) if record else None
    if unopened == 0:
        return "Al uw post is open."
    if unopened:
        return f"U telde {_count(unopened, 'dichte brief', 'dichte brieven')}. U weet nu waar u begint."
    return None


def _home(facts: DossierFacts, record: Any) -> str | None:
    count = facts.row_count("thuis")
    if count:
        return f"U schreef op wie er bij u {_verb(count)}: {_count(count, 'persoon', 'mensen')}."
    return "U schreef op hoe u woont." if record and known(record.housing) else None


def _verb(count: int) -> str:
    return "woont" if count == 1 else "wonen"


def _goal(facts: DossierFacts, record: Any) -> str | None:
    goal = known(record.goal) if record else None
    return f"Uw doel staat erin, in uw eigen woorden: “{_short(goal)}”" if goal else None


def _idea(facts: DossierFacts, record: Any) -> str | None:
    cents = known(record.saves_cents) if record else None
    if cents and known(record.saves_per):
        return f"Uw eigen idee staat erin: {format_euro(cents)} {record.saves_per.label}."
    return (
        "Uw eigen idee staat erin. Wij beginnen met wat u bedacht." if record and known(record.idea) else None
    )


def _small_step(facts: DossierFacts, record: Any) -> str | None:
    moment, action = (known(record.moment), known(record.action)) if record else (None, None)
    return f"U heeft een plan: {if_then(moment, action)}" if moment and action else None


def if_then(moment: str, action: str) -> str:
    """The fixed grammar of a small step: "Als <moment>, dan <action>." """
    return f"Als {_bare(moment, 'als')}, dan {_bare(action, 'dan')}."


def _bare(text: str, word: str) -> str:
    plain = text.strip().rstrip(".,;")
    if plain.lower().startswith(word + " "):
        plain = plain[len(word) + 1 :].lstrip()
    return plain


def _short(text: str, limit: int = 90) -> str:
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"


def _helper(facts: DossierFacts, record: Any) -> str | None:
    name = known(record.first_name) if record else None
    return f"U weet wie er met u meedenkt: {name}." if name else None


def _papers(facts: DossierFacts, record: Any) -> str | None:
    received, total = facts.papers_received, facts.papers_needed + facts.papers_received
    return (
        f"{received} van de {total} papieren {'is' if received == 1 else 'zijn'} binnen."
        if received
        else None
    )


def _mandate(facts: DossierFacts, record: Any) -> str | None:
    return "Wij mogen nu voor u informatie vragen. U kunt dat altijd stoppen." if facts.mandates else None


_TELLING: Mapping[str, Telling] = MappingProxyType(
    {
        "thuis": _home,
        "lonen-en-uitkeringen": _wages,
        "post-ordenen": _post,
        "schulden-grof": _rough_debts,
        "een-schuld": _one_debt,
        "doel": _goal,
        "eigen-idee": _idea,
        "eerste-kleine-stap": _small_step,
        "wie-kan-mij-helpen": _helper,
        "papieren": _papers,
        "machtiging": _mandate,
    }
)
_URGENT = "Uw antwoorden zijn binnen. Wij lezen ze als eerste."
