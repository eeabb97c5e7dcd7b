"""What the paper of a plan says beside the month: goals and agreements in the client's words, debts, next steps."""

from collections.abc import Mapping

from schuldhulp.budget.changes import say_changes
from schuldhulp.budget.document import Agreement, Plan, PlanDebt
from schuldhulp.budget.queries import IdeaView, Month, ideas_of
from schuldhulp.calculations.legal import legal
from schuldhulp.calculations.queries import home_in, household_from, legal_figures
from schuldhulp.calendar import local_date, say_date
from schuldhulp.debts.owed import StoredDebt
from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.progress import in_force
from schuldhulp.dossier.records.plan import Goal, SmallStep
from schuldhulp.money import Period, format_euro
from schuldhulp.schuldregeling.queries import claims_of
from schuldhulp.web.budget.roads import roads_of
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.place import Place
from schuldhulp.workbook.queries import StoredAnswer, homework, household

_RUNNING = {"income": "beslag op inkomen", "bank": "beslag op de bank", "set_off": "verrekening"}


def plan_now(place: Place, month: Month, stored: Mapping[str, StoredAnswer]) -> Plan:
    """Read what a plan says today beside the month and the answers; the caller closes the read."""
    dossier, actor = place.dossier, place.actor
    counting, today = in_force(stored), local_date(now())
    ideas = ideas_of(session(), actor, dossier.id)
    tasks = homework(session(), actor, dossier.id)
    at_home = household_from(household(session(), actor, dossier.id), home_in(stored), today)
    law = legal_figures(session(), actor, dossier, today, month=month, at_home=at_home)
    return Plan(
        goals=_goals(counting.get("doel")),
        agreements=_small_step(counting.get("eerste-kleine-stap")),
        ideas=tuple(_idea(idea, month) for idea in ideas),
        debts=tuple(plan_debt(debt) for debt in month.owed.counted),
        next_steps=tuple(
            Agreement(step_texts()[task.step].title, when=f"graag voor {say_date(task.due_on)}")
            for task in tasks
        ),
        calculations=legal(law.figures) if law.figures else (),
        roads=roads_of(month.budget, claims_of(session(), actor, dossier.id, owed=month.owed), law.figures),
    )


def _goals(record: object) -> tuple[str, ...]:
    if not isinstance(record, Goal):
        return ()
    return tuple(text for text in (record.goal, record.in_a_year) if type(text) is str and text)


def _small_step(record: object) -> tuple[Agreement, ...]:
    if not isinstance(record, SmallStep) or type(record.moment) is not str or type(record.action) is not str:
        return ()
    return (Agreement(f"Als {record.moment}, dan {record.action}."),)


def _idea(idea: IdeaView, month: Month) -> Agreement:
    return Agreement(idea.words or "Eigen idee", when=" ".join(say_changes(idea.changes, month.posts)))


def plan_debt(debt: StoredDebt) -> PlanDebt:
    """One debt for the paper, with what runs on it in words."""
    told, running = debt.told, []
    if told.judgment in ("vonnis", "dwangbevel"):
        running.append(told.judgment)
    if told.attachment in _RUNNING:
        running.append(_RUNNING[told.attachment])
    if told.arrangement_cents:
        running.append(
            f"{format_euro(told.arrangement_cents)} {(told.arrangement_period or Period.MONTH).label}"
        )
    if told.disputed:
        running.append("klopt niet volgens de cliënt")
    return PlanDebt(debt.name, told.claimed_cents, told.collector, "; ".join(running), told.approximate)
