"""Pages for anybody."""

from schuldhulp.web.public import fronts, signing_in
from schuldhulp.web.public.blueprint import blueprint

__all__ = ["blueprint", "fronts", "signing_in"]
