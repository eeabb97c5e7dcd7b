"""Who may open what, said once more in a few lines that share nothing with the program: an independent model of access.

Names only: dossiers by their client, staff and supporters by their name in the test world.
"""

from dataclasses import dataclass, field
from datetime import date

# What a page answers: it opens, it first asks why, or it is not there (404, or the way to the door or the chooser).
OPENS, ASKS_WHY, GONE = "opens", "asks why", "gone"

CLIENT_PAGES = ("/mijn", "/mijn/berichten", "/mijn/papieren", "/mijn/meekijken")
SUPPORTER_PAGES = {
    "/steun/plan": "plan", "/steun/berichten": "berichten", "/steun/budget": "budget", "/steun/schulden": "schulden",
    "/steun/papieren": "papieren", "/steun/samen": "samen",
}  # fmt: skip
DOSSIER_PAGES = ("", "/contact", "/fase", "/besluit", "/vastgesteld")
ROLE_PAGES = {"/inbox": {"counsellor", "team_lead"}, "/team": {"team_lead"}, "/beheer/medewerkers": {"admin"}}


@dataclass
class Case:
    """One dossier: where it is, who helps, whether it was deleted."""

    place: str
    counsellor: str | None = None
    deleted: bool = False
    closed: bool = False


@dataclass
class StaffMember:
    """One member of staff."""

    place: str
    role: str
    works: bool = True


@dataclass
class Beside:
    """One supporter: of whom, for which parts, until which day."""

    of: str
    parts: frozenset[str]
    until: date
    ended: bool = False


@dataclass
class Model:
    """Everything that access depends on."""

    today: date
    cases: dict[str, Case] = field(default_factory=dict)
    staff: dict[str, StaffMember] = field(default_factory=dict)
    beside: dict[str, Beside] = field(default_factory=dict)
    signed_out: set[str] = field(default_factory=set)

    def page_of_client(self, who: str, _page: str) -> str:
        """A page of a client's own."""
        own = who in self.cases and not self.cases[who].deleted
        return OPENS if own and who not in self.signed_out else GONE

    def page_of_supporter(self, who: str, page: str) -> str:
        """A page for who looks along: only of a part that was given, until the last day."""
        one = self.beside.get(who)
        if one is None or one.ended or who in self.signed_out or self.cases[one.of].deleted:
            return GONE
        return OPENS if self.today <= one.until and SUPPORTER_PAGES[page] in one.parts else GONE

    def page_of_dossier(self, who: str, whose: str) -> str:
        """A page of a dossier as staff see it: of the own municipality, and of a colleague's it is asked why."""
        helper, case = self.staff.get(who), self.cases[whose]
        if (
            helper is None
            or not helper.works
            or who in self.signed_out
            or helper.role not in ("counsellor", "team_lead")
        ):
            return GONE
        if case.deleted or case.place != helper.place:
            return GONE
        there = case.counsellor if case.counsellor and self.staff[case.counsellor].works else None
        alone = there in (None, who) or helper.role == "team_lead"
        return OPENS if alone else ASKS_WHY

    def page_of_role(self, who: str, page: str) -> str:
        """A page of work that belongs to a role."""
        helper = self.staff.get(who)
        if helper is None or not helper.works or who in self.signed_out:
            return GONE
        return OPENS if helper.role in ROLE_PAGES[page] else GONE
