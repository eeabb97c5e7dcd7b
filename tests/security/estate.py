"""A row of every kind in three dossiers, each with words that say whose they are (K-anna, K-berend, K-chris)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.aftercare.tables import AftercareCheck
from schuldhulp.appointments.actions import Planned, make_appointment
from schuldhulp.base import DossierPart, new_id
from schuldhulp.budget import actions as budget
from schuldhulp.budget.afschriften.transaction import Transaction
from schuldhulp.budget.document import Plan
from schuldhulp.budget.herkenning.recognising import recognise
from schuldhulp.budget.herkenning.rule_files import rule_book
from schuldhulp.budget.norm_files import load_normen
from schuldhulp.budget.queries import month_of
from schuldhulp.budget.regelingen.oordeel import Leeftijd
from schuldhulp.budget.told import PostTold
from schuldhulp.budget.vergelijking import ChangePost
from schuldhulp.budget.vtlb import Correctie, Correctieregel
from schuldhulp.calculations import actions as calculations
from schuldhulp.calculations import queries as law
from schuldhulp.calculations.legal import legal
from schuldhulp.contacts.actions import Talk, hold_first_talk, log_contact
from schuldhulp.contacts.kinds import Purpose
from schuldhulp.crisis.actions import look_at_signals
from schuldhulp.crisis.queries import open_signals
from schuldhulp.debts import actions as debts
from schuldhulp.debts.ladder import Stage
from schuldhulp.debts.queries import debts_of, mandates_of
from schuldhulp.debts.told import DebtTold
from schuldhulp.documents import actions as papers
from schuldhulp.documents.files import NamedFile, SafeFile
from schuldhulp.dossier.actions import create_at_desk
from schuldhulp.dossier.clocks import Channel
from schuldhulp.dossier.closing import BesluitKind
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.records.plan import Goal
from schuldhulp.dossier.services import Service
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.dossier.tables import Dossier
from schuldhulp.experience.actions import Answer, tell_how_it_is
from schuldhulp.facts.actions import establish_fact
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.facts.rows import Told
from schuldhulp.hints.actions import mark_parts
from schuldhulp.hints.notes import notes_of
from schuldhulp.hints.queries import tables
from schuldhulp.homework.actions import assign_homework
from schuldhulp.identity.actions import Particulars, record_identity
from schuldhulp.letters import actions as letters
from schuldhulp.letters.written import Written
from schuldhulp.messages.actions import send_message
from schuldhulp.messages.queries import conversation
from schuldhulp.partners.joint import OWN, Line, to_text
from schuldhulp.partners.shown import Kind
from schuldhulp.partners.tables import JointPlan, ShownToPartner
from schuldhulp.phases.actions import Decided, record_decision, start_service, suspend_term
from schuldhulp.points.actions import add_point
from schuldhulp.reach.actions import change_contact
from schuldhulp.rights.actions import ask as ask_about_data
from schuldhulp.rights.kinds import Kind as Right
from schuldhulp.schemes.actions import tell_schemes
from schuldhulp.schemes.given import Answers
from schuldhulp.schuldregeling.actions import ask_balances, make_proposal
from schuldhulp.schuldregeling.proposal import SET, Capacity, Scenario, work_out
from schuldhulp.schuldregeling.queries import claims_of
from schuldhulp.statements import actions as statements
from schuldhulp.statements.drafts import new_draft
from schuldhulp.statements.queries import fingerprint_of
from schuldhulp.supporters import actions as supporters
from schuldhulp.supporters.parts import Offer, Part
from schuldhulp.supporters.rows import new_secret
from schuldhulp.supporters.tables import Invitation
from schuldhulp.takein.actions import stage as bring_along
from schuldhulp.takein.package import read_package
from schuldhulp.takeout.package import DATA, data_of, zipped
from schuldhulp.talks.actions import write_part
from schuldhulp.threats.actions import report_threat
from schuldhulp.unit_of_work import act
from schuldhulp.workbook import actions as workbook
from schuldhulp.workforms.actions import finish_form, share_entry
from schuldhulp.workforms.library import library
from schuldhulp.workforms.plans.actions import Next, Outcome, tell_how_it_went
from schuldhulp.workforms.plans.queries import plans_of
from schuldhulp.workforms.tasks.actions import assign_work_form
from tests.world import World, password_hash

_MADE_AT = datetime(2026, 11, 1, tzinfo=UTC)
BROUGHT = b"".join(
    zipped(
        [(DATA, [data_of(municipality="Lindewaard", slug="lindewaard", kenmerk="", made_at=_MADE_AT, account={},
                         rows={}, looked=[], files=[])])],
        _MADE_AT,
    )
)  # fmt: skip
CANARIES = ("K-berend", "K-chris", "K-deleted")
LATER = date(2026, 12, 3)


def furnish(world: World) -> None:
    """Fill the dossiers of anna, berend and chris with every kind of row, and make one that is deleted."""
    for who, staff in (("anna", "noor"), ("berend", "noor"), ("chris", "noor_l")):
        with world.open() as session:
            _client_writes(session, world, who, world.people[who], world.dossier(session, who))
            _staff_writes(session, world, who, world.people[staff], world.dossier(session, who, staff))
            _talk_and_after(session, world, who, staff)
            _a_sign_that_was_looked_at(session, world, who, staff)
            stand_beside(session, world, who, f"sara_{who}", frozenset(Part))
    with world.open() as session:
        municipality = world.municipality(session)
        session.close()
        kenmerk = create_at_desk(
            session, world.people["noor"], world.now, municipality, called="K-deleted", source="balie", channel="balie",
            clock_started_on=world.now.date(),
        )  # fmt: skip
        row = session.query(Dossier).filter_by(kenmerk=kenmerk).one()
        row.deleted_at = world.now
        session.commit()
        world.kenmerken["deleted"] = kenmerk


def _client_writes(session: Session, world: World, who: str, actor: Actor, dossier: DossierView) -> None:
    mine: Any = (session, actor, world.now, dossier)
    session.close()
    send_message(*mine, f"Een vraag K-{who}")
    one = debts.add_debt(
        *mine, DebtTold(creditor=f"Winkel K-{who}", claimed_cents=480_00, reference=f"K-{who}-1")
    )
    two = debts.add_debt(*mine, DebtTold(creditor=f"Winkel K-{who}", claimed_cents=480_00))
    debts.decide_double(*mine, one, two, "different")
    debts.sign_mandate(*mine, [one], how="portal", signed_on=world.now.date())
    post = budget.add_post(*mine, PostTold(code="internet_tv", cents=47_50, label=f"K-{who}"), "wonen")
    month = month_of(session, actor, dossier.id)
    session.close()
    given: Any = {"posts": month.posts, "payments": month.payments, "plan": Plan(goals=(f"Doel K-{who}",))}
    budget.keep_idea(*mine, f"Goedkoper K-{who}", [ChangePost(str(post), 32_50)], **given)
    budget.freeze_version(*mine, f"Versie K-{who}", **given)
    paper = papers.list_paper(*mine, kind="other", label=f"Brief K-{who}", about="debt", about_id=one)
    file = SafeFile("application/pdf", b"%PDF-1.4 K-" + who.encode(), "pdf")
    papers.hand_in(*mine, paper, [NamedFile(f"K-{who}.pdf", file)])
    words = Written(recipient=f"Winkel K-{who}", sender="", subject="Saldo", body=f"Dag K-{who}")
    letters.write_letter(*mine, "saldo-opgave", words, debt_id=one)
    report_threat(*mine, ThreatKind.GAS, note=f"Brief over gas K-{who}")
    budget.explain_guideline(*mine, "food", f"Dieet K-{who}", 0)
    _writes_for_themselves(mine, who)
    _changes_contact_and_shows(mine, who, one)
    _was_asked_how_it_goes(mine, who)
    bring_along(*mine, BROUGHT, read_package(BROUGHT))
    ask_about_data(*mine, Right.CORRECTION, f"Mijn naam klopt niet K-{who}")
    tell_schemes(*mine, Answers(year_income_cents=24_000_00, age_group=Leeftijd.MIDDEN))
    workbook.add_household_member(*mine, kind="child", name=f"Kind K-{who}", birth_year=2015)
    workbook.answer_step(*mine, "doel", Goal(goal=f"Rust K-{who}"))
    _reads_a_statement(session, world, who, actor, dossier)


def _changes_contact_and_shows(mine: Any, who: str, debt_id: UUID) -> None:
    """Another number after the first, which cools; and what somebody would show a partner, and agree with one."""
    session, actor, now, dossier = mine
    for number in (f"06 1 K-{who}", f"06 2 K-{who}"):
        change_contact(*mine, number)
    with act(session, actor, now) as doing:
        doing.new_row(ShownToPartner, dossier.id, kind=Kind.DEBT.value, row_id=debt_id, shown_at=now)
        plan = doing.new_row(
            JointPlan,
            dossier.id,
            plan_id=new_id(),
            made_at=now,
            made_by_role=actor.role.value,
            own_signed_at=now,
        )
        line = Line(side=OWN, key=f"schuld:{debt_id}", kind=Kind.DEBT, name=f"Winkel K-{who}", cents=480_00)
        doing.keyring.seal(plan, "content_sealed", to_text([line]))


def _was_asked_how_it_goes(mine: Any, who: str) -> None:
    """An earlier end, after which somebody said how it went."""
    session, actor, now, dossier = mine
    with act(session, actor, now) as doing:
        check = doing.new_row(
            AftercareCheck, dossier.id, ended_on=date(2026, 2, 1), months=3, offered_at=now, mailed=True,
            answered_at=now, how="goed",
        )  # fmt: skip
        doing.keyring.seal(check, "words_sealed", f"Het ging goed K-{who}")


def _writes_for_themselves(mine: Any, who: str) -> None:
    """Two entries of the notebook, one of them shared, with a plan that was told about; and how the help is."""
    session, actor, now, dossier = mine
    form = library().forms["start.mijn_eerste_stap"]
    answers = {
        "stap": "anders",
        "stap_anders": f"stap K-{who}",
        "plan": {"als": f"dag K-{who}", "dan": "begin ik"},
    }
    own = finish_form(*mine, form, answers)
    finish_form(*mine, form, {**answers, "zeker": 4}, entry_id=own)
    share_entry(*mine, finish_form(*mine, form, answers))
    plan = plans_of(session, actor, dossier.id, now.date())[0]
    session.close()
    tell_how_it_went(*mine, plan.id, Outcome.PARTLY, Next.KEEP, f"ging K-{who}")
    tell_how_it_is(*mine, heard=Answer.YES, words=f"hulp K-{who}")
    add_point(*mine, f"Zelf bellen K-{who}", LATER)


def _reads_a_statement(session: Session, world: World, who: str, actor: Actor, dossier: DossierView) -> None:
    """Half a year of rent to somebody whose name says whose it is; it waits for choices."""
    paid = [
        Transaction(date(2026, month, 1), -500_00, f"Verhuurder K-{who}", "", "huur", "4567", "ING")
        for month in range(6, 12)
    ]
    mark = fingerprint_of(session, dossier.municipality_id, paid)
    session.close()
    statements.keep_draft(session, actor, world.now, dossier, new_draft(recognise(paid, rule_book())), mark)


def _staff_writes(session: Session, world: World, who: str, actor: Actor, dossier: DossierView) -> None:
    theirs: Any = (session, actor, world.now, dossier)
    session.close()
    send_message(*theirs, f"Een antwoord K-{who}")
    make_appointment(
        *theirs,
        Planned(channel=Channel.OFFICE, starts_at=world.now + timedelta(days=4), purpose=Purpose.PLAN,
                place=f"Kamer K-{who}"),
    )  # fmt: skip
    talk = log_contact(*theirs, channel=Channel.PHONE, held_at=world.now, summary=f"Gebeld K-{who}")
    write_part(*theirs, talk, f"Wij spraken K-{who}", 1)
    add_point(*theirs, f"Terugbellen K-{who}", LATER)
    assign_homework(*theirs, "wonen", LATER, f"Neem mee K-{who}")
    assign_work_form(*theirs, library().forms["start.liniaal_belang"], LATER, f"Kijk eens K-{who}")
    establish_fact(
        *theirs,
        Told(subject=Subject.FREE, author=Author.STAFF, on=world.now.date(), source=f"Brief K-{who}",
             value=f"Woont er K-{who}"),
    )  # fmt: skip
    owed = debts_of(session, actor, dossier.id).debts[0].id
    session.close()
    debts.record_stage(
        *theirs,
        owed,
        stage=Stage.BAILIFF_LETTER,
        on=world.now.date(),
        party=f"Kantoor K-{who}",
        source=f"Brief K-{who}",
    )
    _arranges(theirs, who)
    _calculates(theirs, who)
    record_identity(*theirs, Particulars(legal_name=f"Naam K-{who}", bsn="111222333"), version=0)
    start_service(*theirs, Service.BUDGETBEHEER, world.now.date())


def _arranges(theirs: Any, who: str) -> None:
    session, actor, now, dossier = theirs
    claims = claims_of(session, actor, dossier.id)
    named = [m.debt_ids for m in mandates_of(session, actor, dossier.id)]
    session.close()
    ask_balances(*theirs, sorted(named[0]), how="brief", asked_on=now.date())
    capacity = Capacity(
        income_cents=1_510_00, vtlb_cents=1_500_00, protected_cents=1_400_00, source=f"Bron K-{who}"
    )
    make_proposal(*theirs, work_out(Scenario.MEDIATION, capacity, claims, load_normen(now.date(), SET)))


def _calculates(theirs: Any, who: str) -> None:
    session, actor, now, dossier = theirs
    given = {"leefsituatie": "alleenstaand", "netto": 1_500_00}
    told = law.StaffInput(version=0, answers=given, why=f"Opgave K-{who}")
    calculations.fill_in(*theirs, told)
    line = Correctieregel(Correctie.ANDERS, 10_00, f"Polis K-{who}", "NB", f"Omdat K-{who}")
    calculations.add_correction(*theirs, calculations.CorrectionTold(line=line))
    found = law.legal_figures(session, actor, dossier, now.date())
    session.close()
    assert found.figures is not None
    calculations.keep_calculation(*theirs, found.figures, legal(found.figures))


def _talk_and_after(session: Session, world: World, who: str, staff: str) -> None:
    actor = world.people[staff]
    dossier = world.dossier(session, who, staff)
    session.close()
    talk = Talk(
        held_on=world.now.date(), channel=Channel.OFFICE, who=f"Wij K-{who}", question_for_help=f"Hulp K-{who}",
        wants_to_continue=True,
    )  # fmt: skip
    hold_first_talk(session, actor, world.now, dossier, talk)
    dossier = world.dossier(session, who, staff)
    session.close()
    day = world.now.date()
    suspend_term(session, actor, world.now, dossier, day, day + timedelta(days=14), f"Loonstrook K-{who}")
    besluit = Decided(
        kind=BesluitKind.PLAN_VAN_AANPAK,
        decided_on=world.now.date(),
        elsewhere=True,
        document=f"zaak K-{who}",
    )
    record_decision(session, actor, world.now, dossier, besluit)


def _a_sign_that_was_looked_at(session: Session, world: World, who: str, staff: str) -> None:
    """A message that may tell of a crisis, read by staff as none, and a part of it to come back to."""
    client, actor = world.people[who], world.people[staff]
    dossier = world.dossier(session, who)
    session.close()
    send_message(session, client, world.now, dossier, f"Mijn man slaat me, K-{who}. Ik wil dit niet meer.")
    dossier = world.dossier(session, who, staff)
    signals = tuple(signal.id for signal in open_signals(session, actor, dossier.id))
    said = conversation(session, actor, dossier.id)[-1]
    place = notes_of(said.body, tables())[0].place
    session.close()
    look_at_signals(session, actor, world.now, dossier, signals, found_crisis=False)
    mark_parts(session, actor, world.now, dossier, said.id, {place: "later"})


def stand_beside(
    session: Session, world: World, whose: str, who: str, parts: frozenset[str], helps: frozenset[str] = frozenset(),
    *, until: date = LATER,
) -> UUID:  # fmt: skip
    """Let somebody stand beside a client, as they do it themselves; they are `world.people[who]`. Gives the row."""
    client, secret = world.people[whose], new_secret()
    dossier = world.dossier(session, whose)
    asked = supporters.invite(
        session,
        client,
        world.now,
        dossier,
        f"{who} K-{whose}",
        Offer(parts=parts, helps=helps, until_on=until),
        secret,
    )
    newcomer = supporters.Newcomer(
        name=f"{who} K-{whose}", email=f"{who}@supporter.example", password_hash=password_hash()
    )
    known = world.people.get(who)
    person_id = supporters.accept(
        session, world.now, dossier.municipality_id, secret.number, secret.code,
        person_id=known.person_id if known else None, newcomer=None if known else newcomer,
    )  # fmt: skip
    supporters.confirm(session, client, world.now, dossier, asked)
    world.people[who] = Actor(
        person_id=person_id, role=Role.SUPPORTER, municipality_id=dossier.municipality_id, dossier_id=dossier.id,
        parts=parts, helps=helps,
    )  # fmt: skip
    row = session.get(Invitation, (dossier.municipality_id, asked))
    assert row is not None and row.participation_id is not None
    session.close()
    return row.participation_id


def rows_by_kind(world: World, whose: str) -> dict[str, list[UUID]]:
    """The ids of every row of a dossier, by table."""
    found: dict[str, list[UUID]] = {}
    with world.open() as session:
        for mapper in DossierPart.__subclasses__():
            key = inspect(mapper).columns["id"]
            query = select(key).where(mapper.dossier_id == world.people[whose].dossier_id)  # type: ignore[attr-defined]
            found[mapper.__tablename__] = list(session.scalars(query))
    return found


def row_ids(world: World, whose: str) -> list[UUID]:
    """The ids of every row of a dossier, of whatever kind."""
    return [one for ids in rows_by_kind(world, whose).values() for one in ids]
