"""One round of each job. Any number of processes may run one at the same moment: every effect happens once."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from uuid import UUID

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from schuldhulp.access import system_actor
from schuldhulp.access_log.actions import ODD, WEEK, tell_leads
from schuldhulp.access_log.digest import digest, openings_due
from schuldhulp.accounts.addresses.actions import let_address_count
from schuldhulp.accounts.addresses.queries import addresses_due
from schuldhulp.accounts.forgotten.actions import mail_links
from schuldhulp.aftercare.actions import offer_aftercare
from schuldhulp.aftercare.queries import aftercare_due
from schuldhulp.calendar import local_date
from schuldhulp.chat_hour.actions import erase_old
from schuldhulp.claims.actions import claim
from schuldhulp.claims.queries import is_claimed
from schuldhulp.clearing.actions import clear_up
from schuldhulp.config import Config
from schuldhulp.crypto import attach_keyring
from schuldhulp.jobs.keeping import keep_terms
from schuldhulp.jobs.scanning import scan_waiting
from schuldhulp.letters.actions import tell_unanswered
from schuldhulp.letters.queries import unanswered
from schuldhulp.municipalities.queries import MunicipalityView, municipalities
from schuldhulp.outbox.composing import Sender
from schuldhulp.outbox.sending import ORDINARY, Pace, send_waiting
from schuldhulp.outbox.transport import open_transport
from schuldhulp.refusals import Refused
from schuldhulp.storage.attached import attach_store
from schuldhulp.storage.store import open_store
from schuldhulp.supporters.actions import end_passed
from schuldhulp.supporters.queries import passed
from schuldhulp.tenancy import EVERYWHERE, look_in, within
from schuldhulp.watch import actions, queries, rules
from schuldhulp.watch.queries import Due

log = structlog.get_logger("schuldhulp.jobs")
Say = Callable[[Session, UUID], bool]
Find = Callable[[Session, Due | None], list[Due]]


class Rounds:
    """The jobs over one database. `clock` gives the moment; `stopped` tells that the process must end."""

    def __init__(
        self, engine: Engine, config: Config, clock: Callable[[], datetime], *,
        pace: Pace = ORDINARY, stopped: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        self._engine, self._config, self._clock = engine, config, clock
        self._pace, self._stopped = pace, stopped
        self._store = open_store(config.storage_url, config.bucket)

    @contextmanager
    def open(self) -> Iterator[Session]:
        """A session with its keyring."""
        with Session(self._engine, expire_on_commit=False) as session:
            attach_keyring(session, *self._config.master_keys)
            attach_store(session, self._store)
            look_in(session, EVERYWHERE)
            yield session

    def mine(self, job: str, slot: str) -> bool:
        """Whether this process takes this slot of a job."""
        with self.open() as session:
            return claim(session, self._clock(), job, slot)

    # -- mail ---------------------------------------------------------------------------------------------------

    def send_mail(self) -> Counter[str]:
        """Send what waits, links for who forgot a password first. Needs no claim: each mail has a lease."""
        with self.open() as session:
            mail_links(session, self._clock())
        sender = Sender(mail_from=self._config.mail_from, base_url=self._config.base_url)
        with open_transport(self._config.mail_url) as transport:
            return send_waiting(
                self.open, transport, sender, self._clock, pace=self._pace, stopped=self._stopped
            )

    # -- clearing -----------------------------------------------------------------------------------------------

    def clear_up(self) -> Counter[str]:
        """Throw away what has had its time."""
        with self.open() as session:
            return Counter(clear_up(session, self._clock()))

    # -- keeping ------------------------------------------------------------------------------------------------

    def keep_terms(self) -> Counter[str]:
        """Propose what has had its term, put holds that are over back on the list, erase what was approved."""
        with self.open() as session:
            every = municipalities(session)
        return keep_terms(self.open, [one.id for one in every], self._clock, self._stopped)

    # -- the virus scanner --------------------------------------------------------------------------------------

    def scan_files(self) -> Counter[str]:
        """Let the virus scanner look at what waits for it."""
        with self.open() as session:
            every = municipalities(session)
        return scan_waiting(
            self.open, [one.id for one in every], self._clock, self._config.clamd, self._stopped
        )

    # -- watching -----------------------------------------------------------------------------------------------

    def watch(self) -> Counter[str]:
        """Say what is due in every municipality, the most urgent first: threats, promises, then offers."""
        with self.open() as session:
            every = municipalities(session)
        said: Counter[str] = Counter()
        for municipality in every:
            if self._stopped():
                break
            said.update(self._watch(municipality))
        with self.open() as session:
            due = addresses_due(session, self._clock())
        said["addresses_count"] = sum(
            self._say(lambda s, key: let_address_count(s, self._clock(), key), each) for each in due
        )
        return said

    def _watch(self, municipality: MunicipalityView) -> Counter[str]:
        now, ours = self._clock(), municipality.id
        today = local_date(now)
        with self.open() as session:
            duty = queries.duty(session, ours, today)
        near = rules.near_until(now, municipality.opening)

        def say(act: Callable[..., bool]) -> Say:
            return lambda session, dossier_id: act(session, now, municipality, dossier_id, duty)

        alarm = say(actions.raise_threat_alarm)
        said: Counter[str] = Counter()
        said["threat_alarms"] = self._each(lambda s, after: queries.new_threats(s, ours, after), alarm)
        if municipality.opening.open_at(now):
            again = partial(_threats, ours, today)
            said["threat_alarms"] += self._each(again, alarm)
        for told in ("", actions.NEAR):
            passed = partial(_promises, ours, now, told)
            said["promises_passed"] += self._each(passed, say(actions.tell_promise_passed))
        said["letters_unanswered"] = self._letters(ours, now)
        said["supporters_ended"] = self._supporters(ours, today, now)
        said["chats_erased"] = self._chats(ours, now)
        said["odd_openings"] = self._openings(ours, now, duty)
        said["promises_near"] = self._each(partial(_promises, ours, near, ""), say(actions.tell_promise_near))
        if rules.by_day(now):
            said["reminders"] = self._offer(municipality, now)
            due = partial(_aftercare, ours, municipality.levels.aftercare_months, today)
            said["aftercare"] = self._each(due, lambda s, key: offer_aftercare(s, now, municipality, key))
        return said

    def _openings(self, municipality_id: UUID, now: datetime, duty: rules.Duty) -> int:
        """Tell team leads of yesterday's odd openings, and on Monday that the week can be read; one mail for both."""
        due, slot = openings_due(now), f"{municipality_id}:{local_date(now)}"
        with self.open() as session, within(session, municipality_id):
            if due is None or is_claimed(session, "openings", slot):
                return 0
            found = digest(session, system_actor(municipality_id), due.since, due.until)
            session.close()
            odd = any(one.at >= due.yesterday for one in found.odd)
            kind = ODD if odd else WEEK if due.weekly and found.looked else None
            leads = duty.persons_of(duty.leads) if kind else ()
            told = tell_leads(session, now, municipality_id, kind or WEEK, str(local_date(now)), leads)
            claim(session, now, "openings", slot)  # after the mails: each is once by its own key
            return told

    def _chats(self, municipality_id: UUID, now: datetime) -> int:
        """Erase the talks of the chat hour that had their time."""
        with self.open() as session:
            return erase_old(session, now, municipality_id)

    def _letters(self, municipality_id: UUID, now: datetime) -> int:
        """Say once of each letter that its day has passed without an answer."""
        said = 0
        with self.open() as session:
            late = unanswered(session, municipality_id, local_date(now))
        for letter_id in late:
            if self._stopped():
                break
            said += self._say(lambda s, key: tell_unanswered(s, now, municipality_id, key), letter_id)
        return said

    def _supporters(self, municipality_id: UUID, today: date, now: datetime) -> int:
        """Note of each supporter once that their last day has passed."""
        with self.open() as session:
            over = passed(session, municipality_id, today)
        return sum(self._say(lambda s, key: end_passed(s, now, municipality_id, key), each) for each in over)

    def _offer(self, municipality: MunicipalityView, now: datetime) -> int:
        def say(session: Session, dossier_id: UUID) -> bool:
            return actions.offer_reminder(session, now, municipality, dossier_id)

        offered = 0
        for window in rules.reminder_windows(local_date(now), municipality.levels):
            offered += self._each(partial(_by_date, municipality, window), say)
            offered += self._each(partial(_by_wait, municipality, window), say)
        return offered

    def _each(self, find: Find, say: Say) -> int:
        """Page through what is due and say it; a dossier that refuses keeps the others from nothing."""
        said = 0
        after: Due | None = None
        while not self._stopped():
            with self.open() as session:
                page = find(session, after)
            for due in page:
                if self._stopped():
                    return said
                said += self._say(say, due.dossier_id)
            if len(page) < queries.PAGE:
                break
            after = page[-1]
        return said

    def _say(self, say: Say, key: UUID) -> bool:
        with self.open() as session:
            try:
                return say(session, key)
            except Refused as refused:
                log.info("not_said", kind=type(refused).__name__)
                return False


def _threats(ours: UUID, today: date, session: Session, after: Due | None) -> list[Due]:
    return queries.unseen_threats(session, ours, today, after)


def _promises(ours: UUID, until: datetime, told: str, session: Session, after: Due | None) -> list[Due]:
    return queries.promises_until(session, ours, until, told, after)


def _aftercare(
    ours: UUID, months: tuple[int, ...], today: date, session: Session, after: Due | None
) -> list[Due]:
    return aftercare_due(session, ours, months, today, after)


def _by_date(
    municipality: MunicipalityView, window: rules.Window, session: Session, after: Due | None
) -> list[Due]:
    days = municipality.levels.client_days
    return queries.reminders_by_date(session, municipality.id, window, days, after)


def _by_wait(
    municipality: MunicipalityView, window: rules.Window, session: Session, after: Due | None
) -> list[Due]:
    return queries.reminders_by_wait(session, municipality.id, window, after)
