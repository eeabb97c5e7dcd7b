"""The je-form of a text that was written in the u-form.

Dutch verbs lose their -t when je comes after them ("schrijft u" becomes "schrijf je"), a few change altogether ("u
heeft", "je hebt"), and after a preposition u becomes jou. A rule cannot always see whether u does something or
something is done to u ("Wat geeft u rust"): where it fails, the catalogue gives the je-form of the line itself (`je:`).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from schuldhulp.scripts_mi.facts import Snapshot

_CLAUSE = re.compile(r"[^.,;:?!]+[.,;:?!]*\s*|[.,;:?!]+\s*")
_HOLDS_U = re.compile(r"\b(?:u|uw|uzelf|alstublieft)\b", re.IGNORECASE)
_IRREGULAR = {"heeft": "heb", "hebt": "heb", "bent": "ben", "kunt": "kun", "wilt": "wil", "zult": "zul"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Stems that end in -t themselves, and past tenses that do: nothing is dropped.
_KEEP_T = _words(
    "laat praat weet vergeet eet meet heet moet ontmoet groet zet let vat schat zit bezit wit wacht verwacht acht"
    " richt verricht licht verlicht vecht zucht vlucht bericht rust test tast vast start stort sluit besluit spuit"
    " stoot schiet giet geniet haat baat bijt wijt verwijt ontbijt zweet vergroot put kort hecht mest print troost"
    " liet verliet dacht bedacht bracht kocht verkocht zocht bezocht onderzocht mocht wist moest at vergat zat sloot"
    " besloot schoot genoot goot"
)
_SEPARABLE = re.compile(r"(?:aan|af|bij|door|in|mee|na|om|op|over|toe|uit|voor|weg)(?=\w{2})")

# Words on -t in front of u that are no verb.
_NO_VERB = _words(
    "dat wat met het niet dit want naast voordat doordat omdat zodat nadat totdat net ooit juist vast eerst tot direct"
    " laatst minst meest best echt zacht post bericht moment budget inzicht kant punt kast angst kracht dienst winst"
    " uitkomst toekomst nacht plicht recht gesprek contact opdracht overzicht tekst rest uit lijst kaart agent"
)

# Verbs of which u is the object when something else in the clause can be what does it, and the words with which u is
# the one who does it all the same ("Wat geeft u rust", but "Wat geeft u uit").
_DONE_BY_SOMETHING = _words(
    "helpt kost lukt lijkt valt spreekt houdt geeft brengt raakt bevalt trekt past scheelt staat ligt steunt remt"
    " stoort schiet verbaast dwingt ontbreekt drukt bezorgt levert belemmert beweegt overkomt bereikt weerhoudt"
    " stimuleert interesseert overvalt bezwaart verrast ontgaat"
)
_DONE_BY_U = re.compile(
    r"\bgeeft u\b.*\b(?:weg|uit|aan|door|toe|op|cijfer|antwoord|voorrang)\b|\bcijfer geeft u\b"
    r"|\bhoudt u\b.*\b(?:vol|bij|over|ogen|gaten|voor uzelf|op)\b|\bpast u\b.*\b(?:aan|toe)\b"
    r"|\bbrengt u\b.*\b(?:mee|naar|onder)\b|\bhoe (?:staat|ligt) u\b",
    re.IGNORECASE,
)
_FEELS = (
    "eenzaam|onrustig|ongerust|angstig|nerveus|moedeloos|rustig|blij|bang|boos|trots|moe|sterk|sterker|zenuwachtig|verdrietig|gelukkig|onzeker|zekerder"
    "|wakker|ziek|gek|klein|wantrouwig|voorzichtig|verlegen|kwaad|somber|vrolijk|gespannen"
)
_SPEAKS_OF_U = re.compile(
    rf"\bhet (?:ook |dus |toch )?gaat u\b|\bmaakt u\b(?! zich)(?: [^\s.,;:?!]+){{0,2}} (?:{_FEELS})\b"
    r"|\b(?:wat|welke?)\b.*\bblijft u (?:\w+ )?bij\b",
    re.IGNORECASE,
)
_SOMETHING = re.compile(r"\b(?:wat|wie|dat|dit|het|die|er|welke?|deze|iets|niets|alles)\b", re.IGNORECASE)
_DONE_TO_U = re.compile(
    r"\b(?:wat|dat|dit|het|die|welke|wie) (?:[^\s.,;:?!]+ ){0,3}heeft (?:u|je)\b.*\b(?:geholpen|gekost|geraakt"
    r"|tegengehouden|opgeleverd|gesteund|verrast|geleerd|gebracht)\b"
    r"|\b(?:wie|iemand|niemand) heeft (?:u|je)\b.*\b(?:geholpen|gezegd|meegegeven|geleerd|gegeven|verteld|gewezen)\b",
    re.IGNORECASE,
)
_POLITE = re.compile(r"^(\w+t) u(?= (?:(?:er|het|mij) )?(?:maar|gerust|rustig)\b)")
_ASKED_KINDLY = re.compile(
    r"^(?!(?:[Bb]ent|[Kk]unt|[Ww]ilt|[Hh]eeft|[Zz]ult) )([A-Z]\w*t) u(?= [^,?]*\.\s*$)"
)

# Between u and a verb further on: words up to another clause, where the verb would be of somebody else.
_NEXT = r"die|dat|wie|wat(?! aan\b)|of|als|omdat|waar\w*|hoe|hij|zij|wij|we|ik"
_OWN_CLAUSE = (
    r"(?: (?:die|dat|het|ze))?"
    r"(?: (?:met|bij|van|over|in|op|aan|voor|uit|na|naar|door) (?:die|dat|deze|dit) [^\s.,;:?!]+"
    rf"| (?!(?:{_NEXT}) )[^\s.,;:?!]+)*?"
)
_HEEFT_LATER = re.compile(rf"(?<!hij )(?<!ze )(?<!we )(?<!ik )\b(u{_OWN_CLAUSE}) heeft\b", re.IGNORECASE)
_ZICH = re.compile(rf"\b(u{_OWN_CLAUSE}) zich(zelf)?\b", re.IGNORECASE)

_WITH_TO = re.compile(r"\b(door|om|zonder|voor|met) u(?= (?:\w+ ){0,3}te \w)", re.IGNORECASE)
_PHRASES = re.compile(
    r"\b(bij|van|over|met|op|naar|om|achter|voor|aan|tegen) u(?= (?:heen|mee|af|toe|thuis|vandaan)\b)"
    r"|\b(van) u(?= (?:laat |laten |te )?ho(?:or|ort|ren)\b)",
    re.IGNORECASE,
)
_U = re.compile(r"\b(?:u|uw|uzelf)\b", re.IGNORECASE)
_WRONG = re.compile(r"\b(?:bent|kunt|wilt|zult) je\b|\bje (?:ben|heb|kun|heeft)\b", re.IGNORECASE)
_JE = re.compile(r"\b(?:je|jij)\b", re.IGNORECASE)
_STRESSED = re.compile(
    r"\b(voor|van|aan|bij|over|tegen|zonder|door|tussen|volgens|naast|buiten|namens) u\b",
    re.IGNORECASE,
)
# Where the weight falls on who chooses or whose it is, Dutch says jij and jouw: "Wat u doet, bepaalt u."
_CHOOSES = r"(?:kiest|bepaalt|beslist)"
_JIJ = (
    re.compile(r"(\b(?:bepaal|kies|beslis|deed|maakte) |, (?:dat )?zeg )je(?=[.,])", re.IGNORECASE),
    re.compile(
        rf"((?:^|[.:] |, (?:en |dus |maar )?))(j)e(?= {_CHOOSES}(?:[.:]| (?:of|wat|wie|welke?|waar|wanneer|hoe)\b))",
        re.IGNORECASE,
    ),
)
_JOUW = re.compile(
    r"\b((?:is|blijft|echt|zonder) )je(?= (?:idee|beslissing|zaak|keuze|keus|grens|brievenbus|recht|geld|plan|terrein|"
    r"ja|leven)\b)",
    re.IGNORECASE,
)
_ALL_YOURS = re.compile(r"^Je \w+(?:,| en) je \w+(?:, je \w+)?\.$")
_VERB = re.compile(r"\b(\w+t) u\b", re.IGNORECASE)
_VERB_JE = re.compile(r"\b(\w+t) je\b", re.IGNORECASE)


def in_je(text: str) -> str:
    """Return the je-form of a Dutch text in the u-form; a text without u comes back as it is."""
    return _derived(text) if _HOLDS_U.search(text) else text


def said_to(snapshot: Snapshot, text: str, je: str = "") -> str:
    """Return a line as this client chose to be addressed; `je` is the je-form that the catalogue gives, if it does."""
    return (je or in_je(text)) if snapshot.get("client.register") == "je" else text


@lru_cache(maxsize=4096)  # the same lines are shown again and again
def _derived(text: str) -> str:
    return _stressed("".join(_clause(part) for part in _CLAUSE.findall(text)))


def _stressed(text: str) -> str:
    """The je-form with jij and jouw where the weight is."""
    last_verb, chooses = _JIJ
    text = last_verb.sub(r"\1jij", text)
    text = chooses.sub(lambda match: f"{match[1]}{match[2]}ij", text)
    text = _JOUW.sub(r"\1jouw", text)
    return re.sub(r"\b([Jj])e\b", r"\1ouw", text) if _ALL_YOURS.match(text) else text


def _clause(text: str) -> str:
    """One clause: first what the place of u decides, then what is left of u."""
    text = _ZICH.sub(lambda match: f"{match[1]} je{match[2] or ''}", text)
    text = _HEEFT_LATER.sub(r"\1 hebt", text)
    text = re.sub(r"\b([Aa])lstublieft\b", r"\1lsjeblieft", text)
    text = re.sub(
        r"\b([Uu]) (en|of) (ik|wij|we)\b", lambda m: f"{'J' if m[1] == 'U' else 'j'}ij {m[2]} {m[3]}", text
    )
    text = re.sub(r"\bu en (ons|mij|uw|hen)\b", r"jou en \1", text)
    text = re.sub(r"\b([Oo]ok|[Nn]iet|[Aa]lleen|[Ee]n) u(?=[.?!]| zelf\b| niet\b)", r"\1 jij", text)
    text = re.sub(r"\b([Aa]lleen) u(?= \w+t\b)", r"\1 jij", text)
    for polite in (_POLITE, _ASKED_KINDLY):
        text = polite.sub(_kindly, text)
    text = _VERB.sub(lambda match: _inverted(match, text), text)
    text = _PHRASES.sub(lambda match: f"{match[1] or match[2]} je", _WITH_TO.sub(r"\1 je", text))
    text = _STRESSED.sub(r"\1 jou", text)
    for old, new in ((r"uzelf", "jezelf"), (r"uw", "je"), (r"u", "je")):
        text = re.sub(rf"\b{old}\b", new, text)
        text = re.sub(rf"\b{old.capitalize()}\b", new.capitalize(), text)
    return text


def _kindly(match: re.Match[str]) -> str:
    """ "Stuurt u mij niets op." asks; with je that is "Stuur mij niets op."."""
    verb = match[1].lower()
    return match[0] if verb in _NO_VERB else _with_capital(_before_je(verb), match[1])


def _inverted(match: re.Match[str], clause: str) -> str:
    verb = match[1].lower()
    before = clause[: match.start()]
    if verb in _NO_VERB:
        return match[0]
    if (verb == "heeft" and _DONE_TO_U.search(clause)) or _SPEAKS_OF_U.search(clause):
        return f"{match[1]} je"
    if verb in _DONE_BY_SOMETHING and _SOMETHING.search(before) and not _DONE_BY_U.search(clause):
        return f"{match[1]} je"
    return f"{_with_capital(_before_je(verb), match[1])} je"


def _before_je(verb: str) -> str:
    """The form of a verb that has je after it."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb in _KEEP_T or _SEPARABLE.sub("", verb, count=1) in _KEEP_T:
        return verb
    return verb[: -2 if verb.endswith(("staat", "gaat", "slaat")) else -1]


def _with_capital(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


def wrong_in_je(text: str, je: str = "") -> list[str]:
    """Name what is wrong in the je-form of a text: u that is left, or a verb that kept or lost its -t.

    `je` is the je-form that the catalogue gives; without it the derived one is judged. There "jouw" stands for uw,
    so that each je behind a verb is the one who does something.
    """
    shown = je or in_je(re.sub(r"\buw\b", "jouw", text))
    found = [match[0] for pattern in (_U, _WRONG) for match in pattern.finditer(shown)]
    if not je:
        found.extend(verb for clause in _CLAUSE.findall(shown) for verb in _kept_t(clause))
    return found


def _kept_t(clause: str) -> Iterator[str]:
    for match in _VERB_JE.finditer(clause):
        verb, before = match[1].lower(), clause[: match.start()]
        lets_go = verb not in _NO_VERB and verb not in _IRREGULAR and _before_je(verb) != verb
        by_je = lets_go and not _SOMETHING.search(before) and not _JE.search(before)
        if by_je or (verb in ("heeft", "wordt", "vindt") and not _DONE_TO_U.search(clause)):
            yield match[0]
