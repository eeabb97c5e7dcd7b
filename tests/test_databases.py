"""Every test has a database of its own, and on PostgreSQL not as a superuser."""

import sqlalchemy as sa

from schuldhulp.database import make_engine
from tests.databases import Postgres, copy_of_postgres


def count_after_adding(url: str) -> int:
    engine = make_engine(url).execution_options(schuldhulp_write=True)
    try:
        with engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE IF NOT EXISTS seen (id INTEGER)"))
            connection.execute(sa.text("INSERT INTO seen VALUES (1)"))
            return connection.execute(sa.text("SELECT count(*) FROM seen")).scalar_one()
    finally:
        engine.dispose()


def test_what_one_test_writes(database_url: str) -> None:
    assert count_after_adding(database_url) == 1


def test_the_next_does_not_see(database_url: str) -> None:
    assert count_after_adding(database_url) == 1


def test_the_owner_is_no_superuser_and_the_copy_is_removed(postgres: Postgres) -> None:
    with copy_of_postgres(postgres) as url:
        engine = make_engine(url)
        with engine.connect() as connection:
            assert connection.execute(sa.text("SHOW is_superuser")).scalar_one() == "off"
            name = connection.execute(sa.text("SELECT current_database()")).scalar_one()
        engine.dispose()
    assert (name,) not in postgres.execute("SELECT datname FROM pg_database")
