"""The commands of `flask --app wsgi`. Bad input gives exit status 2 and one clear line."""

from flask import Flask

from schuldhulp.commands.backups import backup, restore
from schuldhulp.commands.chains import keten
from schuldhulp.commands.demo import demo
from schuldhulp.commands.platform import beheerder
from schuldhulp.commands.reken import reken
from schuldhulp.commands.scripts import scripts
from schuldhulp.commands.settings import configuratie

COMMANDS = (backup, beheerder, configuratie, demo, keten, reken, restore, scripts)


def init_app(app: Flask) -> None:
    """Register the commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
