"""What a plan says beside the month, as text to keep with a frozen version."""

import json
from dataclasses import fields
from typing import Any

from schuldhulp.budget.document import Agreement, Plan, PlanDebt
from schuldhulp.budget.shown import thawed
from schuldhulp.budget.uitweg import thawed_roads


def plan_text(plan: Plan) -> str:
    """The plan as JSON; the same plan always gives the same text."""
    return json.dumps(plan, default=_by_name, ensure_ascii=False, sort_keys=True)


def _by_name(part: Any) -> dict[str, Any]:
    """One dataclass of the plan, without copying what is in it as `asdict` does."""
    return {each.name: getattr(part, each.name) for each in fields(part)}


def plan_of(text: str) -> Plan:
    """The plan of kept text. Raises ValueError, KeyError or TypeError for anything else."""
    kept: dict[str, Any] = json.loads(text)
    return Plan(
        goals=tuple(kept["goals"]),
        agreements=tuple(Agreement(**item) for item in kept["agreements"]),
        debts=tuple(PlanDebt(**item) for item in kept["debts"]),
        next_steps=tuple(Agreement(**item) for item in kept["next_steps"]),
        ideas=tuple(Agreement(**item) for item in kept.get("ideas", ())),  # older versions have them as agreements
        calculations=thawed(kept.get("calculations", ())),
        roads=thawed_roads(kept.get("roads", ())),
    )
