"""What the client reads when staff changed something in the dossier: one message, a line for each change. Pure."""

from schuldhulp.money import format_euro

_CLOSING = "Klopt iets niet? Schrijf het ons, of verander het zelf."
_DONE = {
    "added": "staat erbij",
    "changed": "is veranderd",
    "removed": "is weggehaald",
    "restored": "staat er weer",
}


def opening(name: str) -> str:
    """The first words, by which an announcement is known again."""
    return f"{name or 'Uw gemeente'} vulde iets aan of veranderde iets in uw dossier:"


def announcement(name: str, line: str) -> str:
    """A whole announcement of one change."""
    return f"{opening(name)}\n\n– {line}\n\n{_CLOSING}"


def with_line(body: str, line: str) -> str:
    """An announcement with one more change; the same change is said once."""
    said = body.removesuffix(f"\n\n{_CLOSING}")
    return body if f"– {line}" in said.splitlines() else f"{said}\n– {line}\n\n{_CLOSING}"


def change_line(what: str, change: str, cents: int | None = None, before: int | None = None) -> str:
    """One change in words: 'de schuld bij Eneco staat erbij: € 480,00'. Amounts in eurocents."""
    if change == "changed" and cents is not None and before is not None and cents != before:
        return f"{what} is veranderd: van {format_euro(before)} naar {format_euro(cents)}."
    amount = f": {format_euro(cents)}" if change == "added" and cents else ""
    return f"{what} {_DONE[change]}{amount}."
