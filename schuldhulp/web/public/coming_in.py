"""The way in once somebody showed who they are: whole, or half with a second step to come; then to their page."""

from urllib.parse import urlencode
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.access import Role
from schuldhulp.accounts import actions
from schuldhulp.accounts.queries import Hat, has_kept_form, hats_of, token_hash
from schuldhulp.accounts.second_factor.actions import Coming
from schuldhulp.accounts.second_factor.queries import step_for
from schuldhulp.accounts.second_factor.step import SecondStep
from schuldhulp.web.devices import say_device
from schuldhulp.web.guard import now, session
from schuldhulp.web.known_device import is_known, remember
from schuldhulp.web.notices import RESTORED
from schuldhulp.web.sessions import end_present_session, home_of, with_session_cookie


def with_password(
    person_id: UUID, going_to: str | None, label: str | None = None
) -> tuple[Response, Coming | None]:
    """Begin a session after the right password or words; with who is coming in when a second step is to follow.

    `label` names the device, when it is not to be read from the browser, nor to be known again.
    """
    hats = hats_of(session(), person_id, now())
    step = step_for(session(), person_id, hats)
    session().close()
    end_present_session(goes_on=person_id)
    known = label is None and is_known(person_id)
    tell = not known and any(hat.role is Role.CLIENT for hat in hats)
    named = say_device(request.user_agent.string) if label is None else label
    token = actions.start_session(session(), now(), person_id, hats, named, step, tell=tell)
    if step is SecondStep.NOT_ASKED:
        answer = with_session_cookie(redirect(first_page(person_id, hats, going_to), 303), token)
        return answer if label is not None else remember(answer, person_id), None
    there = url_for("public.second_step") + ("?" + urlencode({"verder": going_to}) if going_to else "")
    coming = Coming(person_id, token_hash(token), hats, named)
    return with_session_cookie(redirect(there, 303), token), coming


def first_page(person_id: UUID, hats: list[Hat], going_to: str | None) -> str:
    """Where somebody goes on: the page they came for, the chooser of roles, or the first page of their role."""
    going_to = _with_typed_form(person_id, going_to)
    if len(hats) != 1:
        return url_for("account.choose_hat") + ("?" + urlencode({"verder": going_to}) if going_to else "")
    return going_to or home_of(hats[0].role)


def _with_typed_form(person_id: UUID, going_to: str | None) -> str | None:
    """Say in the address that a form was kept for it, so that the page gives it back and tells so."""
    if going_to is None or "?" in going_to or not has_kept_form(session(), person_id, going_to, now()):
        session().close()
        return going_to
    session().close()
    return f"{going_to}?{urlencode({'melding': RESTORED})}"
