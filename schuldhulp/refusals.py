"""The base of every refusal, an act that cannot be done now, and the four that any act may meet."""

from typing import ClassVar


class Refused(Exception):
    """An act is not possible in this state; named after the state, `str()` is Dutch for the screen.

    Each subclass sets its own `sentence`; one given when it is raised wins.
    """

    sentence: ClassVar[str] = "Dit kan nu niet."

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)


class NotYours(Refused):
    """The dossier or row is not there for this actor."""

    sentence = "Dit is er niet."


class NotAllowed(Refused):
    """The role does not carry the permission."""

    sentence = "Dit kan niet in deze rol."


class DossierClosedForWriting(Refused):
    """The dossier is closed."""

    sentence = "Dit dossier is afgesloten. Open het eerst weer."


class NeedsAName(Refused):
    """The client began without a name, and this is done for a person whose identity is known (Wgs 7)."""

    sentence = "Hiervoor is een naam nodig. Dit kan zodra de cliënt met een naam verdergaat. Dat kiest de cliënt zelf."


FOR_WHO_BEGAN_WITHOUT_A_NAME = (
    "Hiervoor is uw naam nodig. Wilt u dit? Dan kunt u verdergaan met uw naam. U kiest zelf wat er meegaat."
)


class Conflict(Refused):
    """Somebody else changed the same thing meanwhile."""

    sentence = "Iemand anders heeft dit intussen ook veranderd."
