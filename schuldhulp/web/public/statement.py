"""The privacy statement of a municipality, made of the register of columns."""

from flask import render_template
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.privacy.processing import privacy_statement
from schuldhulp.privacy.register import the_register
from schuldhulp.retention.queries import own_terms
from schuldhulp.web.guard import now, public, session
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.public.fronts import find_or_404, unchanged_or


@blueprint.get("/g/<gemeente>/privacyverklaring")
@public
def statement(gemeente: str) -> Response:
    """What is kept, why, how long, and what one can ask."""
    place = find_or_404(gemeente)
    terms = own_terms(session(), place.id)
    session().close()
    found = privacy_statement(the_register(), place.name, terms, local_date(now()))
    return unchanged_or(render_template("public/statement.html", place=place, found=found))
