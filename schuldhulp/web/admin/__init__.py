"""The pages of administrators: of a municipality, and of the platform."""

from schuldhulp.web.admin import (
    breaches,
    logo,
    norms,
    places,
    privacy,
    providers,
    retention,
    rights,
    second_step,
    staff,
    start,
    terms,
    texts,
)
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.own_texts import packages as own_text_packages
from schuldhulp.web.admin.own_texts import views as own_text_views

__all__ = [
    "blueprint",
    "breaches",
    "logo",
    "norms",
    "places",
    "privacy",
    "providers",
    "retention",
    "rights",
    "own_text_packages",
    "own_text_views",
    "second_step",
    "staff",
    "start",
    "terms",
    "texts",
]
