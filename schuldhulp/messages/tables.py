"""Messages between client and counsellor, their corrections and drafts."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import false
from sqlalchemy.orm import Mapped, mapped_column

from schuldhulp.base import Base, DossierPart, references, same_municipality


class Message(DossierPart, Base):
    """One message, or a question at a line (`about`, `about_id`).

    `author`: client, counsellor, supporter or system. A message that began with a script keeps which version and
    lines (keys, a space between), how much of what was sent is the writer's own (0–100), and why it was offered.
    `in_group`: the client's supporters read it too. `wished_on`: the day by which the client would like an answer.
    """

    __tablename__ = "message"
    __further_args__ = (same_municipality("corrects_id", "message"),)

    author: Mapped[str]
    author_person_id: Mapped[UUID | None] = mapped_column(references("person.id"))
    body_sealed: Mapped[bytes]
    about: Mapped[str | None]
    about_id: Mapped[UUID | None]
    script_id: Mapped[str | None]
    script_version: Mapped[int | None]
    script_lines: Mapped[str | None]
    own_percent: Mapped[int | None]
    explanation_sealed: Mapped[bytes | None]
    corrects_id: Mapped[UUID | None]
    in_group: Mapped[bool] = mapped_column(default=False, server_default=false())
    wished_on: Mapped[date | None]
    sent_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class MessageDraft(Base):
    """What somebody is writing in a dossier; also tells a colleague that they are busy with it."""

    __tablename__ = "message_draft"

    municipality_id: Mapped[UUID] = mapped_column(references("municipality.id"), primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(references("person.id"), primary_key=True)
    id: Mapped[UUID]
    body_sealed: Mapped[bytes]
    script_id: Mapped[str | None]
    script_version: Mapped[int | None]
    script_lines: Mapped[str | None]
    script_sealed: Mapped[bytes | None]
    explanation_sealed: Mapped[bytes | None]
    role: Mapped[str]
    saved_at: Mapped[datetime]
    __table_args__ = (same_municipality("dossier_id", "dossier"),)
