"""Everything goes along: every word of the client and nobody else's; and it comes in at another municipality."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import fields as fields_of
from datetime import date

import pikepdf
import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import select

from schuldhulp.crypto import keyring
from schuldhulp.dossier.records.codec import value_types
from schuldhulp.dossier.steps import STEP
from schuldhulp.dossier.tables import Event
from schuldhulp.every_table import metadata
from schuldhulp.privacy.register import the_register
from schuldhulp.takein.offered import offered_by
from schuldhulp.takein.package import (
    Changed,
    NotAPackage,
    OtherShape,
    Package,
    PackageRefused,
    TooLarge,
    read_package,
)
from schuldhulp.takein.tables import TakeIn
from schuldhulp.takeout.package import schema_text
from tests.conftest import _sqlite_world
from tests.security.estate import BROUGHT, furnish
from tests.web_client import WebClient, form_of
from tests.world import FRIDAY

PDF = io.BytesIO()
with pikepdf.new() as _blank:
    _blank.add_blank_page()
    _blank.save(PDF)


def taken_out(client) -> bytes:
    fields = form_of(client.get("/mijn/meenemen"), "/mijn/meenemen")
    with client._clock():
        answer = client.http.post("/mijn/meenemen", data=fields, base_url="http://localhost")
    assert answer.status_code == 200, answer.text[:500]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bestanden-2026-11-20.zip"'
    return answer.data


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def rebuilt(data: bytes, change: Callable[[dict[str, bytes]], None], *, sums: bool = True) -> bytes:
    """The package with something changed, and with checksums that fit again or not."""
    parts = parts_of(data)
    change(parts)
    if sums:
        listed = [f"{hashlib.sha256(parts[n]).hexdigest()}  {n}\n" for n in parts if n != "controle.sha256"]
        parts["controle.sha256"] = "".join(listed).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def sealed_words(world, who: str) -> set[str]:
    """Every sealed text with the canary of a person, opened straight from every table."""
    found: set[str] = set()
    dossier_id, here = world.people[who].dossier_id, world.people[who].municipality_id
    with world.open() as session:
        ring = keyring(session)
        for table in metadata.sorted_tables:
            sealed = [column.name for column in table.columns if column.name.endswith("_sealed")]
            if (
                not sealed
                or not ("dossier_id" in table.c or table.name == "dossier")
                or table.name == "outbox_mail"
            ):
                continue
            key = table.c.id if table.name == "dossier" else table.c.dossier_id
            for row in session.execute(select(table).where(key == dossier_id)).mappings():
                for name in sealed:
                    if row[name] is None or the_register().tables[table.name].columns[name].take_out == "nee":
                        continue
                    opened = ring.open_bytes_at(
                        row[name], table.name, name, row["id"], municipality_id=here, dossier_id=dossier_id
                    )
                    if f"K-{who}".encode() in opened and not opened.startswith(b"%PDF"):
                        found.add(f"{table.name}.{name}")
    return found


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A full world that the tests of this module share; each leaves anna's dossier as it is."""
    made = _sqlite_world(tmp_path_factory.mktemp("pakket"))
    furnish(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def packed(house) -> bytes:
    return taken_out(WebClient(house, "anna"))


def test_every_word_of_the_client_is_in_it_and_nobody_elses_is(packed, house):
    parts = parts_of(packed)
    told = json.loads(parts["gegevens.json"])
    Draft202012Validator(json.loads(schema_text())).validate(told)
    assert parts["schema.json"] == schema_text().encode()
    everything = b"".join(parts.values()).decode("utf-8", "replace")
    assert not [word for word in ("K-berend", "K-chris", "K-deleted") if word in everything]
    told_in = {
        f"{table}.{name}_sealed"
        for table, rows in told["rijen"].items()
        for row in rows
        for name, value in row.items()
        if "K-anna" in json.dumps(value, ensure_ascii=False)
    }
    wanted = sealed_words(house, "anna")
    assert len(wanted) > 40
    assert wanted - told_in == set()
    (file,) = told["bestanden"]
    assert (
        b"K-anna" in parts[file["pad"]] and hashlib.sha256(parts[file["pad"]]).hexdigest() == file["sha256"]
    )
    assert "K-anna" in parts["dossier.html"].decode() and "Kind K-anna" in parts["dossier.html"].decode()
    with pikepdf.open(io.BytesIO(parts["dossier-1.pdf"])) as pdf:
        assert pdf.Root.MarkInfo.Marked
    listed = dict(line.split("  ", 1)[::-1] for line in parts["controle.sha256"].decode().splitlines())
    assert listed == {n: hashlib.sha256(c).hexdigest() for n, c in parts.items() if n != "controle.sha256"}
    assert str(house.people["noor"].person_id) not in parts["gegevens.json"].decode()
    told["rijen"]["message"] = []  # what was written to the client stays as it was written
    assert "Noor" not in json.dumps(told) and "schuldhulpverlener" in json.dumps(told)
    with house.open() as session:
        assert "TakenOut" in session.scalars(select(Event.kind)).all()


def test_what_goes_out_comes_in_elsewhere_and_goes_out_again_with_the_same_content(packed, house):
    world = house
    # The papers of the estate are no real PDF: the door of uploads would refuse them.
    first = rebuilt(packed, _with_a_real_pdf)
    dora = _newcomer(world)
    fields = form_of(dora.get("/mijn/meegenomen"), "/mijn/meegenomen")
    answer = dora.post("/mijn/meegenomen", {**fields, "file": (io.BytesIO(first), "bestanden.zip")})
    page = answer.headers["Location"]
    shown = dora.get(page).text
    assert "Voorbeeldstad" in shown and "Winkel K-anna" in shown
    dora.submit(page, {})
    again = json.loads(parts_of(taken_out(dora))["gegevens.json"])
    before = json.loads(parts_of(first)["gegevens.json"])
    assert _content(before) == _content(again)
    with world.open() as session:
        row = session.scalars(select(TakeIn).where(TakeIn.taken_at.is_not(None))).one()
        assert (row.source, row.staged_sealed) == ("Voorbeeldstad", None) and row.counts["schulden"] == 2
    assert "Meegenomen uit een andere gemeente" in dora.get("/mijn/tijdlijn").text
    dora.get(page, status=404)


def _with_a_real_pdf(parts: dict[str, bytes]) -> None:
    told = json.loads(parts["gegevens.json"])
    for file in told["bestanden"]:
        parts[file["pad"]] = PDF.getvalue()
        file["sha256"] = hashlib.sha256(PDF.getvalue()).hexdigest()
    parts["gegevens.json"] = json.dumps(told).encode()


def _newcomer(world):
    with world.open() as session:
        world.add_client(session, "dora", "lindewaard")
    return WebClient(world, "dora")


def _content(told: dict) -> dict[str, list]:
    """What a client told, without numbers, moments and who typed it."""
    left_out = {
        "id", "entered_at", "entered_by_role", "added_at", "added_by_role", "removed_at", "source", "assessed_at",
        "assessed_by", "rank", "settleable", "claim_kind", "confirmed_cents", "received_on", "seen_at", "seen_by",
        "about", "about_id", "how", "judged_at", "judged_by",
    }  # fmt: skip
    found = {
        table: sorted(
            json.dumps({k: v for k, v in row.items() if k not in left_out}, sort_keys=True)
            for row in told["rijen"].get(table, [])
            if not row.get("removed_at")
        )
        for table in ("household_member", "budget_post", "debt", "paper")
    }
    found["step_answer"] = sorted(
        json.dumps(row["answer"], sort_keys=True) for row in told["rijen"]["step_answer"]
    )
    found["bestanden"] = sorted(file["naam"] for file in told["bestanden"])
    return found


def test_what_is_not_exactly_a_package_of_ours_is_refused(packed):
    def bomb(parts):
        parts["dossier.html"] = b"0" * (30 * 1024 * 1024)

    def outside(parts):
        parts["../../weg.txt"] = b"x"

    def other(parts):
        parts["programma.exe"] = b"MZ"

    def shape(parts):
        parts["gegevens.json"] = parts["gegevens.json"].replace(
            b'"soort": "schuldhulp-dossier"', b'"soort": "iets"'
        )

    def deep(parts):
        parts["gegevens.json"] = b"[" * 200_000

    def code(parts):
        told = json.loads(parts["gegevens.json"])
        told["rijen"]["budget_post"][0]["period"] = "<script>"
        parts["gegevens.json"] = json.dumps(told).encode()

    def gone(parts):
        del parts[next(name for name in parts if name.startswith("bestanden/"))]

    def swapped(parts):
        parts["gegevens.json"] += b" "

    for change, sums, refusal in (
        (bomb, True, TooLarge), (outside, True, NotAPackage), (other, True, NotAPackage), (shape, True, OtherShape),
        (deep, True, OtherShape), (code, True, OtherShape), (gone, True, Changed), (swapped, False, Changed),
    ):  # fmt: skip
        with pytest.raises(refusal):
            read_package(rebuilt(packed, change, sums=sums))
    for data in (b"", b"PK\x03\x04", b"%PDF-1.4", packed[:-200], packed[200:], b"\x00" * 1000):
        with pytest.raises(PackageRefused):
            read_package(data)
    with pytest.raises(NotAPackage):
        read_package(_with_a_link())
    assert read_package(packed).source == "Voorbeeldstad"


def _with_a_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        link = zipfile.ZipInfo("gegevens.json")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    return out.getvalue()


def test_a_value_that_a_client_could_not_have_told_is_refused_before_anything_is_kept(packed, house):
    def threat(parts):
        told = json.loads(parts["gegevens.json"])
        told["rijen"]["debt"][0]["judgment"] = "ter dood"
        parts["gegevens.json"] = json.dumps(told).encode()

    def endless(parts):
        told = json.loads(parts["gegevens.json"])
        told["rijen"]["step_answer"][0] |= {
            "step": "doel",
            "answer": {"v": 1, "fields": {"wish": "x" * 2_000_000}},
        }
        parts["gegevens.json"] = json.dumps(told).encode()

    berend = WebClient(house, "berend")
    for change in (threat, endless):
        fields = form_of(berend.get("/mijn/meegenomen"), "/mijn/meegenomen")
        bad = (io.BytesIO(rebuilt(packed, change)), "x.zip")
        answer = berend.post("/mijn/meegenomen", {**fields, "file": bad}, status=422)
        assert "anders dan wij kunnen lezen" in answer.text
    with house.open() as session:
        mine = TakeIn.dossier_id == house.people["berend"].dossier_id
        assert (
            session.scalars(
                select(TakeIn).where(mine, TakeIn.digest != hashlib.sha256(BROUGHT).hexdigest())
            ).all()
            == []
        )


@pytest.mark.parametrize("value", [{}, {"open": []}, {"open": {"open": "later"}}, [[]], 10**400, None, True])
def test_an_answer_that_cannot_be_read_is_asked_anew_and_breaks_nothing(value):
    names = [field.name for field in fields_of(STEP["bereiken"].record)]
    for name in names:
        row = {"step": "bereiken", "answer": {"v": 1, "fields": {name: value}}}
        package = Package(
            source="Elders", made_at=FRIDAY, digest="", rows={"step_answer": [row]}, files=(), parts={}
        )
        assert set(offered_by(package).steps) <= {"bereiken"}


NUMBERS = [
    (slug, name) for slug, step in STEP.items() for name, kind in value_types(step.record).items() if kind is int
]  # fmt: skip


@pytest.mark.parametrize(("slug", "name"), NUMBERS)
def test_a_number_that_no_form_takes_does_not_come_along(slug, name):
    """A mark of 10^40 would stand in the report of a whole municipality, or stop it."""

    def brought(value):
        row = {"step": slug, "answer": {"v": 1, "fields": {name: value}}}
        rows = {"step_answer": [row]}
        return offered_by(
            Package(source="Elders", made_at=FRIDAY, digest="", rows=rows, files=(), parts={})
        ).steps

    assert slug in brought(1), "an ordinary number does"
    assert not any(brought(value) for value in (-1, 10**11, 10**40))


def test_a_day_that_cannot_be_does_not_come_along():
    days = [
        (slug, name)
        for slug, step in STEP.items()
        for name, kind in value_types(step.record).items()
        if kind is date
    ]
    assert days
    for slug, name in days:
        row = {"step": slug, "answer": {"v": 1, "fields": {name: "9999-12-31"}}}
        package = Package(
            source="Elders", made_at=FRIDAY, digest="", rows={"step_answer": [row]}, files=(), parts={}
        )
        assert offered_by(package).steps == {}


@pytest.mark.parametrize("name", ["letter_date", "last_payment_on", "threat_on", "arrangement_until"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_debt_with_a_day_that_no_calendar_has_is_refused(name, day):
    rows = {"debt": [{"id": "x", "creditor": "Winkel", name: day}]}
    package = Package(source="Elders", made_at=FRIDAY, digest="", rows=rows, files=(), parts={})
    with pytest.raises(PackageRefused):
        offered_by(package)
    rows["debt"][0][name] = "2026-03-01"
    assert len(offered_by(package).debts) == 1


def test_a_package_that_is_brought_takes_the_place_of_one_that_waits(packed, house):
    chris = WebClient(house, "chris")

    def bring(change):
        fields = form_of(chris.get("/mijn/meegenomen"), "/mijn/meegenomen")
        data = (io.BytesIO(rebuilt(packed, change)), "x.zip")
        return chris.post("/mijn/meegenomen", {**fields, "file": data}, status=303).location

    def other(parts):
        parts["LEESMIJ.txt"] += b" "

    first, second = bring(lambda parts: None), bring(other)
    chris.get(first, status=404)
    chris.get(second)
    with house.open() as session:
        mine = TakeIn.dossier_id == house.people["chris"].dossier_id
        assert len(session.scalars(select(TakeIn).where(mine, TakeIn.taken_at.is_(None))).all()) == 1
