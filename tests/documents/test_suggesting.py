"""Papers are asked for because of what was told."""

from schuldhulp.documents.suggesting import Told, suggested_papers


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
