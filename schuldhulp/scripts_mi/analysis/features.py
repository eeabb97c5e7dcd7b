"""What the weight tables look at: words, pieces of words, rules that hold, and the shape of a sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping

from schuldhulp.scripts_mi.analysis.signs import Hit, Lexicon
from schuldhulp.scripts_mi.analysis.splitting import fold, words

_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[?!:;,]")
_SMALL = frozenset(
    [
        "ik",
        "u",
        "je",
        "jij",
        "jullie",
        "we",
        "wij",
        "ze",
        "zij",
        "hij",
        "het",
        "de",
        "een",
        "en",
        "of",
        "maar",
        "dat",
        "die",
        "dit",
        "deze",
        "er",
        "is",
        "was",
        "ben",
        "bent",
        "zijn",
        "in",
        "op",
        "te",
        "aan",
        "van",
        "voor",
        "met",
        "om",
        "bij",
        "naar",
        "niet",
        "geen",
        "wel",
        "ook",
        "al",
        "zo",
        "nog",
        "dan",
        "dus",
        "mijn",
        "uw",
        "jouw",
        "me",
        "mij",
        "mn",
        "toch",
        "echt",
        "heel",
        "gewoon",
        "heb",
        "heeft",
        "hebt",
        "hebben",
        "had",
        "kan",
        "kunt",
        "kunnen",
        "wil",
        "wilt",
        "moet",
        "ga",
        "gaat",
        "gaan",
        "door",
        "over",
        "tot",
        "als",
        "want",
        "omdat",
        "uit",
    ]
)
Features = dict[str, tuple[float, str]]


def features(sentence: str, found: Iterable[Hit], lexicon: Lexicon, context: Mapping[str, str]) -> Features:
    """Return each feature with its value and the words it stands on; those of `context` count as they are."""
    tokens = [
        lexicon.same.get(token, token) for token in (_number(raw) for raw in _TOKEN.findall(fold(sentence)))
    ]
    shown = _TOKEN.findall(sentence)
    values: Features = {}
    for hit in found:
        values[f"regel:{hit.rule.id}"] = (1.0, hit.words)
    for name, value in _of_words(tokens, shown):
        values.setdefault(name, (value[0], value[1]))
    for name, listed in lexicon.lists.items():
        caught = next((raw for raw, token in zip(shown, tokens, strict=True) if token in listed), None)
        if caught:
            values[f"lijst:{name}"] = (0.7, caught)
    for name, cause in (*_shape(tokens, shown), *context.items()):
        values[f"vorm:{name}"] = (0.8, cause)
    return values


def _number(token: str) -> str:
    return "0" if token[0].isdigit() else token


def _of_words(tokens: list[str], shown: list[str]) -> Iterator[tuple[str, tuple[float, str]]]:
    for place, token in enumerate(tokens):
        yield f"w:{token}", (1.0, shown[place])
        if place:
            yield f"w:{tokens[place - 1]} {token}", (0.7, f"{shown[place - 1]} {shown[place]}")
        if len(token) >= 4:
            framed = f"<{token}>"
            for size in (4, 5):
                for start in range(len(framed) - size + 1):
                    yield f"d:{framed[start : start + size]}", (0.35, shown[place])
    for size in (1, 2, 3):
        yield "begin:" + " ".join(tokens[:size]), (0.9, " ".join(shown[:size]))


def _shape(tokens: list[str], shown: list[str]) -> Iterator[tuple[str, str]]:
    count = sum(token[0].isalnum() for token in tokens)
    whole = " ".join(shown[:3])
    yield (
        ("kort" if count <= 3 else "middel" if count <= 7 else "lang" if count <= 13 else "zeer-lang"),
        whole,
    )
    for mark, name in ((":", "dubbele-punt"), ("!", "uitroep"), ("?", "vraagteken"), (";", "puntkomma")):
        if mark in tokens:
            yield name, mark
    if tokens.count(",") >= 2:
        yield "meer-kommas", ","
    if tokens and tokens[0] == "u":
        yield "begint-met-u", shown[0]
    if not any(token in ("u", "uw", "ik", "mij", "we") for token in tokens):
        yield "niemand-genoemd", whole


def overlap(sentence: str, said: str) -> tuple[str, ...]:
    """Return the words with content that a sentence shares with what the client said, by their first letters."""
    heard = {_stem(word) for word in words(said) if word not in _SMALL}
    return tuple(word for word in words(sentence) if word not in _SMALL and _stem(word) in heard)


def _stem(word: str) -> str:
    bare = word[2:] if word.startswith("ge") and len(word) > 6 else word
    return bare[: max(4, len(bare) - 3)] if len(bare) > 5 else bare[:4]
