"""Pages for anybody."""

from schuldhulp.web.public import (
    chat_hour,
    codename,
    codename_sign_in,
    demo_mail,
    fronts,
    information,
    leaving,
    links,
    machines,
    passkey,
    providers,
    registering,
    second_step,
    signed_out,
    signing_in,
    statement,
)
from schuldhulp.web.public.blueprint import blueprint

__all__ = [
    "blueprint", "chat_hour", "codename", "codename_sign_in", "demo_mail", "fronts", "information", "leaving", "links",
    "machines", "passkey", "providers", "registering", "second_step", "signed_out", "signing_in", "statement",
]  # fmt: skip
