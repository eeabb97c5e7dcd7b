"""The way in once somebody showed who they are: whole, or half with a second step to come; then to their page."""

from urllib.parse import urlencode
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.access import Role
from schuldhulp.accounts import actions
from schuldhulp.accounts.hats import MEMBERSHIP, Hat, first_of
from schuldhulp.accounts.queries import has_kept_form, hats_of, token_hash
from schuldhulp.accounts.second_factor.actions import Coming
from schuldhulp.accounts.second_factor.queries import step_for
from schuldhulp.accounts.second_factor.step import SecondStep
from schuldhulp.accounts.via import Via
from schuldhulp.openid.actions import Entering, come_in
from schuldhulp.openid.kinds import Provider
from schuldhulp.openid.protocol import Shown
from schuldhulp.openid.queries import open_hats, slug_of
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
    hats = open_hats(session(), person_id, now(), None)
    step = step_for(session(), person_id, hats)
    elsewhere = None if hats else own_service_of(person_id)
    session().close()
    if elsewhere is not None:
        return elsewhere, None
    end_present_session(goes_on=person_id)
    known = label is None and is_known(person_id)
    tell = not known and any(hat.role is Role.CLIENT for hat in hats)
    named = say_device(request.user_agent.string) if label is None else label
    token = actions.start_session(session(), now(), person_id, hats, named, step, tell=tell)
    if step is SecondStep.NOT_ASKED:
        answer = with_session_cookie(redirect(first_page(person_id, first_of(hats), going_to), 303), token)
        return answer if label is not None else remember(answer, person_id), None
    there = url_for("public.second_step") + ("?" + urlencode({"verder": going_to}) if going_to else "")
    coming = Coming(person_id, token_hash(token), hats, named)
    return with_session_cookie(redirect(there, 303), token), coming


def own_service_of(person_id: UUID) -> Response | None:
    """For who has only roles in a municipality that asks its own sign-in service: the way to that."""
    work = [hat for hat in hats_of(session(), person_id, now()) if hat.kind == MEMBERSHIP]
    if not work or work[0].municipality_id is None:
        return None
    slug = slug_of(session(), work[0].municipality_id)
    session().close()
    return redirect(url_for("public.sign_in_here", gemeente=slug, melding="via-gemeente"), 303)


def through_provider(
    provider: Provider, token: bytes, person_id: UUID, shown: Shown, going_to: str | None
) -> Response:
    """Begin a session for whom a sign-in service vouched for; without a second step there, ours follows."""
    via = Via(provider.municipality_id, provider.kind.value)
    hats = open_hats(session(), person_id, now(), via)
    step = SecondStep.DONE if shown.strong else step_for(session(), person_id, hats)
    session().close()
    if not hats:
        return at_the_door(provider, "geen-toegang")
    end_present_session(goes_on=person_id)
    tell = not provider.kind.is_staff and not is_known(person_id)
    who = Entering(person_id, hats, say_device(request.user_agent.string), step, tell)
    cookie_token = come_in(session(), now(), provider, token, who)
    if step is SecondStep.DUE:
        there = url_for("public.second_step") + ("?" + urlencode({"verder": going_to}) if going_to else "")
        return with_session_cookie(redirect(there, 303), cookie_token)
    answer = with_session_cookie(redirect(first_page(person_id, first_of(hats), going_to), 303), cookie_token)
    return remember(answer, person_id)


def at_the_door(provider: Provider, notice: str) -> Response:
    """Back to the page of a municipality's sign-in services, with a sentence."""
    slug = slug_of(session(), provider.municipality_id)
    session().close()
    return redirect(url_for("public.sign_in_here", gemeente=slug, melding=notice), 303)


def first_page(person_id: UUID, hat: Hat | None, going_to: str | None) -> str:
    """Where somebody goes on: the page they came for, the chooser of roles, or the first page of their role."""
    going_to = _with_typed_form(person_id, going_to)
    if hat is None:
        return url_for("account.choose_hat") + ("?" + urlencode({"verder": going_to}) if going_to else "")
    return going_to or home_of(hat.role)


def _with_typed_form(person_id: UUID, going_to: str | None) -> str | None:
    """Say in the address that a form was kept for it, so that the page gives it back and tells so."""
    if going_to is None or "?" in going_to or not has_kept_form(session(), person_id, going_to, now()):
        session().close()
        return going_to
    session().close()
    return f"{going_to}?{urlencode({'melding': RESTORED})}"
