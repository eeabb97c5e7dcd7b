"""The roles that a person can act in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from schuldhulp.access import Actor, Role

MEMBERSHIP, PARTICIPATION, PLATFORM = "membership", "participation", "platform"


@dataclass(frozen=True, kw_only=True)
class Hat:
    """One role of a person: a membership, a participation in a dossier, or the platform.

    `taken_up`: they came in with it before; a role that somebody was only invited for asks nothing of them yet.
    """

    kind: str
    id: UUID | None
    role: Role
    municipality_id: UUID | None
    municipality_name: str = ""
    dossier_id: UUID | None = None
    kenmerk: str | None = None
    parts: frozenset[str] = frozenset()
    helps: frozenset[str] = frozenset()
    taken_up: bool = True

    def actor(self, person_id: UUID) -> Actor:
        """The actor this person is under this hat."""
        return Actor(
            person_id=person_id,
            role=self.role,
            municipality_id=self.municipality_id,
            membership_id=self.id if self.kind == MEMBERSHIP else None,
            dossier_id=self.dossier_id,
            parts=self.parts,
            helps=self.helps,
        )


def membership_hat(row: Sequence[Any]) -> Hat:
    """The hat of a row of memberships: its id, role, municipality and name, and whether it was taken up."""
    membership_id, role, municipality_id, name, taken_up = row
    return Hat(
        kind=MEMBERSHIP,
        id=membership_id,
        role=Role(role),
        municipality_id=municipality_id,
        municipality_name=name,
        taken_up=bool(taken_up),
    )


def participation_hat(row: Sequence[Any]) -> Hat:
    """The hat of a row of participations: as of a membership, with the dossier, its number, parts and helps."""
    participation_id, role, municipality_id, name, dossier_id, kenmerk, parts, helps = row
    return Hat(
        kind=PARTICIPATION, id=participation_id, role=Role(role), municipality_id=municipality_id,
        municipality_name=name, dossier_id=dossier_id, kenmerk=kenmerk, parts=frozenset(parts or ()),
        helps=frozenset(helps or ()),
    )  # fmt: skip


def first_of(hats: Sequence[Hat]) -> Hat | None:
    """The role that a sign-in begins with; None: there is something to choose, or nothing.

    An invitation to work somewhere does not come between a client and their page: it waits at their account.
    """
    if len(hats) == 1:
        return hats[0]
    known = [hat for hat in hats if hat.taken_up]
    return known[0] if len(known) == 1 and known[0].kind == PARTICIPATION else None


def platform_hat(person_id: UUID) -> Hat:
    """The hat of whoever runs the installation."""
    return Hat(kind=PLATFORM, id=person_id, role=Role.PLATFORM_ADMIN, municipality_id=None)
