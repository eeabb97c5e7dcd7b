"""What somebody sends along stays in memory: a bank statement or a photo never becomes a file by itself."""

from io import BytesIO
from typing import IO

from flask import Request


class MemoryRequest(Request):
    """A request whose files are kept in memory while it lasts. How large it may be is MAX_CONTENT_LENGTH's."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        """Werkzeug would write a file above 500 kB to the folder for temporary files."""
        return BytesIO()
