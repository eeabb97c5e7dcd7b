"""What can be done with the identity block: recording it, as a whole."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.calendar import local_date
from schuldhulp.dossier.events import IdentityRecorded
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.rows import add_search_words
from schuldhulp.dossier.tables import Identity
from schuldhulp.reach.cooling import What
from schuldhulp.reach.rows import let_cool
from schuldhulp.refusals import Conflict, Refused
from schuldhulp.unit_of_work import Act, FormToken, act


class SeenHow(StrEnum):
    """How a document was seen; the value is what is stored."""

    DESK = "balie"
    HOME = "huisbezoek"
    VIDEO = "beeldbellen"
    REGISTER = "basisregistratie"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "balie": "Aan de balie", "huisbezoek": "Op huisbezoek", "beeldbellen": "Met beeldbellen",
            "basisregistratie": "Gegevens gecontroleerd in de BRP",
        }[self.value]  # fmt: skip


class SeenInTheFuture(Refused):
    """A document cannot have been seen on a day to come."""

    sentence = "De dag waarop u het bewijs zag, komt nog."


class SeenHalf(Refused):
    """Day and manner of seeing go together."""

    sentence = "Vul beide in: op welke dag en hoe u het bewijs zag."


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """The identity block as typed; a BSN of None leaves the stored one as it is, an empty text clears it."""

    legal_name: str = ""
    birth_date: date | None = None
    address: str = ""
    bsn: str | None = None
    seen_on: date | None = None
    seen_how: SeenHow | None = None


def record_identity(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, told: Particulars, *, version: int,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Record the identity block as it is now. `version` is the one that was on screen, 0 for none.

    The BSN was checked by `identifiers.read_bsn`. Raises Conflict, SeenInTheFuture, SeenHalf.
    """
    if (told.seen_on is None) != (told.seen_how is None):
        raise SeenHalf
    if told.seen_on is not None and told.seen_on > local_date(now):
        raise SeenInTheFuture
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "identity:change")
        row = session.get(Identity, (doing.municipality_id, dossier.id))
        if (row.version if row is not None else 0) != version:
            raise Conflict
        if row is None:
            row = doing.new_row(Identity, dossier.id, id=dossier.id, version=0)
        changed = _write(doing, row, told)
        row.version += 1
        if "legal_name" in changed and told.legal_name:
            add_search_words(doing, dossier.id, told.legal_name)
        if changed:
            doing.record(IdentityRecorded(fields_changed=tuple(changed)), dossier.id)


def _write(doing: Act, row: Identity, told: Particulars) -> list[str]:
    texts = {
        "legal_name": told.legal_name.strip(), "address": told.address.strip(),
        "birth_date": told.birth_date.isoformat() if told.birth_date else "",
    }  # fmt: skip
    if told.bsn is not None:
        texts["bsn"] = told.bsn
    changed = []
    for name, text in texts.items():
        if (old := doing.keyring.open(row, f"{name}_sealed") or "") != text:
            if name == "address":
                let_cool(doing, row.dossier_id, What.ADDRESS, old)
            doing.keyring.seal(row, f"{name}_sealed", text or None)
            changed.append(name)
    how = told.seen_how.value if told.seen_how else None
    if (row.document_seen_on, row.document_seen_how) != (told.seen_on, how):
        row.document_seen_on, row.document_seen_how = told.seen_on, how
        row.document_seen_by = doing.actor.person_id if told.seen_on else None
        changed.append("document_seen")
    return changed
