"""Besluiten and the end of a dossier: which reasons there are, and when the law asks a besluit first."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schuldhulp.refusals import Refused


class BesluitKind(StrEnum):
    """What a besluit says (Wgs 4a)."""

    PLAN_VAN_AANPAK = "plan_van_aanpak"
    WEIGERING = "weigering"
    BEEINDIGING = "beeindiging"

    @property
    def label(self) -> str:
        """The name on screen."""
        return {"plan_van_aanpak": "Plan van aanpak", "weigering": "Weigering", "beeindiging": "Beëindiging"}[
            self
        ]


@dataclass(frozen=True, slots=True)
class Besluit:
    """A besluit with its date; `elsewhere` when it was taken elders and is only recorded here."""

    kind: BesluitKind
    on: date
    elsewhere: bool = False

    @property
    def label(self) -> str:
        """The name on screen, with where it was taken."""
        return f"{self.kind.label} (elders genomen)" if self.elsewhere else self.kind.label


class ClosingReason(StrEnum):
    """Why a dossier was closed; the value is what is stored."""

    COMPLETED_ARRANGEMENT = "completed_arrangement"
    COMPLETED_STABILISED = "completed_stabilised"
    REFERRED_WSNP = "referred_wsnp"
    REFERRED_BEWIND = "referred_bewind"
    WITHDRAWN = "withdrawn"
    WITHDRAWN_FIRST_TALK = "withdrawn_first_talk"
    NO_CONTACT = "no_contact"
    REFUSED_REPEAT = "refused_repeat"
    REFUSED_FRAUD = "refused_fraud"
    NOT_RESIDENT = "not_resident"
    MOVED = "moved"
    DECEASED = "deceased"
    SOLVED_SELF = "solved_self"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in Dutch, neutral and without blame."""
        return _LABELS[self]


_LABELS = {
    ClosingReason.COMPLETED_ARRANGEMENT: "Schuldregeling afgerond",
    ClosingReason.COMPLETED_STABILISED: "Stabiel, zonder schuldregeling afgerond",
    ClosingReason.REFERRED_WSNP: "Verder via de Wsnp",
    ClosingReason.REFERRED_BEWIND: "Verder met bewind",
    ClosingReason.WITHDRAWN: "Op verzoek van de cliënt gestopt",
    ClosingReason.WITHDRAWN_FIRST_TALK: "Cliënt wilde na het eerste gesprek niet verder",
    ClosingReason.NO_CONTACT: "Geen contact meer",
    ClosingReason.REFUSED_REPEAT: "Geweigerd: eerder schuldhulp gehad",
    ClosingReason.REFUSED_FRAUD: "Geweigerd: fraude vastgesteld",
    ClosingReason.NOT_RESIDENT: "Woont niet in deze gemeente",
    ClosingReason.MOVED: "Verhuisd naar een andere gemeente",
    ClosingReason.DECEASED: "Overleden",
    ClosingReason.SOLVED_SELF: "Zelf opgelost",
    ClosingReason.OTHER: "Andere reden",
}

# Who comes back after one of these turns to the municipality anew (Wgs 4(1)).
COMES_BACK = frozenset(
    {
        ClosingReason.WITHDRAWN,
        ClosingReason.WITHDRAWN_FIRST_TALK,
        ClosingReason.NO_CONTACT,
        ClosingReason.SOLVED_SELF,
    }
)
# After help that was completed, who comes back turns to the municipality anew too, also when a plan was in force.
COMPLETED = frozenset({ClosingReason.COMPLETED_ARRANGEMENT, ClosingReason.COMPLETED_STABILISED})
_REFUSED = (ClosingReason.REFUSED_REPEAT, ClosingReason.REFUSED_FRAUD)
# Not an early end in the sense of Wgs 4a(6), or nobody left to address a besluit to.
_NO_ENDING_NEEDED = (
    ClosingReason.COMPLETED_ARRANGEMENT,
    ClosingReason.COMPLETED_STABILISED,
    ClosingReason.DECEASED,
)


class ClosingReasonMissing(Refused):
    """Nobody chose why the dossier closes."""

    sentence = "Kies eerst de reden waarom het dossier sluit."


class EndingNotDecided(Refused):
    """A plan is in force and ends early without a besluit (Wgs 4a(6))."""

    sentence = "Er loopt een besluit met een plan. Eerder stoppen kan alleen met een besluit tot beëindiging."


class RefusalNotDecided(Refused):
    """Help is refused without a besluit (Wgs 4a(1))."""

    sentence = "Weigeren kan alleen met een besluit, na het eerste gesprek. Leg dat besluit eerst vast."


class BesluitMissing(Refused):
    """The eerste gesprek was held, so a besluit has to follow (Wgs 4a(1))."""

    sentence = "Na het eerste gesprek hoort een besluit. Leg het besluit vast voordat u het dossier sluit."


class TalkDoesNotSaySo(Refused):
    """The reason says the client did not want to go on after the talk, the record of the talk does not."""

    sentence = "In het gespreksverslag staat niet dat de cliënt niet verder wil. Kies een andere reden."


class BesluitBeforeTalk(Refused):
    """A besluit is recorded before the eerste gesprek (Wgs 4a(1))."""

    sentence = "Een besluit komt na het eerste gesprek. Leg het gesprek eerst vast."


class BesluitNotMotivated(Refused):
    """A refusal or ending says no reason (Awb 3:46: a besluit rests on a sound motivation)."""

    sentence = "Kies bij een weigering of beëindiging de reden. Zonder reden kan iemand geen bezwaar maken."


class NothingToEnd(Refused):
    """There is no plan in force that could be ended."""

    sentence = "Er loopt geen besluit met een plan. Een beëindiging is niet nodig."


def plan_in_force(besluiten: tuple[Besluit, ...]) -> bool:
    """Whether the last besluit is a plan van aanpak; besluiten are given in the order they were taken."""
    return bool(besluiten) and besluiten[-1].kind is BesluitKind.PLAN_VAN_AANPAK


def check_besluit(
    kind: BesluitKind, first_talk_held: bool, besluiten: tuple[Besluit, ...], elsewhere: bool
) -> None:
    """Refuse a besluit out of order; of one taken elsewhere only an ending needs a plan before it."""
    if kind is BesluitKind.BEEINDIGING and not plan_in_force(besluiten):
        raise NothingToEnd
    if not first_talk_held and not elsewhere:
        raise BesluitBeforeTalk


def refuse_unlawful_closing(
    reason: ClosingReason | None,
    besluiten: tuple[Besluit, ...],
    first_talk_held: bool,
    does_not_continue: bool,
) -> None:
    """Refuse to close when the law asks a besluit first.

    No besluit is needed when the client said in the eerste gesprek not to go on (Wgs 4a(2)), when the talk
    has not been held and the client stops, or after a completed plan. Taken as law without a source for it:
    somebody who lives elsewhere, cannot be reached or withdraws before the talk needs no besluit.
    """
    if reason is None:
        raise ClosingReasonMissing
    if plan_in_force(besluiten) and reason not in _NO_ENDING_NEEDED:
        raise EndingNotDecided
    if reason in _REFUSED and not (besluiten and besluiten[-1].kind is BesluitKind.WEIGERING):
        raise RefusalNotDecided
    if reason is ClosingReason.WITHDRAWN_FIRST_TALK and not (first_talk_held and does_not_continue):
        raise TalkDoesNotSaySo
    excused = does_not_continue or reason is ClosingReason.DECEASED
    if first_talk_held and not besluiten and not excused:
        raise BesluitMissing
