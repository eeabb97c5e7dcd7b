"""Saving one form of the administration: the act, the way on, and what to do when somebody else was first."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import uuid4

from flask import abort, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from schuldhulp.municipalities.queries import MunicipalityView, get_municipality
from schuldhulp.refusals import Conflict, Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_actor, session


def own_municipality() -> MunicipalityView:
    """The municipality of this administrator; the read is closed."""
    municipality_id = current_actor().municipality_id
    if municipality_id is None:
        abort(404)
    found = get_municipality(session(), municipality_id)
    session().close()
    return found


def saved(
    form: PageForm, do: Callable[[FormToken], object], there: str, notice: str = "gewijzigd"
) -> Response | None:
    """Do the act and go on; on a refusal put its sentence in the form, with a new token to try again."""
    address = there + ("&" if "?" in there else "?") + urlencode({"melding": notice})
    try:
        do(FormToken(form.token.data, address))
    except Refused as refused:
        form.form_errors = [*form.form_errors, str(refused)]
        form.token.data = uuid4().hex
        if isinstance(refused, Conflict):
            form.version.data = None
        return None
    return redirect(address, 303)


def beaten(form: PageForm) -> bool:
    """Whether somebody else changed the same thing meanwhile: then the page shows both."""
    return request.method == "POST" and bool(form.form_errors) and form.version.data is None


def status_of(form: PageForm) -> int:
    """422 where something still asks attention, else 200."""
    return 422 if form.errors else 200
