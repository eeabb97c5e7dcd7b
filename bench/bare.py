"""The bare limit: Flask, Core and a plain template, with the same queries and no session, door, layout or sealing."""

import uuid
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Flask, redirect, render_template_string, request
from sqlalchemy import (
    Column,
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

from schuldhulp.access import Actor
from schuldhulp.dossier.tables import Dossier, DossierKey, Event, LastVisit
from schuldhulp.inbox.statements import queries
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.messages.tables import Message

INBOX = """<!doctype html><html lang="nl"><title>Inbox</title><h1>Inbox</h1><table>{% for row in rows %}
<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table></html>"""
CASE = """<!doctype html><html lang="nl"><title>Dossier</title><h1>{{ dossier.kenmerk }}</h1>
<p>{{ dossier.phase }} {{ dossier.waiting_on }} {{ dossier.reply_due_at }}</p>
<ul>{% for row in events %}<li>{{ row.at }} {{ row.kind }} {{ row.role }}</li>{% endfor %}</ul>
<ul>{% for row in messages %}<li>{{ row.sent_at }} {{ row.author }}</li>{% endfor %}</ul></html>"""
_OWN = MetaData()
STEP = Table("bench_step", _OWN, Column("id", String, primary_key=True), Column("importance", Integer),
             Column("why", String), Column("saved_at", DateTime(timezone=True)))  # fmt: skip
AUDIT = Table("bench_audit", _OWN, Column("id", String, primary_key=True), Column("step", String),
              Column("at", DateTime(timezone=True)))  # fmt: skip


class StepForm(Form):
    """Two answers, checked."""

    importance = IntegerField(validators=[InputRequired(), NumberRange(0, 10)])
    why = StringField()


def bare_app(engine: Engine, actor: Actor, kenmerk: str) -> Flask:
    """Three routes: /inbox, /case and a POST to /step."""
    app = Flask("bench")
    _OWN.create_all(engine)
    inbox_query, case_query = _inbox(actor), _case(actor, kenmerk)
    with engine.connect() as connection:
        dossier_id: UUID = connection.execute(case_query).one().id
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

    @app.get("/inbox")
    def inbox() -> str:
        with engine.connect() as connection:
            return render_template_string(INBOX, rows=connection.execute(inbox_query).all())

    @app.get("/case")
    def case() -> str:
        with engine.connect() as connection:
            return render_template_string(
                CASE, dossier=connection.execute(case_query).one(), events=connection.execute(events).all(),
                messages=connection.execute(messages).all(),
            )  # fmt: skip

    @app.post("/step")
    def step() -> Any:
        form = StepForm(request.form)
        if not form.validate():
            return "no", 422
        with engine.connect().execution_options(schuldhulp_write=True) as connection:
            values = {"importance": form.importance.data, "why": form.why.data, "saved_at": datetime.now(UTC)}
            if not connection.execute(update(STEP).where(STEP.c.id == "one").values(**values)).rowcount:
                connection.execute(insert(STEP).values(id="one", **values))
            connection.execute(insert(AUDIT).values(id=uuid.uuid4().hex, step="one", at=datetime.now(UTC)))
            connection.commit()
        return redirect("/inbox", 303)

    return app


def _inbox(actor: Actor) -> Any:
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


def _case(actor: Actor, kenmerk: str) -> Any:
    return (
        select(Dossier.id, Dossier.kenmerk, Dossier.phase, InboxRow.waiting_on, InboxRow.reply_due_at)
        .join(
            InboxRow,
            and_(InboxRow.municipality_id == Dossier.municipality_id, InboxRow.dossier_id == Dossier.id),
        )
        .where(Dossier.municipality_id == actor.municipality_id, Dossier.kenmerk == kenmerk)
    )
