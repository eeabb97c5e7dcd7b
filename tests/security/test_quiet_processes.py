"""What the processes say while everything goes wrong: words that somebody put in any part of a request, in the rows or
in the answer of a mail server stand in no line of the log, in no form.
"""

import json
import random
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from schuldhulp.jobs.__main__ import Options, Ticker
from schuldhulp.jobs.rounds import Rounds
from schuldhulp.logs import ALLOWED
from tests.faults.server import Visitor, message, visitor_as, web_servers
from tests.jobs.sink import free_port
from tests.security.estate import furnish, rows_by_kind
from tests.security.test_planted_secrets import forms_of
from tests.world import World, config


class Words:
    """Words that stand nowhere else; each one given out is looked for afterwards."""

    def __init__(self) -> None:
        self._dice, self.given = random.Random(23), ["K-anna", "K-berend", "anna@client.example", "111222333"]

    def __call__(self) -> str:
        self.given.append(f"Kanarie{self._dice.getrandbits(80):020x}")
        return self.given[-1]

    def in_a_log(self, said: str) -> list[str]:
        data = said.encode()
        return [word for word in self.given if any(form in data for form in forms_of(word))]


def raw(port: int, data: bytes) -> bytes:
    """Send bytes that no browser sends; what came back, if anything."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        try:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            return line.recv(200)
        except OSError:
            return b""


def parted(*parts: tuple[str, str, str]) -> bytes:
    """A form with files, as a browser sends it: name, file name or '', content."""
    lines = [
        f'--grens\r\nContent-Disposition: form-data; name="{name}"'
        + (f'; filename="{file}"\r\nContent-Type: application/pdf' if file else "")
        + f"\r\n\r\n{content}\r\n"
        for name, file, content in parts
    ]
    return "".join([*lines, "--grens--\r\n"]).encode()


def ask_everything_wrong(anna: Visitor, paper: str, word: Callable[[], str]) -> set[int]:
    """A word in every part of a request, most of which are refused; the statuses that came back."""
    csrf = anna.csrf()
    nobody = Visitor(anna.port)
    kind = "multipart/form-data; boundary=grens"
    answers = [
        anna.ask("POST", "/mijn/berichten", message(csrf, word())),
        anna.ask("POST", "/mijn/berichten", message(word(), word())),
        anna.ask("POST", "/mijn/berichten", message(csrf, word() * 90_000)),
        anna.ask("GET", f"/mijn/{word()}?zoek={word()}"),
        anna.ask("GET", f"/mijn/papieren/{word()}/bekijk"),
        anna.ask("PUT", f"/mijn/berichten?van={word()}"),
        anna.ask("POST", "/mijn/papieren", {"csrf_token": csrf, word(): word()}),
        nobody.ask("GET", f"/inloggen?next=//{word()}.example"),
        nobody.ask(
            "POST", "/inloggen", {"csrf_token": csrf, "email": f"{word()}@post.example", "password": word()}
        ),
        nobody.ask("POST", "/wachtwoord-vergeten", {"csrf_token": csrf, "email": f"{word()}@post.example"}),
        nobody.ask("GET", f"/wachtwoord/{word()}"),
        anna.send("POST", paper, parted(("csrf_token", "", csrf), ("files", f"{word()}.pdf", word())), kind),
        anna.send("POST", paper, parted((word(), word(), word()))[:-20], kind),
        anna.send(
            "POST", "/mijn/berichten", word().encode() + b"\xff\xfe=", "application/x-www-form-urlencoded"
        ),
    ]
    shut = Visitor(anna.port, {**anna.cookies, word(): word()})
    answers.append(shut.ask("GET", "/mijn"))
    for line in (
        (
            f"GET /{word()} HTTP/1.1\r\nHost: {word()}\r\nUser-Agent: {word()}\r\nReferer: http://{word()}/\r\n"
            f"X-Forwarded-For: {word()}\r\nAuthorization: Basic {word()}\r\nCookie: {word()}\r\n\r\n"
        ),
        f"{word()} / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"GET {word()} {word()}\r\n\r\n",
        f"GET / HTTP/1.1\r\n{word()}\r\n\r\n",
        f"POST /inloggen HTTP/1.1\r\nHost: localhost\r\nContent-Length: {word()}\r\n\r\n",
        f"POST /inloggen HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n{word()}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: localhost\r\nX-Lang: {word() * 20_000}\r\n\r\n",
    ):
        raw(anna.port, line.encode())
    return {answer.status for answer in answers}


def break_the_rows(world: World, visitors: list[Visitor], word: Callable[[], str]) -> set[int]:
    """Put words where the program expects its own codes, take a table away, and ask for the pages of it."""
    file, seen = world.url.removeprefix("sqlite:///"), set[int]()
    with closing(sqlite3.connect(file, isolation_level=None)) as rows:
        rows.execute("PRAGMA busy_timeout=15000")
        for statement in (
            f"UPDATE step_answer SET step = '{word()}'",
            f"UPDATE dossier SET phase = '{word()}'",
            f"UPDATE message SET body_sealed = CAST('{word()}' AS BLOB)",
            f"UPDATE debt SET whose = '{word()}'",
            f"ALTER TABLE message RENAME TO {word()}",
        ):
            try:
                rows.execute(statement)
            except sqlite3.Error as refused:
                assert "no such" not in str(refused), refused
            for visitor in visitors:
                for page in ("/mijn", "/mijn/berichten", "/mijn/schulden", "/mijn/werkboek/doel"):
                    seen.add(visitor.ask("GET", page).status)
                    seen.add(visitor.ask("POST", page, {word(): word()}).status)
    return seen


def test_a_word_in_any_part_of_a_request_or_a_row_stands_in_no_line(sqlite_world: World) -> None:
    world, word = sqlite_world, Words()
    furnish(world)
    with web_servers(world) as servers:
        port = servers.ports[0]
        anna = visitor_as(world, "anna", port)
        paper = f"/mijn/papieren/{rows_by_kind(world, 'anna')['paper'][0]}/bestand"
        answered = ask_everything_wrong(anna, paper, word)
        assert answered >= {303, 400, 404, 405, 422}, sorted(answered)
        assert 500 not in answered, servers.said[-2000:]
        broken = break_the_rows(world, [anna], word)
        assert broken >= {500, 503}, broken
        said = servers.said
    lines = [json.loads(line) for line in said.splitlines()]
    assert {line["event"] for line in lines} >= {"unexpected", "database_gone"}
    assert all(set(line) <= ALLOWED for line in lines), said
    assert len(word.given) > 80
    assert word.in_a_log(said) == []


class Refuses:
    """A mail server that says who it refuses, and why, in words."""

    def __init__(self, word: Callable[[], str], code: int) -> None:
        self._word, self._code, self.refused = word, code, 0

    async def handle_RCPT(
        self, _server: Any, _session: Any, _envelope: Any, address: str, _options: Any
    ) -> str:
        self.refused += 1
        return f"{self._code} 5.1.1 <{address}> {self._word()}"


@contextmanager
def refusing(word: Callable[[], str], code: int) -> Iterator[tuple[Refuses, str]]:
    made = Refuses(word, code)
    controller = Controller(made, hostname="127.0.0.1", port=free_port(), ready_timeout=10)
    controller.start()
    try:
        yield made, f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()


def test_what_a_mail_server_or_a_broken_round_says_stands_in_no_line(
    sqlite_world: World, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    world, word = sqlite_world, Words()
    furnish(world)
    assert world.app  # sets up the log, as every process does

    def breaks() -> Any:
        raise KeyError(word())

    for days, code in enumerate((451, 550), 1):
        with refusing(word, code) as (server, url):
            settings = config(world.url, world.data, MAIL_URL=url)
            rounds = Rounds(world.engine, settings, lambda days=days: world.now + timedelta(days=days))  # type: ignore[misc]
            ticker = Ticker(rounds, Options(), lambda: world.now)
            for job, run in (
                ("mail", rounds.send_mail), ("watch", rounds.watch), ("clear", rounds.clear_up),
                ("retention", rounds.keep_terms), ("scan", rounds.scan_files), ("broken", breaks),
            ):  # fmt: skip
                ticker._tick(job, 60, run, claimed=False)
            assert server.refused > 2
    out = capfd.readouterr()
    said = out.out + out.err + caplog.text
    assert all(event in said for event in ("mail_put_off", "mail_refused", "round_failed"))
    assert len(word.given) > 8 and word.in_a_log(said) == []


def test_the_look_through_the_log_finds_each_form() -> None:
    word = Words()
    one = word()
    assert word.in_a_log(f'{{"event": "{one}"}}') == [one]
    assert word.in_a_log(f'{{"event": "{one.encode().hex()}"}}') == [one]
    assert word.in_a_log('{"event": "unexpected"}') == []
