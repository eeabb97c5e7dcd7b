"""What kinds of mail there are, to whom they go, and when the reason for one has gone. Pure."""

from dataclasses import dataclass

ACCOUNT, CLIENT, STAFF, SUPPORTER = "account", "client", "staff", "supporter"


@dataclass(frozen=True)
class MailKind:
    """One kind of mail.

    `audience`: account (asked for by the person self), client (goes only where mail is allowed), staff, or
    supporter (somebody who stands beside the client at that moment).
    `while_`: what must still be so when it goes: unread, waits_for_client, waits_for_us, unseen_threat, link_works,
    or nothing. `closed_too`: it is about the dossier as it is kept, so it also goes when the dossier was closed.
    `own_box`: it goes to another mailbox than the one that stands, of which its owner said that nobody else reads it.
    """

    audience: str
    while_: str = ""
    closed_too: bool = False
    own_box: bool = False


_LINK = MailKind(ACCOUNT, "link_works")
_DOSSIER = MailKind(CLIENT)
KINDS = {
    "verify_email": _LINK,
    "verify_own_box": MailKind(ACCOUNT, "link_works", own_box=True),
    "already_registered": _LINK,
    "reset_password": _LINK,
    "invite": _LINK,
    "second_step_changed": MailKind(ACCOUNT),
    "account_changes": MailKind(ACCOUNT),
    "new_message": MailKind(CLIENT, "unread"),
    "reminder": MailKind(CLIENT, "waits_for_client"),
    "homework": MailKind(CLIENT, "waits_for_client"),
    "new_appointment": MailKind(CLIENT),
    "appointment_changed": MailKind(CLIENT),
    "paper": MailKind(CLIENT),
    "paper_reminder": MailKind(CLIENT),
    "letter_unanswered": MailKind(CLIENT),
    "online_answered": MailKind(CLIENT),
    "something_to_read": MailKind(CLIENT),
    "support_begun": MailKind(SUPPORTER),
    "group_message": MailKind(SUPPORTER),
    "aftercare": MailKind(CLIENT, closed_too=True),
    "own_data": MailKind(CLIENT, closed_too=True),
    "promise_near": MailKind(STAFF, "waits_for_us"),
    "promise_passed": MailKind(STAFF, "waits_for_us"),
    "threat_alarm": MailKind(STAFF, "unseen_threat"),
    "new_dossier": MailKind(STAFF),
    "odd_openings": MailKind(STAFF),
    "openings_week": MailKind(STAFF),
}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What is so at the moment a mail would go."""

    address: str | None
    blocked: bool = False
    in_dossier: bool = False
    mail_allowed: bool = True
    offline: bool = False
    closed: bool = False
    unread: bool = True
    waiting_on: str = ""
    threat: bool = False
    threat_unseen: bool = False
    link_works: bool = True
    stands_beside: bool = False
    read_along: bool = False


def kind_of(template: str, *, in_dossier: bool) -> MailKind:
    """The kind of a mail; one that is not listed speaks to the client of its dossier, or is about an account."""
    return KINDS.get(template, _DOSSIER if in_dossier else _LINK)


def lapsed(template: str, reason: Reason) -> bool:
    """Whether a mail must not go any more: nobody to send it to, not wanted, or its reason has gone."""
    kind = kind_of(template, in_dossier=reason.in_dossier)
    if not reason.address or reason.blocked:
        return True
    if reason.read_along and kind.audience != STAFF and not kind.own_box:
        return True  # somebody else reads this mailbox: no mail at all, not even a link for a new password
    if kind.audience == CLIENT and (reason.offline or not reason.mail_allowed):
        return True
    if kind.audience == SUPPORTER and not reason.stands_beside:
        return True
    if kind.audience != ACCOUNT and reason.closed and not kind.closed_too:
        return True
    holds = {
        "unread": reason.unread,
        "waits_for_client": reason.waiting_on == "client" and not (template == "reminder" and reason.threat),
        "waits_for_us": reason.waiting_on == "us",
        "unseen_threat": reason.threat_unseen,
        "link_works": reason.link_works,
    }
    return not holds.get(kind.while_, True)
