"""The municipality's own pages: reports, never dossiers."""

from schuldhulp.web.municipality import effects, reports
from schuldhulp.web.municipality.blueprint import blueprint

__all__ = ["blueprint", "effects", "reports"]
