"""Who may do what: roles, permissions, the actor, and the policy as one table. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What somebody is in a municipality or a dossier."""

    CLIENT = "client"
    PARTNER = "partner"
    SUPPORTER = "supporter"
    COUNSELLOR = "counsellor"
    TEAM_LEAD = "team_lead"
    REPORT_READER = "report_reader"
    MUNICIPALITY_ADMIN = "municipality_admin"
    PLATFORM_ADMIN = "platform_admin"
    SYSTEM = "system"


ROLE_LABELS = {
    Role.CLIENT: "cliënt",
    Role.PARTNER: "partner",
    Role.SUPPORTER: "supporter",
    Role.COUNSELLOR: "schuldhulpverlener",
    Role.TEAM_LEAD: "teamleider",
    Role.REPORT_READER: "lezer van rapporten",
    Role.MUNICIPALITY_ADMIN: "beheerder van de gemeente",
    Role.PLATFORM_ADMIN: "beheerder van het platform",
    Role.SYSTEM: "het systeem",
}

STAFF = frozenset({Role.COUNSELLOR, Role.TEAM_LEAD})
MEMBER_ROLES = (Role.COUNSELLOR, Role.TEAM_LEAD, Role.REPORT_READER, Role.MUNICIPALITY_ADMIN)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody who acts, in one role ('hat').

    `municipality_id` is None for a platform administrator only. `membership_id` is set for staff, `dossier_id` for
    a client or supporter. `acting_for` is 'client' when staff or a supporter fill in beside the client; `reason` says
    why a dossier of somebody else is opened. `parts` are what a supporter may see, `helps` where they may help too.
    """

    person_id: UUID | None
    role: Role
    municipality_id: UUID | None = None
    membership_id: UUID | None = None
    dossier_id: UUID | None = None
    acting_for: str | None = None
    reason: str | None = None
    parts: frozenset[str] = frozenset()
    helps: frozenset[str] = frozenset()

    @property
    def own_municipality(self) -> UUID:
        """The municipality the actor works or lives in. Raises LookupError for a platform administrator."""
        if self.municipality_id is None:
            raise LookupError("a platform administrator has no municipality")
        return self.municipality_id

    @property
    def writes_as(self) -> str:
        """Whose words an answer is: the client's, also when staff write beside them; a supporter's are marked."""
        return str(self.role if self.is_supporter else self.acting_for or self.role)

    @property
    def is_staff(self) -> bool:
        """Whether this is a counsellor or a team lead."""
        return self.role in STAFF

    @property
    def is_supporter(self) -> bool:
        """Whether this is somebody whom the client asked to stand beside them."""
        return self.role is Role.SUPPORTER

    @property
    def is_client(self) -> bool:
        """Whether this is the client of the dossier."""
        return self.role is Role.CLIENT


def system_actor(municipality_id: UUID) -> Actor:
    """The actor of jobs and of acknowledgements that nobody wrote."""
    return Actor(person_id=None, role=Role.SYSTEM, municipality_id=municipality_id)


_CLIENT_AND_STAFF = frozenset({Role.CLIENT, Role.COUNSELLOR, Role.TEAM_LEAD})
_CLIENT = frozenset({Role.CLIENT})
_SUPPORTER = frozenset({Role.SUPPORTER})

POLICY: dict[str, frozenset[Role]] = {
    # the dossier and its parts
    "dossier:read": _CLIENT_AND_STAFF,
    "dossier:create": STAFF,
    "dossier:withdraw": _CLIENT,
    "dossier:go_on_known": _CLIENT,
    "dossier:watch": frozenset({Role.SYSTEM}),
    "dossier:print": _CLIENT_AND_STAFF,
    "access:read": _CLIENT,
    "support:invite": _CLIENT,
    "support:suggest": STAFF,
    "support:read": _SUPPORTER,
    "support:leave": _SUPPORTER,
    "partner:invite": _CLIENT,
    "partner:show": _CLIENT,
    "partner:agree": _CLIENT_AND_STAFF,
    "partner:sign": _CLIENT,
    "partner:stop": _CLIENT,
    "household:read": STAFF,
    "household:write": STAFF,
    "rights:ask": _CLIENT,
    "dossier:take_out": _CLIENT,
    "dossier:take_in": _CLIENT_AND_STAFF,
    "step:read": _CLIENT_AND_STAFF,
    "step:answer": _CLIENT_AND_STAFF | _SUPPORTER,
    "step:order": _CLIENT,
    "step:assign": STAFF,
    "step:review": STAFF,
    "message:write": _CLIENT_AND_STAFF | _SUPPORTER,
    "work_form:write": _CLIENT,
    "work_form:assign": STAFF,
    "work_form:read_shared": STAFF,
    "experience:answer": _CLIENT,
    "point:write": _CLIENT_AND_STAFF,
    "talk:read": _CLIENT_AND_STAFF,
    "talk:write": _CLIENT_AND_STAFF,
    "aftercare:answer": _CLIENT,
    "budget:read": _CLIENT_AND_STAFF,
    "budget:change": _CLIENT_AND_STAFF | _SUPPORTER,
    "budget:freeze": _CLIENT_AND_STAFF,
    "calculation:change": STAFF,
    "debt:read": _CLIENT_AND_STAFF,
    "debt:change": _CLIENT_AND_STAFF | _SUPPORTER,
    "debt:assess": STAFF,
    "creditor:change": STAFF,
    "letter:read": _CLIENT_AND_STAFF,
    "letter:write": _CLIENT_AND_STAFF,
    "letter:write_for_municipality": STAFF,
    "proposal:read": _CLIENT_AND_STAFF,
    "proposal:change": STAFF,
    "fact:establish": STAFF,
    "fact:dispute": _CLIENT,
    "paper:read": _CLIENT_AND_STAFF,
    "paper:change": _CLIENT_AND_STAFF,
    "paper:mark_seen": STAFF,
    "paper:scan": frozenset({Role.SYSTEM}),
    "identity:read": STAFF,
    "identity:change": STAFF,
    "safety_note:change": STAFF,
    "threat:report": _CLIENT_AND_STAFF,
    "threat:handle": STAFF,
    "crisis:look": STAFF,
    "message:mark": STAFF,
    "appointment:make": STAFF,
    "appointment:answer": _CLIENT_AND_STAFF,
    "contact:log": STAFF,
    "contact:read": _CLIENT,
    "contact:change": _CLIENT,
    "phase:change": STAFF,
    "decision:record": STAFF,
    # work
    "inbox:read": STAFF,
    "team:assign": frozenset({Role.TEAM_LEAD}),
    "access:digest": frozenset({Role.TEAM_LEAD}),
    "absence:change": STAFF,
    "chat:attend": STAFF,
    "chat:roster": frozenset({Role.TEAM_LEAD}),
    "practice:do": STAFF,
    "practice:follow": frozenset({Role.TEAM_LEAD}),
    "text:propose": frozenset({Role.COUNSELLOR, Role.TEAM_LEAD, Role.MUNICIPALITY_ADMIN}),
    "text:publish": frozenset({Role.TEAM_LEAD, Role.MUNICIPALITY_ADMIN}),
    "report:read": frozenset({Role.REPORT_READER, Role.TEAM_LEAD, Role.MUNICIPALITY_ADMIN}),
    "report:set": frozenset({Role.REPORT_READER, Role.MUNICIPALITY_ADMIN}),
    "effect:read": frozenset({Role.TEAM_LEAD, Role.MUNICIPALITY_ADMIN}),
    # administration
    "municipality:configure": frozenset({Role.MUNICIPALITY_ADMIN}),
    "rights:handle": frozenset({Role.MUNICIPALITY_ADMIN}),
    "retention:approve": frozenset({Role.TEAM_LEAD, Role.MUNICIPALITY_ADMIN}),
    "breach:record": frozenset({Role.MUNICIPALITY_ADMIN}),
    "staff:manage": frozenset({Role.MUNICIPALITY_ADMIN}),
    "factor:reset": frozenset({Role.MUNICIPALITY_ADMIN, Role.PLATFORM_ADMIN}),
    "platform:manage": frozenset({Role.PLATFORM_ADMIN}),
    "administration:open": frozenset({Role.MUNICIPALITY_ADMIN, Role.PLATFORM_ADMIN}),
}


# What is done for a person whose identity is known (Wgs 7): not for who began without a name.
NEEDS_A_NAME = frozenset(
    {
        "partner:invite", "identity:change", "decision:record", "letter:write", "letter:write_for_municipality",
        "proposal:change",
    }
)  # fmt: skip


def may(actor: Actor, permission: str) -> bool:
    """Tell whether the actor's role has the permission. Which dossiers it reaches is `visible_to`'s part.

    Raises KeyError for a permission that the policy does not know.
    """
    return actor.role in POLICY[permission]
