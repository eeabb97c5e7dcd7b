"""The pages of this audience."""

from schuldhulp.web.municipality.blueprint import blueprint

__all__ = ["blueprint"]
