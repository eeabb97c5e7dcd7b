"""The client's own pages; their addresses carry no id."""

from schuldhulp.web.client import (
    appointments,
    arriving,
    budget,
    debts,
    facts,
    helping_now,
    home,
    messages,
    papers,
    plan,
    printing,
    stopping,
    timeline,
    workbook,
)
from schuldhulp.web.client.blueprint import blueprint

__all__ = [
    "appointments",
    "arriving",
    "blueprint",
    "budget",
    "debts",
    "facts",
    "helping_now",
    "home",
    "messages",
    "papers",
    "plan",
    "printing",
    "stopping",
    "timeline",
    "workbook",
]
