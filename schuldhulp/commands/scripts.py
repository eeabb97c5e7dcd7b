"""`scripts tel` and `scripts lint`: how much script content there is, and whether all of it keeps the rules."""

import json
from collections import Counter
from pathlib import Path

import click

from schuldhulp.commands.answers import BadInput, NotInOrder, OneLineCommand
from schuldhulp.dossier.steps import STEP
from schuldhulp.scripts_mi.counting import core_texts, cores, reached
from schuldhulp.scripts_mi.linting import lint as lint_catalogue
from schuldhulp.scripts_mi.linting import of_a_theme
from schuldhulp.scripts_mi.loader import CATALOGUE, CatalogueFault, examine_catalogue, load_catalogue
from schuldhulp.scripts_mi.script import Catalogue
from schuldhulp.scripts_mi.work_forms.form import Library
from schuldhulp.scripts_mi.work_forms.loader import load_work_forms

FOLDER = click.Option(
    ["--map", "folder"], default=CATALOGUE, type=click.Path(path_type=Path),
    help="Een andere map met teksten dan die van het programma.",
)  # fmt: skip


def counted(catalogue: Catalogue, library: Library) -> dict[str, object]:
    """Count the content by going through all of it.

    `kernvarianten` are the different texts of a reflection with a question that some client is really sent;
    `per_thema` says how many of the twelve situations each theme has.
    """
    found = list(catalogue.scripts.values())
    of_themes = [script for script in found if of_a_theme(script)]
    got = {script.id: reached(script) for script in found}
    lines = {line.key for script in found for slot in script.slots for line in slot.lines}
    return {
        "scripts": len(found),
        "thema_x_situatie": len(of_themes),
        "kernvarianten": len(core_texts(catalogue, got)),
        "kernvarianten_bedacht": sum(len(cores(script)) for script in found),
        "zinnen": len(lines),
        "werkvormen": len(library.forms),
        "vragen_bij_stappen": len(catalogue.prompts),
        "per_thema": dict(sorted(Counter(script.phase for script in of_themes).items())),
        "per_proces": dict(sorted(Counter(script.process for script in found).items())),
        "per_status": dict(sorted(Counter(script.status for script in found).items())),
        "bij_dreiging": sum(script.at_threat for script in found),
    }


def _loaded(folder: Path) -> tuple[Catalogue, Library]:
    _must_exist(folder)
    try:
        return load_catalogue(STEP, folder), load_work_forms(tuple(STEP))
    except CatalogueFault as fault:
        raise NotInOrder(str(fault)) from None


def _must_exist(folder: Path) -> None:
    if not folder.is_dir():
        raise BadInput(f"de map {folder} is er niet")


@click.group()
def scripts() -> None:
    """Tel de teksten voor antwoorden, of kijk ze na."""


@scripts.command("tel", cls=OneLineCommand, params=[FOLDER])
def count(folder: Path) -> None:
    """Tel alle teksten, door ze allemaal langs te gaan."""
    click.echo(json.dumps(counted(*_loaded(folder)), ensure_ascii=False, indent=2))


@scripts.command("lint", cls=OneLineCommand, params=[FOLDER])
def lint(folder: Path) -> None:
    """Kijk alle teksten na: elke fout op een regel, met bestand, regel en reden. Uitgang 1 bij een fout."""
    _must_exist(folder)
    catalogue, faults = examine_catalogue(STEP, folder)
    found = [str(each) for each in faults or lint_catalogue(catalogue)]
    try:
        forms = len(load_work_forms(tuple(STEP)).forms)
    except CatalogueFault as fault:
        forms, found = 0, [*found, str(fault)]
    for line in found:
        click.echo(line)
    if found:
        raise NotInOrder(f"{len(found)} {'fout' if len(found) == 1 else 'fouten'} in de teksten")
    click.echo(
        f"{len(catalogue.scripts)} scripts, {len(catalogue.prompts)} vragen bij stappen en {forms} werkvormen "
        "nagekeken: in orde"
    )
