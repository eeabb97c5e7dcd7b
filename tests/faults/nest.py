"""Starts web servers quickly: loads the program once; 'start <port>' is a process of its own.

'command <n> <words>' runs a command of the program in a process of its own, which is killed as it comes to the n-th
edge of a transaction, before or after (0: never). 'wait <pid>' answers with how that process ended.
"""

import os
import signal
import sys

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from schuldhulp import create_app
from schuldhulp.config import Config
from schuldhulp.extensions import db
from schuldhulp.serve import serve
from schuldhulp.settling import settle


def answer(line: str, app: Flask) -> int:
    """Do what a line asks: the id of a new process, or the status of an ended one."""
    word, _, rest = line.strip().partition(" ")
    if word == "wait":
        return os.waitstatus_to_exitcode(os.waitpid(int(rest), 0)[1])
    child = os.fork()
    if child == 0:
        os.dup2(2, 1)
        if word == "command":
            number, *words = rest.split(" ")
            die_at(int(number))
            done = app.test_cli_runner().invoke(args=words)
            sys.stderr.write(done.output)
            sys.stderr.flush()
            os._exit(done.exit_code)
        serve(app, "127.0.0.1", int(rest), None)
    return child


def die_at(edge: int) -> None:
    """Let the system end this process, as kill -9 does, at the n-th edge of a transaction that it writes."""
    edges = 0

    def one_more(_session: Session) -> None:
        nonlocal edges
        edges += 1
        if edges == edge:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Session, "before_commit", one_more)
    event.listen(Session, "after_commit", one_more)


if __name__ == "__main__":
    program = create_app(Config.from_environment(os.environ))
    with program.app_context():
        db.engine.dispose()  # no connection goes along with a fork
    settle()  # as the server itself does before its first answer
    for asked in sys.stdin:
        os.write(1, f"{answer(asked, program)}\n".encode())
