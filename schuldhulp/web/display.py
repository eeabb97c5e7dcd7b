"""How values look on a page: money, dates, moments, and the context every template has."""

import base64
import hashlib
from collections.abc import Callable, Mapping, MutableMapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask.templating import Environment
from markupsafe import Markup, escape

from schuldhulp.access import ROLE_LABELS
from schuldhulp.calendar import local, local_date, say_date, say_moment
from schuldhulp.money import Period, format_euro, format_input, format_whole_euro
from schuldhulp.web.notices import NOTICES, RESTORED

STATIC = Path(__file__).resolve().parent.parent / "static"


@lru_cache(maxsize=512)
def _fingerprint(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a static file, with its content's fingerprint, so that it may be kept for ever."""
    return _address(request.script_root if request else "", name)


@lru_cache(maxsize=512)
def _address(_below: str, name: str) -> str:
    """Built once for each place the application is mounted at: a page asks for ten of them."""
    return url_for("static", filename=name, v=_fingerprint(name))


@lru_cache(maxsize=64)
def integrity(name: str) -> str:
    """The hash of a static file as a browser checks it before it runs a script (W3C Subresource Integrity)."""
    return "sha384-" + base64.b64encode(hashlib.sha384((STATIC / name).read_bytes()).digest()).decode()


def module_script(name: str) -> Markup:
    """The tag of a script of our own, which a browser runs only while its bytes are the ones that were released."""
    return Markup('<script type="module" src="{}" integrity="{}"></script>').format(
        asset(name), integrity(name)
    )


def say_time(moment: datetime) -> str:
    """The clock time in Amsterdam: '14.02'."""
    return f"{local(moment):%H.%M}"


def moment_text(moment: datetime | None) -> str:
    """A moment near now, without the word 'uur': 'vandaag 16.00', 'donderdag 26 november 16.00'."""
    return say_moment(moment, g.now) if moment else ""


def date_text(day: date | datetime | None) -> str:
    """A date in full: 'donderdag 26 november 2026'."""
    if day is None:
        return ""
    return say_date(local_date(day) if isinstance(day, datetime) else day, year=True)


def short_date(day: date | datetime | None) -> str:
    """A short date for tables: '26-11-2026'."""
    if day is None:
        return ""
    return f"{local_date(day) if isinstance(day, datetime) else day:%d-%m-%Y}"


def machine_moment(moment: datetime | date | None) -> str:
    """ISO form, for <time datetime>."""
    return moment.isoformat() if moment else ""


def paragraphs(text: str | None) -> Markup:
    """Typed text as escaped paragraphs and line breaks."""
    parts = [p for p in str(escape(text or "")).replace("\r\n", "\n").split("\n\n") if p.strip()]
    return Markup("".join(f"<p>{part}</p>" for part in parts).replace("\n", "<br>"))  # nosec B704: escaped above


def phone_text(number: str) -> str:
    """A telephone number that stays on one line."""
    return number.replace(" ", "\u00a0").replace("-", "-\u2060")


def mid_sentence(label: str) -> str:
    """A label inside a sentence: 'Water (Vitens N.V.)' gives 'water (Vitens N.V.)', and 'CAK' stays 'CAK'."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


FILTERS: Mapping[str, Callable[..., str | Markup]] = MappingProxyType({
    "euro": format_euro, "whole_euro": format_whole_euro, "euro_input": format_input,
    "moment": moment_text, "date": date_text, "short_date": short_date, "clock": say_time, "iso": machine_moment,
    "paragraphs": paragraphs, "phone": phone_text, "mid_sentence": mid_sentence,
    "period": lambda code: Period(code).label, "role": lambda code: ROLE_LABELS[code],
})  # fmt: skip


class Templates(Environment):
    """Flask's templates, with the names that every template knows in one plain dict.

    Jinja keeps them in two, one behind the other, and for each `import` of a page asks both for every name.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give what a template knows besides its context: the names of all, and its own."""
        return {**self.globals, **(d or {})}


def init_app(app: Flask) -> None:
    """Give templates their filters and their context."""
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(asset=asset, module_script=module_script, forget_typed=forget_typed)
    app.context_processor(page_context)


def forget_typed() -> Markup:
    """The attribute of a form whose half-typed words a browser must not write down; none for staff.

    Chromium keeps what stands in a field in a file of its profile, to bring a tab back, also after leaving. It does
    not for a form with `autocomplete="off"`. A field that names its own purpose (`autocomplete="email"`, WCAG 1.3.5)
    is still filled in and still kept. Drafts of messages, steps and work forms are kept here, under the seal.
    Staff write long texts on a device of their own: there the back button must bring them back.
    """
    actor = g.get("actor")
    return Markup("") if actor is not None and actor.is_staff else Markup(' autocomplete="off"')


def page_context() -> dict[str, Any]:
    """What every page knows; asks the database nothing."""
    signed_in = g.get("signed_in")
    actor = g.get("actor")
    return {
        "actor": _Shown(actor, signed_in) if actor else None,
        "signed_in": signed_in,
        "confirms_by_mail": g.get("confirms_by_mail", False),
        "municipality": g.get("municipality"),
        "notice": _notice() if request else None,
        "session_ends_at": signed_in.ends_at if signed_in else None,
        "now": g.get("now"),
        "demo": app_is_demo(),
    }


def _notice() -> str | None:
    code = request.args.get("melding", "")
    if code == RESTORED and not g.get("typed_form"):
        return None  # nothing was given back: it was typed in another role, or has been given back before
    return NOTICES.get(code)


def app_is_demo() -> bool:
    """Whether this installation is a demonstration with fictional data."""
    return bool(current_app.config["DEMO"])


class _Shown:
    """The actor with the name their pages show."""

    def __init__(self, actor: Any, signed_in: Any) -> None:
        self._actor = actor
        self.display_name = signed_in.name if signed_in else ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._actor, name)
