"""The table of ASVS holds every requirement of levels 1 and 2 once, and what it names exists."""

import re
from collections import Counter

from tests.architecture.sources import ROOT

TABLE = ROOT / "docs" / "beveiliging" / "asvs.md"
ROW = re.compile(r"\| (V\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| (.+) \|")
PROOF = re.compile(r"`([^`:]+\.py)::(\w+)`")
# Chapters with how many requirements of levels 1 and 2 each has in ASVS 5.0.0.
WHOLE = {
    1: 27,
    2: 11,
    3: 19,
    4: 10,
    5: 9,
    6: 35,
    7: 18,
    8: 7,
    9: 7,
    10: 29,
    11: 14,
    12: 9,
    13: 13,
    14: 9,
    15: 13,
    16: 16,
    17: 7,
}
MOST_OPEN = 10


def rows() -> list[tuple[str, str, str, str]]:
    return [
        found.groups() for line in TABLE.read_text("utf-8").splitlines() if (found := ROW.fullmatch(line))
    ]


def test_all_253_are_there_once_and_in_order() -> None:
    numbers = [tuple(map(int, row[0][1:].split("."))) for row in rows()]
    assert len(numbers) == len(set(numbers)) == 253 and numbers == sorted(numbers)
    assert {chapter: sum(1 for one in numbers if one[0] == chapter) for chapter in WHOLE} == WHOLE


def test_every_answer_is_a_proof_a_document_or_a_reason() -> None:
    for number, _, _, answer in rows():
        kind, _, told = answer.partition(": ")
        proof = PROOF.fullmatch(answer)
        if proof:
            file = ROOT / "tests" / proof[1]
            assert file.is_file(), number
            assert f"def {proof[2]}(" in file.read_text("utf-8"), number
        elif kind in ("document", "inrichting"):
            assert (ROOT / told.strip("`")).is_file(), number
        else:
            assert kind in ("nvt", "open") and len(told) > 8, number


def test_few_are_open_and_the_first_lines_count_the_answers() -> None:
    kinds = Counter(
        answer.partition(":")[0] if not PROOF.fullmatch(answer) else "proof" for *_, answer in rows()
    )
    left = [(number, level) for number, level, _, answer in rows() if answer.startswith("open")]
    assert len(left) <= MOST_OPEN and [number for number, level in left if level == "1"] == []
    counted = (
        f"Nu: {kinds['proof']} met een proef, {kinds['document']} document, {kinds['inrichting']} inrichting, "
        f"{kinds['nvt']} niet van toepassing, {kinds['open']} open; op niveau 1 0."
    )
    assert counted in TABLE.read_text("utf-8")
