"""The child process that reads files of strangers: `python -m schuldhulp.documents.apart_worker MEMORY_BYTES SECONDS`.

A line of JSON (what to do, and the length of each file) and the files on standard input; the same on standard output
(what was made, or the name of the refusal).
"""

import json
import resource
import sys
from typing import Any

from schuldhulp.documents import binding, checking
from schuldhulp.documents.files import FileRefused, SafeFile


def main(memory: int, seconds: int) -> int:
    """Do what comes in on standard input, within limits of memory and time."""
    # What it may fill, and what it may reserve: libraries of pictures reserve more than they fill.
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_AS, (2 * memory, 2 * memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    taken = sys.stdin.buffer
    asked = json.loads(taken.readline())
    parts = [taken.read(length) for length in asked["lengths"]]
    try:
        made = _made(asked, parts)
    except FileRefused as refused:
        sys.stdout.write(json.dumps({"refused": type(refused).__name__}) + "\n")
        return 1
    told = [
        {"type": f.media_type, "ending": f.ending, "size": len(f.content), "pages": f.pages, "hints": f.hints}
        for f in made
    ]
    sys.stdout.buffer.write(json.dumps({"made": told}).encode() + b"\n")
    for each in made:
        sys.stdout.buffer.write(each.content)
    return 0


def _made(asked: dict[str, Any], parts: list[bytes]) -> list[SafeFile]:
    if asked["do"] == "judge":
        return [checking.make_safe(parts[0])]
    if asked["do"] == "turn":
        return [binding.turned(parts[0], asked["quarters"])]
    if asked["do"] == "cut":
        return [each for each in binding.cut(parts[0], asked["pages"]) if each]
    return [binding.one_document(parts)]


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]), int(sys.argv[2])))
