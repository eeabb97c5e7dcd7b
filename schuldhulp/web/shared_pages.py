"""The pages of a dossier that the client and staff beside the client share: one line each, for both audiences.

A line gives the view its name, address and door; each audience adds all of them to its own blueprint, so
`client.budget` is `/mijn/budget` and `counsellor.budget` is `/dossiers/<kenmerk>/budget`. Such a view takes a `Place`
and never asks which audience it serves, save for its words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Blueprint

from schuldhulp.dossier.queries import DossierView
from schuldhulp.web import paper_folders, paper_sheets, papers, points, talks
from schuldhulp.web.budget import asking, guideline, ideas, month, plans, quick, roads
from schuldhulp.web.calculation import page as calculation
from schuldhulp.web.debts import listing, one
from schuldhulp.web.guard import door
from schuldhulp.web.letters import pages as letters
from schuldhulp.web.schemes import page as schemes
from schuldhulp.web.statements import pages as statements
from schuldhulp.web.steps import after, landscape, printing, row_views, views
from schuldhulp.web.steps.place import Audience, Place
from schuldhulp.web.takein import pages as takein

GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")


@dataclass(frozen=True, slots=True)
class SharedPage:
    """One page: `name` is the view's, `address` comes behind the root of the audience; `part` is for the access log."""

    name: str
    address: str
    methods: tuple[str, ...]
    permission: str
    part: str
    view: Callable[..., Any]


_LINES: dict[str, tuple[tuple[str, str, tuple[str, ...], str, Callable[..., Any]], ...]] = {
    "werkboek": (
        ("workbook", "/werkboek", GET, "step:read", landscape.workbook_page),
        ("step", "/werkboek/<stap>", BOTH, "step:answer", views.step_page),
        ("step_draft", "/werkboek/<stap>/concept", POST, "step:answer", views.draft_kept),
        ("step_stuck", "/werkboek/<stap>/lukt-niet", BOTH, "step:answer", views.stuck_page),
        ("step_done", "/werkboek/<stap>/klaar", GET, "step:read", after.after_page),
        ("printed_step", "/werkboek/<stap>.pdf", GET, "dossier:print", printing.step_pdf),
        ("add_row", "/werkboek/<stap>/nieuw", BOTH, "step:answer", row_views.row_page),
        ("change_row", "/werkboek/<stap>/<uuid:row_id>", BOTH, "step:answer", row_views.row_page),
        ("remove_row", "/werkboek/<stap>/<uuid:row_id>/weghalen", POST, "step:answer", row_views.remove_row),
        ("restore_row", "/werkboek/<stap>/<uuid:row_id>/terugzetten", POST, "step:answer", row_views.restore_row),
    ),
    "budget": (
        ("budget", "/budget", GET, "budget:read", month.budget_page),
        ("quick_budget", "/budget/snel", BOTH, "budget:change", quick.quick_page),
        ("what_if", "/budget/wat-als", BOTH, "budget:change", ideas.what_if_page),
        ("what_if_typed", "/budget/wat-als/concept", POST, "budget:change", ideas.what_if_typed),
        ("guideline", "/budget/richtlijn", BOTH, "budget:change", guideline.guideline_page),
        ("road_out", "/budget/uitweg", GET, "budget:read", roads.road_page),
        ("ask_post", "/budget/regels/<uuid:post_id>/vraag", BOTH, "message:write", asking.ask_post_page),
        ("plan", "/budget/plan", BOTH, "budget:freeze", plans.plan_page),
        ("plan_pdf", "/budget/plan.pdf", GET, "budget:read", plans.plan_pdf),
        ("statement", "/afschrift", BOTH, "budget:change", statements.statement_page),
        ("statement_part", "/afschrift/<deel>", BOTH, "budget:change", statements.part_page),
        ("statement_check", "/afschrift/controleren", BOTH, "budget:change", statements.check_page),
        ("throw_statement_away", "/afschrift/weggooien", POST, "budget:change", statements.throw_away),
        ("budget_version", "/budget/versies/<uuid:version_id>", GET, "budget:read", plans.version_page),
    ),
    "berekening": (
        ("calculation", "/berekening", GET, "budget:read", calculation.calculation_page),
        ("ask_figure", "/berekening/<figuur>/vraag", BOTH, "message:write", calculation.ask_figure_page),
    ),
    "regelingen": (
        ("schemes", "/regelingen", BOTH, "budget:change", schemes.schemes_page),
        ("ask_scheme", "/regelingen/<regeling>/vraag", BOTH, "message:write", schemes.ask_scheme_page),
    ),
    "schulden": (
        ("debts", "/schulden", GET, "debt:read", listing.debts_page),
        ("debt", "/schulden/<uuid:debt_id>", GET, "debt:read", one.debt_page),
        ("decide_double", "/schulden/dubbel", POST, "debt:change", listing.double_page),
        ("ask_debt", "/schulden/<uuid:debt_id>/vraag", BOTH, "message:write", listing.ask_debt_page),
        ("mandate", "/schulden/machtiging/<uuid:mandate_id>", GET, "debt:read", listing.mandate_page),
        ("mandate_pdf", "/schulden/machtiging/<uuid:mandate_id>/machtiging.pdf", GET, "debt:read", listing.mandate_pdf),
    ),
    "brieven": (
        ("letters", "/brieven", GET, "letter:read", letters.letters_page),
        ("new_letter", "/brieven/nieuw", BOTH, "letter:write", letters.new_letter_page),
        ("letter", "/brieven/<uuid:letter_id>", BOTH, "letter:write", letters.letter_page),
        ("letter_pdf", "/brieven/<uuid:letter_id>/brief.pdf", GET, "letter:read", letters.letter_pdf),
        ("letter_sent", "/brieven/<uuid:letter_id>/verstuurd", POST, "letter:write", letters.sent_page),
        ("letter_answered", "/brieven/<uuid:letter_id>/antwoord", POST, "letter:write", letters.answered_page),
        ("remove_letter", "/brieven/<uuid:letter_id>/weghalen", POST, "letter:write", letters.remove_page),
    ),
    "papieren": (
        ("papers", "/papieren", BOTH, "paper:change", papers.papers_page),
        ("paper", "/papieren/<uuid:paper_id>", GET, "paper:read", papers.paper_page),
        ("upload_paper", "/papieren/<uuid:paper_id>/bestand", POST, "paper:change", papers.upload),
        ("mark_paper", "/papieren/<uuid:paper_id>/stand", POST, "paper:change", papers.mark),
        ("remove_paper", "/papieren/<uuid:paper_id>/weghalen", POST, "paper:change", papers.remove),
        ("restore_paper", "/papieren/<uuid:paper_id>/terugzetten", POST, "paper:change", papers.restore),
        ("answer_paper", "/papieren/<uuid:paper_id>/antwoord", POST, "paper:change", papers.answer),
        ("sort_paper", "/papieren/<uuid:paper_id>/sorteren", POST, "paper:change", papers.sort),
        ("bag", "/papieren/tas", BOTH, "paper:change", paper_folders.bag_page),
        ("folders", "/papieren/mappen", GET, "paper:read", paper_folders.folders_page),
        ("folder_labels", "/papieren/mappen.pdf", GET, "paper:read", paper_folders.labels_pdf),
        ("move_file", "/papieren/bestanden/<uuid:file_id>/plaats", POST, "paper:change", paper_sheets.move),
        ("turn_file", "/papieren/bestanden/<uuid:file_id>/draaien", POST, "paper:change", paper_sheets.turn_page),
        ("cut_file", "/papieren/bestanden/<uuid:file_id>/splitsen", BOTH, "paper:change", paper_sheets.cut_page),
        ("take_back_file", "/papieren/bestanden/<uuid:file_id>/weghalen", POST, "paper:change", papers.take_back),
    ),
    "gesprekken": (
        ("talks", "/gesprekken", GET, "talk:read", talks.talks_page),
        ("talk", "/gesprekken/<uuid:contact_id>", BOTH, "talk:write", talks.talk_page),
    ),
    "lijst": (
        ("points", "/lijst", BOTH, "point:write", points.points_page),
        ("change_point", "/lijst/<uuid:point_id>", POST, "point:write", points.change_point_page),
    ),
    "meegenomen": (
        ("bring", "/meegenomen", BOTH, "dossier:take_in", takein.bring_page),
        ("brought", "/meegenomen/<uuid:take_in_id>", BOTH, "dossier:take_in", takein.brought_page),
        ("throw_package_away", "/meegenomen/<uuid:take_in_id>/weg", POST, "dossier:take_in", takein.throw_package_away),
    ),
    "bestand": (
        ("paper_file", "/papieren/bestanden/<uuid:file_id>", GET, "paper:read", papers.download),
        ("whole_paper", "/papieren/<uuid:paper_id>/document.pdf", GET, "paper:read", paper_sheets.whole),
    ),
}  # fmt: skip

SHARED_PAGES = tuple(
    SharedPage(name, address, methods, permission, part, view)
    for part, lines in _LINES.items()
    for name, address, methods, permission, view in lines
)


def add_shared_pages(blueprint: Blueprint, audience: Audience) -> None:
    """Add every shared page to the blueprint of one audience, each behind its door."""
    for page in SHARED_PAGES:
        blueprint.add_url_rule(
            audience.root + page.address, page.name, _behind_the_door(page, audience), methods=page.methods
        )


def _behind_the_door(page: SharedPage, audience: Audience) -> Callable[..., Any]:
    @wraps(page.view)
    def view(dossier: DossierView, **values: Any) -> Any:
        return page.view(Place(audience, dossier), **values)

    return door(page.permission, dossier=audience.dossier, part=page.part)(view)
