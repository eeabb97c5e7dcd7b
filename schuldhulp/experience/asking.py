"""When the client is asked how the help is: seldom, and never while something threatens. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

MESSAGE_EVERY = timedelta(days=7)
CHECK_EVERY = timedelta(days=28)
CHECK_AFTER_MESSAGES = 4
SHOWN_FROM = 3  # fewer answers than this are shown to nobody


@dataclass(frozen=True, slots=True)
class Written:
    """A message of a counsellor."""

    id: UUID
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, or a question that was skipped."""

    kind: str
    message_id: UUID | None
    given_at: datetime


def message_to_ask(written: Sequence[Written], given: Sequence[Given], now: datetime) -> UUID | None:
    """The message under which "Hielp dit bericht u verder?" stands, or None.

    At most one message in seven days is asked about, whether or not anybody answered; a message that is older than
    that is asked about no more. `written` is in order of time.
    """
    asked: list[Written] = []
    for message in written:
        if not asked or message.sent_at - asked[-1].sent_at >= MESSAGE_EVERY:
            asked.append(message)
    if not asked or now - asked[-1].sent_at >= MESSAGE_EVERY:
        return None
    answers = [each for each in given if each.kind == "message"]
    if any(now - each.given_at < MESSAGE_EVERY for each in answers):
        return None
    return None if any(each.message_id == asked[-1].id for each in answers) else asked[-1].id
