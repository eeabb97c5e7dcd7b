"""Changing the tables with Alembic. Only commands and tests load this: a server that answers pages never migrates."""

from alembic import command
from alembic.config import Config as AlembicConfig

from schuldhulp.revisions import MIGRATIONS, newest


def alembic_config(url: str) -> AlembicConfig:
    """Point Alembic at our migrations and at a database."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to a revision."""
    command.upgrade(alembic_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database at `url` back to a revision ('base' for nothing)."""
    command.downgrade(alembic_config(url), revision)


def write_revision(url: str, words: str) -> None:
    """Write the next migration, numbered, with what the models have and the database at `url` has not."""
    number = f"{int(newest()) + 1:04}"
    command.revision(alembic_config(url), words, autogenerate=True, rev_id=number)
