"""What let somebody in when a copy was made lets nobody in once it is put back.

A session that was ended since, a link that was used and a question that was answered stand in the copy as they were.
Whoever kept one, by a lost telephone or in a mailbox, would come in again.
"""

from datetime import datetime
from typing import Any

import click
from sqlalchemy import Executable, delete, inspect, update
from sqlalchemy.orm import Session

from schuldhulp.accounts.second_factor.tables import SignInChallenge
from schuldhulp.accounts.tables import LoginSession, SingleUseToken
from schuldhulp.database import WRITE, make_engine
from schuldhulp.tenancy import EVERYWHERE, begin_in, look_in

_SESSION: Any = LoginSession.__table__
_LINK: Any = SingleUseToken.__table__
_QUESTION: Any = SignInChallenge.__table__


def shut_entrances(url: str, now: datetime) -> tuple[int, int]:
    """End every session and use up every mailed link of a database that was put back; how many of each."""
    shut: tuple[tuple[Any, Executable], ...] = (
        (_SESSION, update(_SESSION).where(_SESSION.c.ended_at.is_(None)).values(ended_at=now)),
        (_LINK, update(_LINK).where(_LINK.c.used_at.is_(None)).values(used_at=now)),
        (_QUESTION, delete(_QUESTION)),
    )
    done = []
    engine = make_engine(url)
    with Session(engine) as session:
        look_in(session, EVERYWHERE)
        begin_in(session, None, execution_options=WRITE)
        tables = set(inspect(session.connection()).get_table_names())
        for table, doing in shut:  # a copy of an older version may not have the table yet
            found: Any = session.execute(doing) if table.name in tables else None
            done.append(found.rowcount if found is not None else 0)
        session.commit()
    engine.dispose()
    return done[0], done[1]


def say_shut(shut: tuple[int, int]) -> None:
    """Tell who puts a copy back what `shut_entrances` shut, and what that does not undo."""
    click.echo(
        f"{shut[0]} sessies beëindigd, {shut[1]} links uit mails ongeldig gemaakt: iedereen logt opnieuw in."
    )
    click.echo(
        "Wat na de kopie is gestopt (helper, partner, medewerker, wachtwoord), geldt weer. Kijk dat na."
    )
