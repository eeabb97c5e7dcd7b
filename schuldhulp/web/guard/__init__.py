"""The door: sign-in → load through visible_to(actor) → policy → the view receives a frozen dossier. Default deny.

Every view carries one mark (`marks`); a route without one does not exist (404). What is not yours is not there (404).
A request walks `entering` (session, mark, policy) → `asking` (who is not in yet is asked to sign in, and finds what was
typed again: `kept_forms`) → `opening` (the dossier, why it is opened, the line in the access log). What the view may
know of the request then stands in `current`.
"""

from schuldhulp.web.guard.asking import safe_next
from schuldhulp.web.guard.current import (
    COOKIE,
    current_actor,
    current_dossier,
    current_half,
    current_signed_in,
    now,
    previous_visit,
    session,
)
from schuldhulp.web.guard.marks import Rule, door, freshly_signed_in, half_signed_in, public, signed_in

__all__ = [
    "COOKIE", "Rule", "current_actor", "current_dossier", "current_half", "current_signed_in", "door",
    "freshly_signed_in", "half_signed_in", "now", "previous_visit", "public", "safe_next", "session", "signed_in",
]  # fmt: skip
