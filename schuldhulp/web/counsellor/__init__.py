"""The pages of counsellors and team leads."""

from schuldhulp.web.counsellor import (
    absence,
    appointments,
    calculation,
    care_list,
    case,
    colleague,
    contacts,
    creditors,
    debts,
    decision,
    desk,
    facts,
    homework,
    identity,
    inbox,
    phase,
    printing,
    proposals,
    reaching,
    reply,
    search,
    suspension,
    talks,
    team,
    threats,
)
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.shared_pages import add_shared_pages
from schuldhulp.web.steps.place import STAFF

__all__ = [
    "absence",
    "appointments",
    "blueprint",
    "calculation",
    "care_list",
    "case",
    "colleague",
    "contacts",
    "creditors",
    "debts",
    "decision",
    "desk",
    "facts",
    "homework",
    "identity",
    "inbox",
    "phase",
    "printing",
    "proposals",
    "reaching",
    "reply",
    "search",
    "suspension",
    "talks",
    "team",
    "threats",
]

add_shared_pages(blueprint, STAFF)
