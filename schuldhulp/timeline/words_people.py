"""How it is told who stands beside a client, and with what. Pure."""

from collections.abc import Iterable
from datetime import date

from schuldhulp.dossier import events as e
from schuldhulp.supporters.parts import Part
from schuldhulp.timeline.told import Told, say_day_of, tell

_CHANGED = {"widened": "Iemand mag meer zien of langer.", "narrowed": "Iemand mag minder zien of korter."}
_ENDED = {
    "client": "Het meekijken gestopt.",
    "supporter": "Zelf gestopt met meekijken.",
    "date": "De laatste dag van het meekijken is voorbij.",
    "code": "De uitnodiging is gestopt: de code was vijf keer niet goed.",
}


def _shared(parts: Iterable[str], helps: Iterable[str], until: date) -> str:
    given = set(helps)
    words = [
        Part(part).label + (" (ook meehelpen)" if part in given else "")
        for part in parts
        if part in set(Part)
    ]
    return f"Gedeeld: {', '.join(words)}. Tot en met {say_day_of(until)}."


def _told(text: str) -> Told:
    return Told(group="meekijken", text=text)


@tell.register
def _(event: e.SupportInvited) -> Told:
    return _told(f"Iemand gevraagd om mee te kijken. {_shared(event.parts, event.helps, event.until_on)}")


@tell.register
def _(event: e.SupportAccepted) -> Told:
    return _told("De uitnodiging om mee te kijken aangenomen.")


@tell.register
def _(event: e.SupportConfirmed) -> Told:
    return _told(f"Ja gezegd: iemand kijkt mee. {_shared(event.parts, event.helps, event.until_on)}")


@tell.register
def _(event: e.SupportChanged) -> Told:
    what = _CHANGED.get(event.change, "Veranderd wat iemand mag zien.")
    return _told(f"{what} {_shared(event.parts, event.helps, event.until_on)}")


@tell.register
def _(event: e.SupportEnded) -> Told:
    if event.participation_id is None and event.by == "client":
        return _told("De uitnodiging ingetrokken.")
    return _told(_ENDED.get(event.by, "Het meekijken is gestopt."))


@tell.register
def _(event: e.OpenedForOtherReason) -> Told:
    return Told(
        group="traject", staff_only=True, merge="opened_for_other_reason",
        text="Geopend door een collega, om een reden die niet op de lijst staat. De teamleider kan de reden lezen.",
        many="{times} keer geopend door een collega, om een reden die niet op de lijst staat. "
        "De teamleider kan de reden lezen.",
    )  # fmt: skip


@tell.register
def _(event: e.AskingSuggested) -> Told:
    whom = "de partner te vragen" if event.as_role == "partner" else "iemand te vragen om mee te kijken"
    return _told(f"{'Opzij gelegd' if event.laid_aside else 'Voorgesteld'}: {whom}.")


_SHARING = {
    "asked": "De partner gevraagd om samen te doen.",
    "accepted": "De vraag om samen te doen aangenomen.",
    "withdrawn": "De vraag aan de partner ingetrokken.",
    "begun": "Twee partners doen samen. Ieder kiest zelf wat de ander ziet.",
    "stopped": "Het delen met de partner is gestopt. Niemand ziet nog iets van de ander.",
    "agreed": "Een afspraak samen gemaakt.",
    "signed": "De afspraak samen getekend.",
    "both_signed": "De afspraak samen is nu door allebei getekend.",
}


@tell.register
def _(event: e.SharingChanged) -> Told:
    if event.change == "changed":
        return _told(f"Gekozen wat de partner ziet: {event.shown} erbij, {event.hidden} eraf.")
    return _told(_SHARING.get(event.change, "Het delen met de partner veranderde."))
