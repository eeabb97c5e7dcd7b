"""Everything the client takes along, made when they ask for it and kept nowhere."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from flask import Response as FlaskResponse
from flask import render_template, stream_with_context, url_for

from schuldhulp.calendar import local_date
from schuldhulp.dossier.queries import DossierView, events_of
from schuldhulp.pdf import STATIC, render_pdf
from schuldhulp.privacy.register import the_register
from schuldhulp.takeout.actions import note_taken_out
from schuldhulp.takeout.package import (
    ABOUT,
    DATA,
    EXPLAINED,
    READ,
    SCHEMA,
    STYLE,
    Summed,
    data_of,
    file_path,
    schema_text,
    zipped,
)
from schuldhulp.takeout.queries import Everything, everything_of
from schuldhulp.takeout.readable import Part, in_papers, parts_of
from schuldhulp.timeline.queries import told_of
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.client.blueprint import blueprint
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.letterhead import sender_of
from schuldhulp.web.steps.asked import questions

MOST_EVENTS = 20_000


@blueprint.route("/mijn/meenemen", methods=["GET", "POST"])
@door("dossier:take_out", dossier="own", part="meegenomen", fresh=True)
def take_out(dossier: DossierView) -> Any:
    """Say what is in the package; a post gives it, piece by piece."""
    form = PageForm()
    if not form.validate_on_submit():
        page = render_template("client/take_out.html", dossier=dossier, form=form)
        return (page, 422) if form.errors else page
    moment = now()
    found = everything_of(session(), current_actor(), dossier)
    happened = _happened(dossier)
    session().close()
    token = FormToken(form.token.data, url_for("client.take_out"))
    note_taken_out(session(), current_actor(), moment, dossier, len(found.files), form=token)
    listed = _listed(found)
    parts = parts_of(the_register(), found.account, found.rows, happened, found.looked, listed, questions())
    written = _written(dossier, parts, moment)
    answer = FlaskResponse(
        stream_with_context(zipped(_pieces(dossier, found, listed, written, moment), moment)),
        content_type="application/zip",
    )
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="bestanden-{local_date(moment):%Y-%m-%d}.zip"'
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _happened(dossier: DossierView) -> list[tuple[datetime, str, str]]:
    """What the timeline tells the client, oldest first, without the messages: those stand on their own."""
    events = events_of(session(), current_actor(), dossier.id, limit=MOST_EVENTS)
    told = told_of(session(), current_actor(), dossier.id, events)
    return [(entry.at, entry.told.text, entry.note) for _, entry in told]


def _listed(found: Everything) -> list[dict[str, Any]]:
    """The files as the data name them; the checksums come when they are read."""
    return [
        {
            "rij": str(one.id), "papier": str(one.paper_id), "naam": one.name, "soort": one.media_type,
            "pad": file_path(number, one.name, one.media_type), "groot": one.size,
        }
        for number, one in enumerate(found.files, 1)
    ]  # fmt: skip


def _written(dossier: DossierView, parts: tuple[Part, ...], moment: datetime) -> list[tuple[str, bytes]]:
    """The readable page, and the papers of it, before the first byte goes: a fault is then a page."""
    letter = {"title": "Uw dossier", "sender": sender_of(dossier.municipality)}
    told: dict[str, Any] = {"document": letter, "made_on": local_date(moment), "kenmerk": dossier.kenmerk}
    page = render_template("pdf/dossier_om_te_lezen.html", parts=parts, **told)
    papers = in_papers(parts)
    style = (STATIC / "css" / "dossier-om-te-lezen.css").read_bytes()
    made = [(READ, page.encode()), (STYLE, style)]
    for number, paper in enumerate(papers, 1):
        html = render_template("pdf/dossier.html", parts=paper, number=number, of=len(papers), **told)
        made.append((f"dossier-{number}.pdf", render_pdf(html, title="Uw dossier", cache=None)))
    return made


def _pieces(
    dossier: DossierView,
    found: Everything,
    listed: list[dict[str, Any]],
    written: list[tuple[str, bytes]],
    moment: datetime,
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every part: what is read first, then the files as they are opened, then the data that name them."""
    yield ABOUT, [EXPLAINED.encode()]
    for name, content in written:
        yield name, [content]
    yield SCHEMA, [schema_text().encode()]
    there = []
    for one, line in zip(found.files, listed, strict=True):
        if one.open is None:  # a virus was found in it, so nothing of it is kept
            continue
        summed = Summed(one.open())
        yield line["pad"], summed
        there.append({**line, "sha256": summed.digest})
    place = dossier.municipality
    yield DATA, [
        data_of(
            municipality=place.name, slug=place.slug, kenmerk=dossier.kenmerk, made_at=moment, account=found.account,
            rows=found.rows, looked=found.looked, files=there,
        )
    ]  # fmt: skip
