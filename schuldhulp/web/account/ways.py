"""Everything by which somebody comes in, on one page; and taking away what is not theirs."""

from datetime import date, datetime, time

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts.queries import live_sessions
from schuldhulp.accounts.ways import actions
from schuldhulp.accounts.ways.actions import Owner
from schuldhulp.accounts.ways.queries import Sort, new_ways, ways_of
from schuldhulp.accounts.ways.rows import NoWayLeft
from schuldhulp.calendar import AMSTERDAM
from schuldhulp.web.account.blueprint import blueprint
from schuldhulp.web.account.second_step import always_asked, place_to_mail_from
from schuldhulp.web.forms import DateField, InputRequired, PageForm
from schuldhulp.web.guard import current_signed_in, freshly_signed_in, now, session, signed_in
from schuldhulp.web.sessions import home_of, may_answer
from schuldhulp.web.typed_text import NotADate, parse_date

Page = str | Response | tuple[str, int]


class SinceForm(PageForm):
    """Since when something is not right."""

    since = DateField(
        "Sinds welke dag klopt het niet?", [InputRequired("Vul de dag in waarop het begon.")], not_future=True,
        description="Weet u het niet precies? Kies dan liever een dag eerder.",
    )  # fmt: skip


def _owner() -> Owner:
    who = current_signed_in()
    always = always_asked(who.person_id)
    return Owner(who.person_id, who.token_hash, always, place_to_mail_from(who.person_id))


@blueprint.route("/account/manieren", methods=["GET", "POST"])
@freshly_signed_in
def ways() -> Page:
    """List every way in; take away those that began on a day or later."""
    form = SinceForm()
    if form.validate_on_submit():
        begins = datetime.combine(form.since.data, time(), AMSTERDAM)
        try:
            actions.remove_since(session(), now(), _owner(), begins)
        except NoWayLeft as refusal:
            form.form_errors = [str(refusal)]
        else:
            return _after_all()
    elif request.method == "GET":
        form.since.data = _asked_day()
    page = _page(form)
    return (page, 422) if form.errors else page


@blueprint.post("/account/manieren/weg")
@freshly_signed_in
def remove_way() -> Page:
    """Take one way in away."""
    if not PageForm().validate_on_submit():
        return redirect(url_for("account.ways"), 303)
    try:
        actions.remove_way(session(), now(), _owner(), request.form.get("weg", ""))
    except NoWayLeft as refusal:
        form = SinceForm(formdata=None)
        form.form_errors = [str(refusal)]
        return _page(form), 422
    return redirect(url_for("account.ways", melding="manier-weg"), 303)


@blueprint.post("/account/manieren/bekend")
@signed_in
def know_ways() -> Response:
    """Say of new ways in that they are one's own; not from a browser in which they may have been made."""
    who = current_signed_in()
    first = home_of(who.actor.role) if who.actor else url_for("account.account")
    news = new_ways(session(), who.person_id)
    session().close()
    if not PageForm().validate_on_submit() or not may_answer(who, news):
        return redirect(first, 303)
    actions.know_ways(session(), who.person_id)
    return redirect(f"{first}?melding=manieren-bekend", 303)


def _page(form: SinceForm) -> str:
    who = current_signed_in()
    found = ways_of(session(), who.person_id)
    lines = len(live_sessions(session(), who.person_id, now()))
    session().close()
    return render_template("account/ways.html", ways=found, form=form, without=PageForm(), lines=lines)


def _after_all() -> Response:
    """To a new password, where there is one to change; whoever else was inside may know it."""
    left = {way.sort for way in ways_of(session(), current_signed_in().person_id)}
    session().close()
    if Sort.PASSWORD in left:
        return redirect(url_for("account.change_password", melding="manieren-weg"), 303)
    return redirect(url_for("account.ways", melding="manieren-weg-zonder"), 303)


def _asked_day() -> date | None:
    try:
        return parse_date(request.args.get("sinds", ""))
    except NotADate:
        return None
