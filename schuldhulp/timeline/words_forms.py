"""How work forms are told. What the client does for themselves is told to the client only. Pure."""

from schuldhulp.dossier import events as e
from schuldhulp.dossier.steps import STEP
from schuldhulp.scripts_mi.work_forms.loader import load_work_forms
from schuldhulp.timeline.told import Told, say_at, say_day_of, tell

_STEPS = frozenset(STEP)
_MOMENTS = {
    "begun": "begonnen", "finished": "gedaan", "changed": "aangevuld", "not_for_me": "opzij gelegd",
    "removed": "weggehaald", "restored": "teruggezet",
}  # fmt: skip


def form_name(form_id: str | None) -> str:
    """A work form between quotation marks: ‘Mijn eerste stap’."""
    found = load_work_forms(_STEPS).find(form_id) if form_id else None
    return f"‘{found.title}’" if found else ""


@tell.register
def _(event: e.WorkFormKept) -> Told:
    name = form_name(event.form)
    moment = _MOMENTS.get(event.moment, event.moment)
    text = f"Werkvorm {name} {moment}." if name else f"Een werkvorm {moment} in het eigen notitieboek."
    return Told(
        group="stappen",
        text=text,
        client_only=event.form is None,
        merge=f"form:{event.entry_id}:{event.moment}",
    )


@tell.register
def _(event: e.WorkFormShared) -> Told:
    return Told(group="stappen", text=f"Werkvorm {form_name(event.form)} gedeeld. "
                f"Antwoord uiterlijk {say_at(event.reply_due_at)}.")  # fmt: skip


@tell.register
def _(event: e.WorkFormTakenBack) -> Told:
    return Told(group="stappen", text=f"Werkvorm {form_name(event.form)} niet meer gedeeld.")


@tell.register
def _(event: e.WorkFormAssigned) -> Told:
    return Told(
        group="stappen",
        text=f"Werkvorm {form_name(event.form)} klaargezet, graag voor {say_day_of(event.due_on)}.",
    )


@tell.register
def _(event: e.WorkFormMoved) -> Told:
    return Told(
        group="stappen",
        text=f"Meer tijd voor werkvorm {form_name(event.form)}: tot {say_day_of(event.due_on)}.",
    )


@tell.register
def _(event: e.WorkFormEnded) -> Told:
    how = {"done": "is klaar", "not_for_me": "past niet bij de cliënt"}.get(event.outcome, "hoeft niet meer")
    return Told(group="stappen", text=f"De klaargezette werkvorm {form_name(event.form)} {how}.")


@tell.register
def _(event: e.PointKept) -> Told:
    ours = event.side == "staff"
    return Told(
        group="stappen", text="De lijst van de medewerkers bijgehouden." if ours else "De eigen lijst bijgehouden.",
        staff_only=ours, client_only=not ours, merge=f"points:{event.side}",
    )  # fmt: skip


@tell.register
def _(event: e.PlanReported) -> Told:
    return Told(group="stappen", text="Verteld hoe een als-dan-plan ging.", client_only=True)
