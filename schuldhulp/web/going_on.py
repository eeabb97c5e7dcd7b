"""Going on after somebody showed again who they are, with what they were about to do."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from schuldhulp.accounts.actions import take_typed_form
from schuldhulp.web.guard import current_signed_in, now, session


def go_on(going_to: str, act: str | None) -> Response:
    """To the page, or to a button that sends on what was typed before the question."""
    who = current_signed_in()
    hat_id = who.hat.id if who.hat else None
    typed = take_typed_form(session(), now(), who.person_id, hat_id, act) if act else None
    if not typed:
        return redirect(going_to, 303)
    fields = [(name, value) for name, values in typed.items() for value in values]
    page = render_template("account/go_on.html", fields=fields, act=act, going_to=going_to)
    return Response(page, mimetype="text/html")
