"""Setting a report: from then on its figures stand still, with what was left out for privacy."""

from datetime import datetime

from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.refusals import NotAllowed, Refused
from schuldhulp.reports.document import ReportDocument, to_json
from schuldhulp.reports.periods import ReportPeriod
from schuldhulp.reports.tables import Report
from schuldhulp.unit_of_work import FormToken, act


class PeriodNotOver(Refused):
    """The period still runs, so its figures still change."""

    sentence = "Deze periode loopt nog. U kunt het rapport vaststellen als de periode voorbij is."


def _check_over(period: ReportPeriod, now: datetime) -> None:
    """Raises PeriodNotOver while the period runs."""
    if local_date(now) <= period.last:
        raise PeriodNotOver


def set_report(
    session: Session, actor: Actor, now: datetime, period: ReportPeriod, document: ReportDocument, *,
    form: FormToken | None = None,
) -> int:  # fmt: skip
    """Freeze a composed document as a new version, and give its number. Raises PeriodNotOver, NotAllowed."""
    _check_over(period, now)
    if not may(actor, "report:set"):
        raise NotAllowed
    with act(session, actor, now, form=form) as doing:
        row = Report(
            municipality_id=doing.municipality_id, id=new_id(), period=period.code, number=document.version,
            set_on=local_date(now), set_by=actor.person_id, content=to_json(document), made_at=now,
        )  # fmt: skip
        doing.keyring.seal(row, "comment_sealed", document.comment or None)
        session.add(row)
    return row.number
