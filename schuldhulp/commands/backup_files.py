"""The files of papers beside a copy of the database: sealed as they lie in the store, each copied once."""

from pathlib import Path

from schuldhulp.commands.answers import BadInput
from schuldhulp.storage.store import FileGone, FolderStore, Store, StoreFailed

FOLDER = "bestanden"


def copy_files(store: Store, folder: Path) -> int:
    """Copy every file that does not lie in the folder yet; how many. Raises BadInput."""
    return _carry(store, FolderStore(folder))


def put_files_back(folder: Path, store: Store) -> int:
    """Put every file of the folder in the store that does not lie there yet; how many. Raises BadInput."""
    return _carry(FolderStore(folder), store)


def _carry(source: Store, target: Store) -> int:
    carried = 0
    try:
        there = {found.name for found in target.objects()}
        for found in source.objects():
            if found.name in there:
                continue
            try:
                target.put(found.name, source.get(found.name))
            except FileGone:  # thrown away meanwhile, and its row with it
                continue
            carried += 1
    except StoreFailed:
        raise BadInput(f"de bestanden van papieren zijn niet allemaal gekopieerd; {carried} wel") from None
    return carried
