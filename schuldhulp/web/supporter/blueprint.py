"""The blueprint of this audience; the view modules beside it add their routes."""

from flask import Blueprint

blueprint = Blueprint("supporter", __name__)
