"""The kinds of sign-in service, and one as it is configured. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from schuldhulp.accounts.via import STAFF_SERVICE


class Kind(StrEnum):
    """For whom a service is, as its address names it."""

    STAFF = STAFF_SERVICE
    DIGID = "digid"
    EHERKENNING = "eherkenning"
    EIDAS = "eidas"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]

    @property
    def is_staff(self) -> bool:
        """Whether those who work for the municipality come in by it; by the others come its clients."""
        return self is Kind.STAFF


_LABELS = {
    Kind.STAFF: "de gemeente",
    Kind.DIGID: "DigiD",
    Kind.EHERKENNING: "eHerkenning",
    Kind.EIDAS: "eIDAS (ander Europees land)",
}

# What is proposed as enough, weakest first. Logius, Koppelvlakspecificatie DigiD SAML (basis is not among them);
# Afsprakenstelsel Elektronische Toegangsdiensten; eIDAS, Uitvoeringsverordening (EU) 2015/1502. A broker may pass on
# other names: then the administrator types those.
USUAL_LEVELS = {
    Kind.STAFF: (),
    Kind.DIGID: (
        "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract",
        "urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard",
        "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI",
    ),
    Kind.EHERKENNING: ("urn:etoegang:core:assurance-class:loa3", "urn:etoegang:core:assurance-class:loa4"),
    Kind.EIDAS: ("http://eidas.europa.eu/LoA/substantial", "http://eidas.europa.eu/LoA/high"),
}
USUAL_STRONG_AMR = {Kind.STAFF: ("mfa",)}  # RFC 8176


def kind_named(text: str) -> Kind | None:
    """The kind that an address names."""
    return next((kind for kind in Kind if kind.value == text), None)


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A sign-in service as a municipality configured it, its secret opened."""

    id: UUID
    municipality_id: UUID
    kind: Kind
    issuer: str
    client_id: str
    client_secret: str
    subject_claim: str = "sub"
    levels: tuple[str, ...] = ()
    strong_acr: tuple[str, ...] = ()
    strong_amr: tuple[str, ...] = ()
    in_use: bool = False
    passwords_off: bool = False
    version: int = 1

    def __repr__(self) -> str:
        return f"Provider({self.kind.value!r}, {self.issuer!r})"
