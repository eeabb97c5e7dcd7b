"""Every stored column has a purpose, a basis, a term and readers in the register; each rule is seen to fail."""

from datetime import date

import pytest
import sqlalchemy as sa

from schuldhulp import every_table
from schuldhulp.privacy.document import as_markdown
from schuldhulp.privacy.processing import processing_register
from schuldhulp.privacy.register import KEYS, Register, RegisterFault, read_register, the_register
from schuldhulp.retention.terms import terms_of

ACTIVITIES = {
    "hulp": {
        "naam": "Hulp", "doel": "Helpen", "grondslag": "taak", "betrokkenen": "Inwoners", "ontvangers": "Niemand",
        "termijn": "jaar", "leest": ["client"],
    }
}  # fmt: skip
CODES = {
    "grondslag": {"taak": "Taak"}, "termijn": {"jaar": "Een jaar"}, "lezer": {"client": "de inwoner"},
    "opslag": {"verzegeld": "verzegeld", "leesbaar": "leesbaar", "afdruk": "afdruk"},
}  # fmt: skip


def unregistered(metadata: sa.MetaData, register: Register) -> list[str]:
    """Columns that the register does not name, and names in it of columns that are gone."""
    found = []
    for table in metadata.tables.values():
        stored = {column.name for column in table.columns} - set(KEYS)
        named = register.tables[table.name].named if table.name in register.tables else frozenset()
        found += [f"{table.name}.{name} staat niet in het register" for name in sorted(stored - named)]
        found += [f"{table.name}.{name} bestaat niet" for name in sorted(named - stored)]
        if table.name not in register.tables:
            found.append(f"{table.name} staat niet in het register")
    gone = register.tables.keys() - metadata.tables.keys()
    return found + [f"{name} bestaat niet" for name in sorted(gone)]


def bytes_in_the_open(metadata: sa.MetaData, register: Register) -> list[str]:
    """Columns of bytes that the register calls readable without saying so itself."""
    return [
        f"{column.table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, sa.LargeBinary)
        and register.tables[table.name].columns[column.name].storage == "leesbaar"
    ]


def test_every_column_is_in_the_register_and_nothing_else_is() -> None:
    assert unregistered(every_table.metadata, the_register()) == []


def test_every_column_has_a_word_of_its_own_that_a_privacy_officer_reads() -> None:
    register = the_register()
    named = {name.removesuffix("_sealed") for table in register.tables.values() for name in table.named}
    assert sorted(named - register.labels.keys()) == []


def test_the_document_names_what_rests_on_something_else_and_not_the_keys_of_its_rows() -> None:
    register = the_register()
    text = as_markdown(processing_register(register, "Voorbeeldstad", terms_of({}), date(2026, 11, 22)))
    other = [line for line in text.splitlines() if line.startswith("- **Andere grondslag**")]
    assert any("machtigingen die de inwoner gaf" in line for line in other)
    assert [line for line in other for key in KEYS.values() if f"; {key}" in line] == []


def test_what_holds_bytes_is_sealed_or_a_print() -> None:
    assert bytes_in_the_open(every_table.metadata, the_register()) == ["municipality_logo.image"]


def test_a_column_that_nobody_wrote_down_and_one_that_is_gone_are_found() -> None:
    register = read_register(
        ACTIVITIES, {"debt": {"wat": "Schulden", "verwerking": "hulp", "kolommen": "cents old"}}, CODES
    )
    planted = sa.MetaData()
    sa.Table(
        "debt",
        planted,
        sa.Column("id", sa.Uuid),
        sa.Column("cents", sa.Integer),
        sa.Column("note", sa.String),
    )
    sa.Table("letter", planted, sa.Column("id", sa.Uuid))
    assert unregistered(planted, register) == [
        "debt.note staat niet in het register", "debt.old bestaat niet", "letter staat niet in het register",
    ]  # fmt: skip


def test_a_word_that_the_register_does_not_know_is_refused() -> None:
    table = {"wat": "Schulden", "verwerking": "hulp", "kolommen": "cents"}
    for change in (
        {"verwerking": "onbekend"}, {"termijn": "eeuw"}, {"leest": ["buurman"]}, {"mee": "nee"}, {"mee": "soms:x"},
        {"anders": {"note": {"wat": "x"}}},
    ):  # fmt: skip
        with pytest.raises(RegisterFault):
            read_register(ACTIVITIES, {"debt": table | change}, CODES)


def test_an_exception_of_a_column_goes_before_its_table_and_its_activity() -> None:
    table = {
        "wat": "Schulden", "verwerking": "hulp", "kolommen": "cents words_sealed", "doel": "Tellen",
        "anders": {"words_sealed": {"doel": "Lezen", "mee": "nee:van een ander"}},
    }  # fmt: skip
    columns = read_register(ACTIVITIES, {"debt": table}, CODES).tables["debt"].columns
    assert (columns["cents"].purpose, columns["cents"].storage, columns["cents"].take_out) == (
        "Tellen",
        "leesbaar",
        "ja",
    )
    words = columns["words_sealed"]
    assert (words.purpose, words.storage, words.take_out, words.why) == (
        "Lezen",
        "verzegeld",
        "nee",
        "van een ander",
    )
