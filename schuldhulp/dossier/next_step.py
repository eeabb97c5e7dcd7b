"""Which step to offer: one suggestion with its reason, and three next doors. The client is free to choose another."""

from collections.abc import Sequence
from dataclasses import dataclass

from schuldhulp.dossier.facts import DossierFacts, Stored
from schuldhulp.dossier.progress import State, finish_lines, status
from schuldhulp.dossier.steps import STEPS, THREAT_STEP, Line, Step, steps_of


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that is offered now, and the only fields of it that are asked (empty: all)."""

    step: Step
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One step and the sentence that says why this one."""

    step: Step
    reason: str


# Within a finish line the story comes first: worry before amounts.
_FIRST = ("wat-speelt-er", "dreigt-er-iets", "bereiken", "schulden-grof", "thuis")


def offered_steps(facts: DossierFacts) -> tuple[Offer, ...]:
    """The steps to offer. At an open threat only that one, with its three questions."""
    if facts.threat_open:
        return (Offer(THREAT_STEP, THREAT_STEP.urgent_fields),)
    return tuple(Offer(step) for step in STEPS)


def prompts_allowed(facts: DossierFacts) -> bool:
    """Whether a ruler, a motivational question or a reminder may be shown; never at an open threat."""
    return not facts.threat_open


def todo(facts: DossierFacts, stored: Stored) -> tuple[Step, ...]:
    """The offered steps that can be done now, most useful first: begun, homework, then by finish line.

    An own order of the client goes before that, but for homework; steps that they did not place come after.
    """
    found = []
    for order, offer in enumerate(offered_steps(facts)):
        step = offer.step
        state = status(step, facts, stored)
        if not state.waits:
            continue
        line = step.needed_for or len(Line) + 1
        first = _FIRST.index(step.slug) if step.slug in _FIRST else len(_FIRST)
        begun, asked = state.state is not State.BEGUN, step.slug not in facts.homework
        ahead = (asked, _own_place(step, facts), begun) if facts.own_order else (begun, asked, 0)
        found.append(((_answered_already(step, facts), *ahead, line, first, order), step))
    return tuple(step for _, step in sorted(found, key=lambda pair: pair[0]))


def _answered_already(step: Step, facts: DossierFacts) -> bool:
    """The step about threats, once somebody of ours answered what was told: nobody is sent there again by us."""
    chosen = step.slug in facts.homework or step.slug in facts.own_order
    return step is THREAT_STEP and facts.threat_handled and not chosen


def _own_place(step: Step, facts: DossierFacts) -> int:
    return facts.own_order.index(step.slug) if step.slug in facts.own_order else len(facts.own_order)


def movable(facts: DossierFacts, stored: Stored) -> tuple[Step, ...]:
    """The steps the client can put in an own order, as they stand now; none at an open threat. Homework goes first."""
    if facts.threat_open:
        return ()
    return tuple(step for step in todo(facts, stored) if step.slug not in facts.homework)


def moved(order: Sequence[str], slug: str, to: int) -> tuple[str, ...]:
    """An order with one step at another place, counted from 0, kept within the list; an unknown one stays out."""
    if slug not in order:
        return tuple(order)
    rest = [each for each in order if each != slug]
    at = min(max(to, 0), len(rest))
    return (*rest[:at], slug, *rest[at:])


def suggest_next(facts: DossierFacts, stored: Stored) -> Suggestion | None:
    """The one step to suggest, with its reason; None when nothing waits for the client."""
    steps = [step for step in todo(facts, stored) if not _answered_already(step, facts)]
    if not steps:
        return None
    return Suggestion(steps[0], _reason(steps[0], facts, stored))


def _reason(step: Step, facts: DossierFacts, stored: Stored) -> str:
    if facts.threat_open:
        return "Dan kunnen wij snel iets doen."
    if status(step, facts, stored).state is State.BEGUN and step.slug not in facts.own_order:
        return "Een deel is al ingevuld. U kunt zo verder."
    if step.slug in facts.homework:
        return "Uw schuldhulpverlener vroeg u deze stap te bekijken."
    if step.slug in facts.own_order:
        return "Deze stap staat bovenaan in uw eigen volgorde."
    if not stored and step.slug == "wat-speelt-er":
        return "U begint met uw eigen verhaal. Bedragen komen later."
    if step.needed_for is None:
        return "Deze stap is voor uzelf. U kiest of u hem doet."
    line = finish_lines(facts, stored)[step.needed_for - 1]
    left = line.total - line.done
    if left == 1:
        return f"Met deze stap is er {line.name}."
    return f"Nog {left} stappen, dan is er {line.name}."


def next_doors(step: Step, facts: DossierFacts, stored: Stored) -> tuple[Step, ...]:
    """At most three steps to go to after this one: on in the same theme, the suggestion, and another theme.

    None at an open threat: then there is nothing to do but wait for our answer.
    """
    if facts.threat_open:
        return ()
    waiting = [other for other in todo(facts, stored) if other is not step]
    siblings = steps_of(step.theme)
    here = siblings.index(step)
    onward = [other for other in siblings[here + 1 :] + siblings[:here] if other in waiting]
    doors = onward[:1] + waiting[:1]
    doors += [other for other in waiting if other.theme is not step.theme] + waiting
    return tuple(dict.fromkeys(doors))[:3]
