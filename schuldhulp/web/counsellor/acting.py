"""What the pages of acts share: one act from one form, with a refusal beside the form; a time; two versions."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.dossier.opening_hours import utc_at
from schuldhulp.dossier.queries import DossierView
from schuldhulp.refusals import Conflict, NotAllowed, NotYours, Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.forms import PageForm, TextField
from schuldhulp.web.guard import session
from schuldhulp.web.steps import posted
from schuldhulp.web.typed_text import clean_line

Page = str | Response | tuple[str, int]
_TIME = re.compile(r"([01]?\d|2[0-3])(?:[.:u ]?([0-5]\d))?(?: ?uur)?")


class TimeField(TextField):
    """A time of day, typed as 14.30, 14:30, 1430 or 14."""

    def read(self, typed: str) -> time:  # type: ignore[override]
        """The time. Raises ValueError with the sentence."""
        found = _TIME.fullmatch(clean_line(typed).lower())
        if found is None:
            raise ValueError("Schrijf de tijd als 14.30.")
        return time(int(found[1]), int(found[2] or 0))

    def shown(self, value: time) -> str:
        """The time as people write it: '14.30'."""
        return f"{value:%H.%M}"


def moment_of(day: date, at: time) -> datetime:
    """A day and a time in Amsterdam as one moment."""
    return utc_at(day, at)


def case_address(dossier: DossierView, notice: str = "vastgelegd") -> str:
    """The address of the case page after an act."""
    return url_for("counsellor.case", kenmerk=dossier.kenmerk, melding=notice)


def done_or_refused(form: PageForm, there: str, do: Callable[[FormToken], Any]) -> Response | None:
    """Do one act and go on; None when it is refused, with the sentence in the form.

    What is not there, not allowed or changed meanwhile is passed on.
    """
    try:
        do(FormToken(form.token.data, there))
    except (NotYours, NotAllowed, Conflict):
        raise
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return None
    return redirect(there, 303)


def read_form(kind: type[PageForm], stored: dict[str, Any], version: int) -> PageForm:
    """A form of what is stored; when it comes from a page with two versions, with the choices put together."""
    if request.method == "POST" and posted.made_of_choices(request.form):
        theirs = kind(formdata=None, data=stored)
        return kind(formdata=posted.chosen(request.form, theirs))
    form = kind(data=stored)
    if request.method == "GET":
        form.version.data = version
    return form


def two_versions(
    mine: PageForm, kind: type[PageForm], stored: dict[str, Any], version: int, action: str
) -> Page:
    """Show what was typed beside what somebody else saved meanwhile, with a choice per question."""
    session().close()
    theirs = kind(formdata=None, data=stored)
    theirs.version.data = version
    page = render_template(
        "errors/conflict.html", layout="layouts/counsellor.html", form=theirs, action=action, posted=[],
        other_name="Uw collega", sentence="",
        conflicts=[(d.name, d.label, d.mine, d.theirs) for d in posted.differences(mine, theirs)],
        hidden=[(name, value) for name, values in posted.posted_of(mine).items() for value in values],
    )  # fmt: skip
    return page, 409


def shown(page: str, form: PageForm) -> Page:
    """A page with its status: 422 when the form asks attention."""
    return (page, 422) if form.errors else page
