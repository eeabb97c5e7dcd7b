"""The pages of counsellors and team leads."""

from schuldhulp.web.counsellor import (
    absence,
    budget,
    care_list,
    case,
    colleague,
    debts,
    inbox,
    papers,
    plan,
    reply,
    search,
    team,
    workbook,
)
from schuldhulp.web.counsellor.blueprint import blueprint

__all__ = [
    "absence",
    "blueprint",
    "budget",
    "care_list",
    "case",
    "colleague",
    "debts",
    "inbox",
    "papers",
    "plan",
    "reply",
    "search",
    "team",
    "workbook",
]
