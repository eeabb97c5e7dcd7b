"""No word of a client in a log, an address, a title or a mail: everything is opened, and what comes out is searched."""

import re
from pathlib import Path

from schuldhulp.jobs.rounds import Rounds
from tests.security.estate import furnish
from tests.security.matrix import MATRIX
from tests.web_client import WebClient
from tests.world import config

TITLE, LINK = re.compile(r"<title>(.*?)</title>", re.S), re.compile(r'(?:href|action|src)="([^"]*)"')
# Whole canaries only: a link or a mail may hold a random token, and that may hold any two letters.
PERSONAL = re.compile(r"K-(?:anna|berend|chris|deleted)|\bAnna\b|anna@|111222333|Winkel")


def pages(world, role: str):
    """Every page of a role that needs no more than the kenmerk in its address."""
    adapter = world.app.url_map.bind("localhost")
    for rule in world.app.url_map.iter_rules():
        wanted = MATRIX.get(rule.endpoint)
        ours = isinstance(wanted, frozenset) and role in wanted
        if ours and "GET" in rule.methods and rule.arguments <= {"kenmerk"}:
            yield adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, world.kenmerken["anna"]))


def test_no_word_of_a_client_reaches_a_log_an_address_a_title_or_a_mail(sqlite_world, capfd):
    world = sqlite_world
    furnish(world)
    seen = 0
    for who, role in (("anna", "client"), ("noor", "counsellor")):
        client = WebClient(world, who)
        for address in [*pages(world, role), "/mijn/K-anna", "/mijn/werkboek/K-anna?zoek=K-anna"]:
            with client._clock():
                answer = client.http.get(address, base_url="http://localhost")
            if answer.mimetype != "text/html" or "K-anna" in address:
                continue
            seen += 1
            title = TITLE.search(answer.text)
            assert title is None or not PERSONAL.search(title[1]), address
            found = [link for link in LINK.findall(answer.text) if PERSONAL.search(link)]
            assert found == [], address
            elsewhere = [link for link in LINK.findall(answer.text) if re.match(r"(https?:)?//", link)]
            assert not [link for link in elsewhere if answer.text.count(f'src="{link}"')], address
        with client._clock():
            client.http.post("/mijn/berichten", data={"body": "K-anna"}, base_url="http://localhost")
            client.http.post("/inloggen", data={"email": "anna@client.example", "password": "K-anna"})
    assert seen > 60
    assert not PERSONAL.search("".join(capfd.readouterr()))
    mails = sent(world)
    assert len(mails) > 5
    for mail in mails:
        told = mail.split("\n\n", 1)
        assert not re.search(r"K-(?:anna|berend|chris|deleted)|schuld|Winkel", mail, re.I), told[0]
        assert world.kenmerken["anna"] not in mail


def sent(world) -> list[str]:
    """Every mail that waits, as it leaves."""
    post = Path(world.data) / "post"
    settings = config(world.url, world.data)
    Rounds(world.engine, settings, lambda: world.now).send_mail()
    return [file.read_text("utf-8") for file in post.rglob("*") if file.is_file()]
