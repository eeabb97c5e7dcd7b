"""Labels of sentences: a floor on the labelled examples, form, negation, crisis, and reasons that stand in the text."""

from pathlib import Path

import pytest

from schuldhulp.scripts_mi.analysis.asides import set_aside
from schuldhulp.scripts_mi.analysis.labels import label_client, label_counsellor
from schuldhulp.scripts_mi.analysis.sources import LexiconFault, load_tables, read_lexicon
from schuldhulp.scripts_mi.analysis.splitting import fold, normalise, split_sentences

TABLES = load_tables()
SENTENCES = Path(__file__).parent / "sentences"


def labelled(name: str) -> list[tuple[str, str, str]]:
    rows, label = [], ""
    for line in (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            label = line[2:].partition(":")[0]
        elif line:
            text, _, said = line.partition(" << ")[0].partition(" || ")
            rows.append((label, text, said))
    return rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U betaalt € 1.240,50 per maand. Dat is veel.", ("U betaalt € 1.240,50 per maand.", "Dat is veel.")),
        ("Neem bijv. de huur. En dan?", ("Neem bijv. de huur.", "En dan?")),
        ("Op 14.3.2026 om 10.30 uur bel ik u", ("Op 14.3.2026 om 10.30 uur bel ik u",)),
        ("Beste Jan,\n\nFijn dat u schrijft!", ("Beste Jan,", "Fijn dat u schrijft!")),
        ("Zie www.toeslagen.nl. Lukt dat?", ("Zie www.toeslagen.nl.", "Lukt dat?")),
        ("Dat zegt u. U wacht nog.", ("Dat zegt u.", "U wacht nog.")),
        ("De heer J. P. Jansen belde.", ("De heer J. P. Jansen belde.",)),
        ("D.w.z. u wacht even. Goed?", ("D.w.z. u wacht even.", "Goed?")),
        ("  \n ", ()),
    ],
)
def test_a_text_falls_into_sentences(text: str, expected: tuple[str, ...]) -> None:
    assert split_sentences(text) == expected


def test_folding_keeps_every_place() -> None:
    text = "Eén café, ’s avonds – ﬁjn ÉN İets"
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Hoeveel post ligt er nog", "closed_question"),
        ("hoe ging dat bij jou thuis", "open_question"),
        ("Heeft u dat al gemeld", "closed_question"),
        ("Kunt u daar iets meer over vertellen?", "open_question"),
        ("Vertel eens wat er gisteren gebeurde.", "open_question"),
        ("Op welke dag komt het loon binnen?", "closed_question"),
        ("Dus u wacht nog op de bank?", "closed_question"),
        ("Waarom heeft u dat weer niet gedaan?", "confront"),
        ("Waarom een 7 en geen 5?", "open_question"),
        ("Schaamt u zich niet?", "confront"),
    ],
)
def test_the_form_of_a_question(text: str, label: str) -> None:
    assert label_counsellor(text, TABLES).label == label


@pytest.mark.parametrize(
    "text", ["Wat een zware maand.", "Wie rood staat, betaalt rente.", "Wilt u stoppen, dan kan dat."]
)
def test_a_statement_is_no_question(text: str) -> None:
    assert not label_counsellor(text, TABLES).label.endswith("question")


def test_permission_makes_the_same_words_another_act() -> None:
    text = "U kunt kwijtschelding aanvragen bij het waterschap."
    assert label_counsellor(text, TABLES, said="Heeft u een tip voor mij?").label.endswith("with_permission")
    assert label_counsellor(text, TABLES, before="Mag ik u iets voorstellen?").label.endswith(
        "with_permission"
    )
    plain = "Ik raad u aan om kwijtschelding aan te vragen."
    assert label_counsellor(plain, TABLES).label == "advice_without_permission"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dat kan ik wel.", "change_talk"),
        ("Dat kan ik echt niet.", "sustain_talk"),
        ("Ik ga morgen de bank bellen.", "change_talk"),
        ("Ik ga de bank echt niet bellen.", "sustain_talk"),
    ],
)
def test_negation_turns_change_talk_around(text: str, expected: str) -> None:
    assert label_client(text, TABLES).label == expected


@pytest.mark.parametrize("name", ["client", "client_examples", "client_indirect"])
def test_crisis_is_seen_and_seldom_seen_in_vain(name: str) -> None:
    rows = labelled(name)
    found = [(label, label_client(text, TABLES).label) for label, text, _ in rows]
    crises = [guess for label, guess in found if label == "crisis"]
    others = [guess for label, guess in found if label != "crisis"]
    assert crises.count("crisis") >= 0.95 * len(crises)
    assert others.count("crisis") <= 0.04 * len(others)


@pytest.mark.parametrize(
    "text",
    [
        "Ik schaam me dood.",
        "Ik ben doodmoe.",
        "Jaren geleden was ons gas afgesloten.",
        "Ik heb mijn spullen opgeruimd.",
    ],
)
def test_what_only_sounds_like_a_crisis_is_none(text: str) -> None:
    assert label_client(text, TABLES).label != "crisis"


def test_a_figure_of_speech_does_not_hide_a_crisis() -> None:
    assert label_client("Ik schaam me dood en wil niet meer leven.", TABLES).detail == "suicidality"
    assert label_client("Vroeger had ik hoop, nu wil ik niet meer leven.", TABLES).label == "crisis"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Over twee weken moeten wij onze flat verlaten van de rechter.", "eviction"),
        ("De buren geven ons stroom via een snoer sinds we zijn afgesloten.", "utilities"),
        ("Mijn kinderen hebben vanochtend niks gegeten omdat er niks in huis is.", "basic_needs"),
        ("De deurwaarder heeft al het geld van mijn rekening gehaald.", "seizure"),
        ("Mijn vriend heeft me gisteren tegen de grond geslagen.", "violence"),
    ],
)
def test_a_crisis_has_a_kind(text: str, kind: str) -> None:
    assert label_client(text, TABLES).detail == kind


def test_the_examples_get_a_sensible_label() -> None:
    ours = labelled("counsellor_examples")
    right = sum(label_counsellor(text, TABLES, said).label == label for label, text, said in ours)
    assert right >= 0.8 * len(ours)
    theirs = labelled("client_examples")
    assert sum(label_client(text, TABLES).label == label for label, text, _ in theirs) >= 0.8 * len(theirs)


def test_reasons_name_words_that_stand_in_the_sentence() -> None:
    for _, text, said in labelled("counsellor_examples"):
        sentence = fold(normalise(text))
        for reason in label_counsellor(text, TABLES, said).reasons:
            assert reason.rule
            assert all(part in sentence for cause in reason.words for part in fold(cause).split()), (
                text,
                reason,
            )
    for _, text, _ in labelled("client_examples"):
        found = label_client(text, TABLES)
        assert all(part in fold(text) for r in found.reasons for w in r.words for part in fold(w).split())
        assert (found.detail is not None) == (found.label in ("change_talk", "crisis"))


def test_a_broken_word_list_is_refused_with_its_rule(tmp_path: Path) -> None:
    broken = tmp_path / "taal.toml"
    broken.write_text(
        '[gelijk]\n[lijsten]\n[[regel]]\nid="r"\nlabel="x"\npatroon="<geen>"\n', encoding="utf-8"
    )
    with pytest.raises(LexiconFault, match=r"taal\.toml: rule r"):
        read_lexicon(broken)


@pytest.mark.parametrize(
    "text",
    [
        "Ik ga dood van de stress.",
        "Mijn bank wurgt me met die rente.",
        "Mijn vader is in maart overleden.",
        "Honger hebben we niet.",
        "Vroeger dacht ik aan doodgaan.",
        "In de krant stond dat er gezinnen worden ontruimd.",
        "Mag een deurwaarder zomaar naar binnen?",
    ],
)
def test_what_a_sentence_denies_or_tells_of_another_is_set_aside(text: str) -> None:
    heard = set_aside(text, TABLES.crisis_words.asides)
    assert len(heard) == len(text) and heard != text
    assert label_client(text, TABLES).label != "crisis"


@pytest.mark.parametrize(
    "text",
    [
        "Ik ga dood van de stress, en ik wil niet meer leven.",
        "Mijn vader is overleden en ik wil ook niet meer leven.",
        "Vroeger ging het wel, nu wil ik er niet meer zijn.",
        "mn man slaat me weer",
        "k wil nie meer leven",
    ],
)
def test_a_crisis_beside_something_set_aside_or_typed_in_a_hurry_is_heard(text: str) -> None:
    assert label_client(text, TABLES).label == "crisis"
