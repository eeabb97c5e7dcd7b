"""The Flask extensions, made here and bound in `create_app`."""

from flask_babel import Babel
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from schuldhulp.every_table import metadata

db = SQLAlchemy(metadata=metadata, session_options={"expire_on_commit": False})
babel = Babel()
csrf = CSRFProtect()
