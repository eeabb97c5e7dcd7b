"""Whether a fault is a disk, a quota or a limit that has no room left. Pure."""

import errno

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SAID_BY_DATABASES = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "53100"})


class NoRoom(Exception):
    """The disk took no more; nothing of it was kept. No OSError: who reads a body takes that for a line that broke."""


def is_no_room(error: BaseException | None) -> bool:
    """Whether a fault, or what it came from, is that there is no room: of the system, of SQLite or of PostgreSQL."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, NoRoom) or (isinstance(error, OSError) and error.errno in _NO_ROOM):
            return True
        if {getattr(error, "sqlite_errorname", ""), getattr(error, "sqlstate", "")} & _SAID_BY_DATABASES:
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False
