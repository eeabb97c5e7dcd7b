"""How the help is for the client: one tap under a message, three short questions now and then, or nothing."""

from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.dossier.queries import DossierView
from schuldhulp.experience import actions
from schuldhulp.experience.actions import Answer
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps.views import token_for

_MOST_WORDS = 1_000


def _answer(name: str) -> Answer | None:
    posted = request.form.get(name, "")
    return Answer(posted) if posted in set(Answer) else None


def _words() -> str:
    return request.form.get("woorden", "").strip()[:_MOST_WORDS]


@blueprint.post("/mijn/berichten/<uuid:message_id>/hielp")
@door("experience:answer", dossier="own", part="ervaring")
def message_helped(dossier: DossierView, message_id: UUID) -> Response:
    """Ja, een beetje, nee, or skip: one press."""
    helped = _answer("hielp")
    there = url_for("client.messages", melding="ervaring" if helped else "ervaring-niet") + "#nieuwste"
    actions.tell_if_it_helped(
        session(), current_actor(), now(), dossier, message_id, helped, _words(), form=token_for(there)
    )
    return redirect(there, 303)


@blueprint.post("/mijn/ervaring")
@door("experience:answer", dossier="own", part="ervaring")
def experience(dossier: DossierView) -> Response:
    """The three questions, each of which may stay empty; or skip."""
    given = {name: _answer(name) for name in ("heard", "topic", "pace")}
    skipped = request.form.get("do") == "overslaan" or not any(given.values())
    there = url_for("client.home", melding="ervaring-niet" if skipped else "ervaring")
    told = {} if skipped else given
    actions.tell_how_it_is(
        session(),
        current_actor(),
        now(),
        dossier,
        **told,
        words="" if skipped else _words(),
        form=token_for(there),
    )
    return redirect(there, 303)


@blueprint.post("/mijn/ervaring/vragen")
@door("experience:answer", dossier="own", part="ervaring")
def ask_experience(dossier: DossierView) -> Response:
    """Whether we may ask at all."""
    asked = request.form.get("vragen") == "aan"
    there = url_for("client.messages", melding="ervaring-aan" if asked else "ervaring-uit")
    actions.ask_or_not(session(), current_actor(), now(), dossier, asked, form=token_for(there))
    return redirect(there, 303)
