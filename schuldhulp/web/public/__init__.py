"""Pages for anybody."""

from schuldhulp.web.public import signing_in
from schuldhulp.web.public.blueprint import blueprint

__all__ = ["blueprint", "signing_in"]
