"""Pages for anybody."""

from schuldhulp.web.public import (
    demo_mail,
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
    "blueprint", "demo_mail", "fronts", "information", "leaving", "links", "machines", "registering", "signing_in",
]  # fmt: skip
