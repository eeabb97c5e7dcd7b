"""The bare limit: Flask, Core and a plain template, without session, door, layout, sealing or events.

Each job has two: one with the statements that the product itself sends for it (`/inbox`, `/step`), which is what a page
is compared with; and the least that could be called the same job (`/inbox-least`, `/step-least`).
"""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Flask, redirect, render_template_string, request
from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    insert,
    select,
    update,
)
from wtforms import Form, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange

from schuldhulp import unit_of_work
from schuldhulp.access import Actor
from schuldhulp.calendar import local_date
from schuldhulp.database import WRITE
from schuldhulp.dossier.chain import rows as chain
from schuldhulp.dossier.tables import Dossier, DossierKey, Event, LastVisit
from schuldhulp.dossier.visibility import asked_by
from schuldhulp.inbox.statements import queries
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.messages.tables import Message
from schuldhulp.workbook import queries as workbook
from schuldhulp.workbook import rows as saving
from schuldhulp.workbook.counts import queries as counts
from schuldhulp.workbook.tables import StepAnswer

INBOX = """<!doctype html><html lang="nl"><title>Inbox</title><h1>Inbox</h1><p>{{ counted }} {{ work }}</p><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table></html>"""
CASE = """<!doctype html><html lang="nl"><title>Dossier</title><h1>{{ dossier.kenmerk }}</h1>
<p>{{ dossier.phase }} {{ dossier.waiting_on }} {{ dossier.reply_due_at }}</p>
<ul>{% for row in events %}<li>{{ row.at }} {{ row.kind }} {{ row.role }}</li>{% endfor %}</ul>
<ul>{% for row in messages %}<li>{{ row.sent_at }} {{ row.author }}</li>{% endfor %}</ul></html>"""
STEP = "hoe-belangrijk-en-zeker"
_OWN = MetaData()
_STEP = Table("bench_step", _OWN, Column("id", String, primary_key=True), Column("importance", Integer),
              Column("why", String), Column("saved_at", DateTime(timezone=True)))  # fmt: skip
_AUDIT = Table("bench_audit", _OWN, Column("id", String, primary_key=True), Column("step", String),
               Column("at", DateTime(timezone=True)))  # fmt: skip
# What a person reads of a line: the sealed columns come along, and stand as bytes in nobody's page.
_SHOWN = slice(1, 23)


class StepForm(Form):
    """Two answers, checked."""

    importance = IntegerField(validators=[InputRequired(), NumberRange(0, 10)])
    why = StringField()


def bare_app(engine: Engine, counsellor: Actor, client: Actor, kenmerk: str) -> Flask:
    """The routes: /inbox, /inbox-least and /case, and a POST to /step and /step-least."""
    app = Flask("bench")
    _OWN.create_all(engine)
    _inbox(app, engine, counsellor)
    _case(app, engine, counsellor, kenmerk)
    _posting(app, engine, "/step-least", _least)
    _posting(app, engine, "/step", _same_statements(engine, client))
    return app


def _inbox(app: Flask, engine: Engine, actor: Actor) -> None:
    least = _least_inbox(actor)
    asked = asked_by(actor, membership_id=actor.membership_id, today=local_date(datetime.now(UTC)))

    @app.get("/inbox-least")
    def inbox_least() -> str:
        with engine.connect() as connection:
            return render_template_string(INBOX, rows=connection.execute(least).all())

    @app.get("/inbox")
    def inbox() -> str:
        with engine.connect() as connection:
            own, team, *_ = connection.execute(queries.DESK, asked).one()
            shape = queries.Shape(1, team is not None)
            mine = asked | {"member0": own, "team": team}
            page: Any = queries.page(actor.role, shape, "alles", "")
            rows = connection.execute(page, mine).all()
            counted = connection.execute(queries.counted(shape), mine).one()
            work = connection.execute(queries.work(shape), mine).all()
            return render_template_string(
                INBOX, rows=[row[_SHOWN] for row in rows], counted=counted, work=work
            )


def _case(app: Flask, engine: Engine, actor: Actor, kenmerk: str) -> None:
    query = _one_case(actor, kenmerk)
    with engine.connect() as connection:
        dossier_id: UUID = connection.execute(query).one().id
    events = (
        select(Event.seq, Event.at, Event.kind, Event.role, Event.envelope)
        .where(Event.municipality_id == actor.municipality_id, Event.dossier_id == dossier_id)
        .order_by(Event.seq.desc()).limit(20)
    )  # fmt: skip
    messages = (
        select(Message.id, Message.sent_at, Message.author, Message.body_sealed)
        .where(Message.municipality_id == actor.municipality_id, Message.dossier_id == dossier_id)
        .order_by(Message.sent_at.desc()).limit(10)
    )  # fmt: skip

    @app.get("/case")
    def case() -> str:
        with engine.connect() as connection:
            return render_template_string(
                CASE, dossier=connection.execute(query).one(), events=connection.execute(events).all(),
                messages=connection.execute(messages).all(),
            )  # fmt: skip


def _posting(app: Flask, engine: Engine, path: str, write: Callable[[Connection, StepForm], None]) -> None:
    def step() -> Any:
        form = StepForm(request.form)
        if not form.validate():
            return "no", 422
        with engine.connect().execution_options(**WRITE) as connection:
            write(connection, form)
            connection.commit()
        return redirect("/inbox", 303)

    app.add_url_rule(path, path, step, methods=["POST"])


def _audit(connection: Connection) -> None:
    connection.execute(insert(_AUDIT).values(id=uuid.uuid4().hex, step="one", at=datetime.now(UTC)))


def _least(connection: Connection, form: StepForm) -> None:
    """One row and a line about it."""
    values = {"importance": form.importance.data, "why": form.why.data, "saved_at": datetime.now(UTC)}
    if not connection.execute(update(_STEP).where(_STEP.c.id == "one").values(**values)).rowcount:
        connection.execute(insert(_STEP).values(id="one", **values))
    _audit(connection)


def _same_statements(engine: Engine, client: Actor) -> Callable[[Connection, StepForm], None]:
    """What the product sends to save a step; a line about it stands in for the event and the head of its chain."""
    here = {"municipality_id": client.municipality_id, "dossier_id": client.dossier_id}
    tenant = {"tenant": client.municipality_id, "of_dossier": client.dossier_id}
    draft = {"in_municipality": client.municipality_id, "of_dossier": client.dossier_id, "of_step": STEP,
             "of_person": client.person_id}  # fmt: skip
    claiming = unit_of_work._claiming(engine.dialect.name)
    answers = StepAnswer.__table__.c
    mine = and_(answers.dossier_id == client.dossier_id, answers.step == STEP)
    with engine.connect() as connection:
        whole = select(answers.id, *(answers[name] for name in saving._WRITTEN)).where(mine)
        stored = connection.execute(whole).one()._asdict()

    def write(connection: Connection, form: StepForm) -> None:
        now = datetime.now(UTC)
        claim = {"municipality_id": client.municipality_id, "token": uuid.uuid4().hex, "location": "/inbox",
                 "handled_at": now}  # fmt: skip
        connection.execute(claiming, claim).one()
        asked = asked_by(client, client.dossier_id, tenant=client.municipality_id)
        connection.execute(unit_of_work._to_hold(client.role), asked).one()
        connection.execute(workbook._STORED, here).all()
        connection.execute(counts._LISTED, here).all()
        connection.execute(counts._COUNTED, here).one()
        values = {name: value for name, value in stored.items() if name != "id"} | {"saved_at": now}
        row = {"in_municipality": client.municipality_id, "this_row": stored["id"]}
        connection.execute(saving._MOVE_ANSWER, values | row)
        connection.execute(saving._FORGET, draft)
        connection.execute(chain._INBOX, tenant).one()
        _audit(connection)
        connection.execute(chain._update_inbox(("last_client_at",)), tenant | {"last_client_at": now})

    return write


def _least_inbox(actor: Actor) -> Any:
    keys = queries.page_keys(actor.municipality_id, queries.arms_of("alles", (), None, None)).subquery("page")
    visit = and_(
        LastVisit.municipality_id == InboxRow.municipality_id, LastVisit.dossier_id == InboxRow.dossier_id,
        LastVisit.person_id == actor.person_id,
    )  # fmt: skip
    return (
        select(
            InboxRow.kenmerk, InboxRow.phase, InboxRow.waiting_on, InboxRow.waiting_for, InboxRow.reply_due_at,
            InboxRow.first_talk_due, InboxRow.last_client_at, InboxRow.urgency, InboxRow.threat, InboxRow.steps_talk,
            Dossier.offline, LastVisit.at,
        )
        .join(Dossier, and_(Dossier.municipality_id == InboxRow.municipality_id, Dossier.id == InboxRow.dossier_id))
        .join(DossierKey, and_(DossierKey.municipality_id == Dossier.municipality_id,
                               DossierKey.dossier_id == Dossier.id))
        .outerjoin(LastVisit, visit)
        .where(InboxRow.municipality_id == actor.municipality_id, InboxRow.dossier_id.in_(select(keys.c.dossier_id)))
        .order_by(InboxRow.sort_key)
    )  # fmt: skip


def _one_case(actor: Actor, kenmerk: str) -> Any:
    return (
        select(Dossier.id, Dossier.kenmerk, Dossier.phase, InboxRow.waiting_on, InboxRow.reply_due_at)
        .join(
            InboxRow,
            and_(InboxRow.municipality_id == Dossier.municipality_id, InboxRow.dossier_id == Dossier.id),
        )
        .where(Dossier.municipality_id == actor.municipality_id, Dossier.kenmerk == kenmerk)
    )
