"""What a view asks of whoever comes in: one mark a view, read by the door before every request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """What a view asks of whoever comes in.

    `dossier`: none, own (the client's), supported (the supporter's client) or named (kenmerk in the address). `shared`
    is the part of the dossier that a supporter must have been given.
    `visit`: staff who open it were there; `previous_visit` then says since when something is new.
    `fresh`: to act here somebody has to have shown less than ten minutes ago who they are.
    """

    kind: str
    permission: str | None = None
    dossier: str = "none"
    part: str = ""
    visit: bool = False
    shared: str = ""
    fresh: bool = False


def public(view: View) -> View:
    """Let anybody in; says so in the open."""
    view.guard_rule = Rule("public")  # type: ignore[attr-defined]
    return view


def half_signed_in(view: View) -> View:
    """Let in who gave a password and still has a second step to make, and nobody else."""
    view.guard_rule = Rule("half_signed_in")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Let in whoever is signed in, under any hat or none."""
    view.guard_rule = Rule("signed_in")  # type: ignore[attr-defined]
    return view


def freshly_signed_in(view: View) -> View:
    """Let in whoever is signed in, under any hat or none; to act they have to have shown just now who they are."""
    view.guard_rule = Rule("signed_in", fresh=True)  # type: ignore[attr-defined]
    return view


def door(
    permission: str, *, dossier: str = "none", part: str = "", visit: bool = False, shared: str = "",
    fresh: bool = False,
) -> Callable[[View], View]:  # fmt: skip
    """Let in whose role has the permission; with `dossier` other than none the view receives the DossierView."""

    def mark(view: View) -> View:
        view.guard_rule = Rule("door", permission, dossier, part, visit, shared, fresh)  # type: ignore[attr-defined]
        return view

    return mark
