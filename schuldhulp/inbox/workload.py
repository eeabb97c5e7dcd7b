"""How much work waits, in minutes: one rule, so that the sum line can be explained. Pure."""

from collections.abc import Mapping

CAP = 1000
WORK_CAP = 100  # each is read for what it waits for, and nobody does more in a day
MINUTES_A_STEP = 4
MINUTES_A_MESSAGE = 6
# Looking at what the client filled in; everything else is an answer to be written.
_LOOKING = frozenset({"stap", "papier"})


def minutes_of_work(waiting: Mapping[str, int]) -> int:
    """Minutes for so many dossiers by what they wait for: 4 to look at a step or paper, 6 to write an answer.

    Above ten minutes rounded up to five: it is a guess and should look like one.
    """
    minutes = sum(
        n * (MINUTES_A_STEP if what in _LOOKING else MINUTES_A_MESSAGE) for what, n in waiting.items()
    )
    return minutes if minutes <= 10 else -(-minutes // 5) * 5


def sum_line(waiting: Mapping[str, int]) -> str:
    """The line above the inbox: '12 wachten op u, ± 50 min'; from a hundred on '100+ wachten op u, meer dan 10 uur'."""
    number = sum(waiting.values())
    if not number:
        return "Er wacht nu niemand op u."
    verb = "wacht" if number == 1 else "wachten"
    minutes = minutes_of_work(waiting)
    time = f"{minutes} min" if minutes < 90 else f"{round(minutes / 60)} uur"
    if number >= WORK_CAP:
        return f"{WORK_CAP}+ wachten op u, meer dan {minutes // 60} uur"
    return f"{number} {verb} op u, ± {time}"


def capped(number: int) -> str:
    """A count as shown: exact to a thousand, then '1.000+'."""
    return "1.000+" if number >= CAP else str(number)
