"""The WSGI entry point: `flask --app wsgi …`, and what a server loads."""

import os
import sys

from schuldhulp import create_app
from schuldhulp.cli import calculator, only_calculates
from schuldhulp.config import Config, ConfigurationError
from schuldhulp.settling import settle, undisturbed

if only_calculates(sys.argv):
    app = calculator()
else:
    try:
        with undisturbed():
            app = create_app(Config.from_environment(os.environ))
        settle()
    except ConfigurationError as error:
        print(f"schuldhulp: {error}", file=sys.stderr)
        raise SystemExit(2) from None
