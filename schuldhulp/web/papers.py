"""The pages of papers, for the client and for staff: the list, one paper, handing in and taking out files."""

from typing import Any
from uuid import UUID, uuid4

from flask import Response as FlaskResponse
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.documents import actions, queries
from schuldhulp.documents.answers import actions as answers
from schuldhulp.documents.files import MAX_BYTES
from schuldhulp.documents.folders.actions import Sorted, sort_paper
from schuldhulp.documents.legible import HINTS
from schuldhulp.documents.shown import PaperView
from schuldhulp.documents.states import IN, NOT_COMING, STATES, USES, WHOSE
from schuldhulp.dossier.paper_kinds import paper_line
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.storage.store import StoreFailed
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import done_or_refused
from schuldhulp.web.guard import current_actor, now, session
from schuldhulp.web.headers import FILE_POLICY
from schuldhulp.web.paper_files import nothing_chosen, read_posted
from schuldhulp.web.paper_forms import (
    LATER,
    AddPaperForm,
    AnswerForm,
    AskPaperForm,
    JudgeForm,
    SortForm,
    UploadForm,
)
from schuldhulp.web.steps.place import Place
from schuldhulp.web.steps.views import Answer, token_for
from schuldhulp.workbook.queries import workbook

_DOWNLOAD = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": FILE_POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ENDING = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


def papers_page(place: Place) -> Answer:
    """The list of papers by person, and what else fits what was told; a post puts one on the list."""
    form = AskPaperForm() if place.beside else AddPaperForm()
    if form.validate_on_submit():
        there = place.url("papers", melding="bewaard")
        told: Any = {
            "kind": form.kind.data,
            "label": form.label.data or "",
            "whose": form.whose.data or "client",
        }
        token = FormToken(form.token.data, there)
        if place.beside and request.form.get("vraag"):
            answers.ask_for_paper(
                session(),
                current_actor(),
                now(),
                place.dossier,
                **told,
                remark=form.remark.data or "",
                form=token,
            )
            return redirect(there, 303)
        paper_id = actions.list_paper(session(), place.actor, now(), place.dossier, **told, form=token)
        return redirect(place.url("paper", paper_id=paper_id), 303)
    book = workbook(session(), place.actor, place.dossier)
    listed = queries.papers(session(), place.actor, place.dossier.id)
    session().close()
    fitting = queries.suggestions(book.facts, book.month, listed)
    suggested = sorted(fitting, key=lambda each: paper_line(each.kind))
    page = render_template(
        "steps/papers.html", layout=place.layout, place=place, dossier=place.dossier, form=form, token=_token(),
        suggested=suggested, groups=_groups(listed), undo=_undo(place), listed=listed, states=STATES, whose=WHOSE,
        counts=(sum(1 for p in listed if p.state in IN), sum(1 for p in listed if p.state == "needed")),
    )  # fmt: skip
    return (page, 422) if form.errors else page


def _token() -> str:
    return uuid4().hex


_NEEDED_FOR = {1: "het gesprek", 2: "het besluit", 3: "de schuldregeling"}


def _groups(listed: list[PaperView]) -> list[tuple[str, list[PaperView]]]:
    """The papers by where they stand; what is still needed by what it is first needed for, the nearest first."""
    needed = [paper for paper in listed if paper.state == "needed"]
    found = [
        (f"Nog nodig voor {name}", [paper for paper in needed if paper_line(paper.kind) == line])
        for line, name in _NEEDED_FOR.items()
    ]
    parts = (
        ("Er is een vraag", ("question",)),
        ("Binnen", ("received", "seen", "approved")),
        ("Heeft u niet, of geldt niet", (*NOT_COMING, "dropped")),
    )
    found += [(title, [paper for paper in listed if paper.state in states]) for title, states in parts]
    return [(title, each) for title, each in found if each]


def _undo(place: Place) -> dict[str, str] | None:
    try:
        paper_id = UUID(request.args.get("weg", ""))
    except ValueError:
        return None
    return {"url": place.url("restore_paper", paper_id=paper_id), "token": _token()}


def paper_page(place: Place, paper_id: UUID, **posted: Any) -> str:
    """One paper: its files, where it stands, and the answers that are equals of handing in."""
    paper = queries.find_paper(session(), place.actor, place.dossier.id, paper_id)
    session().close()
    stored = {
        "kind": paper.kind, "label": paper.label or None, "sender": paper.sender or None, "urgency": paper.urgency,
        "folder": paper.folder, "whose": paper.whose, "unopened": paper.unopened,
    }  # fmt: skip
    forms: dict[str, Any] = {
        "form": UploadForm(formdata=None),
        "answer": AnswerForm(
            formdata=None,
            data={"answer": paper.state if paper.state in NOT_COMING else None, "own_words": paper.own_words or None,
                  "remind_on": paper.remind_on},
        ),
        "sorting": SortForm(formdata=None, data=stored),
        "judging": JudgeForm(formdata=None, data={"used_for": paper.used_for}),
    }  # fmt: skip
    forms["sorting"].version.data = forms["judging"].version.data = paper.version
    return render_template(
        "steps/paper.html", layout=place.layout, place=place, dossier=place.dossier, paper=paper, token=_token(),
        megabytes=MAX_BYTES // 1024 // 1024, hints=HINTS, uses=USES, came_in=paper.state in IN, **forms | posted,
    )  # fmt: skip


def upload(place: Place, paper_id: UUID) -> Answer:
    """Hand in files. One that is refused stops all, with a sentence that names it."""
    form = UploadForm()
    form.validate()
    safe, refused = read_posted(place, paper_id)
    if nothing_chosen():
        refused = ["Kies eerst een foto of een bestand."]
    if form.errors or refused:
        form.files.errors = [*form.files.errors, *refused]
        return paper_page(place, paper_id, form=form), 422
    waits = any(each.scan == "waiting" for each in safe)
    there = place.url("paper", paper_id=paper_id, melding="papier-wacht" if waits else "papier-binnen")
    token = FormToken(form.token.data, there)
    try:
        actions.hand_in(session(), place.actor, now(), place.dossier, paper_id, safe, form=token)
    except NotYours:
        raise
    except Refused as error:
        form.files.errors = [str(error)]
        return paper_page(place, paper_id, form=form), 503 if isinstance(error, StoreFailed) else 422
    return redirect(there, 303)


def answer(place: Place, paper_id: UUID) -> Answer:
    """Say that a paper is not there, does not work or does not apply; or ask to be reminded."""
    form = AnswerForm()
    done = None
    if form.validate_on_submit():
        words = form.own_words.data or ""
        if form.answer.data != LATER:
            done = done_or_refused(
                form, place.url("papers", melding="bewaard"),
                lambda token: answers.answer_paper(session(), place.actor, now(), place.dossier, paper_id,
                                                   form.answer.data, own_words=words, form=token),
            )  # fmt: skip
        elif form.remind_on.data is None or form.remind_on.data <= local_date(now()):
            form.remind_on.errors = ["Kies een dag die nog komt. Bijvoorbeeld morgen."]
        else:
            done = done_or_refused(
                form, place.url("papers", melding="herinnering"),
                lambda token: answers.remind_later(session(), place.actor, now(), place.dossier, paper_id,
                                                   form.remind_on.data, own_words=words, form=token),
            )  # fmt: skip
    return done or (paper_page(place, paper_id, answer=form), 422)


def sort(place: Place, paper_id: UUID) -> Answer:
    """Say what a paper is, from whom, how urgent, and in which folder it goes."""
    form = SortForm()
    done = None
    if form.validate_on_submit():
        told = Sorted(
            kind=form.kind.data, label=form.label.data or "", sender=form.sender.data or "",
            urgency=form.urgency.data or None, folder=form.folder.data or None, unopened=bool(form.unopened.data),
            whose=form.whose.data or "client",
        )  # fmt: skip
        done = done_or_refused(
            form, place.url("paper", paper_id=paper_id, melding="bewaard"),
            lambda token: sort_paper(session(), place.actor, now(), place.dossier, paper_id, told,
                                     version=form.version.data, form=token),
        )  # fmt: skip
    return done or (paper_page(place, paper_id, sorting=form), 422)


def mark(place: Place, paper_id: UUID) -> Response:
    """Say by one button that a paper comes another way, or is needed after all."""
    there = place.url("papers", melding="bewaard")
    token, stand = token_for(there), request.form.get("stand", "")
    if stand == "seen" and place.beside:
        answers.judge_paper(session(), current_actor(), now(), place.dossier, paper_id, "seen", form=token)
        return redirect(there, 303)
    how = stand if stand in ("balie", "post") else None
    # Handed over at the desk or sent by post: only staff can say that it came in.
    state = ("received" if place.beside else "needed") if how else "needed" if stand == "needed" else ""
    actions.mark_paper(session(), place.actor, now(), place.dossier, paper_id, state, how=how, form=token)
    return redirect(there, 303)


def as_download(pieces: Any, media_type: str, size: int) -> Response:
    """Bytes as a download that no browser opens by itself, under a name that says nothing."""
    given = FlaskResponse(pieces, content_type=media_type)
    given.content_length = size
    given.headers.update(_DOWNLOAD)
    given.headers["Content-Disposition"] = f'attachment; filename="papier.{_ENDING[media_type]}"'
    return given


def download(place: Place, file_id: UUID) -> Response:
    """One file, only ever as a download."""
    found = queries.open_file(session(), place.actor, place.dossier.id, file_id)
    session().close()
    return as_download(found.pieces, found.media_type, found.size)


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
