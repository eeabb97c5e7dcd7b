"""The pages of this audience."""

from schuldhulp.web.counsellor.blueprint import blueprint

__all__ = ["blueprint"]
