"""How requests about own data, taking along and the end of a dossier are told. Pure."""

from schuldhulp.calendar import say_date
from schuldhulp.dossier import events as e
from schuldhulp.rights.kinds import Kind, Outcome
from schuldhulp.timeline.told import Told, tell


def _name(code: str) -> str:
    return f"‘{Kind(code).label}’" if code in set(Kind) else "over uw gegevens"


def _outcome(code: str) -> str:
    return Outcome(code).label if code in set(Outcome) else "beantwoord"


@tell.register
def _(event: e.RightsAsked) -> Told:
    return Told(
        group="traject",
        text=f"Verzoek gedaan: {_name(event.request)}. Antwoord uiterlijk {say_date(event.due_on)}.",
    )


@tell.register
def _(event: e.RightsExtended) -> Told:
    return Told(
        group="traject",
        text=f"Meer tijd genomen voor het verzoek {_name(event.request)}, tot {say_date(event.until)}.",
    )


@tell.register
def _(event: e.RightsAnswered) -> Told:
    return Told(group="traject", text=f"Verzoek {_name(event.request)}: {_outcome(event.outcome)}.")


@tell.register
def _(event: e.RestrictionEnded) -> Told:
    return Told(
        group="traject", text=f"Vanaf {say_date(event.ends_on)} werken wij weer met de gegevens.",
    )  # fmt: skip


@tell.register
def _(event: e.TakenOut) -> Told:
    return Told(
        group="traject", text="Alles meegenomen: een bestand met het hele dossier gemaakt.", merge="taken_out"
    )


@tell.register
def _(event: e.TakenIn) -> Told:
    return Told(group="traject", text=(
        f"Meegenomen uit een andere gemeente: {event.steps} stappen, {event.amounts} bedragen, "
        f"{event.debts} schulden en {event.papers} papieren."
    ))  # fmt: skip


@tell.register
def _(event: e.ErasureAnnounced) -> Told:
    return Told(group="traject", text=(
        "De bewaartermijn is voorbij. Het dossier wordt "
        f"na {say_date(event.after, year=True)} gewist."
    ),
                automatic=True)  # fmt: skip


@tell.register
def _(event: e.DossierErased) -> Told:
    return Told(group="traject", text="Het dossier is gewist.", automatic=True)
