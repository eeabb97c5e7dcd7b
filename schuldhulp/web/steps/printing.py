"""A step of the werkboek on paper: its questions with room to write, or with the answers so far."""

from flask import render_template, request
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.dossier.content import text_of
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.progress import in_force
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.steps import STEP
from schuldhulp.pdf import render_pdf
from schuldhulp.prints import Answering, PrintedQuestion, StepDocument
from schuldhulp.web.forms import Asked, BooleanField, DateField, EuroField, LongTextField
from schuldhulp.web.guard import current_actor, now, session
from schuldhulp.web.letterhead import sender_of
from schuldhulp.web.steps import posted
from schuldhulp.web.steps.forms import form_class, form_data
from schuldhulp.web.steps.place import Place, known_step
from schuldhulp.workbook.queries import workbook


def step_document(
    dossier: DossierView, slug: str, *, large: bool = False, blank: bool = False
) -> StepDocument:
    """The paper of a step of a dossier that came through the door; `blank` leaves the answers out."""
    step = STEP[slug]
    book = workbook(session(), current_actor(), dossier)
    session().close()
    record = None if blank else in_force(book.stored).get(slug)
    data = form_data(record) if record is not None else {}
    form = form_class(slug, threat_open=book.facts.threat_open)(formdata=None, data=data)
    words = text_of(step, book.facts)
    municipality = dossier.municipality
    post = municipality.post_address.replace("\n", ", ")
    return StepDocument(
        sender=sender_of(municipality), step_title=words.title, theme=step.theme.label, why=words.why,
        minutes=step.minutes, reference=dossier.kenmerk, made_on=local_date(now()), large=large,
        questions=tuple(_question(field) for field in form.asked),
        back_to=tuple(
            line for line in (municipality.name, post, municipality.phone) if line
        ),
    )  # fmt: skip


def step_pdf(place: Place, stap: str) -> Response:
    """A step on paper with the answers so far; `?leeg=1` without, `?groot=1` in large print."""
    slug = known_step(stap).slug
    document = step_document(place.dossier, slug, large="groot" in request.args, blank="leeg" in request.args)
    data = render_pdf(render_template("pdf/stap.html", document=document), title=document.title)
    return pdf_answer(data, f"stap-{slug}.pdf")


def pdf_answer(data: bytes, name: str) -> Response:
    """A PDF to look at, kept by nobody."""
    answer = Response(data, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _question(field: Asked) -> PrintedQuestion:
    kind = Answering.LINE
    if isinstance(field, EuroField):
        kind = Answering.AMOUNT
    elif isinstance(field, DateField):
        kind = Answering.DATE
    elif isinstance(field, LongTextField):
        kind = Answering.TEXT
    words = posted.shown(field)
    if hasattr(field, "choices") or isinstance(field, BooleanField):
        options = tuple(str(c.label) for c in getattr(field, "choices", ())) or ("Ja",)
        chosen = () if isinstance(field.data, Open) else tuple(part for part in words.split(", ") if part)
        return PrintedQuestion(
            question=field.label.text, answering=Answering.CHOICE, help=field.description, options=options,
            chosen=tuple(o for o in options if o in chosen or o == words), open_allowed=field.open_allowed,
        )  # fmt: skip
    return PrintedQuestion(
        question=field.label.text, answering=kind, help=field.description, answer=words,
        open_allowed=field.open_allowed,
    )  # fmt: skip
