"""What somebody sends along: never plain on a disk, and no more than the page it is sent to can take."""

from typing import IO, cast

from flask import Flask, Request, request

from schuldhulp.storage.room import NoRoom
from schuldhulp.storage.spool import SealedSpool

# One file of a paper may hold 15 MB; here several go along at once.
MANY_FILES = 60 * 1024 * 1024
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
