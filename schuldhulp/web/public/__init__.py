"""Pages for anybody."""

from schuldhulp.web.public import fronts, registering, signing_in
from schuldhulp.web.public.blueprint import blueprint

__all__ = ["blueprint", "fronts", "registering", "signing_in"]
