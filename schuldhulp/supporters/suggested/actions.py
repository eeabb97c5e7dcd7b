"""Staff suggest asking somebody, without a message; the client lays it aside or does nothing. Staff never ask."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.dossier.events import AskingSuggested
from schuldhulp.dossier.queries import DossierView
from schuldhulp.refusals import Refused
from schuldhulp.supporters.suggested.queries import suggestions_of
from schuldhulp.unit_of_work import FormToken, act

SUGGESTED = frozenset({Role.SUPPORTER, Role.PARTNER})
REST = timedelta(days=30)


class SuggestedLately(Refused):
    """What was suggested stands, or was answered, less than thirty days ago: the client is left in peace."""

    sentence = (
        "Dit is korter dan dertig dagen geleden al voorgesteld. De cliënt beslist, ook door niets te doen."
    )


class NotKnownSafe(Refused):
    """A partner is suggested only by who asked whether it is safe at home."""

    sentence = "Vraag eerst, op een veilig moment, of samen doen veilig is. Vink daarna aan dat u het vroeg."


def suggest_asking(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, role: Role, *, safe: bool = False,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Suggest asking somebody to look along, or the partner to do it together. No mail goes, nobody's turn changes.

    Raises SuggestedLately, NotKnownSafe.
    """
    if role not in SUGGESTED:
        raise ValueError("somebody looks along, or a partner joins")
    if role is Role.PARTNER and not safe:
        raise NotKnownSafe
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "support:suggest")
        before = suggestions_of(session, actor, dossier.id).get(role.value)
        if before is not None and before.at > now - REST:
            raise SuggestedLately
        doing.record(AskingSuggested(as_role=role.value), dossier.id)


def lay_aside(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    role: Role,
    *,
    form: FormToken | None = None,
) -> None:
    """The client does not want to see a suggestion any more; where none stands, nothing happens."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "support:invite", closed_too=True)
        found = suggestions_of(session, actor, dossier.id).get(role.value)
        if found is not None and found.stands:
            doing.record(AskingSuggested(as_role=role.value, laid_aside=True), dossier.id)
