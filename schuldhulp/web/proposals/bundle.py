"""The papers of a proposal: one per creditor, the overview, and everything in one download."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, render_template

from schuldhulp.calendar import local_date
from schuldhulp.debts.queries import debts_of
from schuldhulp.letters.queries import LetterView, facts_for, letters_of
from schuldhulp.letters.template import still_open
from schuldhulp.letters.written import LetterFacts
from schuldhulp.norms.queries import norm_loader
from schuldhulp.pdf import PdfFailed, render_pdf
from schuldhulp.schuldregeling.overview import OverviewDocument, overview_lines
from schuldhulp.schuldregeling.own_line import CreditorPaper
from schuldhulp.schuldregeling.queries import claims_of
from schuldhulp.schuldregeling.stored import LineView, ProposalView
from schuldhulp.web.guard import now, session
from schuldhulp.web.letterhead import sender_of
from schuldhulp.web.letters.pages import letter_document
from schuldhulp.web.proposals.figures import figures_of
from schuldhulp.web.proposals.files import proposal_document, words
from schuldhulp.web.steps.place import Place

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a ZIP knows no earlier day, and this one says nothing


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the bundle: its name in it, who it is for, and its HTML."""

    name: str
    whom: str
    title: str
    html: str


def creditor_paper(
    place: Place, proposal: ProposalView, line: LineView, facts: LetterFacts | None = None
) -> Paper:
    """The proposal to one creditor."""
    known = facts or facts_for(session(), place.actor, now(), place.dossier, None)
    document = CreditorPaper(
        sender=sender_of(place.dossier.municipality), client=known.client, client_address=known.client_address,
        from_lines=tuple(
            part for part in (known.municipality, *known.municipality_address.splitlines()) if part
        ),
        reference=f"{place.dossier.kenmerk}/voorstel-{proposal.number}-{proposal.part.index(line) + 1}",
        made_on=proposal.offered_on or local_date(now()), proposal=proposal, line=line,
    )  # fmt: skip
    whom = line.collector or line.creditor
    name = f"naar-schuldeisers/{proposal.part.index(line) + 1:02d}-{slug(line.creditor)}.pdf"
    return Paper(name, whom, document.title, render_template("pdf/aanbod.html", document=document))


def bundle(place: Place, proposal: ProposalView) -> bytes:
    """All papers of a proposal as a ZIP; 503 when one could not be made."""
    papers = list(_papers(place, proposal))
    session().close()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("00-inhoud.txt", _EARLIEST), _contents(papers).encode("utf-8-sig"))
        for paper in papers:
            packed.writestr(zipfile.ZipInfo(paper.name, _EARLIEST), rendered(paper))
    return out.getvalue()


def rendered(paper: Paper) -> bytes:
    """The paper as a tagged PDF; 503 when it could not be made."""
    try:
        return render_pdf(paper.html, title=paper.title)
    except PdfFailed:
        abort(503)


def _papers(place: Place, proposal: ProposalView) -> Iterator[Paper]:
    actor, dossier = place.actor, place.dossier
    facts = facts_for(session(), actor, now(), dossier, None)
    figures = figures_of(proposal, norm_loader(session()))
    owed = debts_of(session(), actor, dossier.id)
    claims = claims_of(session(), actor, dossier.id, owed=owed)
    letters = [letter for letter in letters_of(session(), actor, dossier.id) if _goes_along(letter)]
    whole = proposal_document(place, proposal)
    yield Paper("01-voorstel.pdf", "", whole.title,
                render_template("pdf/voorstel.html", document=whole, words=words(), figures=figures))  # fmt: skip
    overview = OverviewDocument(
        sender=whole.sender, whose=dossier.called, reference=dossier.kenmerk, made_on=local_date(now()),
        lines=overview_lines(owed, claims),
    )  # fmt: skip
    yield Paper("02-schuldenoverzicht.pdf", "", overview.title,
                render_template("pdf/schuldenoverzicht.html", document=overview))  # fmt: skip
    for line in proposal.part:
        yield creditor_paper(place, proposal, line, facts)
    for letter in reversed(letters):
        document = letter_document(place, letter)
        whom = document.to_lines[0] if document.to_lines else ""
        yield Paper(f"brieven/{letter.number:02d}-{letter.template.slug}.pdf", whom, document.title,
                    render_template("pdf/brief.html", document=document))  # fmt: skip


def _goes_along(letter: LetterView) -> bool:
    """A letter that is finished and waits for no answer that came."""
    parts = (letter.written.subject, letter.written.body, letter.written.recipient)
    return letter.answered_on is None and not still_open(*parts)


def _contents(papers: list[Paper]) -> str:
    """What is in the bundle and who each paper is for."""
    lines = ["Wat zit hierin?", ""]
    for paper in papers:
        whom = f"voor {paper.whom}" if paper.whom else "voor u en de cliënt; niet voor een schuldeiser"
        lines.append(f"{paper.name}: {whom}")
    lines += ["", "In elk voorstel aan een schuldeiser staat alleen wat over die schuldeiser gaat."]
    return "\r\n".join(lines) + "\r\n"


def slug(name: str) -> str:
    """A name as part of a file name: small letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "schuldeiser"
