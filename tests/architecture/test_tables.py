"""The rules about tables and permissions hold, and each is seen to fail on a planted fault."""

from pathlib import Path
from types import SimpleNamespace

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import DeclarativeBase, Mapped, configure_mappers, mapped_column, relationship

from schuldhulp import every_table
from schuldhulp.access import POLICY
from schuldhulp.base import Base
from tests.architecture import table_rules as rules
from tests.architecture.sources import ROOT, plant


def test_every_key_begins_with_the_municipality() -> None:
    assert rules.keys_without_municipality(every_table.metadata) == []


def test_every_reference_carries_the_municipality() -> None:
    assert rules.references_across(every_table.metadata) == []


def test_no_relationship_writes_or_loads_by_itself() -> None:
    configure_mappers()
    assert rules.writable_relationships(Base.registry.mappers) == []


def test_every_module_of_tables_is_known() -> None:
    assert rules.unlisted_tables(ROOT) == []


def test_permissions_are_named_and_each_is_asked_somewhere() -> None:
    assert rules.misnamed_permissions(POLICY) == []
    assert rules.unused_permissions(ROOT, POLICY) == []


def test_a_table_without_the_municipality_and_a_reference_across_are_found() -> None:
    planted = sa.MetaData()
    sa.Table("person", planted, sa.Column("id", sa.Uuid, primary_key=True))
    sa.Table(
        "debt",
        planted,
        sa.Column("municipality_id", sa.Uuid, primary_key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
    )
    letter = sa.Table(
        "letter", planted, sa.Column("id", sa.Uuid, primary_key=True), sa.Column("debt_id", sa.Uuid)
    )
    letter.append_constraint(sa.ForeignKeyConstraint(["debt_id"], ["debt.id"]))
    assert rules.keys_without_municipality(planted) == ["letter: key id"]
    assert rules.references_across(planted) == ["letter.debt_id points at debt without the municipality"]


def test_a_relationship_that_writes_is_found() -> None:
    class Planted(DeclarativeBase):
        pass

    class Debt(Planted):
        __tablename__ = "debt"
        id: Mapped[int] = mapped_column(primary_key=True)

    class Letter(Planted):
        __tablename__ = "letter"
        id: Mapped[int] = mapped_column(primary_key=True)
        debt_id: Mapped[int] = mapped_column(sa.ForeignKey("debt.id"))
        looked_at = relationship(Debt, viewonly=True, lazy="raise")
        written = relationship(Debt)

    assert rules.writable_relationships(Planted.registry.mappers) == ["Letter.written"]


def test_a_module_of_tables_that_nobody_lists_is_found(tmp_path: Path) -> None:
    files = {
        "schuldhulp/every_table.py": "from schuldhulp.debts import tables as debts\n",
        "schuldhulp/debts/tables.py": "",
        "schuldhulp/letters/tables.py": "",
    }
    assert rules.unlisted_tables(plant(tmp_path, files)) == ["schuldhulp/letters/tables.py"]


def test_a_permission_that_is_misnamed_or_that_nobody_asks_is_found(tmp_path: Path) -> None:
    policy = {"debt:read": (), "letters": (), "paper:burn": ()}
    root = plant(
        tmp_path, {"schuldhulp/access.py": 'P = {"paper:burn"}\n', "schuldhulp/a.py": 'd("debt:read")\n'}
    )
    assert rules.misnamed_permissions(policy) == ["letters"]
    assert rules.unused_permissions(root, policy) == ["letters", "paper:burn"]


def test_a_door_that_asks_an_unknown_permission_is_found() -> None:
    app = Flask("planted", static_folder=None)

    def view() -> str:
        return ""

    view.guard_rule = SimpleNamespace(permission="debt:eat")  # type: ignore[attr-defined]
    app.add_url_rule("/x", "client.x", view)
    assert rules.unknown_permissions(app, POLICY) == ["client.x: debt:eat"]
