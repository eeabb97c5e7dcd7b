"""The commands of `flask --app wsgi`. Bad input gives exit status 2 and one clear line."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the commands."""
