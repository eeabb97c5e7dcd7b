"""The phases of a dossier, the transitions between them in one table, and what each transition asks first.

Phases are not a line: a dossier can go back, services run beside it, and it can close from anywhere.
"""

from dataclasses import dataclass
from enum import StrEnum

from schuldhulp.dossier.closing import (
    Besluit,
    BesluitKind,
    ClosingReason,
    plan_in_force,
    refuse_unlawful_closing,
)
from schuldhulp.refusals import Refused


class Phase(StrEnum):
    """Where a dossier is; the value is what is stored."""

    AANMELDING = "aanmelding"
    ONLINE_GESTART = "online_gestart"
    GEWONE_ROUTE = "gewone_route"
    EERSTE_GESPREK = "eerste_gesprek"
    BESLUIT_EN_PLAN = "besluit_en_plan"
    STABILISATIE = "stabilisatie"
    SCHULDREGELING = "schuldregeling"
    NAZORG = "nazorg"
    AFGESLOTEN = "afgesloten"

    @property
    def label(self) -> str:
        """The name staff use."""
        return _WORDS[self][0]

    @property
    def for_client(self) -> str:
        """The name a client reads, without jargon."""
        return _WORDS[self][1]

    @property
    def explained(self) -> str:
        """One sentence for the client: what happens in this phase."""
        return _WORDS[self][2]


_WORDS = {
    Phase.AANMELDING: (
        "Aanmelding", "U heeft zich gemeld", "Wij lezen uw melding en laten weten hoe wij u kunnen helpen.",
    ),
    Phase.ONLINE_GESTART: (
        "Online gestart", "U bent begonnen", "U werkt in stappen aan uw overzicht en wij lezen met u mee.",
    ),
    Phase.GEWONE_ROUTE: (
        "Gewone route", "Wij helpen u met gesprekken", "Wij helpen u op afspraak, ook thuis of per telefoon.",
    ),
    Phase.EERSTE_GESPREK: (
        "Eerste gesprek", "Wij maken kennis", "In dit gesprek vertelt u waar u hulp bij wilt.",
    ),
    Phase.BESLUIT_EN_PLAN: (
        "Besluit en plan", "Wij maken samen een plan",
        "U krijgt een brief met ons besluit. Krijgt u hulp, dan staat uw plan erbij.",
    ),
    Phase.STABILISATIE: (
        "Stabilisatie", "Rust in uw geld", "Samen werken wij eraan dat uw vaste lasten betaald worden.",
    ),
    Phase.SCHULDREGELING: (
        "Schuldregeling", "Een regeling met schuldeisers", "Wij maken afspraken met wie geld van u krijgt.",
    ),
    Phase.NAZORG: (
        "Nazorg", "Wij houden contact", "Het meeste is geregeld en wij vragen af en toe hoe het gaat.",
    ),
    Phase.AFGESLOTEN: (
        "Afgesloten", "Afgerond", "De hulp is gestopt; u kunt zich altijd weer melden.",
    ),
}  # fmt: skip


class NoSuchTransition(Refused):
    """There is no way from the one phase to the other."""

    sentence = "Van deze fase kunt u niet naar die fase. Kies een van de stappen die hier staan."


class OnlineNotAnswered(Refused):
    """The question whether help online fits has another answer, or none."""

    sentence = "Beantwoord eerst de vraag of online hulp past."


class FirstTalkNotHeld(Refused):
    """The eerste gesprek has not been recorded (Wgs 4a(1): the besluit comes after it)."""

    sentence = "Het eerste gesprek is nog niet gehouden. Leg het gesprek eerst vast, met datum en hulpvraag."


class ClientDoesNotContinue(Refused):
    """The client said in the eerste gesprek not to go on (Wgs 4a(2))."""

    sentence = (
        "De cliënt wilde na het eerste gesprek niet verder. Sluit het dossier of leg een nieuw gesprek vast."
    )


class IdentityNotEstablished(Refused):
    """Nobody has seen an identity document (Wgs 7)."""

    sentence = "De identiteit is nog niet vastgesteld. Leg vast wie het identiteitsbewijs zag, en wanneer."


class PlanNotDecided(Refused):
    """No besluit with a plan van aanpak is in force."""

    sentence = (
        "Er is nog geen besluit met een plan van aanpak. Leg het eerst vast, ook als het elders is genomen."
    )


class PlanBelowBeslagvrijeVoet(Refused):
    """The plan leaves less than the beslagvrije voet (Wgs 4a(5))."""

    sentence = "In dit plan houdt de cliënt minder over dan de beslagvrije voet. Pas het plan eerst aan."


class DeficitNotMotivated(Refused):
    """The month has a shortage and nobody wrote why the dossier moves on all the same."""

    sentence = "De maand komt tekort. Schrijf op waarom u toch verdergaat, of maak de begroting eerst rond."


class MachtigingMissing(Refused):
    """The client has not signed a machtiging that still holds."""

    sentence = "Er is nog geen machtiging. Zonder machtiging mogen wij niet met schuldeisers onderhandelen."


class MotivationMissing(Refused):
    """Going back needs a reason."""

    sentence = "Schrijf in één zin op waarom het dossier teruggaat. De cliënt kan dit lezen."


class ReopensElsewhere(Refused):
    """A closed dossier opens in one phase only."""

    sentence = "Dit dossier gaat weer open in een andere fase."


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What the rules of phases look at; `deficit` None means that the month is not known yet."""

    past_online: bool | None = None
    first_talk_held: bool = False
    client_does_not_continue: bool = False
    identity_established: bool = False
    besluiten: tuple[Besluit, ...] = ()
    plan_respects_beslagvrije_voet: bool | None = None
    deficit: bool | None = None
    machtiging_signed: bool = False
    motivation: str = ""
    closing_reason: ClosingReason | None = None
    phase_before_closing: Phase | None = None


class Need(StrEnum):
    """One condition of a transition."""

    ONLINE_FITS = "online_fits"
    ONLINE_DOES_NOT_FIT = "online_does_not_fit"
    FIRST_TALK = "first_talk"
    CONTINUES = "continues"
    IDENTITY = "identity"
    PLAN = "plan"
    BESLAGVRIJE_VOET = "beslagvrije_voet"
    NO_DEFICIT = "no_deficit"
    MACHTIGING = "machtiging"
    MOTIVATION = "motivation"
    LAWFUL_CLOSING = "lawful_closing"
    SAME_PHASE_AGAIN = "same_phase_again"


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from a phase to another: the act (as stored in the event), the button, and what it needs."""

    source: Phase
    target: Phase
    act: str
    label: str
    needs: tuple[Need, ...] = ()


_P, _N = Phase, Need
_OPEN = tuple(phase for phase in Phase if phase is not Phase.AFGESLOTEN)
_DECIDED = (_N.FIRST_TALK, _N.CONTINUES, _N.IDENTITY, _N.PLAN, _N.BESLAGVRIJE_VOET)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(_P.AANMELDING, _P.ONLINE_GESTART, "start_online", "Online starten", (_N.ONLINE_FITS,)),
    Transition(_P.AANMELDING, _P.GEWONE_ROUTE, "start_ordinary", "Gewone route", (_N.ONLINE_DOES_NOT_FIT,)),
    Transition(_P.AANMELDING, _P.EERSTE_GESPREK, "plan_first_talk", "Naar het eerste gesprek"),
    Transition(_P.ONLINE_GESTART, _P.EERSTE_GESPREK, "plan_first_talk", "Naar het eerste gesprek"),
    Transition(_P.GEWONE_ROUTE, _P.EERSTE_GESPREK, "plan_first_talk", "Naar het eerste gesprek"),
    Transition(_P.ONLINE_GESTART, _P.GEWONE_ROUTE, "leave_online", "Verder zonder online", (_N.MOTIVATION,)),
    Transition(_P.GEWONE_ROUTE, _P.ONLINE_GESTART, "go_online", "Toch online verder"),
    Transition(
        _P.EERSTE_GESPREK, _P.BESLUIT_EN_PLAN, "prepare_decision", "Naar besluit en plan",
        (_N.FIRST_TALK, _N.CONTINUES),
    ),
    Transition(_P.BESLUIT_EN_PLAN, _P.STABILISATIE, "start_stabilising", "Start stabilisatie", _DECIDED),
    Transition(
        _P.BESLUIT_EN_PLAN, _P.SCHULDREGELING, "start_arrangement", "Start schuldregeling",
        (*_DECIDED, _N.NO_DEFICIT, _N.MACHTIGING),
    ),
    Transition(
        _P.STABILISATIE, _P.SCHULDREGELING, "start_arrangement", "Start schuldregeling",
        (_N.PLAN, _N.NO_DEFICIT, _N.MACHTIGING),
    ),
    Transition(_P.STABILISATIE, _P.NAZORG, "start_aftercare", "Start nazorg", (_N.NO_DEFICIT,)),
    Transition(_P.SCHULDREGELING, _P.NAZORG, "start_aftercare", "Start nazorg"),
    Transition(_P.EERSTE_GESPREK, _P.ONLINE_GESTART, "back_online", "Terug naar online", (_N.MOTIVATION,)),
    Transition(_P.BESLUIT_EN_PLAN, _P.EERSTE_GESPREK, "back_to_talk", "Terug naar gesprek", (_N.MOTIVATION,)),
    Transition(_P.STABILISATIE, _P.BESLUIT_EN_PLAN, "revise_plan", "Plan herzien", (_N.MOTIVATION,)),
    Transition(_P.SCHULDREGELING, _P.STABILISATIE, "stabilise_again", "Weer stabiliseren", (_N.MOTIVATION,)),
    Transition(_P.NAZORG, _P.STABILISATIE, "stabilise_again", "Weer stabiliseren", (_N.MOTIVATION,)),
    Transition(_P.NAZORG, _P.SCHULDREGELING, "arrange_again", "Terug naar schuldregeling", (_N.MOTIVATION,)),
    *(Transition(phase, _P.AFGESLOTEN, "close", "Afsluiten", (_N.LAWFUL_CLOSING,)) for phase in _OPEN),
    *(Transition(_P.AFGESLOTEN, phase, "reopen", "Weer openen", (_N.SAME_PHASE_AGAIN,)) for phase in _OPEN),
)  # fmt: skip


def transitions_from(phase: Phase) -> tuple[Transition, ...]:
    """All ways out of a phase, in the order of the table."""
    return tuple(transition for transition in TRANSITIONS if transition.source is phase)


def transition(source: Phase, target: Phase) -> Transition:
    """The one way between two phases. Raises NoSuchTransition."""
    for candidate in TRANSITIONS:
        if (candidate.source, candidate.target) == (source, target):
            return candidate
    raise NoSuchTransition


def reopening_phase(facts: CaseFacts) -> Phase:
    """Where a closed dossier opens again: where it stopped, or at the start after a refusal or ending."""
    ended = facts.besluiten and facts.besluiten[-1].kind is not BesluitKind.PLAN_VAN_AANPAK
    return Phase.AANMELDING if ended else facts.phase_before_closing or Phase.AANMELDING


def check(way: Transition, facts: CaseFacts) -> None:
    """Refuse a transition whose needs are not met, by the first that is missing. Raises a Refused."""
    for need in way.needs:
        if need is Need.LAWFUL_CLOSING:
            _check_closing(facts)
        elif not _met(need, way, facts):
            raise _REFUSALS[need]


def _check_closing(facts: CaseFacts) -> None:
    refuse_unlawful_closing(
        facts.closing_reason, facts.besluiten, facts.first_talk_held, facts.client_does_not_continue
    )
    stabilised = facts.closing_reason is ClosingReason.COMPLETED_STABILISED
    if stabilised and facts.deficit is not False and not facts.motivation.strip():
        raise DeficitNotMotivated


_REFUSALS: dict[Need, type[Refused]] = {
    Need.ONLINE_FITS: OnlineNotAnswered,
    Need.ONLINE_DOES_NOT_FIT: OnlineNotAnswered,
    Need.FIRST_TALK: FirstTalkNotHeld,
    Need.CONTINUES: ClientDoesNotContinue,
    Need.IDENTITY: IdentityNotEstablished,
    Need.PLAN: PlanNotDecided,
    Need.BESLAGVRIJE_VOET: PlanBelowBeslagvrijeVoet,
    Need.NO_DEFICIT: DeficitNotMotivated,
    Need.MACHTIGING: MachtigingMissing,
    Need.MOTIVATION: MotivationMissing,
    Need.SAME_PHASE_AGAIN: ReopensElsewhere,
}


def _met(need: Need, way: Transition, facts: CaseFacts) -> bool:
    motivated = bool(facts.motivation.strip())
    return {
        Need.ONLINE_FITS: facts.past_online is True,
        Need.ONLINE_DOES_NOT_FIT: facts.past_online is False,
        Need.FIRST_TALK: facts.first_talk_held,
        Need.CONTINUES: not facts.client_does_not_continue,
        Need.IDENTITY: facts.identity_established,
        Need.PLAN: plan_in_force(facts.besluiten),
        Need.BESLAGVRIJE_VOET: facts.plan_respects_beslagvrije_voet is not False,
        Need.NO_DEFICIT: facts.deficit is False or motivated,
        Need.MACHTIGING: facts.machtiging_signed,
        Need.MOTIVATION: motivated,
        Need.SAME_PHASE_AGAIN: way.target is reopening_phase(facts),
    }[need]
