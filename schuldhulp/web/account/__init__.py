"""Pages of whoever is signed in: choosing a role, the account."""

from schuldhulp.web.account import choosing, own, passkeys, proving, second_step, services, ways
from schuldhulp.web.account.blueprint import blueprint

__all__ = ["blueprint", "choosing", "own", "passkeys", "proving", "second_step", "services", "ways"]
