"""`scripts tel` and `scripts lint`: how much script content there is, and whether all of it keeps the rules."""

import json
from collections import Counter
from math import prod

import click

from schuldhulp.commands.answers import NotInOrder, OneLineCommand
from schuldhulp.dossier.steps import STEP
from schuldhulp.scripts_mi.loader import CatalogueFault, load_catalogue
from schuldhulp.scripts_mi.script import Catalogue


def counted(catalogue: Catalogue) -> dict[str, object]:
    """Count the content by going through all of it; `samenstellingen` is how many replies can be put together."""
    found = list(catalogue.scripts.values())
    return {
        "scripts": len(found),
        "vragen_bij_stappen": len(catalogue.prompts),
        "zinnen": sum(len(slot.lines) for script in found for slot in script.slots),
        "samenstellingen": sum(prod(max(1, len(slot.lines)) for slot in script.slots) for script in found),
        "per_proces": dict(sorted(Counter(script.process for script in found).items())),
        "per_fase": dict(sorted(Counter(script.phase for script in found).items())),
        "per_status": dict(sorted(Counter(script.status for script in found).items())),
        "bij_dreiging": sum(script.at_threat for script in found),
    }


def _loaded() -> Catalogue:
    try:
        return load_catalogue(STEP)
    except CatalogueFault as fault:
        raise NotInOrder(str(fault)) from None


@click.group()
def scripts() -> None:
    """Tel de teksten voor antwoorden, of kijk ze na."""


@scripts.command("tel", cls=OneLineCommand)
def count() -> None:
    """Tel alle teksten, door ze allemaal langs te gaan."""
    click.echo(json.dumps(counted(_loaded()), ensure_ascii=False, indent=2))


@scripts.command("lint", cls=OneLineCommand)
def lint() -> None:
    """Kijk alle teksten na; de eerste fout met bestand en regel."""
    catalogue = _loaded()
    click.echo(f"{len(catalogue.scripts)} scripts en {len(catalogue.prompts)} vragen nagekeken: in orde")
