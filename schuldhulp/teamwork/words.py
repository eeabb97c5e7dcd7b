"""What a client reads when somebody else takes over, and what a team lead reads about a dossier. Pure."""

CHANNELS = {
    "online": "via internet", "balie": "aan de balie", "telefoon": "per telefoon", "wijkteam": "via het wijkteam",
    "post": "per post", "vroegsignaal": "na een vroegsignaal", "huisbezoek": "thuis",
}  # fmt: skip


def channel_words(channel: str, *, offline: bool, mail_allowed: bool) -> str:
    """How somebody came and wants to be reached: 'aan de balie, zonder internet'."""
    words = [CHANNELS.get(channel, channel)]
    if offline:
        words.append("zonder internet")
    elif not mail_allowed:
        words.append("liever geen mail")
    return ", ".join(words)


def first_counsellor(name: str) -> str:
    """The message at the first assignment."""
    return (
        f"{name} is vanaf nu uw vaste schuldhulpverlener. Hier kunt u elkaar schrijven. "
        "Wat u al heeft ingevuld, leest uw schuldhulpverlener ook."
    )


def next_counsellor(before: str, name: str) -> str:
    """The message when a dossier goes from one counsellor to another."""
    instead = f" U had eerst contact met {before}." if before else ""
    return (
        f"{name} is vanaf nu uw vaste schuldhulpverlener.{instead} "
        "Uw dossier en alle berichten blijven staan. U hoeft niets opnieuw te vertellen."
    )


def back_in_queue(before: str) -> str:
    """The message when nobody has the dossier for a moment."""
    return (
        f"{before or 'Uw schuldhulpverlener'} werkt niet meer aan uw dossier. Wij zoeken een vaste collega voor u. "
        "U leest hier wie het wordt. Alles wat u schreef en invulde, blijft staan."
    )
