"""What can be done with norm sets: publish one. A published set is never changed; a better one is a new edition."""

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.budget.norm_files import read_norm_text
from schuldhulp.norms.queries import published_sets
from schuldhulp.norms.tables import NormEdition
from schuldhulp.norms.trying import Trial, try_set
from schuldhulp.refusals import NotAllowed, Refused
from schuldhulp.unit_of_work import open_write


class BreaksPublished(Refused):
    """An outcome that was published would no longer come out."""

    sentence = "Met deze set klopt een gepubliceerd voorbeeld niet meer. Kijk de bedragen na."


def publish_set(session: Session, actor: Actor, now: datetime, set_name: str, text: str) -> int:
    """Publish one period of a set; give its edition. The very same text a second time gives the same edition.

    A shared row of no municipality, so not an act of a dossier. Raises NotAllowed, NormFileWrong, BreaksPublished.
    """
    if not may(actor, "platform:manage"):
        raise NotAllowed
    candidate = read_norm_text(text, set_name)
    digest = hashlib.sha256(text.encode()).hexdigest()
    open_write(session, None)
    try:
        same = select(NormEdition.edition).where(
            NormEdition.set_name == set_name, NormEdition.digest == digest
        )
        known = session.scalar(same)
        if known is not None:
            session.rollback()
            return known
        trial = try_set(candidate, published_sets(session))
        if not trial.may_count:
            raise BreaksPublished
        session.add(_row(trial, text, digest, actor, now))
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return trial.candidate.edition


def _row(trial: Trial, text: str, digest: str, actor: Actor, now: datetime) -> NormEdition:
    period = trial.candidate
    changed = [{"soort": change.example.kind, "naam": change.example.name} for change in trial.changes]
    return NormEdition(
        set_name=period.name, geldig_van=period.geldig_van, geldig_tot=period.geldig_tot, edition=period.edition,
        content=text, digest=digest, tried={"number": trial.tried, "changed": changed}, published_at=now,
        published_by=actor.person_id,
    )  # fmt: skip
