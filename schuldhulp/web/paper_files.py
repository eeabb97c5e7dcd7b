"""What somebody sends along with a paper: scanned, judged apart, and made safe before any transaction."""

from uuid import UUID

from flask import current_app, request
from werkzeug.datastructures import FileStorage

from schuldhulp.documents.apart import judge
from schuldhulp.documents.files import (
    MAX_BYTES,
    MAX_FILES,
    FileRefused,
    Infected,
    NamedFile,
    TooBig,
    kept_name,
    shown_name,
)
from schuldhulp.documents.scanning.actions import note_stopped
from schuldhulp.documents.scanning.clamd import ScannerAway, scan
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.place import Place


def _posted() -> list[FileStorage]:
    return [each for each in request.files.getlist("files") if each.filename]


def nothing_chosen() -> bool:
    """Whether no file came along."""
    return not _posted()


def read_posted(place: Place, paper_id: UUID | None) -> tuple[list[NamedFile], list[str]]:
    """Make every file safe, each in a process of its own; and the sentences of those that are refused.

    What the virus scanner stops is noted at the paper, so that staff see it.
    """
    safe: list[NamedFile] = []
    refused: list[str] = []
    stopped: list[str] = []
    posted = _posted()
    for each in posted[:MAX_FILES]:
        name = each.filename or ""
        try:
            safe.append(_made_safe(name, each))
        except Infected as error:
            stopped.append(shown_name(name) or "bestand")
            refused.append(f"{shown_name(name) or 'Uw bestand'}: {error}")
        except FileRefused as error:
            refused.append(f"{shown_name(name) or 'Uw bestand'}: {error}")
    if len(posted) > MAX_FILES:
        refused.append(f"U kunt {MAX_FILES} bestanden tegelijk kiezen. Stuur de andere daarna.")
    if stopped and paper_id is not None:
        note_stopped(session(), place.actor, now(), place.dossier, paper_id, stopped)
    return safe, refused


def _made_safe(name: str, posted: FileStorage) -> NamedFile:
    data = posted.stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TooBig
    verdict, address = "none", current_app.config["SETTINGS"].clamd
    if address:
        try:
            # What was sent, not what we make of it: that is what the scanner's signatures are of.
            if scan(address, [data]):
                raise Infected
            verdict = "clean"
        except ScannerAway:
            verdict = "waiting"
    made = judge(data)
    return NamedFile(kept_name(name, made.ending), made, verdict)
