"""What can be done with a municipality: its settings by its own administrator, its existence by the platform's."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role, may
from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.dossier.opening_hours import NeverOpen
from schuldhulp.municipalities.colours import colour_faults
from schuldhulp.municipalities.logo import Logo
from schuldhulp.municipalities.queries import DAYS, read_levels, read_opening
from schuldhulp.municipalities.rows import add_range, differing, locked_municipality, note_change
from schuldhulp.municipalities.tables import CatchmentArea, Membership, Municipality, MunicipalityLogo, Team
from schuldhulp.refusals import NotAllowed, Refused
from schuldhulp.staff.rows import Invited, add_member
from schuldhulp.teamwork.routing import Routing, store_routing
from schuldhulp.unit_of_work import Act, FormToken, act


class ColourUnreadable(Refused):
    """A colour cannot be read on its ground."""

    sentence = "Een van de kleuren is niet goed te lezen. Kies een sterkere kleur."


class TeamNameTaken(Refused):
    """There is a team with this name, or the name is empty."""

    sentence = "Er is al een team met deze naam."


class SlugTaken(Refused):
    """Another municipality has this name in its address, or it cannot stand in one."""

    sentence = "Dit webadres is al in gebruik, of het kan niet. Gebruik kleine letters, cijfers en streepjes."


class NobodyToReadIt(Refused):
    """A municipality without a counsellor and a team lead: a registration would be read by nobody."""

    sentence = (
        "Deze gemeente heeft nog geen teamleider en schuldhulpverlener. Een aanmelding zou dan niemand bereiken. De "
        "beheerder van de gemeente nodigt hen uit; daarna kan de gemeente meedoen."
    )


class NotOurMember(Refused):
    """Somebody who is alarmed does not work here."""

    sentence = "Kies alleen medewerkers die hier nu werken."


def _configuring(doing: Act) -> None:
    if not may(doing.actor, "municipality:configure"):
        raise NotAllowed


def change_texts(
    session: Session, actor: Actor, now: datetime, name: str, texts: Mapping[str, str], version: int | None, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change the name and the texts given; an empty text goes back to the standard. Raises ChangedMeanwhile."""
    with act(session, actor, now, form=form) as doing:
        _configuring(doing)
        row = locked_municipality(doing, version)
        after = {**row.texts, **texts}
        after = {key: value for key, value in after.items() if value}
        changed = differing(row.texts, after) + (["name"] if row.name != name else [])
        row.name, row.texts = name, after
        note_change(doing, "teksten", fields=changed)


def change_colours(
    session: Session, actor: Actor, now: datetime, theme: Mapping[str, str], version: int | None, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change the colours. Raises ColourUnreadable, ChangedMeanwhile."""
    if colour_faults(theme):
        raise ColourUnreadable
    with act(session, actor, now, form=form) as doing:
        _configuring(doing)
        row = locked_municipality(doing, version)
        after = {name: value for name, value in row.theme.items() if name == "logo"} | dict(theme)
        note_change(doing, "kleuren", fields=differing(row.theme, after))
        row.theme = after


def change_logo(
    session: Session, actor: Actor, now: datetime, logo: Logo, image: bytes, version: int | None, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Put a logo (PNG from `make_logo`) in the place of what there was. Raises ChangedMeanwhile."""
    with act(session, actor, now, form=form) as doing:
        _configuring(doing)
        row = locked_municipality(doing, version)
        old = session.get(MunicipalityLogo, row.id)
        kept = old or MunicipalityLogo(municipality_id=row.id)
        kept.image, kept.digest, kept.alt = image, logo.digest, logo.alt
        kept.width, kept.height, kept.changed_at = logo.width, logo.height, now
        session.add(kept)
        row.theme = dict(row.theme) | {"logo": logo.stored()}
        note_change(doing, "logo", "changed" if old else "added")


def remove_logo(
    session: Session, actor: Actor, now: datetime, version: int | None, *, form: FormToken | None = None
) -> None:
    """Go on without a logo. Raises ChangedMeanwhile."""
    with act(session, actor, now, form=form) as doing:
        _configuring(doing)
        row = locked_municipality(doing, version)
        session.execute(delete(MunicipalityLogo).where(MunicipalityLogo.municipality_id == row.id))
        row.theme = {name: value for name, value in row.theme.items() if name != "logo"}
        note_change(doing, "logo", "removed")


def change_opening(
    session: Session, actor: Actor, now: datetime, stored: Mapping[str, Any], version: int | None, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change opening hours and closed dates. Raises NeverOpen, ChangedMeanwhile."""
    # An empty week would read as the ordinary one; here it is what somebody typed.
    if not any(stored.get(day) for day in DAYS[:5]):
        raise NeverOpen
    read_opening(dict(stored))
    _change_part(session, actor, now, "openingstijden", "opening_hours", dict(stored), version, form)


def change_levels(
    session: Session, actor: Actor, now: datetime, stored: Mapping[str, Any], version: int | None, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change the service levels. Raises LevelAgainstLaw, ChangedMeanwhile."""
    read_levels(dict(stored))
    _change_part(session, actor, now, "termijnen", "service_levels", dict(stored), version, form)


def change_report_settings(
    session: Session, actor: Actor, now: datetime, stored: Mapping[str, Any], version: int | None, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change targets and the smallest cell of the report. Raises ChangedMeanwhile."""
    _change_part(session, actor, now, "rapport", "report_settings", dict(stored), version, form)


def change_alarm(
    session: Session, actor: Actor, now: datetime, oncall: list[UUID], team_leads_too: bool, version: int | None, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change who hears of a threat outside office hours. Raises NotOurMember, ChangedMeanwhile."""
    stored = {"oncall": [str(i) for i in oncall], "team_leads_too": team_leads_too}
    with act(session, actor, now, form=form) as doing:
        _configuring(doing)
        ours = select(Membership.id).where(
            Membership.municipality_id == doing.municipality_id, Membership.ended_on.is_(None)
        )
        if not set(oncall) <= set(session.scalars(ours)):
            raise NotOurMember
        row = locked_municipality(doing, version)
        note_change(doing, "alarm", fields=differing(row.alarm_settings, stored))
        row.alarm_settings = stored


def _change_part(
    session: Session, actor: Actor, now: datetime, part: str, column: str, stored: dict[str, Any],
    version: int | None, form: FormToken | None,
) -> None:  # fmt: skip
    with act(session, actor, now, form=form) as doing:
        _configuring(doing)
        row = locked_municipality(doing, version)
        note_change(doing, part, fields=differing(getattr(row, column), stored))
        setattr(row, column, stored)


def add_area(
    session: Session, actor: Actor, now: datetime, first: int, last: int, *, form: FormToken | None = None
) -> None:
    """Serve the postcodes from first to last (four digits, both included). Raises AreaTaken."""
    with act(session, actor, now, form=form) as doing:
        _configuring(doing)
        add_range(doing, first, last)
        note_change(doing, "werkgebied", "added")


def remove_area(
    session: Session, actor: Actor, now: datetime, area_id: UUID, *, form: FormToken | None = None
) -> None:
    """Serve a range no longer; dossiers stay where they are."""
    with act(session, actor, now, form=form) as doing:
        _configuring(doing)
        session.execute(
            delete(CatchmentArea).where(
                CatchmentArea.id == area_id, CatchmentArea.municipality_id == doing.municipality_id
            )
        )
        note_change(doing, "werkgebied", "removed")


def save_team(
    session: Session, actor: Actor, now: datetime, name: str, team_id: UUID | None = None, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Add a team, or give one another name. Raises TeamNameTaken."""
    with act(session, actor, now, form=form) as doing:
        _configuring(doing)
        same = select(Team.id).where(Team.municipality_id == doing.municipality_id, Team.name == name)
        found = session.scalar(same)
        if found is not None and found != team_id:
            raise TeamNameTaken
        row = session.get(Team, (doing.municipality_id, team_id)) if team_id else None
        if row is None:
            row = Team(municipality_id=doing.municipality_id, id=new_id(), name=name)
            session.add(row)
        row.name = name
        note_change(doing, "teams", "changed" if team_id else "added", subject_id=row.id)


def change_routing(
    session: Session, actor: Actor, now: datetime, routing: Routing, version: int | None, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change which team a registration goes to. Raises ChangedMeanwhile."""
    _change_part(session, actor, now, "verdeling", "routing", store_routing(routing), version, form)


# -- the platform -------------------------------------------------------------------------------------------------

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def add_municipality(
    session: Session, actor: Actor, now: datetime, slug: str, name: str, areas: list[tuple[int, int]],
    administrator: Invited, *, form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Make a municipality with its keys, its area and its first administrator, who gets a link; it takes no part yet.

    Raises NotAllowed, SlugTaken, AreaTaken, AlreadyMember.
    """
    if not may(actor, "platform:manage"):
        raise NotAllowed
    municipality_id = new_id()
    with act(session, actor, now, municipality_id=municipality_id, form=form) as doing:
        if not _SLUG.fullmatch(slug) or session.scalar(
            select(Municipality.id).where(Municipality.slug == slug)
        ):
            raise SlugTaken
        session.add(Municipality(id=municipality_id, slug=slug, name=name, takes_part=False))
        session.flush()
        doing.keyring.create_municipality_keys(municipality_id)
        session.flush()
        for first, last in areas:
            add_range(doing, first, last)
            session.flush()
        session.add(Team(municipality_id=municipality_id, id=new_id(), name="Team Schuldhulp"))
        add_member(doing, administrator)
        note_change(doing, "gemeente", "added")
    return municipality_id


def set_takes_part(
    session: Session, actor: Actor, now: datetime, municipality_id: UUID, takes_part: bool, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Let a municipality take part, or not (people then read where else there is help).

    Raises NotAllowed, NobodyToReadIt.
    """
    if not may(actor, "platform:manage"):
        raise NotAllowed
    with act(session, actor, now, municipality_id=municipality_id, form=form) as doing:
        row = locked_municipality(doing, None)
        if takes_part and not {Role.COUNSELLOR, Role.TEAM_LEAD} <= _roles_here(doing):
            raise NobodyToReadIt
        row.takes_part = takes_part
        note_change(doing, "gemeente", "opened" if takes_part else "closed")


def _roles_here(doing: Act) -> set[str]:
    """The roles in which somebody works here today or was invited to."""
    query = select(Membership.role).where(
        Membership.municipality_id == doing.municipality_id,
        or_(Membership.ended_on.is_(None), Membership.ended_on >= local_date(doing.now)),
    )
    return set(doing.session.scalars(query))
