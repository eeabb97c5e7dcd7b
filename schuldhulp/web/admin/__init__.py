"""The pages of administrators: of a municipality, and of the platform."""

from schuldhulp.web.admin import (
    breaches,
    logo,
    norms,
    places,
    privacy,
    retention,
    rights,
    script_packages,
    scripts,
    second_step,
    staff,
    start,
    terms,
    texts,
)
from schuldhulp.web.admin.blueprint import blueprint

__all__ = [
    "blueprint",
    "breaches",
    "logo",
    "norms",
    "places",
    "privacy",
    "retention",
    "rights",
    "script_packages",
    "scripts",
    "second_step",
    "staff",
    "start",
    "terms",
    "texts",
]
