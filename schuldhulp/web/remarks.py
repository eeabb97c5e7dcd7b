"""A remark on what was saved a moment ago, once, on the page that follows; it stops nothing and keeps no word of it."""

from flask import Flask, g
from flask import session as cookie
from werkzeug.wrappers import Response

_KEPT = "opmerking"
AFTER_SAVING = (
    "In uw tekst staat iets dat op een burgerservicenummer lijkt. Uw tekst is bewaard. Is het zo’n nummer? Dan hoeft "
    "het daar niet te staan: het heeft een eigen, afgeschermde plek."
)


def init_app(app: Flask) -> None:
    """Remember the remark of a form that was accepted, and give templates the way to show it."""
    app.after_request(_keep)
    app.jinja_env.globals.update(take_remark=take_remark)


def _keep(response: Response) -> Response:
    if g.get("remark") and response.status_code == 303 and g.get("signed_in") is not None:
        cookie[_KEPT] = True
    return response


def take_remark() -> str:
    """The remark that is due to whoever is signed in, and forget it."""
    if g.get("signed_in") is None or not cookie.pop(_KEPT, False):
        return ""
    return AFTER_SAVING
