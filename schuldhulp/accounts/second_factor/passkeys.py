"""What a passkey is asked and what its answer has to be: WebAuthn with the device's own check of who holds it. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

NAME = "Schuldhulp"


@dataclass(frozen=True)
class Site:
    """Where a passkey belongs: its domain, and the address that asks."""

    domain: str
    origin: str


@dataclass(frozen=True)
class Made:
    """A new passkey, as it is stored."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True)
class Stored:
    """What is stored of a passkey."""

    id: UUID
    person_id: UUID
    public_key: bytes
    sign_count: int


def site_of(base_url: str) -> Site:
    """The site at an address; a passkey knows no numbers, so this computer itself is called localhost."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if host in ("127.0.0.1", "::1"):
        host = "localhost"
    port = f":{parts.port}" if parts.port else ""
    return Site(host, f"{parts.scheme}://{host}{port}")


def to_make(site: Site, person_id: UUID, account: str, have: Sequence[bytes]) -> tuple[str, bytes]:
    """What a device is asked to make a passkey, as JSON, and the challenge in it. `have`: no second on one device."""
    asked = webauthn.generate_registration_options(
        rp_id=site.domain, rp_name=NAME, user_name=account, user_id=person_id.bytes,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in have],
    )  # fmt: skip
    return webauthn.options_to_json(asked), asked.challenge


def made(site: Site, challenge: bytes, answer: str) -> Made | None:
    """The passkey that a device made, or None when its answer does not hold."""
    try:
        found = webauthn.verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=site.domain,
            expected_origin=site.origin, require_user_verification=True,
        )  # fmt: skip
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return Made(found.credential_id, found.credential_public_key, found.sign_count)


def to_show(site: Site) -> tuple[str, bytes]:
    """What a device is asked to show a passkey of this site, as JSON, and the challenge in it."""
    asked = webauthn.generate_authentication_options(
        rp_id=site.domain, user_verification=UserVerificationRequirement.REQUIRED
    )
    return webauthn.options_to_json(asked), asked.challenge


def named_in(answer: str) -> bytes | None:
    """Which passkey an answer says it is of."""
    try:
        named = json.loads(answer)["id"]
        return base64url_to_bytes(named) if isinstance(named, str) and len(named) < 1500 else None
    except (ValueError, KeyError, TypeError):
        return None


def count_shown(site: Site, challenge: bytes, answer: str, stored: Stored) -> int | None:
    """The counter of a passkey that was shown, or None when the answer does not hold."""
    try:
        found = webauthn.verify_authentication_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=site.domain,
            expected_origin=site.origin, credential_public_key=stored.public_key,
            credential_current_sign_count=stored.sign_count, require_user_verification=True,
        )  # fmt: skip
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return found.new_sign_count


def in_text(challenge: bytes) -> str:
    """A challenge as it is kept."""
    return bytes_to_base64url(challenge)


def in_bytes(kept: str) -> bytes:
    """A challenge as it was kept."""
    return base64url_to_bytes(kept)
