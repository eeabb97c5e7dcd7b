"""Case C: a man who reads badly comes to the desk with his daughter; one dossier, on screen and on paper."""

import io
from collections import Counter
from uuid import UUID

import pypdfium2
from sqlalchemy import func, select

from schuldhulp.budget.queries import month_of
from schuldhulp.budget.tables import BudgetPost
from schuldhulp.debts.queries import debts_of
from schuldhulp.debts.tables import Debt
from schuldhulp.dossier.tables import Dossier, Threat
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.workbook.tables import StepAnswer
from tests.browsers import DESK
from tests.budget import walks
from tests.jobs.rounds_at import rounds_at
from tests.journeys.walking import AFTER_THE_QUARTER, Hands, Journey, add_lines, amsterdam, figures, paper

AT_THE_DESK = {
    "called": "Meneer Terhorst", "legal_name": "Gerrit Terhorst", "source": "balie",
    "question_for_help": "Ik snap die brieven niet. Laat maar.", "urgent": "bankbeslag", "urgent_on": "20-11-2026",
    "contact": "06 07654321, liefst via dochter Mirjam", "post_home": "ja",
    "safety_note": "Leest moeilijk. Brieven voorlezen.",
}  # fmt: skip


def test_case_c_from_the_desk_to_the_plan_in_large_print(journey: Journey) -> None:
    noor = journey.signed_in("noor@staf.example", DESK)
    kenmerk = begins_at_the_desk(journey, noor)
    fills_beside_him(journey, noor, kenmerk)
    sees_the_figures(journey, noor, kenmerk)
    it_does_not_work(journey, noor, kenmerk)
    goes_on_on_paper(journey, noor, kenmerk)
    counts_in_the_quarter(journey)


def dossier_of(journey: Journey, kenmerk: str) -> Dossier:
    with journey.world.open() as session:
        return session.scalars(select(Dossier).where(Dossier.kenmerk == kenmerk)).one()


def begins_at_the_desk(journey: Journey, noor: Hands) -> str:
    noor.go("/inbox").link("Nieuw dossier").fill(AT_THE_DESK).button("Maak het dossier")
    kenmerk = noor.page.url.split("?")[0].rsplit("/", 1)[1]
    page = noor.read()
    assert "Meneer Terhorst" in page and "zonder internet" in page and "Leest moeilijk" in page
    assert "drie werkdagen is verplicht" not in page, "spoed, not a threat of Wgs 4(2)"
    row = dossier_of(journey, kenmerk)
    assert (row.source, row.offline, str(row.first_talk_due)) == ("balie", True, "2026-12-18")
    with journey.world.open() as session:
        threat = session.scalars(select(Threat).where(Threat.dossier_id == row.id)).one()
        assert (threat.kind, threat.legal, str(threat.threatens_on)) == ("bankbeslag", False, "2026-11-20")
        assert session.get_one(InboxRow, (row.municipality_id, row.id)).urgency == 1
    step = f"/dossiers/{kenmerk}/werkboek/dreigt-er-iets"
    noor.go(step).fill({"food": "nee"})
    noor.button("Opslaan en verder")
    with journey.world.open() as session:
        kinds = set(session.scalars(select(Threat.kind).where(Threat.dossier_id == row.id)))
    assert kinds == {"bankbeslag", "geen_geld_voor_eten"}
    assert str(dossier_of(journey, kenmerk).first_talk_due) == "2026-12-18"
    noor.go(f"/dossiers/{kenmerk}").link("Gesprek of telefoontje noteren")
    noor.fill(
        {"channel": "kantoor", "summary": "Brief aan de deurwaarder: geld is beschermd. Voedselbank genoemd."}
    )
    noor.button("Noteer")
    return kenmerk


def fills_beside_him(journey: Journey, noor: Hands, kenmerk: str) -> None:
    root = f"/dossiers/{kenmerk}"
    step, benefit = walks.MAN_INCOMES[0]
    noor.go(f"{root}/werkboek/{step}").at('main a[href*="soort=benefit_pw"]')
    assert not noor.page.locator('[name="cak"]').is_visible()
    noor.fill({name: value for name, value in benefit.items() if name != "code"}).button("Bewaren", "main")
    add_lines(noor, root, walks.MAN_INCOMES[1:])
    noor.start(f"{root}/schulden").link("Eerst grof: namen en ongeveer")
    for number, (name, amount) in enumerate(walks.MAN_ROUGH):
        noor.fill({f"lines-{number}-name": name, f"lines-{number}-amount": amount})
    noor.button("Opslaan en verder")
    assert noor.presses <= 25, "CL5"
    add_lines(noor, root, walks.MAN_EXPENSES)


def sees_the_figures(journey: Journey, noor: Hands, kenmerk: str) -> None:
    actor, row = journey.world.people["noor"], dossier_of(journey, kenmerk)
    with journey.world.open() as session:
        budget = month_of(session, actor, row.id).budget
        owed = debts_of(session, actor, row.id)
        assert budget.income_cents == 1_351_33 + 68_13 + 129_00
        assert (owed.total.cents, owed.count, owed.total.approximate) == (16_691_20, 10, True)
    month = noor.go(f"/dossiers/{kenmerk}/budget").read_all()
    assert {"1.548,46", "172,70"} <= figures(month)
    assert "16.691,20" in figures(noor.go(f"/dossiers/{kenmerk}/schulden").read())


def stored(journey: Journey, dossier_id: UUID) -> dict[str, int]:
    """How many lines and answers stand in the dossier."""
    with journey.world.open() as session:
        return {
            table.__tablename__: session.scalar(
                select(func.count()).select_from(table).where(table.dossier_id == dossier_id)
            ) or 0
            for table in (BudgetPost, Debt, StepAnswer)
        }  # fmt: skip


def it_does_not_work(journey: Journey, noor: Hands, kenmerk: str) -> None:
    """At the third step: paper and a home visit in the same dossier; the client's days stop, the law's do not."""
    row = dossier_of(journey, kenmerk)
    before = stored(journey, row.id)
    noor.go(f"/dossiers/{kenmerk}/werkboek/wat-speelt-er").button("Het lukt niet")
    noor.button("Laat het weten")
    with journey.world.open() as session:
        inbox = session.get_one(InboxRow, (row.municipality_id, row.id))
        assert inbox.client_clock_paused and inbox.waiting_on == "us" and inbox.waiting_for == "lukt_niet"
    assert dossier_of(journey, kenmerk).first_talk_due == row.first_talk_due, "the Wgs clock runs on"
    noor.go(f"/dossiers/{kenmerk}").link("Afspraak maken").fill({
        "day": "25-11-2026", "at": "10.00", "channel": "huisbezoek", "place": "bij u thuis, met uw dochter",
        "purpose": "eerste_gesprek", "agreed": "y",
    }).button("Stel voor")  # fmt: skip
    after = stored(journey, row.id)
    assert (after["budget_post"], after["debt"]) == (before["budget_post"], before["debt"])
    journey.at(amsterdam(24, 9))
    said = rounds_at(journey.world, journey.moment).watch()
    with journey.world.open() as session:
        inbox = session.get_one(InboxRow, (row.municipality_id, row.id))
        assert inbox.client_due_on is None and said["reminders"] == 0, "no term of five days, no reminder"
        assert str(inbox.first_talk_due) == "2026-12-18"


def goes_on_on_paper(journey: Journey, noor: Hands, kenmerk: str) -> None:
    journey.at(amsterdam(25, 11, 30))
    journey.leave(noor)
    noor = journey.signed_in("noor@staf.example", DESK).go(f"/dossiers/{kenmerk}")
    noor.link("Eerste gesprek vastleggen").fill({
        "channel": "huisbezoek", "who": "de cliënt en dochter Mirjam", "wants_to_continue": "ja",
        "question_for_help": "Rust, en iemand die de brieven leest",
    }).button("Leg het gesprek vast")  # fmt: skip
    request = noor.page.context.request
    root = f"{journey.site}/dossiers/{kenmerk}"
    small, large = (
        request.get(f"{root}/werkboek/wonen.pdf?leeg=1{more}").body() for more in ("", "&groot=1")
    )
    assert all(f"Wonen Nummer {kenmerk}" in paper(one)[0] for one in (small, large))
    assert tallest(large) > tallest(small), "large print"
    noor.go(f"/dossiers/{kenmerk}/budget").link("Budgetplan op papier").fill({"groot": "1"})
    with noor.page.expect_response(lambda answer: "plan.pdf" in answer.url) as waiting:
        noor.page.get_by_role("button", name="Maak de PDF").click()
    text, _ = paper(request.get(waiting.value.url).body())
    assert {"16.691,20", "1.548,46", "172,70"} <= figures(text) and "groot=1" in waiting.value.url
    journey.leave(noor)


def tallest(content: bytes) -> float:
    """How tall the ordinary letter of a paper is, in points: the height that most letters o have."""
    text = pypdfium2.PdfDocument(io.BytesIO(content))[0].get_textpage()
    boxes = (text.get_charbox(at) for at, letter in enumerate(text.get_text_range()) if letter == "o")
    return Counter(round(top - bottom, 1) for _, bottom, _, top in boxes).most_common(1)[0][0]


def counts_in_the_quarter(journey: Journey) -> None:
    """With two others in the quarter and two more, he makes the fifth: without him nothing would be shown."""
    with journey.world.open() as session:
        for who in ("dora", "emma"):
            journey.world.add_client(session, who, "voorbeeldstad")
    journey.at(AFTER_THE_QUARTER)
    gert = journey.signed_in("gert@staf.example", DESK)
    gert.go("/rapportage/2026-k4")
    row = gert.page.locator("tr", has=gert.page.locator("th", has_text="Aanmeldingen").first).first
    assert row.locator("td strong").inner_text().strip() == "5"
