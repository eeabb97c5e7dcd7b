"""The child process that makes PDFs: takes a page from standard input, gives bytes on standard output.

Started by pdf.py as `python -m schuldhulp.pdf_worker MEMORY_BYTES CPU_SECONDS`. It ends when its input ends.
"""

import contextlib
import json
import logging
import os
import resource
import struct
import sys
import time
from typing import BinaryIO

from schuldhulp.pdf import render_here

_HEADER = struct.Struct(">?Q")
_MAX_FILE_BYTES = 32_000_000
_MAX_OPEN_FILES = 128


def main(memory_bytes: int, cpu_seconds: int) -> None:
    """Serve pages until the input ends."""
    taken = sys.stdin.buffer
    # Whatever prints must not end up inside an answer.
    given = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MAX_FILE_BYTES, _MAX_FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MAX_OPEN_FILES, _MAX_OPEN_FILES))
    while (page := _next_page(taken)) is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + cpu_seconds + 1, hard))
        good, answer = _answer(page)
        given.write(_HEADER.pack(good, len(answer)) + answer)
        given.flush()


def _next_page(taken: BinaryIO) -> bytes | None:
    header = taken.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    length = _HEADER.unpack(header)[1]
    page = taken.read(length)
    return page if len(page) == length else None


def _answer(page: bytes) -> tuple[bool, bytes]:
    try:
        return True, render_here(**json.loads(page))
    except Exception as error:
        # Only the kind: the text of an error can hold what the page said.
        return False, f"the engine refused: {type(error).__name__}".encode()


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main(int(sys.argv[1]), int(sys.argv[2]))
