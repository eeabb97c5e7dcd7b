"""A file is judged in a process of its own, with limits: what a hostile file blows up is not the server.

Run as `python -m schuldhulp.documents.apart`: the file on standard input, the answer on standard output: one line
(`ok <media type> <ending>` or the name of the refusal), then the bytes that are kept.
"""

import resource
import subprocess  # nosec B404
import sys
import threading
from pathlib import Path

from schuldhulp.documents import checking
from schuldhulp.documents.checking import Broken, FileRefused, SafeFile

SECONDS = 20
MEMORY = 2 * 1024**3
_AT_ONCE = threading.BoundedSemaphore(2)
_ROOT = Path(__file__).resolve().parents[2]
_REFUSALS: dict[str, type[FileRefused]] = {c.__name__: c for c in FileRefused.__subclasses__()}


def judge(data: bytes) -> SafeFile:
    """`checking.make_safe` in a process of its own. Raises FileRefused; a file that outgrows the limits is Broken."""
    if not data:
        raise checking.EmptyFile
    if len(data) > checking.MAX_BYTES:
        raise checking.TooBig
    with _AT_ONCE:
        try:
            # Our own module, no shell, and no words of a visitor among the arguments.
            done = subprocess.run(  # nosec B603
                [sys.executable, "-m", "schuldhulp.documents.apart"], input=data, capture_output=True,
                timeout=SECONDS, cwd=_ROOT, env={"PYTHONDONTWRITEBYTECODE": "1"}, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Broken from None
    head, _, content = done.stdout.partition(b"\n")
    words = head.decode("ascii", "replace").split()
    if done.returncode == 0 and len(words) == 3 and words[0] == "ok" and content:
        return SafeFile(words[1], content, words[2])
    raise _REFUSALS.get(words[0] if words else "", Broken)


def main() -> int:
    """Judge what comes in on standard input, within limits of memory and time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        safe = checking.make_safe(sys.stdin.buffer.read(checking.MAX_BYTES + 1))
    except FileRefused as refused:
        sys.stdout.write(type(refused).__name__ + "\n")
        return 1
    sys.stdout.buffer.write(f"ok {safe.media_type} {safe.ending}\n".encode("ascii") + safe.content)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
