"""Row functions of two partners: inside the act that is under way."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from schuldhulp.access import Actor, Role, system_actor
from schuldhulp.accounts.tables import Person
from schuldhulp.base import new_id
from schuldhulp.dossier.events import SharingChanged
from schuldhulp.dossier.rows import add_dossier, add_participation
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.municipalities.tables import Membership
from schuldhulp.partners.tables import JointPlan, ShownToPartner
from schuldhulp.refusals import NotYours
from schuldhulp.supporters.tables import Invitation
from schuldhulp.teamwork.rows import give
from schuldhulp.unit_of_work import Act


def link(doing: Act, dossier_id: UUID, person_id: UUID, own_dossier_id: UUID) -> Participation:
    """Let somebody take part as partner; who did so before goes on under the same row."""
    query = select(Participation).where(
        Participation.municipality_id == doing.municipality_id, Participation.dossier_id == dossier_id,
        Participation.person_id == person_id, Participation.role == Role.PARTNER.value,
    )  # fmt: skip
    row = doing.session.scalars(query.with_for_update()).one_or_none()
    if row is None:
        row = add_participation(doing, dossier_id, person_id, Role.PARTNER.value)
    row.started_at, row.ended_at, row.own_dossier_id = doing.now, None, own_dossier_id
    return row


def links_of(doing: Act, dossier_id: UUID) -> list[Participation]:
    """Both takings part of a dossier that is locked: of the other in it, and of its client in the other's."""
    here = Participation.municipality_id == doing.municipality_id
    query = select(Participation).where(
        here, Participation.role == Role.PARTNER.value, Participation.ended_at.is_(None),
        (Participation.dossier_id == dossier_id) | (Participation.own_dossier_id == dossier_id),
    )  # fmt: skip
    return list(doing.session.scalars(query.with_for_update()))


def own_dossier_of(doing: Act, person_id: UUID) -> Dossier | None:
    """The newest open dossier under their own name that somebody has here already, locked; None without one."""
    query = (
        select(Dossier)
        .join(
            Participation,
            (Participation.municipality_id == Dossier.municipality_id)
            & (Participation.dossier_id == Dossier.id),
        )
        .where(Dossier.municipality_id == doing.municipality_id, Participation.person_id == person_id)
        .where(Participation.role == Role.CLIENT.value, Participation.ended_at.is_(None))
        .where(Dossier.closed_at.is_(None), Dossier.deleted_at.is_(None), Dossier.without_name.is_(False))
        .order_by(Dossier.registered_at.desc(), Dossier.id.desc())
        .limit(1)
        .with_for_update(of=Dossier)
    )
    return doing.session.scalars(query).first()


def new_dossier_for(doing: Act, municipality: MunicipalityView, person_id: UUID, like: Dossier) -> Dossier:
    """Begin a dossier of their own for somebody who does not have one: with the same counsellor, and nothing in it."""
    asking, dossier_id = doing.actor, new_id()
    name = doing.keyring.open(doing.session.get_one(Person, person_id), "name_sealed") or ""
    doing.actor = Actor(
        person_id=person_id, role=Role.CLIENT, municipality_id=municipality.id, dossier_id=dossier_id
    )
    row = add_dossier(
        doing, municipality, dossier_id=dossier_id, called=name, source="zelf", channel="online",
        team_id=like.team_id,
    )  # fmt: skip
    doing.session.flush()
    add_participation(doing, dossier_id, person_id, Role.CLIENT.value)
    doing.session.flush()
    if like.counsellor_id is not None:
        doing.actor = system_actor(municipality.id)
        give(doing, row, doing.session.get(Membership, (doing.municipality_id, like.counsellor_id)))
    doing.actor = asking
    return row


def hide(doing: Act, dossier_id: UUID, keys: set[str] | None = None) -> int:
    """Let the partner see these things of a dossier no more, or (None) nothing at all; how many were shown."""
    query = select(ShownToPartner).where(
        ShownToPartner.municipality_id == doing.municipality_id, ShownToPartner.dossier_id == dossier_id,
        ShownToPartner.hidden_at.is_(None),
    )  # fmt: skip
    rows = [row for row in doing.session.scalars(query) if keys is None or f"{row.kind}:{row.row_id}" in keys]
    for row in rows:
        row.hidden_at = doing.now
    return len(rows)


def is_asked(doing: Act, dossier_id: UUID) -> bool:
    """Whether a question to a partner stands open, accepted or not."""
    query = select(Invitation.id).where(
        Invitation.municipality_id == doing.municipality_id, Invitation.dossier_id == dossier_id,
        Invitation.role == Role.PARTNER.value, Invitation.ended_at.is_(None), Invitation.confirmed_at.is_(None),
        Invitation.expires_at > doing.now,
    )  # fmt: skip
    return doing.session.scalar(query.limit(1)) is not None


def copies_of(doing: Act, dossier_ids: tuple[UUID, ...], plan_id: UUID) -> list[JointPlan]:
    """The copies of a plan in dossiers that are locked already, in the order of the dossiers. Raises NotYours."""
    query = select(JointPlan).where(
        JointPlan.municipality_id == doing.municipality_id, JointPlan.plan_id == plan_id,
        JointPlan.dossier_id.in_(dossier_ids),
    )  # fmt: skip
    found = {row.dossier_id: row for row in doing.session.scalars(query.with_for_update())}
    if set(found) != set(dossier_ids):
        raise NotYours
    return [found[dossier_id] for dossier_id in dossier_ids]


def standing_plans(doing: Act, dossier_ids: tuple[UUID, ...]) -> list[JointPlan]:
    """Every copy in these dossiers that no newer plan took the place of."""
    query = select(JointPlan).where(
        JointPlan.municipality_id == doing.municipality_id, JointPlan.dossier_id.in_(dossier_ids),
        JointPlan.replaced_at.is_(None),
    )  # fmt: skip
    return list(doing.session.scalars(query.with_for_update()))


def record_with(doing: Act, dossier_id: UUID, event: SharingChanged, actor: Actor) -> None:
    """Note an event in the other's dossier, under another actor than who acts."""
    acting = doing.actor
    doing.actor = replace(actor, dossier_id=dossier_id)
    doing.record(event, dossier_id)
    doing.actor = acting
