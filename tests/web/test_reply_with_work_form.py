"""A work form that goes along with a reply: one act, one message that leads to it, on both sides."""

from collections.abc import Callable

from sqlalchemy import select

from schuldhulp.messages.tables import Message
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.workforms.tables import WorkFormTask
from tests.web_client import WebClient
from tests.world import World

FORM = "post.vast_postmoment"


def test_a_work_form_goes_along_with_a_reply_and_the_message_leads_to_it(
    client_as: Callable[[str | None], WebClient], sqlite_world: World
) -> None:
    sqlite_world.welcome("anna")
    noor, there = client_as("noor"), f"/dossiers/{sqlite_world.kenmerken['anna']}"
    library = f"{there}/werkvormen/post/vast-postmoment"
    chosen = noor.submit(library, {"doe": "bericht"}, action=library).location
    page = noor.get(chosen.partition("#")[0]).text
    assert "Mijn vaste postmoment" in page and "U koos deze werkvorm" in page
    typed = {"body": "Beste Anna, dank u wel. Wanneer past u het best?", "werkvorm": FORM}
    wrong = noor.submit(
        f"{there}/berichten", {**typed, "doe": "verstuur", "work_form_due": "1-1-2020"}, status=422
    )
    assert "Kies een dag" in wrong.text or "dag" in wrong.text
    assert f'value="{FORM}" checked' in wrong.text
    noor.submit(f"{there}/berichten", {**typed, "doe": "verstuur"})
    with sqlite_world.open() as session:
        (task,) = session.scalars(select(WorkFormTask)).all()
        message = session.scalars(select(Message).where(Message.about == "work_form_task")).one()
        assert (task.form_id, task.ended_at, message.about_id) == (FORM, None, task.id)
        mails = [mail.template for mail in session.scalars(select(OutboxMail))]
        assert mails.count("homework") == 0
    anna = client_as("anna")
    page = anna.get("/mijn/berichten").text
    assert 'href="/mijn/werkvormen/post/vast-postmoment"' in page and "meer tijd mag altijd" in page
    assert "Over werkvorm Mijn vaste postmoment" in noor.get(f"{there}/berichten").text
    assert "Mijn vaste postmoment" in anna.get("/mijn").text
