"""Mail leaves once, to the address of that moment, and not when its reason has gone."""

import re
from datetime import timedelta
from email.message import EmailMessage
from uuid import uuid4

import pytest
from jinja2 import DictLoader, Environment
from sqlalchemy import select, update

from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import keyring
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.situation import Reach
from schuldhulp.dossier.tables import Dossier
from schuldhulp.messages.actions import mark_read, send_message
from schuldhulp.outbox.actions import ATTEMPTS, lease_mail, mark_sent
from schuldhulp.outbox.composing import TEMPLATES, NoSubject, Sender, compose
from schuldhulp.outbox.kinds import KINDS, Reason, lapsed
from schuldhulp.outbox.sending import send_waiting
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.outbox.transport import NeverSent, NotSentYet
from schuldhulp.unit_of_work import open_write
from schuldhulp.workbook.actions import answer_step
from tests.world import FRIDAY, World

SENDER = Sender(mail_from="bericht@gemeente.example", base_url="https://site.example")


class Post:
    """A way out that remembers what left, and refuses with what stands in `faults`, once each."""

    def __init__(self, *faults: Exception) -> None:
        self.left: list[EmailMessage] = []
        self.faults = list(faults)

    def __enter__(self) -> "Post":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def send(self, mail: EmailMessage) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.left.append(mail)


def states(world: World, template: str = "new_message") -> list[str]:
    with world.open() as session:
        return list(session.scalars(select(OutboxMail.state).where(OutboxMail.template == template)))


def a_message(world: World) -> None:
    with world.open() as session:
        dossier = world.dossier(session, "anna", "noor")
        send_message(session, world.people["noor"], world.now, dossier, "Geheim K-woord")


def due_after(world: World) -> timedelta:
    """How long after `world.now` the new message may go."""
    with world.open() as session:
        due = session.scalars(select(OutboxMail.due_at).where(OutboxMail.template == "new_message")).one()
    return due - world.now


def send(world: World, post: Post, later: timedelta = timedelta()) -> dict[str, int]:
    return dict(send_waiting(world.open, post, SENDER, lambda: world.now + later))


def test_each_mail_leaves_once_with_nothing_personal_in_it(world: World) -> None:
    a_message(world)
    post = Post()
    assert send(world, post) == {"sent": 4}
    assert send(world, post) == {}
    assert states(world) == ["sent"]
    with world.open() as session:
        rows = {str(row.id): row for row in session.scalars(select(OutboxMail))}
    assert {mail["Message-ID"] for mail in post.left} == {f"<{key}@gemeente.example>" for key in rows}
    assert all(row.params_sealed is None for row in rows.values())
    for mail in post.left:
        text = re.sub(r"https://\S+", "", str(mail["Subject"]) + str(mail.get_content()))
        assert not re.search(r"schuld|Anna|Noor|K-|[A-Z0-9]{4}-[A-Z0-9]{4}", text, re.IGNORECASE), text


def gone(world: World, how: str) -> None:
    anna = world.people["anna"]
    with world.open() as session:
        if how == "read":
            mark_read(session, anna, world.now, world.dossier(session, "anna"))
            return
        if how == "read_along":
            told = Reach(reads_along=YesNo.YES)
            answer_step(session, anna, world.now, world.dossier(session, "anna"), "bereiken", told)
            return
        open_write(session, None)
        dossier = update(Dossier).where(Dossier.id == anna.dossier_id)
        person = update(Person).where(Person.id == anna.person_id)
        session.execute(
            {
                "no_mail": dossier.values(mail_allowed=False), "closed": dossier.values(closed_at=world.now),
                "blocked": person.values(blocked_at=world.now), "no_address": person.values(email_sealed=None),
            }[how]
        )  # fmt: skip
        session.commit()


@pytest.mark.parametrize("how", ["read", "read_along", "no_mail", "closed", "blocked", "no_address"])
def test_a_mail_whose_reason_has_gone_does_not_leave(sqlite_world: World, how: str) -> None:
    a_message(sqlite_world)
    gone(sqlite_world, how)
    send(sqlite_world, Post())
    assert states(sqlite_world) == ["lapsed"]


def test_the_address_is_that_of_the_moment_it_leaves(sqlite_world: World) -> None:
    a_message(sqlite_world)
    with sqlite_world.open() as session:
        open_write(session, None)
        person = session.get_one(Person, sqlite_world.people["anna"].person_id)
        keyring(session).seal(person, "email_sealed", "nieuw@client.example")
        session.commit()
    post = Post()
    send(sqlite_world, post)
    assert "nieuw@client.example" in {mail["To"] for mail in post.left}
    assert "anna@client.example" not in {mail["To"] for mail in post.left}


def test_a_link_that_no_longer_works_is_not_sent(sqlite_world: World) -> None:
    assert send(sqlite_world, Post(), later=timedelta(days=8)) == {"lapsed": 3}


def test_a_mail_that_cannot_go_waits_longer_each_time_and_fails_at_last(world: World) -> None:
    a_message(world)
    send(world, Post())  # the others leave first
    with world.open() as session:
        open_write(session, None)
        session.execute(
            update(OutboxMail).where(OutboxMail.template == "new_message").values(state="waiting", attempts=0)
        )
        session.commit()
    moment, waits = timedelta(), []
    for _ in range(ATTEMPTS):
        assert states(world) == ["waiting"]
        due = due_after(world)
        assert send(world, Post(NotSentYet("451")), due - timedelta(seconds=1)) == {}
        assert send(world, Post(NotSentYet("451")), due) != {}
        waits.append(due - moment)
        moment = due
    assert states(world) == ["failed"]
    assert waits[1] <= timedelta(seconds=30) and waits == sorted(waits)
    assert timedelta(hours=10) < moment < timedelta(hours=30)


def test_a_refusal_for_good_ends_it_and_the_next_one_still_leaves(sqlite_world: World) -> None:
    post = Post(NeverSent("550"))
    assert send(sqlite_world, post) == {"failed": 1, "sent": 2}


@pytest.mark.parametrize("address", [":.x@é.nl", "=?utf-8?q??=@x.nl", "x,y@z.nl"])
def test_an_address_that_is_none_fails_and_holds_nobody_else_up(sqlite_world: World, address: str) -> None:
    a_message(sqlite_world)
    with sqlite_world.open() as session:
        open_write(session, None)
        anna = session.get_one(Person, sqlite_world.people["anna"].person_id)
        keyring(session).seal(anna, "email_sealed", address)
        session.commit()
    post = Post()
    done = send(sqlite_world, post)
    assert states(sqlite_world) == ["failed"] and done["sent"] == len(post.left) > 0


def test_an_unreachable_server_ends_the_round_and_loses_nothing(sqlite_world: World) -> None:
    assert send(sqlite_world, Post(NotSentYet("ConnectionRefusedError"))) == {"unreachable": 1}
    assert send(sqlite_world, Post(), later=timedelta(minutes=1)) == {"sent": 3}


def test_a_sender_that_died_gives_its_mail_back_and_cannot_speak_for_it_later(world: World) -> None:
    length = timedelta(minutes=5)
    with world.open() as session:
        dead = lease_mail(session, world.now, length)
    assert dead is not None
    post = Post()
    assert send(world, post) == {"sent": 2}
    assert send(world, post, later=length + timedelta(seconds=1)) == {"sent": 1}
    with world.open() as session:
        open_write(session, None)
        session.execute(update(OutboxMail).where(OutboxMail.id == dead.mail_id).values(state="waiting"))
        session.commit()
        mark_sent(session, world.now, dead)
        assert session.scalar(select(OutboxMail.state).where(OutboxMail.id == dead.mail_id)) == "waiting"


WORDS = sorted(path.stem for path in (TEMPLATES / "mail").glob("*.txt"))


def test_every_kind_has_words_and_all_words_have_a_kind() -> None:
    assert sorted(KINDS) == WORDS


@pytest.mark.parametrize("template", WORDS)
def test_a_mail_says_that_there_is_something_to_read_and_nothing_else(template: str) -> None:
    mail = compose(SENDER, template, "iemand@client.example", uuid4(), FRIDAY, {"token": "T0K3N"})
    text = f"{mail['Subject']}\n{mail.get_content()}"
    assert mail.get_content_type() == "text/plain"
    assert not re.search(r"schuld|helaas|u moet|!", text, re.IGNORECASE), text
    links = re.findall(r"https?://\S+", text)
    allowed = r"https://site\.example/?|https://site\.example/(bevestigen|wachtwoord|uitnodiging)/T0K3N"
    assert links and all(re.fullmatch(allowed, link) for link in links), links
    assert mail["Auto-Submitted"] == "auto-generated"


def test_what_holds_for_a_reminder_and_an_alarm() -> None:
    fine = Reason(address="a@b.example", in_dossier=True, waiting_on="client", threat_unseen=True)
    assert not lapsed("reminder", fine) and not lapsed("threat_alarm", fine)
    assert lapsed("promise_near", fine) and lapsed("promise_passed", fine)
    assert lapsed("reminder", Reason(address="a@b.example", waiting_on="client", threat=True))
    assert lapsed("reminder", Reason(address="a@b.example", waiting_on="us"))
    assert lapsed("threat_alarm", Reason(address="a@b.example", threat_unseen=False))
    assert not lapsed("reset_password", Reason(address="a@b.example", mail_allowed=False, closed=True))


def test_who_is_read_along_gets_no_mail_at_all() -> None:
    watched = Reason(
        address="a@b.example",
        in_dossier=True,
        read_along=True,
        stands_beside=True,
        unread=True,
        waiting_on="client",
    )
    assert [
        name for name, kind in KINDS.items() if not lapsed(name, watched) and kind.audience != "staff"
    ] == ["verify_own_box"]  # to another mailbox, of which they said that nobody else reads it
    assert not lapsed("new_dossier", watched)


@pytest.mark.parametrize("words", ["", "Alleen een regel\nen nog een", "Alleen een onderwerp\n\n"])
def test_words_without_a_subject_are_refused(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = Environment(loader=DictLoader({"mail/kaal.txt": words}), autoescape=True)
    monkeypatch.setattr("schuldhulp.outbox.composing._environment", lambda: spoken)
    with pytest.raises(NoSubject):
        compose(SENDER, "kaal", "a@b.example", uuid4(), FRIDAY)
