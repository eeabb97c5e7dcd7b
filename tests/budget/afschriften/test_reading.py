"""Every format gives the same eight lines; what is cut, changed, hostile or something else gives a sentence."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schuldhulp.budget.afschriften.decoding import text_of
from schuldhulp.budget.afschriften.reading import MAX_FILES, read_statement
from schuldhulp.budget.afschriften.texts import Told, unpack
from schuldhulp.budget.afschriften.transaction import (
    BrokenStatement,
    NotAStatement,
    NoTransactions,
    NotReadable,
    OtherMoney,
    StatementRefused,
    TooBigStatement,
    Transaction,
    any_cents,
    any_day,
    dutch_cents,
    point_cents,
)

FIXTURES = Path(__file__).with_name("fixtures")
LINDE, CARE = "NL71BNGH0285000111", "NL43ABNA0500111222"
TAX, CITY = "NL86INGB0002445588", "NL14BNGH0285001234"
# The month that every fixture tells: day of October 2026, cents, IBAN of the other side.
OCTOBER = [
    (1, -684_50, LINDE),
    (2, -43_20, ""),
    (5, -171_50, CARE),
    (6, 171_50, CARE),
    (20, 129_00, TAX),
    (23, 1_351_33, CITY),
    (24, -12_50, ""),
    (26, -50_00, ""),
]
FORMATS = {
    "ing-puntkomma.csv": "ING",
    "ing-komma-oud.csv": "ING",
    "ing-utf8-bom.csv": "ING",
    "ing-utf16.csv": "ING",
    "ing-latin1.csv": "ING",
    "rabobank.csv": "Rabobank",
    "abn-amro.tab": "ABN AMRO",
    "abn-amro.csv": "ABN AMRO",
    "sns.csv": "SNS",
    "asn.csv": "ASN",
    "regiobank.csv": "RegioBank",
    "bunq.csv": "bunq",
    "bunq-nederlands.csv": "bunq",
    "knab.csv": "Knab",
    "camt053-v2-ing.xml": "ING",
    "camt053-v8-rabobank.xml": "Rabobank",
    "camt053-liegt-over-tekens.xml": "ING",
    "camt053-ing.zip": "ING",
    "mt940-abn-amro.sta": "ABN AMRO",
    "mt940-ing.sta": "ING",
    "mt940-rabobank.swi": "Rabobank",
}


def read(name: str) -> tuple[Transaction, ...]:
    return read_statement((FIXTURES / name).read_bytes())


@pytest.mark.parametrize(("name", "bank"), FORMATS.items())
def test_every_format_gives_the_same_month(name: str, bank: str) -> None:
    found = read(name)
    assert [(one.booked_on.day, one.amount_cents, one.counterparty_iban) for one in found] == OCTOBER
    assert {(one.booked_on.year, one.booked_on.month, one.own_iban_tail, one.bank) for one in found} == {
        (2026, 10, "4567", bank)
    }
    assert [type(one.amount_cents) for one in found] == [int] * 8
    names = [one.counterparty.casefold() for one in found]
    assert names[0] == "woningstichting de linde"
    assert names[1].startswith("albert heijn 1234")
    assert names[4:6] == ["belastingdienst", "gemeente voorbeeldstad"]
    words = [one.description.casefold() for one in found]
    assert "huur oktober 2026" in words[0]
    assert "storno" in words[3] and "storno" not in words[2]
    assert "zorgtoeslag november 2026" in words[4]
    assert "uitkering participatiewet oktober" in words[5]


@pytest.mark.parametrize("name", [n for n in FORMATS if not n.startswith("mt940")])
def test_letters_with_accents_survive_every_encoding(name: str) -> None:
    assert read(name)[6].counterparty.startswith("Café Zoë")


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("ing-half.csv", BrokenStatement),
        ("camt053-half.xml", BrokenStatement),
        ("camt053-bedrag-veranderd.xml", BrokenStatement),
        ("mt940-half.sta", BrokenStatement),
        ("abn-amro-veranderd.tab", BrokenStatement),
        ("alleen-koppen.csv", NoTransactions),
        ("camt052.xml", NotAStatement),
        ("xml-bom.xml", NotAStatement),
        ("xml-van-buiten.xml", NotAStatement),
        ("geen-afschrift.csv", NotAStatement),
        ("plaatje.csv", NotReadable),
        ("afschrift.pdf", NotReadable),
    ],
)
def test_what_is_not_whole_or_not_a_statement_is_refused_in_dutch(
    name: str, refusal: type[StatementRefused]
) -> None:
    with pytest.raises(refusal) as found:
        read(name)
    assert str(found.value).endswith(".") and "!" not in str(found.value)


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(BrokenStatement, match="Regel 3 van dit afschrift"):
        read("abn-amro-veranderd.tab")


def test_the_name_of_a_file_decides_nothing() -> None:
    as_bytes = (FIXTURES / "mt940-ing.sta").read_bytes()
    assert read_statement(b"\xef\xbb\xbf" + as_bytes) == read("mt940-ing.sta")


@pytest.mark.parametrize(
    "name", ["rabobank.csv", "knab.csv", "sns.csv", "camt053-v2-ing.xml", "mt940-ing.sta"]
)
def test_an_account_in_other_money_is_refused(name: str) -> None:
    data = (FIXTURES / name).read_bytes().replace(b"EUR", b"USD")
    with pytest.raises(OtherMoney):
        read_statement(data)


def zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_a_zip_holds_a_statement_a_day_and_nothing_else() -> None:
    part = (FIXTURES / "camt053-v2-ing.xml").read_bytes()
    assert len(read_statement(zipped({"1.xml": part, "2.xml": part}))) == 16
    for parts, refusal in (
        ({"xl/workbook.xml": part, "[Content_Types].xml": b"<x/>"}, NotReadable),
        ({f"{n}.xml": part for n in range(MAX_FILES + 1)}, NotAStatement),
        ({"binnen.zip": zipped({"1.xml": part})}, NotAStatement),
        ({"nul.csv": bytes(50 * 1024 * 1024)}, TooBigStatement),
        ({"1.xml": part, "2.xml": part[:300]}, BrokenStatement),
    ):
        with pytest.raises(refusal):
            read_statement(zipped(parts))
    with pytest.raises(BrokenStatement):
        read_statement(zipped({"1.xml": part})[:-30])


def test_one_booking_of_several_payments_is_taken_apart_only_when_they_add_up() -> None:
    detail = "<TxDtls><Amt Ccy='EUR'>{}</Amt><RltdPties><Cdtr><Nm>{}</Nm></Cdtr></RltdPties></TxDtls>"

    def batch(*parts: tuple[str, str]) -> list[tuple[str, int]]:
        details = "".join(detail.format(*part) for part in parts)
        text = (
            "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><BkToCstmrStmt><Stmt><Acct><Id>"
            "<IBAN>NL20INGB0001234567</IBAN></Id></Acct><Ntry><Amt Ccy='EUR'>30.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>"
            "<Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2026-10-01T09:00:00</DtTm></BookgDt>"
            f"<NtryDtls>{details}</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"
        )
        return [(one.counterparty, one.amount_cents) for one in read_statement(text.encode())]

    assert batch(("10.00", "A"), ("20.00", "B")) == [("A", -10_00), ("B", -20_00)]
    assert batch(("10.00", "A"), ("10.00", "B")) == [("A", -30_00)]


@pytest.mark.parametrize(
    ("packed", "told"),
    [
        (
            "BEA   NR:A1B23C   30.12.21/09.15 Hema EV123,PAS123",
            Told("Hema EV123", "", "BEA   NR:A1B23C   30.12.21/09.15 Hema EV123,PAS123"),
        ),
        (
            "/TRTP/SEPA OVERBOEKING/IBAN/NL14BNGH0285001234/BIC/BNGHNL2G/NAME/Gemeente/REMI/Bijstand/EREF/1",
            Told("Gemeente", CITY, "Bijstand SEPA OVERBOEKING"),
        ),
        (
            "/EREF/1//MARF/2//CSID/3//CNTP/NL43ABNA0500111222/ABNANL2A/Zilveren Kruis///REMI/USTD//Premie/",
            Told("Zilveren Kruis", CARE, "Premie"),
        ),
        (f"{CITY} GEMEENTE STAD  bijstand", Told("GEMEENTE STAD", CITY, f"{CITY} GEMEENTE STAD  bijstand")),
    ],
)  # fmt: skip
def test_what_banks_pack_into_one_field(packed: str, told: Told) -> None:
    assert unpack(packed) == told


@pytest.mark.parametrize(
    ("text", "cents"),
    [("1.234,56", 1_234_56), ("-12,5", -12_50), ("+3", 3_00), ("-1.034,75", -1_034_75), ("-24.99", -24_99),
     ("1,200.00", 1_200_00), ("684.50000", 684_50), ("1.234", 1_234_00), ("0,00", 0)],
)  # fmt: skip
def test_amounts_of_banks(text: str, cents: int) -> None:
    assert any_cents(text) == cents


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "12,3456", "--1", "1e5", "999999999999999", "99999999999,00", "NaN"]
)
def test_what_is_no_amount(text: str) -> None:
    for parse in (dutch_cents, any_cents):
        with pytest.raises(ValueError):
            parse(text)


@given(st.integers(-(10**9), 10**9))
def test_any_amount_comes_back_from_both_ways_of_writing(cents: int) -> None:
    sign, whole, rest = "-" if cents < 0 else "", abs(cents) // 100, abs(cents) % 100
    assert dutch_cents(f"{sign}{whole},{rest:02d}") == point_cents(f"{sign}{whole:,}.{rest:02d}") == cents


def test_days_of_banks() -> None:
    assert {any_day(text) for text in ("21-06-2019", "2019-06-21", "20190621", "21.06.2019")} == {
        date(2019, 6, 21)
    }
    for text in ("", "31-02-2026", "2026", "21-06-19"):
        with pytest.raises(ValueError):
            any_day(text)


@given(st.binary(max_size=400))
@settings(max_examples=150)
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    try:
        read_statement(data)
    except StatementRefused as refused:
        assert str(refused)


@pytest.mark.parametrize("name", ["rabobank.csv", "camt053-v8-rabobank.xml", "mt940-abn-amro.sta", "sns.csv"])
def test_half_a_file_never_gives_half_its_lines_of_camt_and_mt940(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    whole = read_statement(data)
    for length in range(0, len(data), max(1, len(data) // 60)):
        try:
            found = read_statement(data[:length])
        except StatementRefused:
            continue
        # A CSV cut exactly at the end of a line is a shorter CSV; the others close with their balance.
        assert name.endswith(".csv") and found == whole[: len(found)]


def test_text_without_a_mark_is_recognised() -> None:
    assert text_of("Datum;Bedrag\r\n1;2".encode("utf-16-le")) == "Datum;Bedrag\n1;2"
    assert text_of(b"caf\xe9 \x80 5") == "café € 5"
