"""What an idea does to a schuldregeling: the same calculation with the changed lines, or why it changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from schuldhulp.budget.categories import Group
from schuldhulp.budget.posten import Post
from schuldhulp.budget.queries import Month
from schuldhulp.budget.vergelijking import Change, apply_changes
from schuldhulp.calculations.answers import Origin
from schuldhulp.calculations.figures import Figures
from schuldhulp.calculations.queries import LegalFigures, legal_figures
from schuldhulp.calendar import local_date
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.place import Place

NO_INCOME = (
    "In een schuldregeling verandert dit idee niets. Het bedrag voor schuldeisers volgt uit uw inkomen en uit wat de "
    "wet u laat houden. Wat u uitgeeft, telt daar niet in mee. Wat u bespaart, houdt u zelf."
)
FILLED_IN = (
    "In een schuldregeling verandert dit idee nu niets: uw schuldhulpverlener vulde het inkomen zelf in, en dat bedrag "
    "gaat voor. Verandert uw inkomen echt, geef het dan door."
)
NOT_COUNTED = (
    "In een schuldregeling verandert dit idee niets: dit inkomen telt voor de afloscapaciteit niet mee."
)


@dataclass(frozen=True, slots=True)
class InRegeling:
    """The figures of a regeling now and with the idea (name, eurocents before, after), or why they are the same."""

    rows: tuple[tuple[str, int, int], ...] = ()
    months: int = 0
    sentence: str = ""


def in_a_regeling(place: Place, month: Month, changes: Sequence[Change]) -> InRegeling:
    """What the law makes of the month with these changes. The read is closed."""
    today = local_date(now())
    posts = apply_changes(month.posts, changes)
    before = legal_figures(session(), place.actor, place.dossier, today, month=month)
    after = legal_figures(session(), place.actor, place.dossier, today, month=month, posts=posts)
    session().close()
    if before.figures is None or after.figures is None:
        missing = before.why_not or after.why_not
        return InRegeling(
            sentence=f"Wat dit voor een schuldregeling doet, is nog niet te berekenen. {missing}"
        )
    rows = _rows(before.figures, after.figures)
    if all(old == new for _, old, new in rows):
        return InRegeling(sentence=_why(before, month.posts, posts))
    return InRegeling(rows, after.figures.capacity.uitkomst.maanden)


def _rows(before: Figures, after: Figures) -> tuple[tuple[str, int, int], ...]:
    pairs = (
        ("Inkomen dat telt", before.income_cents, after.income_cents),
        ("Beslagvrije voet", before.bvv.uitkomst.cents, after.bvv.uitkomst.cents),
        ("Vrij te laten bedrag", before.vtlb.uitkomst.cents, after.vtlb.uitkomst.cents),
        ("Voor schuldeisers per maand", before.capacity.uitkomst.netto, after.capacity.uitkomst.netto),
        ("Voor schuldeisers samen", before.capacity.uitkomst.fonds, after.capacity.uitkomst.fonds),
    )
    return pairs


def _why(before: LegalFigures, old: Sequence[Post], new: Sequence[Post]) -> str:
    """Why the law changes nothing: no income is in the idea, staff filled it in, or it does not count."""
    income = [[post for post in posts if post.group is Group.INCOME] for posts in (old, new)]
    if income[0] == income[1]:
        return NO_INCOME
    given = before.given
    filled = given is not None and any(
        given.answers[name].origin is Origin.STAFF for name in ("netto", "inkomen")
    )
    return FILLED_IN if filled else NOT_COUNTED
