"""Staff suggest asking somebody without a message; the client sees it, leaves it or lays it aside, and alone asks."""

from datetime import timedelta

from sqlalchemy import func, select

from schuldhulp.messages.tables import Message
from schuldhulp.outbox.tables import OutboxMail
from tests.partners.two import join
from tests.web_client import WebClient, form_of
from tests.world import World

SEEN = "Voorstel van uw schuldhulpverlener"


def sent(world: World) -> list[int | None]:
    """How many messages and mails there are."""
    with world.open() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in (Message, OutboxMail)]


def test_a_suggestion_is_seen_laid_aside_and_rests_for_thirty_days(sqlite_world: World) -> None:
    anna, noor, before = WebClient(sqlite_world, "anna"), WebClient(sqlite_world, "noor"), sent(sqlite_world)
    page = f"/dossiers/{sqlite_world.kenmerken['anna']}/voorstellen"
    assert "stelt voor om iemand te vragen" not in anna.get("/mijn").text
    asked = noor.submit(page, {"who": "partner"}, status=422)
    assert "Vraag eerst, op een veilig moment" in asked.text
    noor.submit(page, {"who": "partner", "safe": "y"})
    noor.submit(page, {"who": "supporter"})
    assert sent(sqlite_world) == before, "no message, no mail"
    assert "stelt voor om iemand te vragen" in anna.get("/mijn").text
    for there in ("/mijn/meekijken", "/mijn/samen"):
        assert SEEN in anna.get(there).text
    anna.submit("/mijn/meekijken", {}, action="/mijn/meekijken/voorstel")
    assert SEEN not in anna.get("/mijn/meekijken").text and SEEN in anna.get("/mijn/samen").text
    assert "Opzij gelegd: iemand te vragen" in anna.get("/mijn/tijdlijn").text
    assert "korter dan dertig dagen" in noor.submit(page, {"who": "supporter"}, status=422).text
    fields = form_of(anna.get("/mijn/samen"), "/mijn/meekijken/voorstel")
    anna.post("/mijn/meekijken/voorstel", {**fields, "wie": "counsellor"}, status=404)
    join(sqlite_world)
    assert "stelt dit voor" not in anna.get("/mijn").text, "who asked the partner needs no suggestion"
    sqlite_world.now += timedelta(days=31)
    WebClient(sqlite_world, "noor").submit(page, {"who": "supporter"})
    assert SEEN in WebClient(sqlite_world, "anna").get("/mijn/meekijken").text
