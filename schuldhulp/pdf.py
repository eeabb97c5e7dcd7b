"""PDF from HTML: tagged (PDF/A-2a and PDF/UA-1), repeatable to the byte, made in a child process with limits.

The process that serves people never loads WeasyPrint. A child is started on first use with an empty
environment, gets HTML over a pipe and gives bytes back; it is stopped when it is late, fails or has made
enough documents, and the next document gets a new one. The child reads `data:` and the product's own
`static:` files and nothing else.
"""

import atexit
import hashlib
import json
import os
import select
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, Protocol

STATIC = Path(__file__).parent / "static"
PROJECT = STATIC.parent.parent
MAX_HTML_BYTES = 8_000_000
_HEADER = struct.Struct(">?Q")
_TYPES = {
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


class PdfFailed(RuntimeError):
    """No PDF came: too large, too slow, or the engine refused; `str()` is for the log and holds no
    content."""


class PdfCache(Protocol):
    """Where finished documents may be kept, by `cache_key`."""

    def get(self, key: str) -> bytes | None:
        """The document, or None."""

    def put(self, key: str, document: bytes) -> None:
        """Keep the document, as long as there is room."""


class MemoryCache:
    """A cache in this process only, so that no personal document is written to disk. Oldest use goes
    first."""

    def __init__(self, max_bytes: int = 16_000_000) -> None:
        self._max_bytes = max_bytes
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """The document, or None."""
        with self._lock:
            document = self._kept.get(key)
            if document is not None:
                self._kept.move_to_end(key)
            return document

    def put(self, key: str, document: bytes) -> None:
        """Keep the document; what was not asked for longest makes room. Too large a one is not kept."""
        with self._lock:
            if key in self._kept or len(document) > self._max_bytes:
                return
            self._kept[key] = document
            self._bytes += len(document)
            while self._bytes > self._max_bytes:
                self._bytes -= len(self._kept.popitem(last=False)[1])


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use: seconds on the clock and of the processor per document, address space in bytes,
    documents until it is replaced."""

    seconds: float = 30.0
    cpu_seconds: int = 20
    memory_bytes: int = 1_500_000_000
    documents: int = 50


class PdfRenderer:
    """Owns one child process. Threads wait for one another; a forked process starts a child of its own."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._owner = os.getpid()
        self._made = 0

    @property
    def child_id(self) -> int | None:
        """The process id of the child, or None when there is none."""
        return self._child.pid if self._child else None

    def render(self, html: str, *, title: str, lang: str = "nl") -> bytes:
        """The PDF of one HTML page. Raises PdfFailed."""
        body = json.dumps({"html": html, "title": title, "lang": lang}).encode()
        if len(body) > MAX_HTML_BYTES:
            raise PdfFailed("the page is too large for a document")
        deadline = time.monotonic() + self._limits.seconds
        if not self._lock.acquire(timeout=self._limits.seconds):
            raise PdfFailed("other documents took too long")
        try:
            return self._ask(body, deadline)
        finally:
            self._lock.release()

    def close(self) -> None:
        """Stop the child, if there is one of this process."""
        child, folder = self._child, self._folder
        self._child = self._folder = None
        if child is None or self._owner != os.getpid():
            return
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream:
                stream.close()
        if folder:
            folder.cleanup()

    def _ask(self, body: bytes, deadline: float) -> bytes:
        try:
            child = self._running()
            if child.stdin is None or child.stdout is None:
                raise PdfFailed("the document process has no pipes")
            _send(child.stdin, body, deadline)
            good, answer = _receive(child.stdout, deadline)
        except (OSError, PdfFailed) as error:
            self.close()
            raise (
                error if isinstance(error, PdfFailed) else PdfFailed("the document process stopped")
            ) from error
        self._made += 1
        if not good:
            self.close()
            raise PdfFailed(answer.decode(errors="replace"))
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():
            # A fork shares the pipes of its parent; that child belongs to the parent.
            self._child, self._folder, self._owner = None, None, os.getpid()
        if self._child and (self._made >= self._limits.documents or self._child.poll() is not None):
            self.close()
        if self._child is None:
            self._made = 0
            self._folder = tempfile.TemporaryDirectory(prefix="schuldhulp-pdf-")
            self._child = subprocess.Popen(
                [sys.executable, "-m", "schuldhulp.pdf_worker", str(self._limits.memory_bytes),
                 str(self._limits.cpu_seconds)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=PROJECT,
                # No secrets of the server, no proxy, no locale; a temporary folder that goes with the
                # child. The
                # fixed date goes into the fonts, so that one page always gives the same bytes.
                env={
                    "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": self._folder.name,
                    "TMPDIR": self._folder.name, "PYTHONPATH": str(PROJECT),
                    "SOURCE_DATE_EPOCH": "1767225600",
                },
            )  # fmt: skip
            for stream in (self._child.stdin, self._child.stdout):
                if stream:
                    os.set_blocking(stream.fileno(), False)
        return self._child


_RENDERER = PdfRenderer()
_CACHE = MemoryCache()
atexit.register(_RENDERER.close)


def render_pdf(html: str, *, title: str, lang: str = "nl", cache: PdfCache | None = _CACHE) -> bytes:
    """The PDF of one HTML page; the same page again comes from the cache. Raises PdfFailed."""
    key = cache_key(f"{lang}\0{title}\0{html}")
    found = cache.get(key) if cache else None
    if found is None:
        found = _RENDERER.render(html, title=title, lang=lang)
        if cache:
            cache.put(key, found)
    return found


def cache_key(html: str) -> str:
    """A key that differs when the page, the engine or one of our own style and font files does."""
    return hashlib.sha256(_surroundings() + html.encode()).hexdigest()


@cache
def _surroundings() -> bytes:
    digest = hashlib.sha256(version("weasyprint").encode())
    for path in sorted((*STATIC.glob("css/pdf*.css"), *STATIC.glob("fonts/*.woff2"))):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.digest()


def render_here(html: str, title: str, lang: str) -> bytes:
    """Make the PDF in this very process; only the child and tests of the engine call this."""
    from weasyprint import HTML

    from schuldhulp.pdf_glyphs import printable
    from schuldhulp.pdf_tags import finish

    document = HTML(string=printable(html), base_url="static:", url_fetcher=own_fetcher()).render()
    document.metadata.title = title
    document.metadata.lang = lang
    # Attachments and dates of a page are never ours.
    document.metadata.attachments = []
    document.metadata.created = document.metadata.modified = None
    return bytes(document.write_pdf(pdf_variant="pdf/a-2a", finisher=finish))


def own_fetcher() -> Any:
    """A WeasyPrint fetcher that gives `data:` and files under static/, and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFetcher(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith("static:"):
                path = static_file(url)
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})
            return super().fetch(url, headers)

    return OwnFetcher(allowed_protocols=("data",), allow_redirects=False)


def static_file(url: str) -> Path:
    """The file that a `static:` address names. Raises ValueError for anything outside static/ or of
    another kind."""
    path = (STATIC / url.removeprefix("static:")).resolve()
    if not path.is_relative_to(STATIC.resolve()) or path.suffix not in _TYPES or not path.is_file():
        raise ValueError("not one of our own files")
    return path


def _send(stream: IO[bytes], body: bytes, deadline: float) -> None:
    rest = memoryview(_HEADER.pack(True, len(body)) + body)
    while rest:
        _wait(deadline, write=stream)
        rest = rest[os.write(stream.fileno(), rest[:65_536]) :]


def _receive(stream: IO[bytes], deadline: float) -> tuple[bool, bytes]:
    good, length = _HEADER.unpack(_read(stream, _HEADER.size, deadline))
    return good, _read(stream, length, deadline)


def _read(stream: IO[bytes], length: int, deadline: float) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        _wait(deadline, read=stream)
        part = os.read(stream.fileno(), min(length - len(parts), 65_536))
        if not part:
            raise PdfFailed("the document process stopped")
        parts += part
    return bytes(parts)


def _wait(deadline: float, *, read: IO[bytes] | None = None, write: IO[bytes] | None = None) -> None:
    poll = select.poll()
    for stream, event in ((read, select.POLLIN), (write, select.POLLOUT)):
        if stream:
            poll.register(stream, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise PdfFailed("the document took too long")
