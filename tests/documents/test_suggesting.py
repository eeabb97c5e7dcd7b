"""Papers are asked for because of what was told."""

from schuldhulp.documents.suggesting import Told, suggested_papers
from schuldhulp.dossier.paper_kinds import PAPER_KINDS, paper_line


def kinds(told: Told, listed: tuple[str, ...] = ()) -> list[str]:
    return [each.kind for each in suggested_papers(told, listed)]


def test_only_what_fits_is_asked() -> None:
    assert kinds(Told()) == ["bank_statements"]
    told = Told(frozenset({"wage", "care_allowance", "rent"}), "huur", debts=3, bailiffs=1)
    assert kinds(told) == [
        "bank_statements",
        "payslip",
        "allowances",
        "rent",
        "creditor_letter",
        "bailiff_letter",
    ]
    assert kinds(told, ("rent", "payslip")) == [
        "bank_statements",
        "allowances",
        "creditor_letter",
        "bailiff_letter",
    ]


def test_each_has_a_reason() -> None:
    assert all(
        each.reason.endswith(".") and each.title for each in suggested_papers(Told(housing="koop"), ())
    )


def test_every_paper_has_a_finish_line_and_what_presses_comes_first() -> None:
    lines = {kind: paper_line(kind) for kind in PAPER_KINDS}
    assert set(lines.values()) == {1, 2, 3} and lines["bailiff_letter"] == lines["identity"] == 1
    assert lines["payslip"] == lines["rent"] == 2 and lines["other"] == lines["bkr"] == 3
