"""Two municipalities in one installation: whoever walks through the one reads nothing of the other."""

import re
from collections import Counter
from urllib.parse import urldefrag

from tests.browsers import DESK, PHONE
from tests.journeys.walking import Hands, Journey, plain
from tests.security.estate import furnish

OURS = ("K-anna", "K-berend")
THEIRS = ("K-chris",)
PEOPLE = (
    ("anna@client.example", "/mijn", ("K-anna",), ("K-berend", *THEIRS)),
    ("noor@staf.example", "/inbox?toon=alles", OURS, THEIRS),
    ("tess@staf.example", "/team", OURS, THEIRS),
    ("gert@staf.example", "/rapportage", (), (*OURS, *THEIRS)),
    ("ada@staf.example", "/beheer", (), (*OURS, *THEIRS)),
    ("chris@client.example", "/mijn", THEIRS, OURS),
    ("noor_l@staf.example", "/inbox?toon=alles", THEIRS, OURS),
    ("tess_l@staf.example", "/team", THEIRS, OURS),
)
NEVER = re.compile(r"\.(pdf|csv|txt|css)(\?|$)|/snel-weg|/static/")
LINKS = "[...document.querySelectorAll('a[href]')].map(a => a.href)"


def test_two_municipalities_see_nothing_of_each_other(journey: Journey) -> None:
    furnish(journey.world)
    kenmerken = journey.world.kenmerken
    for email, start, own, others in PEOPLE:
        who = journey.signed_in(email, PHONE if "client" in email else DESK)
        text, asked = everything(who, start)
        assert all(canary in text for canary in own), f"{email} reads the own dossiers"
        here = "lindewaard" if others == OURS else "voorbeeldstad"
        for canary in others:
            assert canary not in text, f"{email} reads {canary}"
        if here == "voorbeeldstad" and "staf" in email:
            assert kenmerken["chris"] not in text
        assert asked > 3
        if "noor" in email or "tess" in email:
            closed(
                who,
                [kenmerken["chris" if here == "voorbeeldstad" else whose] for whose in ("anna", "berend")],
            )
        journey.leave(who)


def everything(who: Hands, start: str, limit: int = 25) -> tuple[str, int]:
    """The source of the pages that can be reached from a start page, two of a kind, and how many they are."""
    waiting, seen, kinds, texts = [who.site + start], set(), Counter[str](), []
    while waiting and len(seen) < limit:
        address = urldefrag(waiting.pop(0))[0]
        kind = re.sub(
            r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Z]{4}-[0-9A-Z]{4}|(?<=werkboek/)[a-z-]+", "{}", address
        )
        if address in seen or kinds[kind] >= 2:
            continue
        seen.add(address)
        kinds[kind] += 1
        answer = who.page.goto(address)
        assert answer is not None and answer.status == 200, f"{address}: {answer and answer.status}"
        texts.append(plain(who.page.content()))
        links: list[str] = who.page.evaluate(LINKS)
        waiting += [link for link in links if link.startswith(who.site) and not NEVER.search(link)]
    return " ".join(texts), len(seen)


def closed(who: Hands, kenmerken: list[str]) -> None:
    """Dossiers of elsewhere are not there, and a search does not find them."""
    for kenmerk in kenmerken:
        for part in ("", "/berichten", "/budget", "/schulden", "/budget/plan.pdf", "/samenvatting.pdf"):
            answer = who.page.context.request.get(f"{who.site}/dossiers/{kenmerk}{part}")
            assert answer.status == 404, f"{kenmerk}{part}: {answer.status}"
        who.go("/inbox")
        who.page.locator("#zoek").fill(kenmerk)
        who.button("Zoek", "main")
        assert who.page.locator("main table").count() == 0, who.read()
