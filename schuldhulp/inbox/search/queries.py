"""Finding a dossier by name or number, through keyed words: the database never sees what was typed."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.crypto import keyring, words_of
from schuldhulp.dossier.tables import Dossier, SearchToken
from schuldhulp.dossier.visibility import visible_to
from schuldhulp.inbox.queries import Desk, InboxLine, lines_of

MOST_HITS = 20
_LONGEST_PREFIX = 5


def search(session: Session, actor: Actor, desk: Desk, typed: str) -> list[InboxLine]:
    """The dossiers that have every typed word, at most twenty; closed ones too.

    A word counts whole or by its first three to five letters, accents folded: 'jans' finds Janssen, and so does
    'Janssens', after whoever is called exactly that.
    """
    words = words_of(typed)[:6]
    if not words or actor.municipality_id is None:
        return []
    whole = _having(session, actor, [[w] for w in words])
    near = (
        _having(session, actor, [[w, w[:_LONGEST_PREFIX]] for w in words]) if len(whole) < MOST_HITS else []
    )
    order = list(dict.fromkeys([*whole, *near]))[:MOST_HITS]
    lines = {line.dossier_id: line for line in lines_of(session, actor, desk, order)}
    return [lines[dossier_id] for dossier_id in order if dossier_id in lines]


def _having(session: Session, actor: Actor, words: list[list[str]]) -> list[UUID]:
    assert actor.municipality_id is not None
    ring = keyring(session)
    query = select(Dossier.id).where(visible_to(actor))
    for pieces in words:
        tokens = [ring.token(actor.municipality_id, piece) for piece in dict.fromkeys(pieces)]
        query = query.where(
            Dossier.id.in_(
                select(SearchToken.dossier_id).where(
                    SearchToken.municipality_id == actor.municipality_id, SearchToken.token.in_(tokens)
                )
            )
        )
    return list(session.scalars(query.order_by(Dossier.registered_at.desc(), Dossier.id).limit(MOST_HITS)))
