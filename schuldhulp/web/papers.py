"""The pages of papers, for the client and for staff: the list, one paper, handing in and taking out files."""

from uuid import UUID, uuid4

from flask import Response as FlaskResponse
from flask import redirect, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response
from wtforms import MultipleFileField

from schuldhulp.documents import actions, queries
from schuldhulp.documents.apart import judge
from schuldhulp.documents.files import MAX_BYTES, FileRefused, kept_name
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.forms import DropdownField, InputRequired, PageForm, TextField
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.place import Place
from schuldhulp.web.steps.views import Answer, token_for
from schuldhulp.workbook.queries import workbook

_STANDS = frozenset({"needed", "cannot", "not_applicable"})
_DOWNLOAD = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ENDING = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


class UploadForm(PageForm):
    """One or more files of a paper."""

    files = MultipleFileField(
        "Foto’s of bestanden",
        render_kw={"accept": "image/jpeg,image/png,image/heic,image/heif,application/pdf"},
    )


class AddPaperForm(PageForm):
    """Another paper for the list."""

    kind = DropdownField(
        "Welk papier?", [InputRequired("Kies welk papier het is.")], choices=tuple(PAPER_KINDS.items())
    )
    label = TextField("Hoe noemt u het?", max_length=80, description="Dit hoeft niet.")


def papers_page(place: Place) -> Answer:
    """The list of papers, and what else fits what was told; a post puts one on the list."""
    form = AddPaperForm()
    if form.validate_on_submit():
        there = place.url("papers", melding="bewaard")
        paper_id = actions.list_paper(
            session(), place.actor, now(), place.dossier, kind=form.kind.data, label=form.label.data or "",
            form=FormToken(form.token.data, there),
        )  # fmt: skip
        return redirect(place.url("paper", paper_id=paper_id), 303)
    book = workbook(session(), place.actor, place.dossier)
    listed = queries.papers(session(), place.actor, place.dossier.id)
    session().close()
    suggested = queries.suggestions(book.facts, book.month, listed)
    page = render_template(
        "steps/papers.html", layout=place.layout, place=place, dossier=place.dossier, form=form, token=_token(),
        suggested=suggested, groups=_groups(listed), undo=_undo(place), listed=listed,
    )  # fmt: skip
    return (page, 422) if form.errors else page


def _token() -> str:
    return uuid4().hex


def _groups(listed: list[queries.PaperView]) -> list[tuple[str, list[queries.PaperView]]]:
    parts = (
        ("Nog nodig", ("needed",)),
        ("Binnen", ("received", "seen", "approved", "question")),
        ("Heeft u niet, of geldt niet", ("missing", "cannot", "not_applicable", "dropped")),
    )
    found = [(title, [paper for paper in listed if paper.state in states]) for title, states in parts]
    return [(title, each) for title, each in found if each]


def _undo(place: Place) -> dict[str, str] | None:
    try:
        paper_id = UUID(request.args.get("weg", ""))
    except ValueError:
        return None
    return {"url": place.url("restore_paper", paper_id=paper_id), "token": _token()}


def paper_page(place: Place, paper_id: UUID, form: UploadForm | None = None) -> str:
    """One paper: its files, and the answers that are equals of handing in."""
    paper = queries.find_paper(session(), place.actor, place.dossier.id, paper_id)
    session().close()
    return render_template(
        "steps/paper.html", layout=place.layout, place=place, dossier=place.dossier, paper=paper,
        form=form or UploadForm(formdata=None), token=_token(), megabytes=MAX_BYTES // 1024 // 1024,
    )  # fmt: skip


def upload(place: Place, paper_id: UUID) -> Answer:
    """Hand in files. One that is refused stops all, with a sentence that names it."""
    form = UploadForm()
    form.validate()
    posted = [each for each in request.files.getlist("files") if each.filename]
    safe, refused = _read(posted)
    if not posted:
        refused = ["Kies eerst een foto of een bestand."]
    if form.errors or refused:
        form.files.errors = [*form.files.errors, *refused]
        return paper_page(place, paper_id, form), 422
    there = place.url("paper", paper_id=paper_id, melding="papier-binnen")
    try:
        actions.hand_in(
            session(),
            place.actor,
            now(),
            place.dossier,
            paper_id,
            safe,
            form=FormToken(form.token.data, there),
        )
    except NotYours:
        raise
    except Refused as error:
        form.files.errors = [str(error)]
        return paper_page(place, paper_id, form), 422
    return redirect(there, 303)


def _read(posted: list[FileStorage]) -> tuple[list[actions.NamedFile], list[str]]:
    """Make every file safe, before any transaction and each in a process of its own; sentences of the refused."""
    safe, refused = [], []
    for each in posted:
        try:
            made = judge(each.stream.read(MAX_BYTES + 1))
            safe.append(actions.NamedFile(kept_name(each.filename or "", made.ending), made))
        except FileRefused as error:
            refused.append(f"{(each.filename or 'Uw bestand')[:80]}: {error}")
    return safe, refused


def mark(place: Place, paper_id: UUID) -> Response:
    """Say where a paper stands, by one button."""
    there = place.url("papers", melding="bewaard")
    token, stand = token_for(there), request.form.get("stand", "")
    if stand == "seen" and place.beside:
        actions.mark_seen(session(), place.actor, now(), place.dossier, paper_id, form=token)
        return redirect(there, 303)
    how = stand if stand in ("balie", "post") else None
    # Handed over at the desk or sent by post: only staff can say that it came in.
    state = ("received" if place.beside else "needed") if how else stand if stand in _STANDS else ""
    actions.mark_paper(session(), place.actor, now(), place.dossier, paper_id, state, how=how, form=token)
    return redirect(there, 303)


def download(place: Place, file_id: UUID) -> Response:
    """One file, only ever as a download, under a name that says nothing."""
    found = queries.open_file(session(), place.actor, place.dossier.id, file_id)
    session().close()
    answer = FlaskResponse(found.pieces, content_type=found.media_type)
    answer.content_length = found.size
    answer.headers.update(_DOWNLOAD)
    answer.headers["Content-Disposition"] = f'attachment; filename="papier.{_ENDING[found.media_type]}"'
    return answer


def take_back(place: Place, file_id: UUID) -> Response:
    """Take a file back; a form that comes twice goes to the list."""
    token = token_for(place.url("papers", melding="weggehaald"))
    actions.take_back_file(session(), place.actor, now(), place.dossier, file_id, form=token)
    return redirect(token.location, 303)


def remove(place: Place, paper_id: UUID) -> Response:
    """Take a paper off the list, with a way back."""
    there = place.url("papers", melding="weggehaald", weg=paper_id)
    actions.remove_paper(session(), place.actor, now(), place.dossier, paper_id, form=token_for(there))
    return redirect(there, 303)


def restore(place: Place, paper_id: UUID) -> Response:
    """Put a paper back on the list."""
    there = place.url("papers", melding="teruggezet")
    actions.restore_paper(session(), place.actor, now(), place.dossier, paper_id, form=token_for(there))
    return redirect(there, 303)
