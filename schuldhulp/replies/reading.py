"""What the messages of a client show, by words: themes named before, and sentences that hold on or look ahead. Pure."""

from collections.abc import Iterable, Sequence

from schuldhulp.replies.themes import THEMES_OF_TOPIC
from schuldhulp.scripts_mi.analysis.labels import Tables, label_client
from schuldhulp.scripts_mi.analysis.splitting import split_sentences
from schuldhulp.scripts_mi.analysis.topics import Lexicon, read_message
from schuldhulp.scripts_mi.facts import THEMES

_MOST_READ = 40


def themes_named(texts: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    """The themes these messages were about; with very many messages all of them, so that none counts as new."""
    if len(texts) > _MOST_READ:
        return frozenset(THEMES)
    return frozenset(_themes(texts, lexicon))


def _themes(texts: Iterable[str], lexicon: Lexicon) -> Iterable[str]:
    for text in texts:
        reading = read_message(text, lexicon)
        yield from reading.themes
        for topic in reading.topics:
            yield from THEMES_OF_TOPIC.get(topic, ())


def sustain_and_change(text: str, tables: Tables) -> tuple[int, int]:
    """How many sentences hold on to how it is, and how many look ahead. Hints, kept nowhere."""
    labels = [label_client(sentence, tables).label for sentence in split_sentences(text)]
    return labels.count("sustain_talk"), labels.count("change_talk")
