"""What the client can say about the help: a tap, three short answers, skip, or ask no more."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.dossier.queries import DossierView
from schuldhulp.experience.tables import ExperienceAnswer
from schuldhulp.messages.tables import Message
from schuldhulp.unit_of_work import FormToken, act


class Answer(StrEnum):
    """The three answers."""

    YES = "ja"
    SOMEWHAT = "beetje"
    NO = "nee"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"ja": "Ja", "beetje": "Een beetje", "nee": "Nee"}[self.value]


def tell_if_it_helped(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, message_id: UUID, helped: Answer | None,
    words: str = "", *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Keep whether a message helped; None when the client skips. It is no part of the case: no event.

    Raises NotYours.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "experience:answer")
        doing.row(Message, message_id, dossier.id)
        row = doing.new_row(
            ExperienceAnswer, dossier.id, id=new_id(), kind="message", message_id=message_id, given_at=now,
            helped=helped.value if helped else None,
        )  # fmt: skip
        doing.keyring.seal(row, "words_sealed", words.strip() or None)


def tell_how_it_is(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *, heard: Answer | None = None,
    topic: Answer | None = None, pace: Answer | None = None, words: str = "", form: FormToken | None = None,
) -> None:  # fmt: skip
    """Keep the answers to the three questions; all None when the client skips."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "experience:answer")
        row = doing.new_row(
            ExperienceAnswer, dossier.id, id=new_id(), kind="check", given_at=now,
            heard=heard.value if heard else None, topic=topic.value if topic else None,
            pace=pace.value if pace else None,
        )  # fmt: skip
        doing.keyring.seal(row, "words_sealed", words.strip() or None)


def ask_or_not(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, asked: bool, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say whether we may ask how the help is."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "experience:answer").experience_asked = asked
