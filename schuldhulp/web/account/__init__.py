"""Pages of whoever is signed in: choosing a role, the account."""

from schuldhulp.web.account import choosing, own
from schuldhulp.web.account.blueprint import blueprint

__all__ = ["blueprint", "choosing", "own"]
