"""Web applications for test worlds. Building one takes longer than most tests, so a world hands its on to the next."""

from flask import Flask
from sqlalchemy import create_engine

from schuldhulp import create_app
from schuldhulp.config import Config
from schuldhulp.database import WEB_WAITS, engine_options, prepare_engine
from schuldhulp.extensions import db
from schuldhulp.storage.store import open_store

# What `create_app` keeps in `app.extensions`. Of these the store and the engine belong to one installation.
KNOWN = frozenset({"babel", "csrf", "sqlalchemy", "store"})
_as_built: dict[Flask, dict[str, object]] = {}
_free: list[Flask] = []


def take(settings: Config) -> Flask:
    """An application over one installation: a new one, or one that was given back, bound anew as `create_app` does.

    Raises RuntimeError when `create_app` keeps something of an installation that this does not know of.
    """
    if not _free:
        app: Flask = create_app(settings)
        if set(app.extensions) != KNOWN:
            raise RuntimeError(f"say here how to bind these anew: {sorted(set(app.extensions) ^ KNOWN)}")
        app.config["TESTING"] = False
        _as_built[app] = dict(app.config)
        return app
    app = _free.pop()
    options = engine_options(settings.database_url, WEB_WAITS)
    app.config.clear()
    app.config.update(_as_built[app] | settings.for_flask(), SQLALCHEMY_ENGINE_OPTIONS=options)
    settings.data.mkdir(parents=True, exist_ok=True)
    app.extensions["store"] = open_store(settings.storage_url, settings.bucket)
    with app.app_context():
        db.engines[None] = prepare_engine(create_engine(settings.database_url, **options), WEB_WAITS)  # type: ignore[index]
    return app


def give_back(app: Flask) -> None:
    """Let go of its database, and keep the application for the next who asks."""
    with app.app_context():
        db.engine.dispose()
    _free.append(app)
