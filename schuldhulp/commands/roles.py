"""`rollen`: give the roles of the web and of the jobs on PostgreSQL their rights."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from schuldhulp.commands.answers import BadInput, OneLineCommand
from schuldhulp.database import make_engine
from schuldhulp.every_table import metadata
from schuldhulp.row_security import APP, SCHEDULER, rights

_OF_SOMEBODY_ELSE = text(
    "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema()"
    " AND NOT pg_has_role(current_user, tableowner, 'USAGE'))"
)


@click.command(cls=OneLineCommand)
@with_appcontext
def rollen() -> None:
    """Geef op PostgreSQL de rollen van het web en de achtergrondtaken hun rechten; als eigenaar van de tabellen."""
    url = current_app.config["SETTINGS"].database_url
    if not url.startswith("postgresql"):
        raise BadInput("rollen zijn er alleen op PostgreSQL")
    engine = make_engine(url)
    try:
        with engine.begin() as connection:
            if connection.scalar(_OF_SOMEBODY_ELSE):  # PostgreSQL itself only warns, and gives nothing
                raise BadInput("dat mag alleen de eigenaar van de tabellen")
            for role in (APP, SCHEDULER):
                if connection.scalar(text("SELECT to_regrole(:role)"), {"role": role}) is None:
                    raise BadInput(f"de rol {role} is er niet; doe eerst: CREATE ROLE {role} NOLOGIN")
                for table in (*metadata.tables, "alembic_version"):
                    connection.exec_driver_sql(f"REVOKE ALL ON {table} FROM {role}")
                    connection.exec_driver_sql(f"GRANT {rights(table)} ON {table} TO {role}")
    except ProgrammingError as error:
        raise BadInput(f"dat mag alleen de eigenaar van de tabellen ({type(error.orig).__name__})") from None
    finally:
        engine.dispose()
    click.echo(f"{APP} en {SCHEDULER}: rechten op {len(metadata.tables)} tabellen")
