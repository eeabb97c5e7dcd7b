"""The bag of papers and the folders: hand in now, sort later; the same folders on screen as on the shelf."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.documents import queries
from schuldhulp.documents.files import MAX_BYTES, MAX_FILES
from schuldhulp.documents.folders.actions import empty_bag
from schuldhulp.documents.folders.sections import FOLDERS, URGENCIES, folders_of, pressing
from schuldhulp.pdf import render_pdf
from schuldhulp.prints import FolderLabels
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.guard import now, session
from schuldhulp.web.letterhead import sender_of
from schuldhulp.web.paper_files import nothing_chosen, read_posted
from schuldhulp.web.paper_forms import BagForm
from schuldhulp.web.steps.place import Place
from schuldhulp.web.steps.printing import pdf_answer
from schuldhulp.web.steps.views import Answer


def bag_page(place: Place) -> Answer:
    """Hand in many papers at once, to be sorted later."""
    form = BagForm()
    if form.validate_on_submit():
        safe, refused = read_posted(place, None)
        if nothing_chosen():
            refused = ["Kies eerst een foto of een bestand."]
        if not refused:
            token = FormToken(form.token.data, place.url("folders", melding="tas"))
            try:
                empty_bag(
                    session(),
                    place.actor,
                    now(),
                    place.dossier,
                    safe,
                    unopened=bool(form.unopened.data),
                    form=token,
                )
            except Refused as error:
                refused = [str(error)]
            else:
                return redirect(token.location, 303)
        form.files.errors = refused
    page = render_template(
        "steps/bag.html", layout=place.layout, place=place, form=form, megabytes=MAX_BYTES // 1024 // 1024,
        most=MAX_FILES,
    )  # fmt: skip
    return (page, 422) if form.errors or form.files.errors else page


def folders_page(place: Place) -> str:
    """All papers that are there, in their folders."""
    listed = queries.papers(session(), place.actor, place.dossier.id)
    session().close()
    return render_template(
        "steps/folders.html", layout=place.layout, place=place, folders=folders_of(listed), pressing=pressing,
        urgencies=URGENCIES,
    )  # fmt: skip


def labels_pdf(place: Place) -> Response:
    """Labels for the folders on the shelf, on one sheet of A4."""
    document = FolderLabels(
        sender=sender_of(place.dossier.municipality),
        titles=tuple(FOLDERS.values()),
        made_on=local_date(now()),
    )
    data = render_pdf(render_template("pdf/mappen.html", document=document), title=document.title)
    return pdf_answer(data, "mappen.pdf")
