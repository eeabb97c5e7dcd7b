"""Every property of the list of codewords, of drawing from it and of reading back what was typed."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.accounts.codename import words

TOOL = Path(__file__).parents[2] / "tools" / "codename_words"
# Not the patterns the list was made with: words somebody would not want on a card, whatever made the list.
UNWANTED = frozenset(
    """
    schuld schulden schuldig geld euro bank lening krediet rente boete beslag incasso deurwaarder betalen betaling
    loon salaris huur armoede arm rijk failliet sparen budget toeslag gulden kosten premie aflossen vonnis dief
    idioot sukkel lul kut trut hoer slet eikel debiel mongool neger flikker dom stom lelijk dik gek kreng tuig
    kanker tering tyfus shit fuck godver klootzak zeikerd rot mietje nazi racist seks sex porno neuken penis
    vagina borst tiet dildo kont naakt orgasme verkracht moord dood doden lijk bom wapen geweer mes pistool oorlog
    terreur slaan geweld bloed gijzel ziek tumor koorts pijn dement alcohol drugs cocaine wodka bier sigaret graf
    zelfmoord god allah jezus bijbel islam moslim jood christen duivel satan zonde hel angst bang eenzaam wanhoop
    verdriet huilen schaamte stress fout mislukt kwijt verloren
    pauper aalmoes eiser verbeurd verstek sancties borgsom nalatig verkeerd schorem feeks jaloers geslagen weerloos
    vendetta pooier callgirl triootje tietjes sodomie taliban cyanide kapmes morfine opgepakt vmbo btw http
    """.split()  # noqa: SIM905
)


@pytest.fixture(scope="module")
def listed() -> tuple[str, ...]:
    return words.word_list()


def test_there_are_7776_different_words_in_order(listed: tuple[str, ...]) -> None:
    assert len(listed) == len(set(listed)) == 7776 == 6**5
    assert list(listed) == sorted(listed)


def test_every_word_is_three_to_eight_plain_letters(listed: tuple[str, ...]) -> None:
    assert [word for word in listed if not re.fullmatch(r"[a-z]{3,8}", word)] == []


def test_two_words_differ_in_at_least_two_letters(listed: tuple[str, ...]) -> None:
    marks = Counter(mark for word in listed for mark in words.within_one_letter(word))
    assert [mark for mark, times in marks.items() if times > 1] == []


def test_two_words_never_sound_alike(listed: tuple[str, ...]) -> None:
    assert len({words.sound(word) for word in listed}) == len(listed)


def test_no_word_is_a_name_of_a_person_or_a_place(listed: tuple[str, ...]) -> None:
    names = set((TOOL / "namen.txt").read_text("utf-8").split())
    assert len(names) > 2_500 and {"anna", "roos", "almelo"} & names
    assert names & set(listed) == set()


def test_no_word_scolds_frightens_or_says_what_the_card_is_for(listed: tuple[str, ...]) -> None:
    assert UNWANTED & set(listed) == set()
    lines = (TOOL / "geweerd.txt").read_text("utf-8").splitlines()
    barred = [re.compile(line) for line in lines if line and not line.startswith("#")]
    assert len(barred) > 50
    assert [word for word in listed if any(each.search(word) for each in barred)] == []


def test_the_licence_of_the_source_lies_beside_the_list() -> None:
    text = (Path(words.__file__).parent / "words.LICENSE.txt").read_text("utf-8")
    assert "OpenTaal" in text and "Redistributions of source code must retain" in text


def _edits(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row, before = [i], row
        for j, b in enumerate(other, 1):
            row.append(min(row[-1] + 1, before[j] + 1, before[j - 1] + (a != b)))
    return row[-1]


@given(st.text("abc", min_size=1, max_size=5), st.text("abc", min_size=1, max_size=5))
def test_marks_are_shared_exactly_by_what_is_one_letter_apart(one: str, other: str) -> None:
    shared = bool(words.within_one_letter(one) & words.within_one_letter(other))
    assert shared == (_edits(one, other) <= 1)


def test_six_words_are_drawn_each_from_the_whole_list(listed: tuple[str, ...]) -> None:
    drawn = [words.draw_words() for _ in range(4_000)]
    assert {len(each) for each in drawn} == {6}
    seen = Counter(word for each in drawn for word in each)
    assert set(seen) <= set(listed)
    # 24,000 draws leave about 7,776·e^-3.086 = 355 words out; a draw from half a list would leave 3,900 out.
    assert 250 < len(listed) - len(seen) < 470
    assert len(set(drawn)) == 4_000


@given(st.integers(0, 30))
def test_a_handle_is_read_back_however_it_is_typed(n: int) -> None:
    handle = words.draw_handle()
    assert re.fullmatch(r"[B-DF-HJ-NP-TV-XZ2-9]{3}-[B-DF-HJ-NP-TV-XZ2-9]{3}", handle)
    for typed in (
        handle,
        handle.lower(),
        handle.replace("-", ""),
        f"  {handle.replace('-', ' ')} ",
        " ".join(handle),
    ):
        assert words.read_handle(typed) == handle


@pytest.mark.parametrize(
    "typed", ["", "R7K", "R7K-4P", "R7K-4PXX", "AEI-OU1", "iemand@voorbeeld.nl", "R7K_4PX"]
)
def test_what_is_no_handle_is_none(typed: str) -> None:
    assert words.read_handle(typed) is None


@given(
    st.lists(st.sampled_from(words.word_list()), min_size=6, max_size=6),
    st.sampled_from([" ", "-", ", ", "\n", " . "]),
)
def test_words_are_read_back_with_anything_between_them_in_any_case(drawn: list[str], between: str) -> None:
    secret = tuple(drawn)
    assert words.read_words(between.join(drawn)) == secret
    assert words.read_words(between.join(drawn).upper()) == secret
    assert words.read_words("1. " + between.join(drawn).title() + " ") == secret


def test_words_that_left_the_list_still_let_their_owner_in(listed: tuple[str, ...]) -> None:
    older = ("pauper", "jaloers", "verkeerd", "onrustig", "btw", "schok")
    assert not set(older) & set(listed)
    assert words.read_words("1. Pauper jaloers, verkeerd onrustig BTW schok") == older


def test_nothing_is_mended_and_nothing_long_is_read() -> None:
    assert words.read_words("fietz") == ("fietz",)
    assert words.read_words("a" * 129) == ()
