"""Why an act of a schuldregeling is refused, in sentences for the screen."""

from uuid import UUID

from schuldhulp.refusals import Conflict, Refused


class MandateMissing(Refused):
    """A creditor is asked only under a machtiging that names it."""

    sentence = "Voor een van deze schuldeisers is er nog geen machtiging. Laat die eerst tekenen."


class NobodyChosen(Refused):
    """There is nobody to ask."""

    sentence = "Kies eerst een of meer schuldeisers."


class DayToCome(Refused):
    """What happened has a day that was."""

    sentence = "Deze dag komt nog."


class DoesNotFit(Refused):
    """The law or the figures do not allow this way; raised with the reason."""


class NotConfirmed(Refused):
    """An offer rests on amounts that were established."""

    sentence = "Niet elk bedrag is bevestigd. Leg dat eerst vast en maak dan een nieuw voorstel."


class OfferedAlready(Refused):
    """The figures of an offered proposal stand still."""

    sentence = "Dit voorstel is al aangeboden en staat vast. Maak een nieuw voorstel als er iets verandert."


class NotOffered(Refused):
    """There is no answer to what was not asked, and no court before a refusal."""

    sentence = "Dit kan pas als het voorstel is aangeboden, en een dwangakkoord pas na een weigering."


class NothingNew(Refused):
    """No answer differs from what stands."""

    sentence = "Er staat nog geen nieuw antwoord. Kies bij een of meer schuldeisers wat zij zeiden."


class BeforeTheOffer(Refused):
    """An answer has no day before the offer."""

    sentence = "Een antwoord kan niet van voor het aanbod zijn."


class AnswersMoved(Conflict):
    """At some creditors a colleague wrote something down meanwhile; `line_ids` says which. Nothing was written."""

    sentence = "Bij een of meer schuldeisers veranderde intussen iets. Kijk die na en leg dan opnieuw vast."

    def __init__(self, line_ids: frozenset[UUID]) -> None:
        super().__init__()
        self.line_ids = line_ids
