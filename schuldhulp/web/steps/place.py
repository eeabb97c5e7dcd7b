"""Where a dossier is worked in: by the client on their own pages, or by staff beside the client."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from flask import abort, request, url_for

from schuldhulp.access import Actor
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.steps import STEP, Step
from schuldhulp.web.guard import current_actor


@dataclass(frozen=True, slots=True)
class Audience:
    """Who looks at the pages that audiences share.

    `name` is that of the blueprint and the layout, `root` the beginning of the addresses, `dossier` how the door
    finds the dossier (`guard.door`).
    """

    name: str
    root: str
    dossier: str


CLIENT = Audience("client", "/mijn", "own")
STAFF = Audience("counsellor", "/dossiers/<kenmerk>", "named")
SUPPORTER = Audience("supporter", "/steun", "supported")


@dataclass(frozen=True, slots=True)
class Place:
    """The pages of one dossier for one audience; the endpoints of shared pages bear the same names in each."""

    audience: Audience
    dossier: DossierView

    @property
    def beside(self) -> bool:
        """Whether somebody else works here, next to the client."""
        return self.audience is not CLIENT

    @property
    def beside_whom(self) -> str:
        """Whom something is filled in beside, or "" on the client's own pages."""
        return self.client if self.beside else ""

    @property
    def client(self) -> str:
        """What the client is called here by who works beside them."""
        return self.dossier.called if self.audience is SUPPORTER else "de cliënt"

    @property
    def whole(self) -> bool:
        """Whether this side sees the whole dossier; a supporter works in what is shared, and removes nothing."""
        return self.audience is not SUPPORTER

    @property
    def layout(self) -> str:
        """The layout of the audience."""
        return f"layouts/{self.audience.name}.html"

    @property
    def actor(self) -> Actor:
        """Who fills it in; staff and supporters do so for the client, and every event says so."""
        return replace(current_actor(), acting_for="client") if self.beside else current_actor()

    def url(self, view: str, **values: Any) -> str:
        """The address of a page of this dossier."""
        if self.audience is STAFF:
            values["kenmerk"] = self.dossier.kenmerk
        endpoint = f"{self.audience.name}.{view}"
        if all(type(value) is str for value in values.values()):
            return _address(request.script_root, endpoint, tuple(values.items()))
        return url_for(endpoint, **values)

    @property
    def readers(self) -> str:
        """Who reads what is filled in: "u en Noor"."""
        counsellor = self.dossier.counsellor.name if self.dossier.counsellor else ""
        if self.beside:
            return f"{self.client} en {counsellor or 'de schuldhulpverlener'}"
        return f"u en {counsellor or 'uw schuldhulpverlener'}"


@lru_cache(maxsize=2048)
def _address(_below: str, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
    """Built once for each place the application is mounted at: the werkboek asks for thirty-five of them."""
    asked: dict[str, Any] = dict(values)
    return url_for(endpoint, **asked)


def own(dossier: DossierView) -> Place:
    """The client's own pages."""
    return Place(CLIENT, dossier)


def known_step(slug: str) -> Step:
    """The step of an address; another address is not there."""
    if slug not in STEP:
        abort(404)
    return STEP[slug]
