"""What the platform watches for, told to the client it is about: when, who hears of it, and what happens. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from schuldhulp.dossier.clocks import ServiceLevels
from schuldhulp.dossier.signals import QUIET_DAYS, AlarmSetting, ThreatKind

_LEGAL = {
    ThreatKind.ONTRUIMING: "uw huis uit zou moeten",
    ThreatKind.GAS: "wordt afgesloten van gas",
    ThreatKind.ELEKTRICITEIT: "van stroom",
    ThreatKind.STADSVERWARMING: "van stadswarmte",
    ThreatKind.WATER: "van water",
    ThreatKind.ZORGVERZEKERING: "uw zorgverzekering verliest",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One rule in Dutch: `when` it says something, `who` hears it, and what `happens` then."""

    title: str
    when: str
    who: str
    happens: str


def told_to_client(levels: ServiceLevels, alarm: AlarmSetting) -> tuple[Watched, ...]:
    """Every rule of signals, watch and crisis with the terms of this municipality, most urgent first."""
    return (
        Watched(
            title="Er dreigt iets",
            when=f"U meldt dat u {_listed(_LEGAL)}. Of iets anders met spoed, zoals een beslag.",
            who="Uw hulpverlener en de teamleider. " + _outside_hours(alarm),
            happens=f"Het komt bovenaan te staan. Bij huis, energie, water en zorg spreken wij u binnen "
            f"{_number(levels.threatening_working_days)} werkdagen; dat staat in de wet (Wgs 4 lid 2). "
            "Heeft nog niemand het gezien, dan gaat er elke werkdag opnieuw een sein uit.",
        ),
        Watched(
            title="U schrijft dat het heel slecht gaat",
            when="In een bericht of antwoord staan woorden die passen bij nood of gevaar.",
            who="Uw hulpverlener en de teamleider. Zij lezen ook om welke woorden het gaat.",
            happens="U ziet meteen wie u nu kunt bellen. Een mens kijkt wat er nodig is; de computer kan zich "
            "vergissen en besluit niets.",
        ),
        Watched(
            title="Ons antwoord laat op zich wachten",
            when=f"Wij beloven een antwoord binnen {levels.reply_hours} uur in werktijd.",
            who="Uw hulpverlener als de tijd bijna om is. De teamleider als die om is.",
            happens="Iemand pakt het op. U hoeft er niets voor te doen.",
        ),
        Watched(
            title="U bent aan zet, en het is een paar dagen stil",
            when=f"Op dag {_days(levels.reminder_days)} nadat er iets voor u klaarstond.",
            who="Alleen u, met een mail waarin niets over u staat. Wilt u geen mail, dan sturen wij die niet.",
            happens="Het is een aanbod. Zegt u ‘het lukt niet’, dan stopt het, en kijkt uw hulpverlener mee.",
        ),
        Watched(
            title="Het is lang stil",
            when=f"Wij hoorden {QUIET_DAYS} dagen niets van u.",
            who="Uw hulpverlener en de teamleider, op een eigen lijst naast het gewone werk.",
            happens="Uw hulpverlener bedenkt wat nu past, bijvoorbeeld een korte vraag. Er gaat niets vanzelf.",
        ),
        Watched(
            title="Uw dossier is een tijd geleden goed afgerond",
            when=f"{_months(levels.aftercare_months)}, en na de maand die u koos in de stap Nazorg.",
            who="Alleen u, met een mail waarin niets over u staat. Wilt u geen mail, dan sturen wij die niet.",
            happens="Wij vragen één keer hoe het gaat. Antwoorden hoeft niet. Koos u ‘Ik meld mij zelf’, dan vragen "
            "wij niets.",
        ),
        Watched(
            title="Iemand opent uw dossier",
            when="Een collega van uw hulpverlener kijkt in uw dossier.",
            who="U leest het zelf terug. De teamleider krijgt elke week een overzicht van wat opvalt.",
            happens="De collega zegt eerst waarom het nodig is.",
        ),
    )


def _outside_hours(alarm: AlarmSetting) -> str:
    if not alarm.oncall:
        return "Buiten kantoortijd horen de teamleiders het."
    return "Buiten kantoortijd hoort wie dienst heeft het" + (
        ", en de teamleiders ook." if alarm.team_leads_too else "."
    )


def _listed(told: Mapping[ThreatKind, str]) -> str:
    words = list(told.values())
    return f"{', '.join(words[:-1])} of {words[-1]}"


def _days(days: tuple[int, ...]) -> str:
    return " en ".join(str(day) for day in days)


def _months(months: tuple[int, ...]) -> str:
    words = [str(number) for number in months]
    if not words:
        return "In deze gemeente niet vanzelf"
    return f"Na {words[0] if len(words) == 1 else ', '.join(words[:-1]) + ' en ' + words[-1]} maanden"


def _number(number: int) -> str:
    return {1: "één", 2: "twee", 3: "drie"}.get(number, str(number))
