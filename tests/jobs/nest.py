"""Starts schedulers quickly: loads the program once, then each 'start' on its input is a process of its own.

`python -m tests.jobs.nest --verschuif=… …`; 'wait <pid>' answers with how that process ended.
"""

import os
import sys

from schuldhulp.jobs.__main__ import main


def answer(line: str) -> int:
    """Do what a line asks: the id of a new process, or the status of an ended one."""
    word, _, number = line.strip().partition(" ")
    if word == "wait":
        return os.waitstatus_to_exitcode(os.waitpid(int(number), 0)[1])
    child = os.fork()
    if child == 0:
        os.dup2(2, 1)  # what it logs is no answer
        os._exit(main(sys.argv[1:], os.environ))
    return child


if __name__ == "__main__":
    for asked in sys.stdin:
        os.write(1, f"{answer(asked)}\n".encode())
