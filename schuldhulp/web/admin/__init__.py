"""The pages of administrators: of a municipality, and of the platform."""

from schuldhulp.web.admin import logo, norms, places, script_packages, scripts, staff, start, terms, texts
from schuldhulp.web.admin.blueprint import blueprint

__all__ = [
    "blueprint",
    "logo",
    "norms",
    "places",
    "script_packages",
    "scripts",
    "staff",
    "start",
    "terms",
    "texts",
]
