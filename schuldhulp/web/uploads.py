"""What somebody sends along: never plain on a disk, and no more than the page it is sent to can take."""

from typing import IO, cast
from urllib.parse import parse_qsl

from flask import Flask, Request, request
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from schuldhulp.storage.room import NoRoom
from schuldhulp.storage.spool import SealedSpool

# One file of a paper may hold 15 MB; here several go along at once.
MANY_FILES = 60 * 1024 * 1024
MOST_TYPED, MOST_PARTS = 1024 * 1024, 1000
_PIECE = 64 * 1024
_TAKING_MANY = frozenset({"upload_paper", "bag"})


class SealedRequest(Request):
    """A request whose files stand sealed on the disk while it lasts. Werkzeug would write them as they are.

    Without room on that disk the first who reads the form gets NoRoom, and whoever then answers has what was typed.
    """

    _spools: tuple[SealedSpool, ...] = ()

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        spool = SealedSpool()
        self._spools = (*self._spools, spool)
        return cast(IO[bytes], spool)

    def _load_form_data(self) -> None:
        if "form" in self.__dict__:
            return
        try:
            super()._load_form_data()
        except NoRoom:  # the body itself did not fit: nothing of it is left to show
            nothing = self.parameter_storage_class()
            self.__dict__.update(form=nothing, files=nothing)
            raise
        if any(spool.full for spool in self._spools):
            raise NoRoom


def init_app(app: Flask) -> None:
    """Let the pages that take papers take more; before anything reads the form."""
    app.before_request(_take_many)


def _take_many() -> None:
    if (request.endpoint or "").rpartition(".")[2] in _TAKING_MANY:
        request.max_content_length = MANY_FILES


def typed_in_what_is_too_large() -> list[tuple[str, str]]:
    """What was typed in a request that is larger than its page takes; its files are passed over, and kept nowhere.

    At most a megabyte of words, from a body of at most sixty: more the server in front has not let in.
    """
    stream, boundary = request.environ["wsgi.input"], request.mimetype_params.get("boundary", "")
    try:
        if request.mimetype == "application/x-www-form-urlencoded":
            return parse_qsl(stream.read(MOST_TYPED).decode("utf-8", "replace"), keep_blank_values=True)
        if request.mimetype != "multipart/form-data" or not boundary:
            return []
        return _fields(stream, MultipartDecoder(boundary.encode(), max_parts=MOST_PARTS))
    except (OSError, ValueError, HTTPException):  # broken off, or no form at all
        return []


def _fields(stream: IO[bytes], decoder: MultipartDecoder) -> list[tuple[str, str]]:
    found: list[tuple[str, bytearray]] = []
    typing, left, read = False, MOST_TYPED, 0
    while True:
        event = decoder.next_event()
        if isinstance(event, Epilogue):
            break
        if isinstance(event, NeedData):
            piece = stream.read(_PIECE) if read < MANY_FILES else b""
            if not piece:
                break
            read += len(piece)
            decoder.receive_data(piece)
        elif isinstance(event, Field | File):
            typing = isinstance(event, Field)
            if typing:
                found.append((event.name, bytearray()))
        elif isinstance(event, Data) and typing:
            found[-1][1].extend(event.data[:left])
            left -= min(left, len(event.data))
    return [(name, bytes(words).decode("utf-8", "replace")) for name, words in found]
