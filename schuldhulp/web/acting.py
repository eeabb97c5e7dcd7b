"""What pages that act share: one act from one form, with a refusal beside the form; two versions of one thing."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from schuldhulp.refusals import Conflict, NotAllowed, NotYours, Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import session
from schuldhulp.web.steps import posted

Page = str | Response | tuple[str, int]
Form = TypeVar("Form", bound=PageForm)


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


def read_form(kind: type[Form], stored: dict[str, Any], version: int) -> Form:
    """A form of what is stored; when it comes from a page with two versions, with the choices put together."""
    if request.method == "POST" and posted.made_of_choices(request.form):
        theirs = kind(formdata=None, data=stored)
        return kind(formdata=posted.chosen(request.form, theirs))
    form = kind(data=stored)
    if request.method == "GET":
        form.version.data = version
    return form


def two_versions(
    mine: Form, stored: dict[str, Any], version: int, action: str, *,
    layout: str = "layouts/counsellor.html", other: str = "Uw collega",
) -> Page:  # fmt: skip
    """Show what was typed beside what somebody else saved meanwhile, with a choice per question."""
    session().close()
    theirs = type(mine)(formdata=None, data=stored)
    theirs.version.data = version
    page = render_template(
        "errors/conflict.html", layout=layout, form=theirs, action=action, posted=[], other_name=other, sentence="",
        conflicts=[(d.name, d.label, d.mine, d.theirs) for d in posted.differences(mine, theirs)],
        hidden=[(name, value) for name, values in posted.posted_of(mine).items() for value in values],
    )  # fmt: skip
    return page, 409


def shown(page: str, form: PageForm) -> Page:
    """A page with its status: 422 when the form asks attention."""
    return (page, 422) if form.errors else page


def asked_skip() -> int:
    """How many of the newest messages the address asks to leave out (`eerder`); 0 for anything else than a number."""
    typed = request.args.get("eerder", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0
