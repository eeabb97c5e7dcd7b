"""The client's own pages; their addresses carry no id."""

from schuldhulp.web.client import (
    aftercare,
    appointments,
    arriving,
    becoming_known,
    contact,
    devices,
    experience,
    facts,
    helping_now,
    home,
    homework,
    messages,
    notebook,
    openings,
    partner,
    proposals,
    rights,
    step_order,
    stopping,
    suggested,
    supporters,
    taking_out,
    timeline,
    watched,
    work_forms,
)
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.shared_pages import add_shared_pages
from schuldhulp.web.steps.place import CLIENT

__all__ = [
    "aftercare",
    "appointments",
    "arriving",
    "becoming_known",
    "blueprint",
    "contact",
    "devices",
    "experience",
    "facts",
    "helping_now",
    "home",
    "homework",
    "messages",
    "notebook",
    "openings",
    "partner",
    "proposals",
    "rights",
    "step_order",
    "stopping",
    "taking_out",
    "suggested",
    "supporters",
    "timeline",
    "watched",
    "work_forms",
]

add_shared_pages(blueprint, CLIENT)
