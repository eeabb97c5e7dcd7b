"""The audiences of the web, mounted in one place."""

from flask import Flask

from schuldhulp.web import account, admin, client, counsellor, municipality, public, supporter

AUDIENCES = (public, account, client, supporter, counsellor, municipality, admin)


def init_app(app: Flask) -> None:
    """Register every audience's blueprint."""
    for audience in AUDIENCES:
        app.register_blueprint(audience.blueprint)
