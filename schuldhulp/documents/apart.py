"""Files are judged, turned, cut and bound in a process of its own, with limits of memory and time.

The libraries that read a stranger's bytes are loaded in that process (`documents.apart_worker`) and nowhere else.
"""

import json
import subprocess  # nosec B404
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from schuldhulp.documents.files import MAX_BYTES, Broken, EmptyFile, FileRefused, SafeFile, TooBig

SECONDS = 20
MEMORY = 256 * 1024**2
_AT_ONCE = threading.BoundedSemaphore(2)
_ROOT = Path(__file__).resolve().parents[2]
_REFUSALS: dict[str, type[FileRefused]] = {c.__name__: c for c in FileRefused.__subclasses__()}


def judge(data: bytes) -> SafeFile:
    """`checking.make_safe` in a process of its own. Raises FileRefused; a file that outgrows the limits is Broken."""
    if not data:
        raise EmptyFile
    if len(data) > MAX_BYTES:
        raise TooBig
    return _ask({"do": "judge"}, [data])[0]


def turn(data: bytes, quarters: int) -> SafeFile:
    """`binding.turned` apart. Raises FileRefused."""
    return _ask({"do": "turn", "quarters": quarters}, [data])[0]


def bind(parts: Sequence[bytes]) -> SafeFile:
    """`binding.one_document` apart. Raises FileRefused."""
    return _ask({"do": "bind"}, parts)[0]


def cut(data: bytes, numbers: Sequence[int]) -> tuple[SafeFile, SafeFile | None]:
    """`binding.cut` apart. Raises FileRefused."""
    made = _ask({"do": "cut", "pages": list(numbers)}, [data])
    return made[0], made[1] if len(made) > 1 else None


def _ask(what: dict[str, Any], parts: Sequence[bytes]) -> list[SafeFile]:
    head = json.dumps({**what, "lengths": [len(part) for part in parts]}).encode() + b"\n"
    with _AT_ONCE:
        try:
            # Our own module, no shell, and no words of a visitor among the arguments.
            done = subprocess.run(  # nosec B603
                [sys.executable, "-m", "schuldhulp.documents.apart_worker", str(MEMORY), str(SECONDS)],
                input=b"".join((head, *parts)), capture_output=True, timeout=SECONDS, cwd=_ROOT, check=False,
                env={"PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "1"},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Broken from None
    line, _, content = done.stdout.partition(b"\n")
    try:
        answer = json.loads(line)
    except ValueError:  # it was ended in the middle
        raise Broken from None
    if done.returncode or "refused" in answer:
        raise _REFUSALS.get(answer.get("refused", ""), Broken)
    made, start = [], 0
    for each in answer["made"]:
        piece = content[start : start + each["size"]]
        start += each["size"]
        made.append(SafeFile(each["type"], piece, each["ending"], each["pages"], tuple(each["hints"])))
    return made
