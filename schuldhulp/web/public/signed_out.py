"""Hearing from a sign-in service that somebody signed out there (OpenID Connect Back-Channel Logout 1.0)."""

import structlog
from flask import Response, jsonify, request

from schuldhulp.accounts import limits
from schuldhulp.extensions import csrf
from schuldhulp.openid.actions import signed_out
from schuldhulp.openid.asking import Unreachable, hear_logout
from schuldhulp.openid.protocol import NotTrusted
from schuldhulp.openid.queries import subject_token
from schuldhulp.openid.rows import HeardBefore
from schuldhulp.web.guard import now, public, session
from schuldhulp.web.openid import provider_or_404, reach
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.public.fronts import find_or_404

log = structlog.get_logger("schuldhulp.openid")


@blueprint.post("/g/<gemeente>/inloggen/<dienst>/uitgelogd")
@public
@csrf.exempt
def signed_out_at_provider(gemeente: str, dienst: str) -> Response:
    """End the sessions of whoever signed out at the service. The service comes itself: with no cookie, and a token.

    The same answer for somebody who is not known here, so that nobody learns who is.
    """
    place = find_or_404(gemeente)
    provider = provider_or_404(place, dienst)
    limits.count_try(session(), limits.SIGNED_OUT_PER_ORIGIN, request.remote_addr or "", now())
    try:
        said = hear_logout(provider, request.form.get("logout_token", ""), now(), reach())
        token = subject_token(session(), provider, said.subject)
        session().close()
        ended = signed_out(session(), now(), provider, said, token)
    except (Unreachable, NotTrusted) as error:
        log.warning("openid_logout_refused", kind=provider.kind.value, code=error.why)
        return _answer(400, {"error": "invalid_request"})
    except HeardBefore:
        log.warning("openid_logout_refused", kind=provider.kind.value, code="heard before")
        return _answer(400, {"error": "invalid_request"})
    log.info("openid_logout", kind=provider.kind.value, count=ended)
    return _answer(200, {})


def _answer(status: int, told: dict[str, str]) -> Response:
    answer = jsonify(told)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer
