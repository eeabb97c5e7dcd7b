"""How every command answers: one clear line on standard error when something is not right."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import click
from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.base import new_id
from schuldhulp.crypto import Keyring, attach_keyring
from schuldhulp.extensions import db
from schuldhulp.storage.attached import attach_store
from schuldhulp.tenancy import EVERYWHERE, look_in


class BadInput(click.ClickException):
    """What was asked cannot be done; the text is one line for the person who typed it. Exit status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the one line."""
        click.echo(f"schuldhulp: {self.format_message()}", err=True)


class NotInOrder(BadInput):
    """A check found a fault; the text names the first one. Exit status 1."""

    exit_code = 1


class OneLineCommand(click.Command):
    """A command that answers wrong arguments with one line instead of a page of usage."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments. Raises BadInput."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            usage = " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)])
            raise BadInput(f"{error.format_message()} Gebruik: {usage}") from None


def moment() -> datetime:
    """The moment at which the command runs."""
    return datetime.now(UTC)


@contextmanager
def opened() -> Iterator[Session]:
    """A session with its keyring; ends with the command."""
    session = db.session()
    attach_keyring(session, *current_app.config["MASTER_KEYS"])
    attach_store(session, current_app.extensions["store"])
    look_in(session, EVERYWHERE)
    try:
        yield session
    finally:
        session.close()


def owner_only(session: Session) -> None:
    """Stop whoever does not see the rows of every municipality: to them a full database looks empty.

    On PostgreSQL that is each role but the owner of the tables. A database from before the guard has no such roles.
    Raises BadInput.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    if session.scalar(select(func.to_regproc("owner_looks_everywhere"))) is None:
        return
    if not session.scalar(select(func.owner_looks_everywhere())):
        raise BadInput(
            "dat mag alleen de eigenaar van de tabellen: deze rol ziet niet alle rijen. Zet DATABASE_URL op de eigenaar"
        )


def try_keys(ring: Keyring, municipality_id: UUID | None) -> None:
    """Open both keys of a municipality, or with None those of the platform. Raises Sealed."""
    ring.token(municipality_id, "")
    ring.seal_at("", "check", "check", new_id(), municipality_id=municipality_id, dossier_id=None)
