"""What can be done by two partners: ask, accept, begin, choose what the other sees, agree, sign, stop."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role, system_actor
from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.dossier.events import SharingChanged
from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.rows import NotSendable, add_message
from schuldhulp.partners.joint import Line, lines_of, to_text
from schuldhulp.partners.queries import Partner, partner_of, shown_by, shown_since, things_of
from schuldhulp.partners.rows import (
    copies_of,
    hide,
    is_asked,
    link,
    links_of,
    new_dossier_for,
    own_dossier_of,
    record_with,
    standing_plans,
)
from schuldhulp.partners.tables import JointPlan, ShownToPartner
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.scripts_mi.composing import check_sendable
from schuldhulp.supporters.parts import CODE_LIFE, Secret
from schuldhulp.supporters.rows import (
    Newcomer,
    NobodyNamed,
    find_asked,
    mail_that_accepted,
    number_hash,
    seal_secret,
    take_up,
)
from schuldhulp.supporters.tables import Invitation
from schuldhulp.unit_of_work import Act, FormToken, act


class AlreadyPartner(Refused):
    """A dossier is shared with one partner."""

    sentence = "U doet al samen met iemand, of u vroeg al iemand. Stop dat eerst."


class CannotJoin(Refused):
    """Who accepted shares with somebody else already, or it is the same dossier."""

    sentence = "Dit lukt nu niet. Overleg met uw schuldhulpverlener."


class NothingShown(Refused):
    """A joint plan is made of what both let each other see."""

    sentence = "Laat elkaar eerst inkomen, uitgaven of schulden zien. Daarvan maken wij de afspraak."


def invite(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, called: str, secret: Secret, *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Ask the partner. Nobody sees anything, then or later, before it is shown. Gives the invitation's id.

    Raises NobodyNamed, AlreadyPartner.
    """
    if not called.strip():
        raise NobodyNamed
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "partner:invite")
        if links_of(doing, dossier.id) or is_asked(doing, dossier.id):
            raise AlreadyPartner
        row = doing.new_row(
            Invitation, dossier.id, role=Role.PARTNER.value, parts=[], helps=[], tries=0,
            until_on=local_date(now + CODE_LIFE), link_hash=number_hash(secret.number), invited_at=now,
            expires_at=now + CODE_LIFE,
        )  # fmt: skip
        doing.keyring.seal(row, "called_sealed", called.strip())
        seal_secret(doing, row, secret)
        doing.record(SharingChanged(change="asked"), dossier.id, {"note": called.strip()})
    return row.id


def withdraw(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, invitation_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Take the question back, accepted or not, as long as it does not count. Raises NotYours."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "partner:stop", closed_too=True)
        row = find_asked(doing, invitation_id, dossier.id, Role.PARTNER)
        if row.ended_at is not None or row.confirmed_at is not None:
            raise NotYours
        _take_back(doing, row)


def accept(
    session: Session, now: datetime, municipality_id: UUID, number: str, code: str, *,
    person_id: UUID | None = None, newcomer: Newcomer | None = None,
) -> UUID | None:  # fmt: skip
    """Accept with the number and the spoken code, in one's own account; None when the two do not fit.

    The answer is the same for a number that does not exist, has been used, or had too many wrong codes. Raises
    OwnDossier, NamelessAccount.
    """
    with act(session, system_actor(municipality_id), now) as doing:
        row = take_up(
            doing, Role.PARTNER, number, code, person_id=person_id, newcomer=newcomer,
            spent=lambda row: _take_back(doing, row),
        )  # fmt: skip
        if row is None:
            return None
        doing.record(SharingChanged(change="accepted"), row.dossier_id)
        mail_that_accepted(doing, row, "partner")
    return row.accepted_by


def begin(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, invitation_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """The second look: it is who was meant. The two now share, and nothing is shown yet.

    Who has no dossier of their own here gets one, with the same counsellor. Raises NotYours, CannotJoin.
    """
    with act(session, actor, now, form=form) as doing:
        mine = doing.dossier(dossier.id, "partner:invite")
        row = find_asked(doing, invitation_id, dossier.id, Role.PARTNER)
        if row.accepted_by is None or row.ended_at is not None or row.confirmed_at is not None:
            raise NotYours
        theirs = own_dossier_of(doing, row.accepted_by)
        if theirs is None:
            theirs = new_dossier_for(doing, dossier.municipality, row.accepted_by, mine)
        elif theirs.id == dossier.id or links_of(doing, theirs.id) or links_of(doing, dossier.id):
            raise CannotJoin
        if actor.person_id is None:
            raise NotYours
        for dossier_id in (dossier.id, theirs.id):
            hide(doing, dossier_id)  # what an earlier partner saw, this one does not
        joined = link(doing, dossier.id, row.accepted_by, theirs.id)
        link(doing, theirs.id, actor.person_id, dossier.id)
        session.flush()
        row.confirmed_at, row.participation_id = now, joined.id
        doing.record(SharingChanged(change="begun"), dossier.id)
        record_with(doing, theirs.id, SharingChanged(change="begun"), system_actor(doing.municipality_id))
        doing.mail(row.accepted_by, "something_to_read", theirs.id, dedupe_key=f"begun:{row.id}")


def show(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, chosen: Iterable[str], *,
    form: FormToken | None = None,
) -> tuple[int, int]:  # fmt: skip
    """Let the partner see these things of one's own, by their keys, and no other; it counts at once.

    Gives how many came and went. What is not one's own is left out. Raises NotYours without a partner.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "partner:show", closed_too=True)
        if not links_of(doing, dossier.id):
            raise NotYours
        own = {thing.key: thing for thing in things_of(session, actor, dossier.id)}
        wanted, present = set(chosen) & set(own), set(shown_since(session, actor, dossier.id))
        for key in sorted(wanted - present):
            doing.new_row(
                ShownToPartner, dossier.id, kind=own[key].kind.value, row_id=own[key].id, shown_at=now
            )
        came, went = len(wanted - present), hide(doing, dossier.id, present - wanted)
        if came or went:
            doing.record(SharingChanged(change="changed", shown=came, hidden=went), dossier.id)
    return came, went


def stop(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *, form: FormToken | None = None
) -> None:  # fmt: skip
    """End the sharing at once, alone; no mail goes. Each keeps what is theirs, and the plans that were made.

    In neither dossier it stands who ended it. Raises NotYours without a partner.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "partner:stop", closed_too=True)
        links = links_of(doing, dossier.id)
        if not links:
            raise NotYours
        for row in links:
            row.ended_at = now
        for dossier_id in {row.dossier_id for row in links}:
            hide(doing, dossier_id)
            stopped = SharingChanged(change="stopped")
            record_with(doing, dossier_id, stopped, system_actor(doing.municipality_id))


def agree(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *, form: FormToken | None = None
) -> UUID:
    """Make a joint plan of what both let each other see; nobody signed it yet. Gives its id.

    Raises NotYours without a partner, NothingShown.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "partner:agree")
        partner, lines = _present(session, actor, dossier.id)
        if not lines:
            raise NothingShown
        for row in standing_plans(doing, (dossier.id, partner.dossier_id)):
            row.replaced_at = now
        plan_id = new_id()
        for dossier_id, content in (
            (dossier.id, lines),
            (partner.dossier_id, tuple(line.turned() for line in lines)),
        ):
            copy = doing.new_row(
                JointPlan, dossier_id, plan_id=plan_id, made_at=now, made_by_role=str(actor.role),
                own_signed_at=None, other_signed_at=None, replaced_at=None,
            )  # fmt: skip
            doing.keyring.seal(copy, "content_sealed", to_text(content))
        doing.record(SharingChanged(change="agreed"), dossier.id)
        record_with(doing, partner.dossier_id, SharingChanged(change="agreed"), _in_words_of(actor, partner))
    return plan_id


def sign(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, plan_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Sign a plan from one's own account; a second time changes nothing. Raises NotYours."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "partner:sign")
        partner = partner_of(session, actor, dossier.id)
        if partner is None:
            raise NotYours
        mine, theirs = copies_of(doing, (dossier.id, partner.dossier_id), plan_id)
        if mine.replaced_at is not None:
            raise NotYours
        if mine.own_signed_at is None:
            mine.own_signed_at = theirs.other_signed_at = now
            done = SharingChanged(change="both_signed" if mine.other_signed_at else "signed")
            doing.record(done, dossier.id)
            record_with(doing, partner.dossier_id, done, _in_words_of(actor, partner))


def write_to_both(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, other: DossierView, body: str, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Send the same message to both partners, each in their own conversation.

    Raises NotYours when they do not share, NothingWritten, NotSendable.
    """
    if reasons := check_sendable(body):
        raise NotSendable(" ".join(reasons))
    with act(session, actor, now, form=form) as doing:
        for each in sorted((dossier, other), key=lambda view: view.id):
            doing.dossier(each.id, "household:write")
        partner = partner_of(session, actor, dossier.id)
        if partner is None or partner.dossier_id != other.id:
            raise NotYours
        for each in (dossier, other):
            add_message(doing, each, body, about="partner")


def _present(session: Session, actor: Actor, dossier_id: UUID) -> tuple[Partner, tuple[Line, ...]]:
    partner = partner_of(session, actor, dossier_id)
    if partner is None:
        raise NotYours
    own = [thing for thing in things_of(session, actor, dossier_id) if thing.shown_at is not None]
    return partner, lines_of(own, shown_by(session, actor, partner))


def _in_words_of(actor: Actor, partner: Partner) -> Actor:
    """Who acts, as they stand in the other's dossier: the partner, or staff as they are."""
    return actor if actor.is_staff else Actor(
        person_id=actor.person_id, role=Role.PARTNER, municipality_id=actor.municipality_id,
        dossier_id=partner.dossier_id,
    )  # fmt: skip


def _take_back(doing: Act, row: Invitation) -> None:
    row.ended_at, row.secret_sealed = doing.now, None
    doing.record(SharingChanged(change="withdrawn"), row.dossier_id)
