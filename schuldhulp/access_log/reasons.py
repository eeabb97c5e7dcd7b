"""Why somebody opens a colleague's dossier: a short list, for a log holds no content.

Words of somebody's own are kept sealed in the history of the dossier (`OpenedForOtherReason`). Pure.
"""

REASONS = {
    "vraag": "De cliënt belde, schreef of kwam langs",
    "overleg": "Overleg met de collega",
    "waarneming": "Ik val in",
    "spoed": "Er is spoed",
    "anders": "Iets anders",
}
OTHER = "anders"
STANDS_IN, LEADS = "waarneming", "teamleider"
_TOLD = {
    "vraag": "u belde, schreef of kwam langs",
    "overleg": "overleg met een collega",
    "waarneming": "viel in voor een collega",
    "spoed": "er was spoed",
    "anders": "een andere reden dan op de lijst",
    LEADS: "leidt het team",
}


def reason_in_words(reason: str) -> str:
    """How a client reads a reason."""
    return _TOLD.get(reason, reason)
