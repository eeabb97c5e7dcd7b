"""What can be established beside the client's words, and by whom. Pure."""

from enum import StrEnum


class Subject(StrEnum):
    """What a fact is about: a debt, a line of the budget, or anything that was written down freely."""

    DEBT = "debt"
    BUDGET_POST = "budget_post"
    HOUSEHOLD = "household"
    FREE = "free"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"debt": "Een schuld", "budget_post": "Een regel van het budget", "household": "Wie er in huis wonen",
                "free": "Iets anders"}[self.value]  # fmt: skip


class Author(StrEnum):
    """Who established it."""

    CREDITOR = "creditor"
    STAFF = "staff"

    @property
    def label(self) -> str:
        """The words that stand beside the fact."""
        return {"creditor": "schuldeiser bevestigde", "staff": "wij stelden vast"}[self.value]
