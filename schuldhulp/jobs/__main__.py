"""`python -m schuldhulp.jobs`: ticks until it is told to stop. Start as many as you like.

For the demo and for tests: `--verschuif=<seconds>` moves its clock, `--elke=<seconds>` ticks faster, and
`--houdt=<seconds>` is how long it holds a mail.
"""

import logging
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from os import environ as environment
from types import FrameType

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError

from schuldhulp import logs
from schuldhulp.config import Config, ConfigurationError
from schuldhulp.database import make_engine
from schuldhulp.jobs.rounds import Rounds
from schuldhulp.outbox.sending import ORDINARY, Pace
from schuldhulp.outbox.transport import open_transport

log = structlog.get_logger("schuldhulp.jobs")


@dataclass(frozen=True, kw_only=True)
class Options:
    """How fast it ticks, in seconds, and by how many its clock is moved."""

    mail: float = 5
    watch: float = 60
    clear: float = 3600
    pace: Pace = ORDINARY
    moved: float = 0


def read_options(words: Sequence[str], *, demo: bool) -> Options:
    """Read the words of the command. Raises ConfigurationError; outside the demo for any word at all."""
    options = Options()
    for word in words:
        name, _, value = word.partition("=")
        if not demo or name not in ("--verschuif", "--elke", "--houdt") or not _is_number(value):
            raise ConfigurationError(f"in the demo only: --verschuif=… --elke=… --houdt=…; not {word}")
        number = float(value)
        if name == "--verschuif":
            options = replace(options, moved=number)
        elif name == "--houdt":
            options = replace(options, pace=replace(options.pace, lease=timedelta(seconds=number)))
        else:
            pace = replace(options.pace, retry=timedelta(seconds=number * 2))
            options = replace(options, mail=number, watch=number, clear=number * 10, pace=pace)
    return options


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < 1e12
    except ValueError:
        return False


def slot(seconds: float, every: float) -> str:
    """The slot of a moment: the same in every process whose clock is right."""
    return str(int(seconds // every))


class Ticker:
    """Runs the rounds at their times; a fault ends the round, never the process."""

    def __init__(self, rounds: Rounds, options: Options, clock: Callable[[], datetime]) -> None:
        self._rounds, self._options, self._clock = rounds, options, clock
        self.scheduler = BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._add("mail", options.mail, rounds.send_mail, claimed=False)
        self._add("watch", options.watch, rounds.watch)
        self._add("clear", options.clear, rounds.clear_up)
        self._add("retention", options.clear, rounds.keep_terms)
        self._add("scan", options.watch, rounds.scan_files)

    def _add(self, job: str, every: float, run: Callable[[], Counter[str]], *, claimed: bool = True) -> None:
        self.scheduler.add_job(
            self._tick, "interval", seconds=every, args=(job, every, run, claimed), id=job,
            next_run_time=datetime.now(UTC),
        )  # fmt: skip

    def _tick(self, job: str, every: float, run: Callable[[], Counter[str]], claimed: bool) -> None:
        began = time.monotonic()
        try:
            if claimed and not self._rounds.mine(job, slot(self._clock().timestamp(), every)):
                return
            done = run()
        except (SQLAlchemyError, OSError) as error:
            log.error("round_broken_off", job=job, kind=type(error).__name__)
            return
        except Exception as error:
            log.error("round_failed", job=job, kind=type(error).__name__, exc_info=error)
            return
        for code, count in done.items():
            if count:
                log.info("done", job=job, code=code, count=count, seconds=round(time.monotonic() - began, 3))


def main(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run the command; the exit status: 0, or 2 with one line on standard error."""
    logs.set_up()
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a round that outlasts its tick is no fault
    try:
        config = Config.from_environment(environ)
        options = read_options(words, demo=config.demo)
        open_transport(config.mail_url)
    except ConfigurationError as refused:
        print(f"schuldhulp: {refused}", file=sys.stderr)
        return 2
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=options.moved)

    engine = make_engine(config.database_url)
    rounds = Rounds(engine, config, clock, pace=options.pace, stopped=stop.is_set)
    ticker = Ticker(rounds, options, clock)
    ticker.scheduler.start()
    stop.wait()
    ticker.scheduler.shutdown(wait=True)  # a round stops between two effects
    engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], environment))
