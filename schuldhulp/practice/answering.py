"""How a made-up client answers: each reply makes them a little more open or more shut, for reasons that can be read.

Nothing is drawn by lot: the same replies always get the same answers. The rules are those of motivational interviewing
in writing (Miller and Rollnick; MITI 4.2.1): reflections, open questions, affirmation and choice open a conversation;
advice nobody asked for, orders and reproaches shut it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schuldhulp.practice.people import MOST_OPEN, MadeUpClient, Mood
from schuldhulp.practice.reading import labelled_sentences
from schuldhulp.scripts_mi.analysis.labels import Tables
from schuldhulp.scripts_mi.analysis.splitting import fold, words
from schuldhulp.scripts_mi.wording import overlap

MOST_UP, MOST_DOWN = 2, 3
"""How far one reply moves the openness at most: trust comes on foot and leaves on horseback."""
SHORTEST, LONGEST = 15, 140
"""Words: below this a reply is a brush-off, above it nobody reads on."""
_SAME_AGAIN = 0.8
_REFLECTIONS = ("simple_reflection", "complex_reflection", "summary")
_QUESTIONS = ("open_question", "closed_question")


@dataclass(frozen=True, slots=True)
class Why:
    """One thing in a reply that moved the client: by how much, what it was, and the sentence that did it."""

    change: int
    what: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A reply of the counsellor, why it landed as it did, and what the client wrote back."""

    reply: str
    reasons: tuple[Why, ...]
    mood: Mood
    answer: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A practice conversation so far."""

    client: MadeUpClient
    turns: tuple[Turn, ...]

    @property
    def ended(self) -> bool:
        """Whether the last answer was given."""
        return len(self.turns) >= self.client.rounds

    @property
    def last_words(self) -> str:
        """What the client wrote last."""
        return self.turns[-1].answer if self.turns else self.client.opening


def talk_with(client: MadeUpClient, replies: Sequence[str], tables: Tables) -> Talk:
    """Let a made-up client answer each reply in turn; replies after the last round are left out."""
    openness, said = client.openness, client.opening
    turns: list[Turn] = []
    for number, reply in enumerate(replies[: client.rounds]):
        reasons = tuple(reasons_in(reply, said, client, tables))
        if any(overlap(reply, turn.reply) >= _SAME_AGAIN for turn in turns):
            reasons = (Why(-2, "Dit schreef u al een keer."),)
        change = max(-MOST_DOWN, min(MOST_UP, sum(reason.change for reason in reasons)))
        openness = max(0, min(MOST_OPEN, openness + change))
        mood = Mood.at(openness)
        said = (client.answers[number] if number < len(client.answers) else client.ends)[mood]
        turns.append(Turn(reply, reasons, mood, said))
    return Talk(client, tuple(turns))


def reasons_in(reply: str, said: str, client: MadeUpClient, tables: Tables) -> Iterator[Why]:
    """Give what in a reply opens or shuts this client; `said` is what the client wrote before it."""
    labelled = labelled_sentences(reply, said, tables)
    yield from _what_opens(labelled)
    yield from _what_shuts(labelled, len(words(reply)), client.crisis)
    told = fold(reply)
    for touch in client.touches:
        found = next((word for word in touch.words if fold(word) in told), None)
        if found:
            yield Why(touch.change, touch.because, found)


def _what_opens(labelled: Sequence[tuple[str, str]]) -> Iterator[Why]:
    first: dict[str, str] = {}
    for label, sentence in labelled:
        first.setdefault(label, sentence)
    if "complex_reflection" in first:
        yield Why(2, "U gaf woorden aan wat eronder zit.", first["complex_reflection"])
    elif "summary" in first:
        yield Why(1, "U vatte samen wat er speelt.", first["summary"])
    elif "simple_reflection" in first:
        yield Why(1, "U liet zien dat u las wat er stond.", first["simple_reflection"])
    for label, what in (
        ("open_question", "U stelde een open vraag."),
        ("affirmation", "U noemde iets sterks dat er echt is."),
        ("autonomy", "U liet de keuze waar die hoort."),
    ):
        if label in first:
            yield Why(1, what, first[label])


def _what_shuts(labelled: Sequence[tuple[str, str]], length: int, crisis: bool) -> Iterator[Why]:
    counts = Counter(label for label, _ in labelled)
    for label, change, what in (
        ("confront", -3, "Dit klinkt als een verwijt."),
        ("direct", -2, "Dit is een opdracht."),
        ("advice_without_permission", -1, "Dit is raad waar niemand om vroeg."),
    ):
        if crisis and label != "confront":
            continue
        for sentence in [text for found, text in labelled if found == label][:2]:
            yield Why(change, what, sentence)
    if not crisis and not any(counts[label] for label in _REFLECTIONS):
        yield Why(-1, "Nergens staat terug wat de cliënt schreef.")
    questions = sum(counts[label] for label in _QUESTIONS)
    if questions > 2:
        yield Why(-1, f"{questions} vragen tegelijk: welke eerst?")
    elif questions and not counts["open_question"]:
        yield Why(-1, "De vraag laat alleen een kort antwoord toe.")
    if length < SHORTEST:
        yield Why(-1, "Dit is wel heel kort.")
    elif length > LONGEST:
        yield Why(-1, "Dit is lang voor wie moe is of weinig leest.")
