"""Counting a period once, and setting its report: its figures stand still, with what was left out for privacy."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.refusals import Conflict, NotAllowed, Refused
from schuldhulp.reports.document import ReportDocument, to_json
from schuldhulp.reports.periods import ReportPeriod
from schuldhulp.reports.tables import Report
from schuldhulp.unit_of_work import Act, FormToken, act

COUNTED = 0
"""The number of the one count of a period, from which every version after it is made."""


class PeriodNotOver(Refused):
    """The period still runs, so its figures still change."""

    sentence = "Deze periode loopt nog. U kunt het rapport vaststellen als de periode voorbij is."


def _check_over(period: ReportPeriod, now: datetime) -> None:
    """Raises PeriodNotOver while the period runs."""
    if local_date(now) <= period.last:
        raise PeriodNotOver


def keep_counts(
    session: Session, actor: Actor, now: datetime, counted: Iterable[tuple[ReportPeriod, ReportDocument]]
) -> None:
    """Keep the first count of periods: whoever looks later reads the same figures, so two looks tell nothing more
    than one. What was counted meanwhile stays. Raises PeriodNotOver, NotAllowed."""
    found = list(counted)
    for period, _ in found:
        _check_over(period, now)
    if not may(actor, "report:read"):
        raise NotAllowed
    with act(session, actor, now) as doing:
        known = {period for period, _ in _numbers(doing)}
        for period, document in found:
            if period.code not in known:
                _add(doing, period, document, COUNTED)


def set_report(
    session: Session, actor: Actor, now: datetime, period: ReportPeriod, document: ReportDocument, *,
    form: FormToken | None = None,
) -> int:  # fmt: skip
    """Freeze a composed document as a new version, and give its number. Raises PeriodNotOver, NotAllowed, Conflict."""
    _check_over(period, now)
    if not may(actor, "report:set"):
        raise NotAllowed
    with act(session, actor, now, form=form) as doing:
        if (period.code, document.version) in _numbers(doing):
            raise Conflict
        _add(doing, period, document, document.version)
    return document.version


def _numbers(doing: Act) -> set[tuple[str, int]]:
    """The counts and versions there are; nobody else adds one before this act is over."""
    here = Municipality.id == doing.municipality_id
    doing.session.execute(select(Municipality.id).where(here).with_for_update())
    query = select(Report.period, Report.number).where(Report.municipality_id == doing.municipality_id)
    return {(row.period, row.number) for row in doing.session.execute(query)}


def _add(doing: Act, period: ReportPeriod, document: ReportDocument, number: int) -> None:
    row = Report(
        municipality_id=doing.municipality_id, id=new_id(), period=period.code, number=number,
        set_on=local_date(doing.now), set_by=doing.actor.person_id, content=to_json(document), made_at=doing.now,
    )  # fmt: skip
    doing.keyring.seal(row, "comment_sealed", document.comment or None)
    doing.session.add(row)
