"""The databases of the bench: made once, kept by schema and seed, copied for every run."""

import hashlib
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateIndex, CreateTable

from schuldhulp.crypto import attach_keyring
from schuldhulp.database import make_engine, upgrade
from schuldhulp.demo.loading import Wanted, load
from schuldhulp.demo.story import Story
from schuldhulp.every_table import metadata

CACHE = Path(__file__).parent / "cache"
MASTER = bytes(range(60, 92))
SEED = 2026
FULL = 1_000
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def schema_hash() -> str:
    """Names the schema as it is now."""
    lines = [str(CreateTable(table)) for table in metadata.sorted_tables]
    lines += [
        str(CreateIndex(index))
        for table in metadata.sorted_tables
        for index in sorted(table.indexes, key=str)
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:12]


def shortened(story: Story) -> Story:
    """Beyond the first thousand a dossier keeps its course and loses its werkboek, money and conversation.

    The inbox reads none of those, and a hundred thousand whole dossiers would take half an hour to make.
    """
    if story.number < FULL:
        return story
    return replace(
        story, incomes=(), expenses=(), debts=(), answers={}, steps_done={}, messages=(), contacts=(), budgets=(),
        papers=(), homework=(), own_idea=None, goals=(), agreements=(), stuck_at=None,
    )  # fmt: skip


def database(dossiers: int, target: Path) -> str:
    """A fresh copy at `target` of the database with so many dossiers in one municipality; gives its URL."""
    CACHE.mkdir(exist_ok=True)
    kept = CACHE / f"{schema_hash()}-{dossiers}-{SEED}.sqlite"
    if not kept.exists():
        _make(dossiers, kept)
    shutil.copyfile(kept, target)
    return f"sqlite:///{target}"


def _make(dossiers: int, kept: Path) -> None:
    print(f"De database met {dossiers} dossiers wordt eenmalig gemaakt.", flush=True)
    partial = kept.with_suffix(".deel")
    for leftover in CACHE.glob(partial.name + "*"):
        leftover.unlink()
    url = f"sqlite:///{partial}"
    upgrade(url)
    engine = make_engine(url)
    with Session(engine, expire_on_commit=False) as session:
        attach_keyring(session, MASTER)
        wanted = Wanted(municipalities=1, dossiers=dossiers, seed=SEED, now=NOW)
        load(session, wanted, "no password opens these accounts", _say, shortened)
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    partial.replace(kept)


def _say(loaded: int) -> None:
    if loaded % 5_000 == 0:
        print(f"  {loaded}", flush=True)
