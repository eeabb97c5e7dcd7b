"""What a plan says beside the month, as text to keep with a frozen version."""

import json
from dataclasses import asdict
from typing import Any

from schuldhulp.budget.document import Agreement, Plan, PlanDebt
from schuldhulp.budget.shown import thawed
from schuldhulp.budget.uitweg import thawed_roads


def plan_text(plan: Plan) -> str:
    """The plan as JSON; the same plan always gives the same text."""
    return json.dumps(asdict(plan), ensure_ascii=False, sort_keys=True)


def plan_of(text: str) -> Plan:
    """The plan of kept text. Raises ValueError, KeyError or TypeError for anything else."""
    fields: dict[str, Any] = json.loads(text)
    return Plan(
        goals=tuple(fields["goals"]),
        agreements=tuple(Agreement(**item) for item in fields["agreements"]),
        debts=tuple(PlanDebt(**item) for item in fields["debts"]),
        next_steps=tuple(Agreement(**item) for item in fields["next_steps"]),
        ideas=tuple(Agreement(**item) for item in fields.get("ideas", ())),  # older versions have them as agreements
        calculations=thawed(fields.get("calculations", ())),
        roads=thawed_roads(fields.get("roads", ())),
    )
