"""The round of the virus scanner: what waits for it is shown to it, and opened or thrown away by what it says."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from schuldhulp.documents.scanning.actions import record_scan
from schuldhulp.documents.scanning.clamd import ScannerAway, scan
from schuldhulp.documents.scanning.queries import Waiting, pieces_of, waiting_files
from schuldhulp.refusals import Refused
from schuldhulp.storage.sealing import Damaged
from schuldhulp.tenancy import within

log = structlog.get_logger("schuldhulp.jobs")
Open = Callable[[], AbstractContextManager[Session]]


def scan_waiting(
    open_session: Open,
    municipality_ids: Iterable[UUID],
    clock: Callable[[], datetime],
    address: str,
    stopped: Callable[[], bool],
) -> Counter[str]:
    """One round over the municipalities; how many files were clean and how many were stopped.

    A scanner that is away ends the round: the next one tries again. Without an address nothing waits any more: what
    waited for a scanner that was taken away is let through.
    """
    said: Counter[str] = Counter()
    for ours in municipality_ids:
        with open_session() as session, within(session, ours):
            try:
                _one_municipality(session, ours, clock, address, stopped, said)
            except ScannerAway:
                log.warning("scanner_away")
                break
    return said


def _one_municipality(
    session: Session, ours: UUID, clock: Callable[[], datetime], address: str, stopped: Callable[[], bool],
    said: Counter[str],
) -> None:  # fmt: skip
    after: UUID | None = None
    while not stopped():
        page = waiting_files(session, ours, after)
        session.close()
        if not page:
            return
        for file in page:
            try:
                found = _found(session, ours, file, address)
            except (Refused, Damaged, LookupError) as gone:
                log.error("file_not_scanned", kind=type(gone).__name__)
                continue
            if record_scan(session, clock(), ours, file.dossier_id, file.id, found=found):
                said["files_stopped" if found else "files_clean"] += 1
        after = page[-1].id


def _found(session: Session, ours: UUID, file: Waiting, address: str) -> bool:
    if not address:
        return False
    pieces = pieces_of(session, ours, file.id)
    session.close()
    return bool(scan(address, pieces))
