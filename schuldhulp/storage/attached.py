"""The store that belongs to a session: whoever opens the session attaches it, as with the keyring."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from schuldhulp.storage.sealing import new_key, open_stream, seal_stream
from schuldhulp.storage.store import Store, StoreFailed, new_name


class HasInfo(Protocol):
    """A session of the database, as far as this module knows it."""

    @property
    def info(self) -> dict[Any, Any]:
        """What its opener attached."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies in the store: its name there, and the key that opens it."""

    name: str
    key: bytes = field(repr=False)


def attach_store(session: HasInfo, store: Store) -> None:
    """Give a session its store."""
    session.info["store"] = store


def store_of(session: HasInfo) -> Store:
    """The store of a session. Raises KeyError when its opener gave it none."""
    store: Store = session.info["store"]
    return store


@contextmanager
def laid_in(session: HasInfo, contents: Sequence[bytes]) -> Iterator[list[Kept]]:
    """Put files in the store; they go out again when what is done with them fails. Raises StoreFailed.

    A process that is killed in between leaves files that no row names: the command that compares both finds them.
    """
    kept: list[Kept] = []
    try:
        for content in contents:
            kept.append(keep(store_of(session), [content]))
        yield kept
    except BaseException:
        let_go(session, [one.name for one in kept])
        raise


def let_go(session: HasInfo, names: Iterable[str | None]) -> None:
    """Throw files away that no row needs any more; what does not work now is found by the comparing command."""
    for name in filter(None, names):
        with suppress(StoreFailed):
            store_of(session).drop(name)


def keep(store: Store, plain: Iterable[bytes]) -> Kept:
    """Seal a file under a key of its own and put it in the store. Raises StoreFailed."""
    kept = Kept(new_name(), new_key())
    store.put(kept.name, seal_stream(kept.key, kept.name, plain))
    return kept


def read(store: Store, kept: Kept) -> Iterator[bytes]:
    """The plain bytes of a file, each piece proven. Raises FileGone, StoreFailed, Damaged."""
    return open_stream(kept.key, kept.name, store.get(kept.name))
