"""Files are judged, turned, cut and bound in a process of its own, with limits of memory and time.

The libraries that read a stranger's bytes are loaded in that process (`documents.apart_worker`) and nowhere else.
"""

import json
import subprocess  # nosec B404
import sys
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
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
        # Our own module, no shell, and no words of a visitor among the arguments.
        child = subprocess.Popen(  # nosec B603
            [sys.executable, "-m", "schuldhulp.documents.apart_worker", str(MEMORY), str(SECONDS)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT,
            env={"PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "1"},
        )  # fmt: skip
        late = threading.Timer(SECONDS, child.kill)
        giving = threading.Thread(target=_give, args=(child, [head, *parts]))
        with child:
            late.start()
            giving.start()
            try:
                return _taken(child)
            finally:
                late.cancel()
                child.kill()
                giving.join()


def _give(child: subprocess.Popen[bytes], parts: Iterable[bytes]) -> None:
    """Hand the files over as they are: put together first, they would stand twice in the memory of the server."""
    to: Any = child.stdin
    with suppress(OSError):  # it was ended in the middle
        for part in parts:
            to.write(part)
    with suppress(OSError):
        to.close()


def _taken(child: subprocess.Popen[bytes]) -> list[SafeFile]:
    """What the child made, each file read once and in one piece. Raises FileRefused; Broken when it was ended."""
    out: Any = child.stdout
    try:
        answer = json.loads(out.readline())
    except ValueError:
        raise Broken from None
    if "refused" in answer:
        raise _REFUSALS.get(answer["refused"], Broken)
    made = [
        SafeFile(each["type"], out.read(each["size"]), each["ending"], each["pages"], tuple(each["hints"]))
        for each in answer["made"]
    ]
    if child.wait() or any(
        len(one.content) != each["size"] for one, each in zip(made, answer["made"], strict=True)
    ):
        raise Broken
    return made
