"""Codes of an authenticator app: RFC 6238 with steps of 30 seconds, six digits, SHA-1. Pure, but for chance."""

import hmac
from datetime import datetime

import pyotp

STEP_SECONDS = 30
ISSUER = "Schuldhulp"
_AROUND = 1  # a clock may be one step slow or fast


def new_seed() -> str:
    """Draw a seed of 160 bits, in base32."""
    return pyotp.random_base32(32)


def step_of(now: datetime) -> int:
    """The step a moment lies in."""
    return int(now.timestamp()) // STEP_SECONDS


def code_at(seed: str, step: int) -> str:
    """The six digits of a step."""
    return pyotp.TOTP(seed).generate_otp(step)


def step_of_code(seed: str, code: str, now: datetime) -> int | None:
    """Which step a code belongs to, of this one and its two neighbours; None for none of them."""
    here = step_of(now)
    found = None
    for step in range(here - _AROUND, here + _AROUND + 1):
        if hmac.compare_digest(code_at(seed, step).encode(), code.encode()):
            found = step
    return found


def next_code(seed: str, last_step: int, now: datetime) -> str:
    """A code that would be taken now: of this step, or of the next when this one was used."""
    return code_at(seed, max(step_of(now), last_step + 1))


def address_of(seed: str, account: str) -> str:
    """What the square picture holds: an otpauth address that an app reads."""
    return pyotp.TOTP(seed).provisioning_uri(name=account, issuer_name=ISSUER)


def in_groups(seed: str) -> str:
    """A seed as it is typed over: groups of four."""
    return " ".join(seed[at : at + 4] for at in range(0, len(seed), 4))


def digits(typed: str) -> str:
    """What somebody typed without spaces and hyphens."""
    return "".join(c for c in typed if not c.isspace() and c != "-")
