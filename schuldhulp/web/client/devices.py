"""What is told of a sign-in on a device that was not known: it stands on the first page, and in no mail."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.accounts.actions import answer_sign_ins
from schuldhulp.accounts.devices.queries import sign_ins_to_tell
from schuldhulp.calendar import local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_signed_in, door, now, session
from schuldhulp.web.typed_text import format_date


@blueprint.post("/mijn/apparaat")
@door("dossier:read", dossier="own", part="mijn omgeving")
def known_device(dossier: DossierView) -> Response:
    """Say of a new device that it was oneself; or end what goes on there, and look what else came with it."""
    if not PageForm().validate_on_submit():
        return redirect(url_for("client.home"), 303)
    who, mine = current_signed_in(), request.form.get("was") == "ik"
    first = min((at for at, _ in sign_ins_to_tell(session(), who.person_id, who.token_hash)), default=now())
    session().close()
    answer_sign_ins(session(), now(), who.person_id, who.token_hash, mine=mine)
    if mine:
        return redirect(url_for("client.home", melding="apparaat-bekend"), 303)
    since = format_date(local_date(first))
    return redirect(url_for("account.ways", melding="apparaat-uitgelogd", sinds=since), 303)
