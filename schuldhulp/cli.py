"""The commands of `flask --app wsgi`. Bad input gives exit status 2 and one clear line."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from click import Command, Context
from flask import Flask
from flask.cli import AppGroup

# Each command with its module, which is loaded when the command is used: who answers pages needs none of them.
COMMANDS = {
    "analyseer": "analyseer",
    "backup": "backups",
    "beheerder": "platform",
    "configuratie": "settings",
    "db": "db",
    "demo": "demo",
    "dpia": "privacy",
    "keten": "chains",
    "oefening": "drills",
    "papieren": "papers",
    "reken": "reken",
    "restore": "backups",
    "rollen": "roles",
    "scripts": "scripts",
    "sessies": "sessions",
    "sleutels": "keys",
    "verwerkingsregister": "privacy",
}


class Commands(AppGroup):
    """The group of our commands."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Their names, in alphabetical order."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command of a name; None when there is none."""
        if cmd_name in COMMANDS:
            command: Command = getattr(import_module(f"schuldhulp.commands.{COMMANDS[cmd_name]}"), cmd_name)
            return command
        return super().get_command(ctx, cmd_name)


# These compute from what they are given: no settings, no secrets, no database.
CALCULATIONS = frozenset({"analyseer", "reken", "scripts"})
# With this option `reken` asks the database for what was published: then it does need them.
PUBLISHED = "--uitgaven"


def only_calculates(words: Sequence[str]) -> bool:
    """Whether a command line is that of `flask`, with a command that needs no installation."""
    by_flask = bool(words) and Path(words[0]).stem == "flask"
    return by_flask and PUBLISHED not in words and not CALCULATIONS.isdisjoint(words[1:])


def calculator() -> Flask:
    """An application with the commands and nothing else: it serves no page and knows no settings."""
    app = Flask("schuldhulp")
    init_app(app)
    return app


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli = Commands(app.name)
