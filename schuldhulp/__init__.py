"""schuldhulp: open software for municipal debt help. `create_app` puts it together."""


def create_app(config):  # type: ignore[no-untyped-def]
    """Build the web application from a Config.

    Imports happen here, so that a tool that needs one pure module does not load the web.
    """
    from pathlib import Path

    from flask import Flask
    from jinja2 import StrictUndefined
    from werkzeug.middleware.proxy_fix import ProxyFix

    from schuldhulp import cli, extensions, logs
    from schuldhulp.database import WEB_WAITS, engine_options, prepare_engine
    from schuldhulp.storage.store import open_store
    from schuldhulp.web import audiences, display, errors, headers, remarks, security_log, uploads
    from schuldhulp.web.guard import entering

    root = Path(__file__).resolve().parent.parent
    app = Flask(
        "schuldhulp", template_folder=str(root / "templates"), static_folder=str(root / "schuldhulp/static")
    )
    app.request_class = uploads.SealedRequest
    app.jinja_environment = display.Templates
    config.data.mkdir(parents=True, exist_ok=True)
    app.config.update(
        config.for_flask(), SQLALCHEMY_ENGINE_OPTIONS=engine_options(config.database_url, WEB_WAITS)
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if config.proxies:
        hops = config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.extensions["store"] = open_store(config.storage_url, config.bucket)
    extensions.db.init_app(app)
    extensions.babel.init_app(app)
    with app.app_context():
        prepare_engine(extensions.db.engine, WEB_WAITS)
    uploads.init_app(app)
    entering.init_app(app)
    extensions.csrf.init_app(app)
    for part in (logs, display, remarks, headers, errors, security_log, audiences, cli):
        part.init_app(app)
    return app
