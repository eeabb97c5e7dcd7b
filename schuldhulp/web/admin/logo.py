"""The logo of the municipality: looked at, put in place, taken away."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import FileField

from schuldhulp.documents.apart import judge
from schuldhulp.documents.files import FileRefused, SafeFile
from schuldhulp.municipalities import actions
from schuldhulp.municipalities.logo import make_logo
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import beaten, own_municipality, saved, status_of
from schuldhulp.web.forms import InputRequired, PageForm, TextField
from schuldhulp.web.guard import current_actor, door, now, session

MAX_LOGO = 2 * 1024 * 1024
NO_PICTURE = "Kies een PNG of JPEG van ten hoogste 2 MB."


class LogoForm(PageForm):
    """A picture and its words."""

    picture = FileField(
        "Het logo", description="PNG of JPEG, ten hoogste 2 MB.", render_kw={"accept": "image/png,image/jpeg"}
    )
    alt = TextField(
        "Wat staat er op het logo?", [InputRequired("Schrijf op wat er te zien is.")], max_length=120,
        description="Wie het logo niet ziet, hoort deze woorden. Bijvoorbeeld: wapen van Voorbeeldstad.",
    )  # fmt: skip


@blueprint.route("/beheer/logo", methods=["GET", "POST"])
@door("municipality:configure")
def logo() -> str | Response | tuple[str, int]:
    """Put a logo in place, or go on without."""
    place, there = own_municipality(), url_for("admin.logo")
    form = LogoForm(data={"alt": place.logo.alt if place.logo else "", "version": place.version})
    answer = None
    if "weg" in request.form and PageForm().validate_on_submit():
        answer = saved(
            form,
            lambda token: actions.remove_logo(session(), current_actor(), now(), None, form=token),
            there,
        )
    elif form.validate_on_submit() and (picture := _picture(form)):
        made, image = make_logo(picture.content, form.alt.data)
        answer = saved(
            form,
            lambda token: actions.change_logo(
                session(), current_actor(), now(), made, image, form.version.data, form=token
            ),
            there,
        )
    if answer is not None:
        return answer
    if beaten(form):
        form.version.data = place.version
    plain = PageForm(formdata=None)
    return render_template("admin/logo.html", form=form, place=place, plain=plain), status_of(form)


def _picture(form: LogoForm) -> SafeFile | None:
    """The picture, judged by its content in a process of its own; None with a sentence at the field."""
    posted = request.files.get("picture")
    data = posted.stream.read(MAX_LOGO + 1) if posted else b""
    try:
        safe = judge(data) if 0 < len(data) <= MAX_LOGO else None
    except FileRefused:
        safe = None
    if safe is None or not safe.media_type.startswith("image/"):
        form.picture.errors = [NO_PICTURE]
        return None
    return safe
