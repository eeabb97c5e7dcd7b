"""Putting a script's text into what somebody is already writing, and the answer about help online. Pure."""

from datetime import date

from schuldhulp.calendar import say_date

ONLINE_YES, ONLINE_NO = "ja", "nee"


def insert_text(written: str, script: str) -> str:
    """Add a script to a draft: an empty draft becomes the script; otherwise its middle goes above the closing.

    Nothing that was written is lost or changed.
    """
    if not written.strip():
        return script
    parts = script.split("\n\n")
    middle, closing = parts[1:-1] or parts, parts[-1]
    mine = written.rstrip()
    if len(parts) > 2 and mine.endswith(closing):
        return "\n\n".join([mine.removesuffix(closing).rstrip(), *middle, closing])
    return "\n\n".join([mine, *middle])


def ordinary_route(*, place: str, phone: str, first_talk_due: date | None) -> str:
    """What a 'no' always says: where, by when the talk is held by law, and that nothing was lost."""
    where = place or "[[adres van het loket]]"
    by = (
        f"Het eerste gesprek is uiterlijk {say_date(first_talk_due)}. Die datum staat vast: wij houden ons eraan."
        if first_talk_due
        else "Wij spreken snel een dag af voor het eerste gesprek."
    )
    call = f" of bel {phone}" if phone else ""
    return (
        f"We gaan verder met gesprekken in plaats van online. U kunt terecht op {where}{call}. {by}\n\n"
        "Wat u al invulde, blijft staan. U hoeft het niet nog een keer te vertellen."
    )


def online_answer(fits: bool, script: str | None, *, called: str, writer: str, route: str) -> str:
    """The first words of the answer to 'past online bij u?', to be changed by the counsellor.

    `script` is a fitting script or None; a 'no' always ends with the ordinary route.
    """
    if script is None:
        opening = (
            "Dank u wel voor uw aanmelding. Ik heb gelezen wat u schreef. U kunt online verder, in uw eigen tempo. "
            "Ik lees met u mee. Begin waar u wilt: met uw verhaal, of met een overzicht van wat er binnenkomt."
            if fits
            else "Dank u wel voor uw aanmelding. Ik heb gelezen wat u schreef. Ik help u graag, en een gesprek past "
            "nu beter dan alleen online."
        )
        script = "\n\n".join([f"Beste {called},", opening, f"Hartelijke groet,\n{writer}"])
    return script if fits else insert_above_closing(script, route)


def insert_above_closing(text: str, paragraph: str) -> str:
    """Put a paragraph before the last one."""
    *start, closing = text.split("\n\n")
    return "\n\n".join([*start, paragraph, closing])
