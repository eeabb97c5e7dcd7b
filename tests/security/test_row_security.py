"""Row-level security on PostgreSQL, as the role the application has: no owner, no superuser, no BYPASSRLS.

What the database refuses does not depend on a condition that a query may have forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, Engine, Table

from schuldhulp.access import Role
from schuldhulp.database import make_engine
from schuldhulp.every_table import metadata
from tests import databases
from tests.architecture.table_rules import SHARED
from tests.conftest import postgres_world
from tests.partners.two import join, show
from tests.security.estate import CANARIES, furnish
from tests.security.matrix import HALF_SIGNED_IN, MATRIX
from tests.security.test_access_matrix import COMES_IN_AS, PLAIN, ROLES, SHOWN, addresses, rules_of, send
from tests.web_client import WebClient
from tests.world import World

TENANT = [table for table in metadata.sorted_tables if table.name not in SHARED]


@dataclass
class Roles:
    """The world on PostgreSQL, and the way in of every role."""

    world: World
    app: Engine
    scheduler: Engine


def plant_a_row_in_every_table(world: World) -> None:
    """Give the other municipality a row everywhere, past every other rule, as only a superuser can."""
    engine = make_engine(world.url.replace(f"//{databases.OWNER}@", "//postgres@"))
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for table in TENANT:
            values = {column.name: value_for(column) for column in table.columns}
            here = {"municipality_id": world.municipalities["lindewaard"]}
            if not counted(connection, table):
                connection.execute(table.insert().values(values | here))
    engine.dispose()


@pytest.fixture(scope="module")
def roles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Roles]:
    with postgres_world(tmp_path_factory.mktemp("roles")) as world:
        plant_a_row_in_every_table(world)
        found = Roles(
            world, make_engine(databases.as_app(world.url)), make_engine(databases.as_scheduler(world.url))
        )
        yield found
        found.app.dispose()
        found.scheduler.dispose()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The furnished world with two partners, and the web over it in the role of the application."""
    with postgres_world(tmp_path_factory.mktemp("served")) as world:
        furnish(world)
        join(world, "anna", "pim")
        show(world, "anna", SHOWN)
        world.config_url = databases.as_app(world.url)
        yield world


def looking(connection: Connection, municipality_id: UUID | None, everywhere: str = "") -> None:
    connection.execute(
        sa.text("SELECT set_config('app.municipality', :m, true), set_config('app.everywhere', :e, true)"),
        {"m": str(municipality_id or ""), "e": everywhere},
    )


def counted(connection: Connection, table: Table) -> int:
    return int(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


def test_every_table_of_a_municipality_forces_its_policy(roles: Roles) -> None:
    with roles.world.engine.connect() as connection:
        without = unguarded(connection)
    assert without == [], f"add protect({', '.join(map(repr, without))}) to the migration of these tables"


def unguarded(connection: Connection) -> list[str]:
    """The tables of a municipality without a policy that is forced."""
    forced = connection.scalars(
        sa.text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity")
    )
    guarded = connection.scalars(
        sa.text("SELECT tablename FROM pg_policies WHERE policyname = 'municipality'")
    )
    return sorted({table.name for table in TENANT} - (set(forced) & set(guarded)))


def test_the_roles_own_nothing_and_walk_past_nothing(roles: Roles) -> None:
    for engine in (roles.app, roles.scheduler):
        with engine.connect() as connection:
            mine = sa.text(
                "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
                " (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid),"
                " (SELECT count(*) FROM pg_class"
                "   WHERE relname = 'dossier' AND pg_has_role(pg_roles.oid, relowner, 'MEMBER'))"
                " FROM pg_roles WHERE rolname = current_user"
            )
            assert tuple(connection.execute(mine).one()) == (False, False, False, False, 0, 0)


def test_a_table_whose_policy_is_not_forced_is_found(roles: Roles) -> None:
    with roles.world.engine.connect() as connection, connection.begin() as planting:
        connection.exec_driver_sql("ALTER TABLE debt NO FORCE ROW LEVEL SECURITY")
        assert unguarded(connection) == ["debt"]
        connection.exec_driver_sql("DROP POLICY municipality ON message")
        assert unguarded(connection) == ["debt", "message"]
        planting.rollback()


def test_without_a_municipality_there_is_nothing(roles: Roles) -> None:
    seen = 0
    with roles.app.connect() as connection:
        for everywhere in ("", "on"):
            with connection.begin():
                looking(connection, None, everywhere)
                found = {table.name: counted(connection, table) for table in TENANT}
            assert {name: count for name, count in found.items() if count} == {}
            seen += len(found)
    assert seen == 2 * len(TENANT)


def test_a_foreign_municipality_is_neither_read_nor_written(roles: Roles) -> None:
    """Each table has rows in one municipality and is approached from the other."""
    ours, theirs = (roles.world.municipalities[name] for name in ("voorbeeldstad", "lindewaard"))
    tried = []
    for table in TENANT:
        with roles.world.engine.connect() as owner, owner.begin():
            looking(owner, theirs)
            before = counted(owner, table)
            assert before, table.name
        with roles.app.connect() as connection, connection.begin():
            looking(connection, ours)
            foreign = table.c.municipality_id == theirs
            assert connection.scalar(sa.select(sa.func.count()).select_from(table).where(foreign)) == 0, (
                table.name
            )
            assert changed(connection, table.delete().where(foreign)) in (0, None), table.name
            own = {"municipality_id": table.c.municipality_id}
            assert changed(connection, table.update().where(foreign).values(own)) in (0, None), table.name
            assert refused(connection, table, theirs), table.name
        with roles.world.engine.connect() as owner, owner.begin():
            looking(owner, theirs)
            assert counted(owner, table) == before, table.name
        tried.append(table.name)
    assert len(tried) == len(TENANT)


def changed(connection: Connection, statement: Any) -> int | None:
    """How many rows a statement touched; None where the role may not even try."""
    try:
        with connection.begin_nested():
            return int(connection.execute(statement).rowcount)
    except sa.exc.ProgrammingError as error:
        assert "permission denied" in str(error)
        return None


def refused(connection: Connection, table: Table, theirs: UUID) -> bool:
    """Whether a row for another municipality is refused by the policy itself, before any other rule."""
    values = {column.name: value_for(column) for column in table.columns} | {"municipality_id": theirs}
    try:
        with connection.begin_nested():
            connection.execute(table.insert().values(values))
    except sa.exc.ProgrammingError as error:
        return "row-level security" in str(error)
    return False


def value_for(column: sa.Column[Any]) -> Any:
    if isinstance(column.type, sa.JSON):
        return {}
    made: dict[type, Any] = {UUID: UUID(int=7), bytes: b"x", str: "x", int: 1, bool: False, float: 1.0}
    return made.get(column.type.python_type, sa.func.now())


def test_what_happened_is_written_once(roles: Roles) -> None:
    ours = roles.world.municipalities["voorbeeldstad"]
    with roles.app.connect() as connection, connection.begin():
        looking(connection, ours)
        for name in ("event", "access_entry"):
            for statement in (f"UPDATE {name} SET role = 'x'", f"DELETE FROM {name}", f"TRUNCATE {name}"):
                with (
                    pytest.raises(sa.exc.ProgrammingError, match="permission denied"),
                    connection.begin_nested(),
                ):
                    connection.exec_driver_sql(statement)


def test_the_scheduler_looks_across_only_where_it_must(roles: Roles) -> None:
    with roles.world.engine.connect() as owner, owner.begin():
        looking(owner, None, "on")
        there = {table.name for table in TENANT if counted(owner, table)}
    with roles.scheduler.connect() as connection, connection.begin():
        looking(connection, None, "on")
        across = {table.name for table in TENANT if counted(connection, table)}
    assert "outbox_mail" in across
    assert across <= {"bank_statement", "message_draft", "outbox_mail", "step_draft", "submission", "take_in"}
    assert {"dossier", "membership", "municipality_key"} <= there


def test_a_setting_ends_with_its_transaction(roles: Roles) -> None:
    """The connection that one person used is the next person's."""
    with roles.app.connect() as connection:
        with connection.begin():
            looking(connection, roles.world.municipalities["voorbeeldstad"])
            assert counted(connection, metadata.tables["dossier"]) > 0
        with connection.begin():
            assert counted(connection, metadata.tables["dossier"]) == 0


PARTNER = Role.PARTNER.value
LEAVING = "public.leave_quickly"


def test_a_person_sees_their_own_relations_and_nobody_elses(served: World) -> None:
    """What stands between people: a supporter and a partner see that they take part, and not who else does."""
    taking_part, invited = metadata.tables["participation"], metadata.tables["invitation"]
    app = make_engine(databases.as_app(served.url))
    relations = {}
    for who in ("sara_anna", "pim", "anna"):
        with app.connect() as connection, connection.begin():
            looking(connection, None)
            connection.execute(
                sa.text("SELECT set_config('app.person', :p, true)"), {"p": str(served.people[who].person_id)}
            )
            rows = connection.execute(sa.select(taking_part.c.person_id, taking_part.c.role)).all()
            assert {row.person_id for row in rows} == {served.people[who].person_id}, who
            relations[who] = sorted(row.role for row in rows)
            there = {table.name for table in TENANT if counted(connection, table)}
            assert there <= {"participation", "dossier"}, (who, there)
            assert refused(connection, taking_part, served.municipalities["voorbeeldstad"]), who
            assert (
                connection.execute(invited.update().values(accepted_by=served.people[who].person_id)).rowcount
                == 0
            )
            own = taking_part.update().where(taking_part.c.role != "x").values(municipality_id=UUID(int=9))
            assert changed(connection, own) in (0, None), who
    app.dispose()
    assert relations["sara_anna"] == ["supporter"]
    assert PARTNER in relations["pim"] and PARTNER in relations["anna"]


def _by_another(role: str, wanted: frozenset[str]) -> bool:
    return role != "counsellor" and "counsellor" in wanted


@pytest.mark.parametrize("role", ROLES)
def test_every_page_works_in_the_role_of_the_application(served: World, role: str) -> None:
    """What the database refuses to show, no page of somebody's own needs; a partner comes in as a client."""
    client, shown, door = WebClient(served, ROLES[role]), 0, COMES_IN_AS.get(role, role)
    whose = ROLES[role] if role in COMES_IN_AS else "anna"
    for rule in rules_of(served):
        wanted = MATRIX[rule.endpoint]
        # The database judges by municipality and person: what two roles open, one of them tries for both.
        mine = (
            role == "client" if isinstance(wanted, str) else door in wanted and not _by_another(role, wanted)
        )
        if (
            wanted == HALF_SIGNED_IN
            or "GET" not in (rule.methods or ())
            or not mine
            or rule.arguments - {"kenmerk", *PLAIN}
        ):
            continue
        if rule.endpoint == LEAVING:  # every page after it would only ask to sign in
            continue
        for address in addresses(served, rule, whose, {}):
            status, body, _ = send(client, "GET", address)
            expected = status < 500 if isinstance(wanted, str) else status in (200, 302, 303)
            assert expected, f"{role} {address}: {status}"
            shown += status == 200
            assert not [c for c in CANARIES if c.endswith("chris") and c in body], address
    assert shown > 1
    if role in COMES_IN_AS:
        assert SHOWN in send(client, "GET", "/mijn/samen")[1]
