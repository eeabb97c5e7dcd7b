"""The mails that the demonstration sent, to look at on this computer."""

import ipaddress
from pathlib import Path

from flask import abort, current_app, render_template, request

from schuldhulp.outbox.transport import read_folder
from schuldhulp.web.guard import public
from schuldhulp.web.public.blueprint import blueprint


@blueprint.get("/demo/mail")
@public
def demo_mail() -> str:
    """Show the folder's mails, newest first. In the demo only, and only to this computer."""
    settings = current_app.config["SETTINGS"]
    if not settings.demo or not settings.mail_url.startswith("map:") or not _from_here():
        abort(404)
    mails = read_folder(Path(settings.mail_url.removeprefix("map:")))
    return render_template("public/demo_mail.html", mails=mails, base_url=settings.base_url)


def _from_here() -> bool:
    if "X-Forwarded-For" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
