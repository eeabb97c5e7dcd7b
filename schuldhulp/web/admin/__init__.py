"""The pages of administrators: of a municipality, and of the platform."""

from schuldhulp.web.admin import norms, places, staff, start, terms, texts
from schuldhulp.web.admin.blueprint import blueprint

__all__ = ["blueprint", "norms", "places", "staff", "start", "terms", "texts"]
