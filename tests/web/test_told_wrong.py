"""Every form of every role, sent empty and sent wrong: the page says what is the matter, leads there, and keeps it all.

What WCAG 2.2 asks of errors (3.3.1, 3.3.3, 4.1.3), by number of forms. In the suite the walk that types hostile text
everywhere holds each refusal to the same; the whole walk, empty and wrong, is for the night.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from schuldhulp.web.guard.kept_forms import NEVER_KEPT
from tests.security.canaries import ID, LAST, fetch, forms_on, pages_of
from tests.security.estate import furnish
from tests.told_wrong import wrong_with
from tests.web_client import WebClient, _fields
from tests.world import World

NONSENSE = "zomaar wat @@"
TYPED = ("text", "search", "tel", "number", "email", "url", "date", "time", None)


def written(form: Any, words: str) -> dict[str, Any]:
    """What a form would send with these words in every field that is typed in, and nothing chosen."""
    return _fields(form) | dict.fromkeys(typed_in(form), words)


def typed_in(form: Any) -> set[str]:
    """The fields in which somebody types, apart from codes and passwords: those never come back."""
    return {
        name
        for node in form.iter()
        if (name := node.get("name")) and name not in NEVER_KEPT
        and (node.tag == "textarea" or (node.tag == "input" and node.get("type") in TYPED))
    }  # fmt: skip


def refusals(world: World, role: str, who: str | None) -> Iterator[tuple[str, str, Any]]:
    """Each refusal of a form of this role: what was sent, what was typed, and the page that came back."""
    client, done = WebClient(world, who), set[tuple[str, str]]()
    for page in [address for addresses in pages_of(world, role) for address in addresses]:
        answer = fetch(client, page)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        for action, form in forms_on(page, answer.text):
            for words in ("", NONSENSE):
                kind = ID.sub("", action.split("?")[0])
                if (kind, words) in done or any(end in kind for end in LAST):
                    continue
                done.add((kind, words))
                sent = {**written(form, words), "token": uuid4().hex}
                with client._clock():
                    back = client.http.post(action, data=sent, base_url="http://localhost")
                assert back.status_code < 500, action
                if back.status_code in (400, 422):
                    yield f"{action} ({words or 'leeg'})", words if typed_in(form) else "", back.text


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("role", "who"),
    [
        ("nobody", None), ("client", "anna"), ("counsellor", "noor"), ("team_lead", "tess"),
        ("municipality_admin", "ada"), ("platform_admin", "petra"),
    ],
)  # fmt: skip
def test_a_form_that_is_refused_says_where_and_why(
    sqlite_world: World, role: str, who: str | None, measured: Callable[[str], None]
) -> None:
    furnish(sqlite_world)
    sqlite_world.app.config["WTF_CSRF_ENABLED"] = False
    count, faults = 0, []
    for where, words, html in refusals(sqlite_world, role, who):
        count += 1
        faults += [f"{where}: {fault}" for fault in wrong_with(html)]
        if words and NONSENSE not in html:
            faults.append(f"{where}: what was typed is gone")

    assert faults == []
    measured(f"{role}: {count} geweigerde formulieren, alle met titel, lijst en zin bij het veld")


GOOD = """<title>Fout: Doel</title><div id="fouten"><a href="#goal">Schrijf op wat u wilt.</a></div>
<p id="goal-fout">Schrijf op wat u wilt.</p><input id="goal" aria-invalid="true" aria-describedby="goal-fout">"""


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("", "", []),
        ("Fout: ", "", ["title 'Doel'"]),
        ('"fouten"', '"anders"', ["no summary"]),
        ('href="#goal"', 'href="#weg"', ["#weg leads nowhere"]),
        (' aria-invalid="true"', "", ["#goal does not say what is wrong: []"]),
        ('id="goal-fout"', "", ["#goal does not say what is wrong: ['goal-fout']"]),
    ],
)
def test_what_is_missing_on_a_page_that_refuses_is_found(was: str, becomes: str, fault: list[str]) -> None:
    assert wrong_with(GOOD.replace(was, becomes) if was else GOOD) == fault


def test_a_group_of_choices_says_what_is_wrong_for_all_of_them() -> None:
    error = '<p id="kind-fout">Kies.</p>'
    group = f'<fieldset aria-describedby="kind-fout">{error}<input id="goal" type="radio"></fieldset>'
    assert wrong_with(GOOD[: GOOD.index("<p id")] + group) == []
