"""How the work is told: steps, budget, debts, papers. Pure."""

from schuldhulp.budget.categories import CATEGORY
from schuldhulp.budget.vtlb import Correctie
from schuldhulp.debts.ladder import Stage
from schuldhulp.debts.register import creditor_by_id
from schuldhulp.dossier import events as e
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.money import format_euro
from schuldhulp.timeline.told import Told, say_at, say_day_of, step_name, tell


@tell.register
def _(event: e.StepAnswered) -> Told:
    name = step_name(event.step)
    if event.done:
        return Told(group="stappen", text=f"Stap {name} klaar.", merge=f"done:{event.step}")
    return Told(group="stappen", text=f"Aan stap {name} gewerkt.", merge=f"begun:{event.step}")


@tell.register
def _(event: e.StepPostponed) -> Told:
    return Told(group="stappen", text=f"Stap {step_name(event.step)} op later gezet.")


@tell.register
def _(event: e.StepStuck) -> Told:
    return Told(group="stappen", text=f"‘Het lukt niet’ gezegd bij stap {step_name(event.step)}. "
                f"Antwoord uiterlijk {say_at(event.reply_due_at)}.")  # fmt: skip


@tell.register
def _(event: e.StepReviewed) -> Told:
    return Told(group="stappen", text=f"Stap {step_name(event.step)} gezien.")


@tell.register
def _(event: e.HomeworkAssigned) -> Told:
    return Told(
        group="stappen",
        text=f"Stap {step_name(event.step)} klaargezet, graag voor {say_day_of(event.due_on)}.",
    )


@tell.register
def _(event: e.HomeworkMoved) -> Told:
    return Told(
        group="stappen", text=f"Meer tijd voor stap {step_name(event.step)}: tot {say_day_of(event.due_on)}."
    )


@tell.register
def _(event: e.HomeworkEnded) -> Told:
    how = {"done": "is klaar", "replaced": "is vervangen door iets anders"}.get(
        event.outcome, "hoeft niet meer"
    )
    return Told(group="stappen", text=f"De klaargezette stap {step_name(event.step)} {how}.")


_TABLES = {
    "household_member": ("stappen", "Iemand in huis"), "budget_post": ("geld", "Regel in het budget"),
    "debt": ("geld", "Schuld"), "paper": ("papieren", "Papier"), "mandate": ("papieren", "Machtiging"),
    "budget_idea": ("geld", "Eigen idee voor het budget"), "debt_stage": ("geld", "Stap van een schuld"),
    "budget_reason": ("geld", "Waarom een bedrag anders is"),
    "scheme_answers": ("geld", "Gegevens voor toeslagen en regelingen"),
    "legal_input": ("geld", "Gegevens voor de berekening"), "vtlb_correction": ("geld", "Correctie op het vtlb"),
    "calculation": ("geld", "Berekening van de beslagvrije voet"),
}  # fmt: skip
_CHANGES = {
    "added": "toegevoegd",
    "changed": "veranderd",
    "removed": "weggehaald",
    "restored": "teruggezet",
    "assessed": "bekeken: rang en meedoen",
}


def _line_name(table: str, code: str) -> str:
    if table == "budget_post":
        return CATEGORY[code].label if code in CATEGORY else ""
    if table == "debt":
        known = creditor_by_id(code)
        return known.name if known else ""
    if table == "debt_stage":
        return Stage(code).label if code in set(Stage) else ""
    if table == "vtlb_correction":
        return Correctie(code).label
    return PAPER_KINDS.get(code, "") if table == "paper" else ""


@tell.register
def _(event: e.RowChanged) -> Told:
    group, what = _TABLES.get(event.table, ("geld", "Regel"))
    name = _line_name(event.table, event.code) if event.code else ""
    text = f"{what}{f' ‘{name}’' if name else ''} {_CHANGES.get(event.change, event.change)}"
    if (
        event.change == "changed"
        and event.cents is not None
        and event.before_cents not in (None, event.cents)
    ):
        text += f": van {format_euro(event.before_cents or 0)} naar {format_euro(event.cents)}"
    elif event.cents is not None:
        text += f": {format_euro(event.cents)}"
    return Told(group=group, text=f"{text}.")


@tell.register
def _(event: e.StatementUsed) -> Told:
    lines = event.added + event.changed
    return Told(group="geld", text=f"Bankafschrift van {event.bank} gelezen, {say_day_of(event.first_on)} tot en met "
                f"{say_day_of(event.last_on)}: {lines} {'regel' if lines == 1 else 'regels'} in het budget. "
                "Het bestand is weggegooid.")  # fmt: skip


@tell.register
def _(event: e.BudgetFrozen) -> Told:
    cents = event.room_cents
    room = f"{format_euro(cents)} over" if cents >= 0 else f"{format_euro(-cents)} tekort"
    return Told(group="geld", text=f"Budget bewaard als versie {event.number}: {room} per maand.")


@tell.register
def _(event: e.DoubleDecided) -> Told:
    same = event.verdict == "same"
    return Told(group="geld", text=f"Twee schulden zijn {'dezelfde' if same else 'niet dezelfde'}.")


_AUTHORS = {"creditor": "door de schuldeiser bevestigd", "staff": "door de gemeente vastgesteld"}


@tell.register
def _(event: e.FactEstablished) -> Told:
    amount = f": {format_euro(event.cents)}" if event.cents is not None else ""
    author = _AUTHORS.get(event.author, "vastgesteld")
    return Told(
        group="geld", text=f"Een gegeven {author}{amount}.", merge=f"established:{event.author}",
        many=f"{{times}} gegevens {author}.",
    )  # fmt: skip


@tell.register
def _(event: e.FactDisputed) -> Told:
    return Told(group="geld", text="‘Dit klopt niet’ gezegd bij een vastgesteld gegeven. "
                f"Antwoord uiterlijk {say_at(event.reply_due_at)}.")  # fmt: skip


_MOVES = {
    "balances_asked": "Saldo gevraagd bij {count} schuldeisers.",
    "proposed": "Voorstel {number} aan de schuldeisers gemaakt.",
    "offered": "Voorstel {number} aan de schuldeisers gestuurd. De bedragen staan vast.",
    "accepted": "Een schuldeiser is akkoord met voorstel {number}.",
    "refused": "Een schuldeiser is niet akkoord met voorstel {number}.",
    "answered": "Antwoord van {count} schuldeisers op voorstel {number} genoteerd.",
    "forced_asked": "De rechter is gevraagd om een dwangakkoord bij voorstel {number}.",
    "forced_granted": "De rechter gaf een dwangakkoord bij voorstel {number}.",
    "forced_denied": "De rechter gaf geen dwangakkoord bij voorstel {number}.",
}


@tell.register
def _(event: e.ArrangementMoved) -> Told:
    words = _MOVES.get(event.move, "De schuldregeling ging verder.")
    if event.move == "answered" and event.count == 1:
        words = "Het antwoord van een schuldeiser op voorstel {number} genoteerd."
    return Told(group="geld", text=words.format(number=event.number or "", count=event.count or 0))


_PAPER_STATES = {
    "needed": "is nodig", "received": "is binnen", "seen": "is gezien", "cannot": "lukt niet",
    "not_applicable": "is niet nodig", "approved": "is goed", "question": "er is een vraag over",
    "missing": "is er niet", "dropped": "is niet meer nodig",
    "stopped": "een bestand is tegengehouden door de virusscanner",
}  # fmt: skip


@tell.register
def _(event: e.PaperMarked) -> Told:
    name = PAPER_KINDS.get(event.paper_kind, "Papier")
    state = _PAPER_STATES.get(event.state, event.state)
    return Told(group="papieren", text=f"{name}: {'bestand toegevoegd' if event.file else state}.")
