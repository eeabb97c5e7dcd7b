"""Eight writers at once: what each was told compared with what stands, as if they had come one after the other."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from schuldhulp.budget import actions as budget
from schuldhulp.budget.document import Plan
from schuldhulp.budget.tables import BudgetVersion
from schuldhulp.dossier.records.plan import Goal
from schuldhulp.messages.actions import send_message
from schuldhulp.refusals import Conflict
from schuldhulp.workbook import actions as workbook
from schuldhulp.workbook.queries import read_answers
from tests.faults.ledger import assert_whole, messages_of
from tests.inbox.desks import assign
from tests.world import World

WRITERS = 8


class Histories:
    """What each writer was told: what was taken, refused as a conflict, or not done because the database was busy."""

    def __init__(self, world: World, operations: int) -> None:
        self.world, self.each = world, operations // WRITERS
        self.messages: Counter[str] = Counter()
        self.answers: list[tuple[int, str]] = []
        self.frozen: list[str] = []
        self.conflicts = self.busy = 0
        self.faults: list[BaseException] = []
        self._lock = threading.Lock()

    def run(self) -> None:
        """Let all of them write, each with dice of their own."""
        threads = [threading.Thread(target=self._write, args=(number,)) for number in range(WRITERS)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert self.faults == []

    def _write(self, number: int) -> None:
        choose = random.Random(number)
        for count in range(self.each):
            words = f"schrijver {number} nummer {count}"
            doing = choose.choice((self._message, self._message, self._answer, self._freeze))
            try:
                with self.world.open() as session:
                    doing(session, number, words)
            except Conflict:
                with self._lock:
                    self.conflicts += 1
            except OperationalError:
                with self._lock:
                    self.busy += 1
            except BaseException as fault:
                self.faults.append(fault)
                return

    def _message(self, session: Session, number: int, words: str) -> None:
        who = ("anna", "berend", "noor")[number % 3]
        dossier = self.world.dossier(session, "anna" if who == "noor" else who, who)
        send_message(
            session, self.world.people[who], self.world.now + timedelta(seconds=number), dossier, words
        )
        with self._lock:
            self.messages[words] += 1

    def _answer(self, session: Session, _number: int, words: str) -> None:
        anna = self.world.people["anna"]
        assert anna.municipality_id and anna.dossier_id
        dossier = self.world.dossier(session, "anna")
        stored = read_answers(session, anna.municipality_id, anna.dossier_id, "doel").get("doel")
        session.close()
        version = stored.version if stored else 0
        workbook.answer_step(
            session, anna, self.world.now, dossier, "doel", Goal(goal=words), version=version
        )
        with self._lock:
            self.answers.append((version, words))

    def _freeze(self, session: Session, _number: int, words: str) -> None:
        dossier = self.world.dossier(session, "anna", "noor")
        noor = self.world.people["noor"]
        budget.freeze_version(
            session, noor, self.world.now, dossier, words, posts=(), payments=(), plan=Plan(goals=(words,))
        )
        with self._lock:
            self.frozen.append(words)


def eight_writers(world: World, operations: int) -> str:
    assign(world, "anna")
    histories = Histories(world, operations)
    histories.run()
    told = len(histories.answers) + len(histories.frozen) + histories.messages.total()
    assert told + histories.conflicts + histories.busy == operations and told > operations // 2
    assert messages_of(world) == histories.messages
    anna = world.people["anna"]
    assert anna.municipality_id and anna.dossier_id
    with world.open() as session:
        stored = read_answers(session, anna.municipality_id, anna.dossier_id, "doel").get("doel")
        numbers = list(session.scalars(select(BudgetVersion.number).order_by(BudgetVersion.number)))
    taken = [version for version, _ in histories.answers]
    assert len(taken) == len(set(taken)), "two were taken on one version: the first was written over unseen"
    if stored is not None:
        assert stored.version == len(taken)
        assert dict(histories.answers)[max(taken)] == getattr(stored.record, "goal", None)
    assert numbers == list(range(1, len(histories.frozen) + 1)), "frozen versions are numbered one by one"
    assert_whole(world)
    return f"{operations} handelingen van acht schrijvers, {told} gedaan, 0 regels gebroken"


def test_eight_writers_leave_what_they_were_told(world: World, measured: Callable[[str], None]) -> None:
    measured(eight_writers(world, 120))


@pytest.mark.nightly
def test_eight_writers_through_ten_thousand_acts(world: World, measured: Callable[[str], None]) -> None:
    measured(eight_writers(world, 10_000))
