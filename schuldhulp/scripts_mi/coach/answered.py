"""What of a client's message a reply does not touch yet: questions, feelings, topics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schuldhulp.scripts_mi.analysis.features import overlap
from schuldhulp.scripts_mi.analysis.labels import Labelled, Tables, label_client
from schuldhulp.scripts_mi.analysis.splitting import fold, split_sentences, words
from schuldhulp.scripts_mi.analysis.topics import Lexicon, read_message

_ALIKE = (
    frozenset({"bang", "angst", "angstig", "eng", "spannend", "durf", "durft", "zorgen", "ongerust"}),
    frozenset({"schaam", "schaamt", "schaamte", "geneer", "moeilijk"}),
    frozenset({"boos", "kwaad", "boosheid", "woest", "oneerlijk", "frustratie"}),
    frozenset({"moe", "uitgeput", "op", "kracht", "zwaar", "doodmoe", "vermoeid"}),
    frozenset({"verdriet", "verdrietig", "huil", "pijn", "raakt"}),
    frozenset({"opgelucht", "opluchting", "lucht", "rust", "blij", "trots", "fijn"}),
    frozenset({"alleen", "eenzaam", "niemand"}),
    frozenset({"stress", "druk", "gespannen", "spanning", "onrust", "paniek"}),
)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the client, with its label."""

    sentence: str
    labelled: Labelled

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.sentence.rstrip(" \"')").endswith("?")


@dataclass(frozen=True, slots=True)
class Left:
    """What is not touched yet: `kind` is vraag_open, gevoel_open or onderwerp_open."""

    kind: str
    words: str


def read_client(text: str, tables: Tables) -> tuple[Said, ...]:
    """Label every sentence of a client's message."""
    return tuple(Said(sentence, label_client(sentence, tables)) for sentence in split_sentences(text))


def feelings_in(sentence: str, tables: Tables) -> list[str]:
    """Return the words of feeling in a sentence, as they were written."""
    known = set(tables.counsellor.lists["gevoel"]) | {word for group in _ALIKE for word in group}
    common = {
        "op",
        "alleen",
        "niemand",
        "klein",
        "lucht",
        "leeg",
        "druk",
        "hoop",
        "kracht",
        "zwaar",
        "serieus",
    }
    return [word for word in words(sentence) if word in known - common]


def left_open(
    said: Sequence[Said], reply: Sequence[str], tables: Tables, lexicon: Lexicon, names: dict[str, str]
) -> tuple[Left, ...]:
    """Return what the reply leaves, at most two of a kind. `names` gives the topics their Dutch words."""
    if not said or not reply:
        return ()
    whole = " ".join(reply)
    left = [
        Left("vraag_open", one.sentence) for one in said if one.asks and not _touched(one.sentence, reply)
    ]
    heard = set(words(whole))
    for one in said:
        felt = [word for word in feelings_in(one.sentence, tables) if not _echoed(word, heard)]
        left += [Left("gevoel_open", word) for word in felt[:1]]
    theirs = read_message(" ".join(one.sentence for one in said), lexicon).topics
    ours = set(read_message(whole, lexicon).topics)
    left += [Left("onderwerp_open", names[topic]) for topic in theirs if topic in names and topic not in ours]
    return tuple(_few(left))


def _touched(question: str, reply: Iterable[str]) -> bool:
    """A sentence that answers shares a word with content with the question, or says that it was asked."""
    for sentence in reply:
        plain = fold(sentence)
        if overlap(sentence, question) or "u vroeg" in plain or "u vraagt" in plain or "uw vraag" in plain:
            return True
    return False


def _echoed(feeling: str, heard: set[str]) -> bool:
    return feeling in heard or any(feeling in group and group & heard for group in _ALIKE)


def _few(left: Iterable[Left]) -> Iterable[Left]:
    seen: dict[str, list[str]] = {}
    for one in left:
        told = seen.setdefault(one.kind, [])
        if len(told) < 2 and one.words not in told:
            told.append(one.words)
            yield one
