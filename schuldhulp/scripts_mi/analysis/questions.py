"""Is a sentence a question, and can it be answered with yes, no, a number or a choice?"""

import re
from collections.abc import Mapping

from schuldhulp.scripts_mi.analysis.signs import Reason
from schuldhulp.scripts_mi.analysis.splitting import words

_LEAD = frozenset(
    [
        "en",
        "maar",
        "dus",
        "of",
        "want",
        "ok",
        "oke",
        "nou",
        "goed",
        "daarnaast",
        "verder",
        "eerst",
        "ja",
        "hm",
        "tja",
        "dan",
    ]
)
_TELL = re.compile(
    r"^(vertel|beschrijf|omschrijf|schets)( er)?( me| mij| ons)?( eens| gerust| daar| maar| iets| wat| meer| over)"
    r"|^(neem) (me|mij) (eens )?mee|^ik ben (heel |erg |wel )?(benieuwd|nieuwsgierig) (naar )?"
    r"(wat|hoe|welke|waar|wie|waarom|waardoor|uw|jouw|je)"
    r"|^ik (hoor|lees|zou) graag (willen )?(horen |weten )?(hoe|wat|meer|welke)"
    r"|^laat (me|mij) (eens )?(weten|horen) (wat|hoe|waar|welke)"
    r"|^(vertel|beschrijf) .*\b(hoe|wat|avond|dag|week|keer|moment)\b"
)
_GOOD_WISH = re.compile(r"^ik ben benieuwd hoe (het|dat) (gaat|loopt|uitpakt)\b")
_EXCLAIMS = re.compile(
    r"^wat (een|erg|goed|fijn|mooi|knap|naar|rot|vervelend|jammer|leuk|zwaar|spannend"
    r"|heeft u (hard|goed|veel)|heb je (hard|goed|veel))\b"
)
_IF_THEN = re.compile(r", ?(dan|bel|neem|kies|laat|kunt|zeg|stuur|doe|praat|meld)\b| dan\b")


def reads_as_question(sentence: str, lists: Mapping[str, tuple[str, ...]]) -> tuple[str, Reason] | None:
    """Return open_question or closed_question with its reason, or None for a statement.

    A question mark is enough; without it a question word with a verb behind it, or a verb with its subject behind
    it, at the start. An invitation to tell ("Vertel eens…") is open.
    """
    told = words(sentence)
    core = told[1:] if told and told[0] in _LEAD else told
    if not core:
        return None
    line = " ".join(core)
    tell = _TELL.search(line)
    if tell and not _GOOD_WISH.search(line):
        return "open_question", Reason("vertel-uitnodiging", (core[0],))
    asks = sentence.rstrip(" \"')").endswith("?")
    if not asks and not _inverted(core, line, sentence, lists):
        return None
    return _openness(core, line, lists, told)


def _inverted(core: tuple[str, ...], line: str, sentence: str, lists: Mapping[str, tuple[str, ...]]) -> bool:
    if _EXCLAIMS.search(line) or _IF_THEN.search(sentence.lower()) or len(core) < 3:
        return False
    verbs, people = lists["persoonsvorm"], lists["persoon"]
    if core[0] in verbs:
        thing = core[1] in ("dat", "het", "er") and core[0] not in lists["gebod"]
        return (thing or core[1] in ("u", "je", "jij", "jullie")) and not sentence.rstrip().endswith("!")
    start = 1 if core[0] in lists["voorzetsel"] else 0
    if start >= len(core) or core[start] not in lists["vraagwoord"]:
        return False
    reach = 4 if core[start] in ("welk", "welke", "hoeveel", "hoe") else 2
    for place in range(start + 1, min(start + reach, len(core) - 1)):
        if core[place] in verbs:
            return len(core) > place + 2 or core[place + 1] in people
        if core[place] in people:
            return False
    return False


def _openness(
    core: tuple[str, ...], line: str, lists: Mapping[str, tuple[str, ...]], told: tuple[str, ...]
) -> tuple[str, Reason]:
    place = 1 if core[0] in lists["voorzetsel"] and len(core) > 1 else 0
    if core[place] in lists["vraagwoord"]:
        return _by_question_word(core, place, lists)
    if core[0] in lists["persoonsvorm"]:
        for word in core[1:7]:
            if (
                word in lists["vertelwerkwoord"]
                and core[0] not in ("mag", "zal", "weet")
                and " dat ik " not in line
            ):
                return "open_question", Reason("vertel-vraag", (core[0], word))
        return "closed_question", Reason("werkwoord-voorop", (core[0], *core[1:2]))
    later = _later(core, lists)
    if later is not None:
        return _by_question_word(core, later, lists)
    return "closed_question", Reason("vraag-zonder-vraagwoord", told[:2])


def _later(core: tuple[str, ...], lists: Mapping[str, tuple[str, ...]]) -> int | None:
    for place in range(1, len(core) - 1):
        if core[place] in lists["vraagwoord"] and core[place + 1] in lists["persoonsvorm"]:
            return place
    return None


def _by_question_word(
    core: tuple[str, ...], place: int, lists: Mapping[str, tuple[str, ...]]
) -> tuple[str, Reason]:
    word, rest = core[place], core[place + 1 :]
    cause = tuple(core[place : place + 2])
    closed = (
        word in ("hoeveel", "wanneer", "hoelang")
        or (word == "hoe" and bool(rest) and rest[0] in lists["hoeveelheid"] and "mogelijk" not in rest[:2])
        or (word in ("welk", "welke") and any(near in lists["feitnaam"] for near in rest[:2]))
        or (
            word == "wat"
            and rest[:1] in (("is",), ("was",), ("zijn",))
            and any(w in lists["feitvraag"] for w in rest[1:5])
        )
        or (word == "wie" and not {"steunen", "helpen", "belangrijk", "zou"} & set(rest))
        or (word == "waar" and bool(rest) and rest[0] in ("woont", "woon", "staat", "ligt", "werkt", "werk"))
        or (word == "hoe" and rest[:1] == ("heet",))
    )
    return ("closed_question" if closed else "open_question"), Reason("vraagwoord", cause)
