"""The client reads what the platform watches for."""

import html
from collections.abc import Callable
from uuid import uuid4

from schuldhulp.dossier.clocks import ServiceLevels
from schuldhulp.dossier.signals import LEGAL_THREATS, AlarmSetting, Urgency
from schuldhulp.watch.told import _LEGAL, told_to_client
from tests.web_client import WebClient


def test_the_client_reads_every_rule_with_the_terms_of_the_municipality() -> None:
    levels = ServiceLevels(reply_hours=24, threatening_working_days=2, reminder_days=(2, 4))
    threat, _distress, late, reminder, quiet, after, _opened = told_to_client(levels, AlarmSetting())
    assert set(_LEGAL) == LEGAL_THREATS and all(words in threat.when for words in _LEGAL.values())
    assert "binnen twee werkdagen" in threat.happens and "24 uur" in late.when
    assert "dag 2 en 4" in reminder.when and "14 dagen" in quiet.when
    assert after.when.startswith("Na 3, 9 en 15 maanden")
    assert set(Urgency) == {
        "legal_threat",
        "spoed",
        "promise_passed",
        "promise_near",
        "quiet",
    }  # another: tell it


def test_who_hears_it_at_night_is_as_the_municipality_chose() -> None:
    nobody, duty = AlarmSetting(), AlarmSetting(oncall=(uuid4(),), team_leads_too=False)
    both = AlarmSetting(oncall=duty.oncall, team_leads_too=True)
    at_night = [
        told_to_client(ServiceLevels(), alarm)[0].who.split("Buiten ")[1] for alarm in (nobody, duty, both)
    ]
    assert at_night == [
        "kantoortijd horen de teamleiders het.",
        "kantoortijd hoort wie dienst heeft het.",
        "kantoortijd hoort wie dienst heeft het, en de teamleiders ook.",
    ]


def test_the_page_stands_beside_the_rights_of_the_client(
    client_as: Callable[[str | None], WebClient],
) -> None:
    anna = client_as("anna")
    assert 'href="/mijn/opletten"' in anna.get("/mijn/rechten").text
    page = html.unescape(anna.get("/mijn/opletten").text)
    assert all(
        rule.title in page and rule.happens in page
        for rule in told_to_client(ServiceLevels(), AlarmSetting())
    )
