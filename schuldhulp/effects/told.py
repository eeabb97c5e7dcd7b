"""How clients say the help is, per team and together; nothing about one counsellor or one client. Pure."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from schuldhulp.effects.intervals import Least, Share, shown

LEAST = Least(n=10, clients=10, writers=3)
ANSWERS = ("ja", "beetje", "nee")


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer to one question, in the dossier of a client that a counsellor and a team have in hand."""

    question: str
    answer: str
    client: Hashable
    writer: Hashable
    team: str


@dataclass(frozen=True, slots=True)
class Told:
    """The answers to one question: how many in all and of each; `counts` is empty while they may not be shown."""

    question: str
    n: int
    counts: Mapping[str, int]


def told_by(answers: Iterable[Answered], questions: Iterable[str]) -> dict[str, list[Told]]:
    """Per team ("" is all together) the answers to each question.

    Of one client only the newest answer to a question counts; `answers` are in order of time.
    """
    newest = {(each.client, each.question): each for each in answers}
    found: dict[str, list[Told]] = {}
    for question in questions:
        asked = [each for each in newest.values() if each.question == question]
        total = _share(asked)
        teams = {each.team for each in asked}
        parts = {team: _share([each for each in asked if each.team == team]) for team in sorted(teams)}
        visible = shown(parts, LEAST) if LEAST.allows(total) else frozenset()
        found.setdefault("", []).append(_told(question, asked, LEAST.allows(total)))
        for team in parts:
            of_team = [each for each in asked if each.team == team]
            found.setdefault(team, []).append(_told(question, of_team, team in visible))
    return found


def _share(asked: list[Answered]) -> Share:
    return Share(
        sum(each.answer == "ja" for each in asked), len(asked),
        frozenset(each.writer for each in asked), frozenset(each.client for each in asked),
    )  # fmt: skip


def _told(question: str, asked: list[Answered], may: bool) -> Told:
    counts = {name: sum(each.answer == name for each in asked) for name in ANSWERS} if may else {}
    return Told(question, len(asked) if may else 0, counts)
