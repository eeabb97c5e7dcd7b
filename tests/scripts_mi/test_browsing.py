"""The order in which all texts are looked through."""

from schuldhulp.dossier.steps import STEP
from schuldhulp.scripts_mi.browsing import browse
from schuldhulp.scripts_mi.facts import snapshot_of
from schuldhulp.scripts_mi.loader import load_catalogue

CATALOGUE = load_catalogue(STEP)
SAFE = {"crisis.open": False, "threat.open": False}


def test_what_fits_comes_first_then_the_theme_and_an_emergency_that_is_not_there_last():
    about = {"theme.current": ("post",), "situation.current": ("vastgelopen",), "message.last.exists": True}
    found = browse(CATALOGUE, snapshot_of({**SAFE, **about}))
    order = [script.id for script in found]
    assert "post.vastgelopen" in order[:12]
    assert found[0].process != "crisis"
    assert {script.phase for script in found[-2:]} <= {"crisis", "dreiging"}
    assert order.index("post.stilte") < order.index("werk.stilte")


def test_among_equals_what_is_sent_often_here_comes_first():
    plain = snapshot_of(SAFE)
    used = {"werk.stilte": 40}
    assert browse(CATALOGUE, plain, theme="werk", used=used)[0].id == "werk.stilte"


def test_nobody_past_the_besluit_is_welcomed_to_the_first_step():
    late = snapshot_of(
        {**SAFE, "dossier.past_online": "ja", "dossier.counsellor_messages": 0, "phase": "stabilisatie"}
    )
    early = snapshot_of(
        {**SAFE, "dossier.past_online": "ja", "dossier.counsellor_messages": 0, "phase": "aanmelding"}
    )
    welcome = "welkom.past_online_ja"
    assert browse(CATALOGUE, early)[0].id == welcome
    assert browse(CATALOGUE, late)[0].id != welcome
