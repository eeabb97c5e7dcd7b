"""How far a session reaches that began at a sign-in service: no further than the municipality that vouches. Pure."""

from dataclasses import dataclass
from uuid import UUID

STAFF_SERVICE = "medewerkers"


@dataclass(frozen=True)
class Via:
    """The municipality whose service let somebody in, and which of its services that was.

    Whoever runs that service can say that anybody is anybody; so it opens roles of that municipality and nothing else:
    the one for staff their work there, the others their dossiers there.
    """

    municipality_id: UUID
    kind: str

    def reaches(self, hat_kind: str, municipality_id: UUID | None) -> bool:
        """Whether a role of this kind in this municipality is within reach."""
        wanted = "membership" if self.kind == STAFF_SERVICE else "participation"
        return municipality_id == self.municipality_id and hat_kind == wanted


def via_of(municipality_id: UUID | None, kind: str | None) -> Via | None:
    """The service of a session as it is stored; None for one that began with a password, a passkey or words."""
    return None if municipality_id is None or kind is None else Via(municipality_id, kind)
