"""Pages for anybody."""

from schuldhulp.web.public import (
    fronts,
    information,
    leaving,
    links,
    machines,
    registering,
    signing_in,
)
from schuldhulp.web.public.blueprint import blueprint

__all__ = [
    "blueprint", "fronts", "information", "leaving", "links", "machines", "registering", "signing_in",
]  # fmt: skip
