"""Starts web servers quickly: loads the program once; 'start <port>' is a process of its own.

'wait <pid>' answers with how that process ended.
"""

import os
import sys

from flask import Flask

from schuldhulp import create_app
from schuldhulp.config import Config
from schuldhulp.extensions import db
from schuldhulp.serve import serve


def answer(line: str, app: Flask) -> int:
    """Do what a line asks: the id of a new process, or the status of an ended one."""
    word, _, number = line.strip().partition(" ")
    if word == "wait":
        return os.waitstatus_to_exitcode(os.waitpid(int(number), 0)[1])
    child = os.fork()
    if child == 0:
        os.dup2(2, 1)
        serve(app, "127.0.0.1", int(number), None)
    return child


if __name__ == "__main__":
    program = create_app(Config.from_environment(os.environ))
    with program.app_context():
        db.engine.dispose()  # no connection goes along with a fork
    for asked in sys.stdin:
        os.write(1, f"{answer(asked, program)}\n".encode())
