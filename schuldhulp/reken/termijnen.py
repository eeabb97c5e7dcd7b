"""`termijn` and `bedreiging`: the legal terms of the Wgs, and what the Wgs calls a threatening situation."""

from schuldhulp.budget.norm_files import Load
from schuldhulp.dossier.clocks import UnknownTerm
from schuldhulp.dossier.clocks import termijn as last_day_of
from schuldhulp.dossier.signals import is_legal_threat
from schuldhulp.reken.calculated import Calculated, CalculationLine
from schuldhulp.reken.fields import Fields, NotCalculable

_SOURCES = {
    "eerste_gesprek": "Wgs artikel 4, eerste lid; Algemene termijnenwet artikel 1",
    "bedreigend": "Wgs artikel 4, tweede lid",
    "beschikking": "Wgs artikel 4a, derde lid; Algemene termijnenwet artikel 1",
}


def termijn(given: Fields, load: Load) -> Calculated:
    """`soort`, `start` and perhaps `weken` to `uiterlijk`."""
    kind, start = given.text("soort"), given.day("start")
    weeks = given.number("weken", 0, 999) if "weken" in given else None
    try:
        last = last_day_of(kind, start, weeks)
    except UnknownTerm as error:
        raise NotCalculable(str(error)) from None
    except OverflowError:
        raise NotCalculable("start ligt te ver in de tijd") from None
    explained = "drie werkdagen na de melding" if kind == "bedreigend" else "eindigt op een werkdag"
    line = CalculationLine("uiterlijk", None, f"vanaf {start.isoformat()}, {explained}", _SOURCES[kind])
    return Calculated({"uiterlijk": last.isoformat()}, (line,))


def bedreiging(given: Fields, load: Load) -> Calculated:
    """`soort` to `bedreigend`."""
    kind = given.text("soort")
    legal = is_legal_threat(kind)
    explained = "staat in de wet" if legal else "staat niet in de wet; kan wel spoed zijn"
    line = CalculationLine(kind, None, explained, "Wgs artikel 4, tweede lid")
    return Calculated({"bedreigend": legal}, (line,))
