"""Fields read Dutch input, keep what was typed, and know the open answers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest
import time_machine
from flask import Flask
from werkzeug.datastructures import MultiDict

from schuldhulp.dossier.open_answers import Open
from schuldhulp.money import Period
from schuldhulp.web.forms import (
    BooleanField,
    CheckboxesField,
    ChoiceField,
    DateField,
    DropdownField,
    EmailField,
    EuroField,
    InputRequired,
    IntegerField,
    LongTextField,
    PageForm,
    PasswordField,
    PeriodField,
    RulerField,
    TextField,
)
from schuldhulp.web.typed_text import NotADate, parse_date

TOKEN = "0" * 31 + "a"


class Fruit(StrEnum):
    APPLE = "appel"
    PEAR = "peer"

    @property
    def label(self) -> str:
        return self.value.title()


class Sample(PageForm):
    name = TextField("Naam", [InputRequired("Schrijf een naam.")], help="Zoals u wilt.")
    story = LongTextField("Verhaal", open_allowed=True)
    amount = EuroField("Bedrag", open_allowed=True)
    per = PeriodField()
    fruit = ChoiceField("Fruit", choices=Fruit, open_allowed=True)
    more = CheckboxesField("Meer", choices=Fruit, open_allowed=True)
    kind = DropdownField("Soort", choices=[("a", "Aa"), ("b", "Bee")])
    day = DateField("Dag", not_future=True, open_allowed=True)
    count = IntegerField("Aantal", min=0, max=20, open_allowed=True)
    ruler = RulerField("Hoe zeker?", open_allowed=True)
    email = EmailField("E-mail")
    password = PasswordField("Wachtwoord")
    agreed = BooleanField("Gelezen")


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    app = Flask(__name__)
    app.config.update(SECRET_KEY="test", WTF_CSRF_ENABLED=False)
    with app.test_request_context(), time_machine.travel("2026-11-20T16:40:00+01:00", tick=False):
        yield


def posted(**values: object) -> Sample:
    pairs = [("token", TOKEN), ("name", "Noor")]
    for key, value in values.items():
        key = key.replace("__open", "--open")
        pairs = [pair for pair in pairs if pair[0] != key]
        pairs += [(key, item) for item in value] if isinstance(value, list) else [(key, value)]
    return Sample(MultiDict(pairs))


def test_a_full_post_is_read():
    form = posted(
        story="Regel\r\néén",
        amount="€ 1.234,50",
        per="4weken",
        fruit="peer",
        more=["appel", "peer"],
        kind="b",
        day="3 maart 2026",
        count="0",
        ruler="10",
        email=" a@b.nl ",
        password=" x ",
        agreed="y",
    )
    assert form.validate(), form.errors
    assert form.answers() == {
        "name": "Noor", "story": "Regel\néén", "amount": 123450, "per": Period("4weken"), "fruit": Fruit.PEAR,
        "more": (Fruit.APPLE, Fruit.PEAR), "kind": "b", "day": date(2026, 3, 3), "count": 0, "ruler": 10,
        "email": "a@b.nl", "password": " x ", "agreed": True,
    }  # fmt: skip


class Letter(PageForm):
    day = DateField("Dag in de brief", near=True)


@pytest.mark.parametrize(
    ("typed", "doubted"),
    [("20-08-2026", ""), ("19-08-2026", "19-08-2026"), ("3 mei 2019", "03-05-2019"), ("19-11-2026", ""),
     ("21-11-2027", ""), ("22-11-2027", "22-11-2027"), ("", "")],
)  # fmt: skip
def test_a_day_far_away_is_asked_about_once_and_stays_as_it_was_typed(typed: str, doubted: str) -> None:
    form = Letter(MultiDict([("token", TOKEN), ("day", typed)]))
    assert (form.day.doubted, form.validate(), form.day._value()) == (doubted, not doubted, typed)
    if doubted:
        assert "Klopt het jaar?" in form.day.errors[0]
        assert Letter(MultiDict([("token", TOKEN), ("day", typed), (form.day.sure_name, doubted)])).validate()
        other = [("token", TOKEN), ("day", "01-01-2001"), (form.day.sure_name, doubted)]
        assert not Letter(MultiDict(other)).validate(), "another day is asked about again"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("30-11", "2026-11-30"), ("30 nov", "2026-11-30"), ("30/11/26", "2026-11-30"), ("5 januari", "2027-01-05"),
     ("1.11", "2026-11-01"), ("29-2", "2028-02-29"), ("30-11-2026", "2026-11-30")],
)  # fmt: skip
def test_a_day_in_a_letter_may_be_typed_without_its_year(typed: str, read: str) -> None:
    assert parse_date(typed, since=date(2026, 8, 20)).isoformat() == read


@pytest.mark.parametrize(
    "typed", ["30-2", "31-11", "30-13", "0-1", "volgende week", "30", "30 nov volgend jaar"]
)
def test_what_is_no_day_gets_a_sentence(typed: str) -> None:
    with pytest.raises(NotADate):
        parse_date(typed, since=date(2026, 8, 20))


def test_a_year_is_only_left_out_where_the_day_is_near() -> None:
    short = datetime.now(UTC) + timedelta(days=7)
    form = Letter(MultiDict([("token", TOKEN), ("day", f"{short.day}-{short.month}")]))
    assert form.validate() and form.day.data.year in {short.year, short.year + 1} and not form.day.doubted
    with pytest.raises(NotADate):
        parse_date("30-11")


def test_empty_is_none_except_where_an_answer_is_needed():
    form = posted(name=" ", story="", amount=" ", day="", count="")
    assert not form.validate()
    assert form.errors == {"name": ["Schrijf een naam."]}
    assert {
        form.story.data,
        form.amount.data,
        form.day.data,
        form.count.data,
        form.fruit.data,
        form.more.data,
        form.ruler.data,
        form.kind.data,
    } == {None}


@pytest.mark.parametrize("name", ["story", "amount", "fruit", "more", "day", "count", "ruler"])
@pytest.mark.parametrize("answer", list(Open))
def test_an_open_answer_skips_the_check(name, answer):
    form = posted(**{name: "onleesbaar", name + "__open": answer.value})
    assert form.validate(), form.errors
    assert form[name].data is answer
    assert form[name].open_value == answer.value
    assert "checked" not in str(form[name]())


def test_an_open_answer_counts_only_where_it_is_allowed():
    assert posted(count__open="anders").count.data is None
    form = posted(name="", name__open="later")
    assert not form.validate() and form.name.data is None and form.name.open_choices == []


def test_a_typed_value_wins_from_a_stored_open_answer():
    data = MultiDict({"token": TOKEN, "name": "N", "amount": "12", "amount--open": "later"})
    assert Sample(data, data={"amount": Open.LATER}).amount.data == 1200
    assert Sample(data, data={"amount": 500}).amount.data is Open.LATER


def test_stored_values_are_shown_as_they_are_typed():
    form = Sample(
        data={
            "amount": 118000,
            "day": date(2026, 3, 3),
            "fruit": Open.DONT_KNOW,
            "more": (Fruit.PEAR,),
            "ruler": 0,
            "story": Open.LATER,
            "password": "geheim",
        }
    )
    assert (
        form.amount._value() == "1180,00" and form.day._value() == "03-03-2026" and form.story._value() == ""
    )
    assert form.fruit.open_value == "weet_ik_niet" and form.story.open_value == "later"
    assert [o.data for o in form.more if o.checked] == ["peer"] and [
        o.data for o in form.ruler if o.checked
    ] == ["0"]
    assert "geheim" not in str(form.password())


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("amount", "twaalf", "cijfers"),
        ("amount", "-5", "zonder min"),
        ("amount", "999999999999", ""),
        ("day", "31-02-2026", "kalender"),
        ("day", "21-11-2026", "komt nog"),
        ("day", "3-3-26", "vier cijfers"),
        ("day", "morgen", "dag-maand-jaar"),
        ("day", "1-1-1800", "tussen"),
        ("count", "-1", "van 0 tot en met 20"),
        ("count", "1,5", "heel getal"),
        ("email", "noor", "naam@voorbeeld.nl"),
        ("email", "<noor@voorbeeld.nl>", "naam@voorbeeld.nl"),
        ("ruler", "11", "antwoorden"),
        ("ruler", "x", "antwoorden"),
        ("fruit", "peer2", "antwoorden"),
        ("more", "peer2", "antwoorden"),
        ("kind", "z", "antwoorden"),
        ("per", "eeuw", "antwoorden"),
    ],
)
def test_bad_input_gives_a_dutch_sentence_and_stays(name, typed, words):
    form = posted(**{name: typed})
    assert not form.validate()
    assert list(form.errors) == [name] and len(form.errors[name]) == 1
    assert words in form.errors[name][0] and "!" not in form.errors[name][0]
    if hasattr(form[name], "_value"):
        assert form[name]._value() == typed


def test_long_text_names_its_length_and_stays():
    form = posted(story="a" * 10_000)
    assert not form.validate()
    assert "10.000 tekens" in form.errors["story"][0] and "4.000" in form.errors["story"][0]
    assert form.story._value() == "a" * 10_000
    assert posted(story="é" * 4_000).validate()


def test_any_script_and_emoji_are_kept_and_control_characters_dropped():
    name = "Иван عائشة 日本 👩‍👧"
    form = posted(name=name + "\x00\x07", story="a\x00b\nc\x1b")
    assert form.validate()
    assert form.name.data == name and form.story.data == "ab\nc"


def test_the_token_is_made_once_and_checked():
    first = Sample()
    assert len(first.token.data) == 32 and first.token.data != Sample().token.data
    assert posted().token.data == TOKEN
    bad = posted(token="x")
    assert not bad.validate() and list(bad.errors) == ["token"]
    assert len(bad.token.data) == 32 and bad.token.data in str(bad.token())


def test_the_version_is_a_number_or_nothing():
    assert posted().version.data is None
    assert posted(version="3").version.data == 3 and posted(version="3").version._value() == "3"
    assert not posted(version="x").validate()


def test_the_type_of_a_field_is_its_class_name():
    assert {f.type for f in Sample().asked} == {
        "TextField", "LongTextField", "EuroField", "PeriodField", "ChoiceField", "CheckboxesField", "DropdownField",
        "DateField", "IntegerField", "RulerField", "EmailField", "PasswordField", "BooleanField",
    }  # fmt: skip
    assert Sample().name.help == "Zoals u wilt."
