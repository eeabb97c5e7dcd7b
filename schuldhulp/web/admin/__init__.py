"""The pages of this audience."""

from schuldhulp.web.admin.blueprint import blueprint

__all__ = ["blueprint"]
