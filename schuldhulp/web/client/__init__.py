"""The client's own pages; their addresses carry no id."""

from schuldhulp.web.client import (
    appointments,
    arriving,
    facts,
    helping_now,
    home,
    homework,
    messages,
    openings,
    proposals,
    step_order,
    stopping,
    timeline,
)
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.shared_pages import add_shared_pages
from schuldhulp.web.steps.place import CLIENT

__all__ = [
    "appointments",
    "arriving",
    "blueprint",
    "facts",
    "helping_now",
    "home",
    "homework",
    "messages",
    "openings",
    "proposals",
    "step_order",
    "stopping",
    "timeline",
]

add_shared_pages(blueprint, CLIENT)
