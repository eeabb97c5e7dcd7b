"""The dossier behind a door: found as this actor may see it, with a reason where one is due, and written down."""

from dataclasses import replace
from urllib.parse import urlencode

from flask import abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.access import NEEDS_A_NAME, Actor, Role
from schuldhulp.access_log.given import reason_given
from schuldhulp.access_log.reasons import LEADS, STANDS_IN
from schuldhulp.access_log.recording import record_access
from schuldhulp.dossier.queries import DossierView, find_dossier
from schuldhulp.extensions import csrf
from schuldhulp.refusals import FOR_WHO_BEGAN_WITHOUT_A_NAME, NeedsAName
from schuldhulp.visits.rows import enter as enter_dossier
from schuldhulp.web.guard.current import COOKIE, session
from schuldhulp.web.guard.kept_forms import keep_form, page_of
from schuldhulp.web.guard.marks import Rule
from schuldhulp.web.notices import RESTORED

_KIND_OF_DOSSIER = {
    Role.CLIENT: "own",
    Role.SUPPORTER: "supported",
    Role.COUNSELLOR: "named",
    Role.TEAM_LEAD: "named",
}


def open_dossier(rule: Rule, actor: Actor) -> Response | None:
    """Give the view its DossierView. Answers only where staff are first asked why; what is not theirs is a 404."""
    view_args = request.view_args or {}
    kenmerk = view_args.pop("kenmerk", None) if rule.dossier == "named" else None
    if rule.dossier != _KIND_OF_DOSSIER.get(actor.role):
        abort(404)
    if rule.shared and rule.shared not in actor.parts:
        abort(404)
    found = find_dossier(session(), actor, g.now, kenmerk, municipality=g.municipality)
    if found is None:
        abort(404)
    reason = _why(actor, found) if actor.is_staff else ""
    if reason is None:
        session().close()
        return _ask_why(kenmerk)
    if reason:
        actor = g.actor = replace(actor, reason=reason)
    if not actor.is_client:
        session().close()

        def mark_visit() -> None:
            g.previous_visit = enter_dossier(session(), actor, found.id, g.now)

        record_access(
            session(), actor, g.now, municipality_id=found.municipality_id, dossier_id=found.id,
            part=rule.part or rule.permission or "", act="open" if request.method in ("GET", "HEAD") else "write",
            origin=request.remote_addr or "", alongside=mark_visit if rule.visit else None,
        )  # fmt: skip
    if found.without_name and rule.permission in NEEDS_A_NAME:
        raise NeedsAName(FOR_WHO_BEGAN_WITHOUT_A_NAME if actor.is_client else None)
    g.dossier = found
    request.view_args = {**view_args, "dossier": found}
    return None


def _ask_why(kenmerk: str | None) -> Response:
    """To the question why; what was sent is kept for it, for an answer to a form shows a dossier as a page does."""
    here = request.full_path.rstrip("?")
    if request.method not in ("GET", "HEAD"):
        if current_app.config["WTF_CSRF_ENABLED"]:
            csrf.protect()  # a form of elsewhere is not kept
        page = page_of(request.path)
        keep_form(request.cookies[COOKIE], page)
        here = f"{page}?{urlencode({'melding': RESTORED})}"
    return redirect(url_for("counsellor.why", kenmerk=kenmerk) + "?" + urlencode({"verder": here}), 303)


def _why(actor: Actor, dossier: DossierView) -> str | None:
    """Why staff open this dossier: '' for one's own or nobody's, and None when it is a colleague's and nobody said.

    Who stands in or leads the team is not asked; it counts in the week's digest all the same.
    """
    colleague = dossier.counsellor
    if colleague is None or colleague.membership_id == actor.membership_id:
        return ""
    if colleague.stand_in_id == actor.membership_id:
        return STANDS_IN
    if actor.role is Role.TEAM_LEAD:
        return LEADS
    return reason_given(session(), actor, dossier.id, g.now) or None
