"""When a step applies: one predicate per step, over the facts; a reason for every no."""

from dataclasses import dataclass

from schuldhulp.dossier.facts import DossierFacts


@dataclass(frozen=True, slots=True)
class Applies:
    """The step is for this client."""


@dataclass(frozen=True, slots=True)
class NotNeeded:
    """The step is not needed now; the reason is shown."""

    reason: str


@dataclass(frozen=True, slots=True)
class ComesLater(NotNeeded):
    """The step does not wait now, but will; the reason says after what."""


Verdict = Applies | NotNeeded


def always(facts: DossierFacts) -> Verdict:
    """For everybody."""
    return Applies()


def calm(facts: DossierFacts) -> Verdict:
    """Never beside an open threat: rulers can wait."""
    if facts.threat_open:
        return ComesLater("Eerst helpen wij u met wat er dreigt. Daarna komt deze stap.")
    return Applies()


def with_children(facts: DossierFacts) -> Verdict:
    """Where children live, or nobody said yet who lives there."""
    if facts.has_children is False:
        return NotNeeded("U gaf aan dat er geen kinderen bij u wonen.")
    return Applies()


def with_debts(facts: DossierFacts) -> Verdict:
    """Once at least one debt stands on the list."""
    return Applies() if facts.debts else ComesLater("Na een schuld op uw lijst.")


def with_money(facts: DossierFacts) -> Verdict:
    """Once there is something to look at: an income and an expense."""
    if facts.incomes and facts.expenses:
        return Applies()
    return ComesLater("Na een inkomen en een uitgave op uw lijst.")


def with_budget_plan(facts: DossierFacts) -> Verdict:
    """Once a budget plan was made."""
    return Applies() if facts.budget_plan_made else ComesLater("Na het maken van uw budgetplan.")


def underway(facts: DossierFacts) -> Verdict:
    """After the decision: there is something to look back on."""
    if facts.phase in ("aanmelding", "online_gestart", "gewone_route", "eerste_gesprek"):
        return ComesLater("Na het besluit, als wij een tijd samen bezig zijn.")
    return Applies()


def near_the_end(facts: DossierFacts) -> Verdict:
    """In the last phases."""
    if facts.phase in ("schuldregeling", "nazorg", "afgesloten"):
        return Applies()
    return ComesLater("Aan het eind, als uw schulden geregeld worden.")


def identity_gate(facts: DossierFacts) -> str | None:
    """Who somebody is by law is asked only once help really starts (Wgs 7)."""
    if facts.phase == "aanmelding" and not facts.first_talk_held:
        return "Dit vragen wij pas als wij samen beginnen. Nu hoeft het nog niet."
    return None


def mandate_gate(facts: DossierFacts) -> str | None:
    """Asking others about somebody needs a list of who they are."""
    return (
        None
        if facts.debts
        else "Dit kan zodra er een schuld op uw lijst staat. Dan weet u voor wie u tekent."
    )
