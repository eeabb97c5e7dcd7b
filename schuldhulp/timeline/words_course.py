"""How the course of a dossier is told: coming in, deciding, speaking, threats. Pure."""

from schuldhulp.carrying.parts import PART_LABELS
from schuldhulp.dossier import events as e
from schuldhulp.dossier.closing import BesluitKind, ClosingReason
from schuldhulp.dossier.phases import Phase
from schuldhulp.dossier.services import Service
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.timeline.told import Told, say_at, say_day_of, tell

ABOUT = {
    "debt": "een schuld", "budget_post": "een regel van het budget", "step": "een stap", "paper": "een papier",
    "appointment": "een afspraak", "established": "een vastgesteld gegeven",
    "access": "wie in het dossier keek", "work_form": "een werkvorm",
}  # fmt: skip


@tell.register
def _(event: e.DossierRegistered) -> Told:
    how = "Dossier gemaakt door de gemeente." if event.offline else "Aangemeld bij de gemeente."
    return Told(group="traject", text=f"{how} Het antwoord komt uiterlijk {say_at(event.answer_due_at)}. "
                f"Het eerste gesprek is uiterlijk {say_day_of(event.first_talk_due)}.")  # fmt: skip


@tell.register
def _(event: e.CodenameStarted) -> Told:
    return Told(group="traject", text="Begonnen zonder naam.")


@tell.register
def _(event: e.CodenameBecameKnown) -> Told:
    taken = [PART_LABELS[part] for part in event.carried if part in PART_LABELS]
    along = f" Meegenomen: {', '.join(taken)}." if taken else ""
    return Told(group="traject", text=f"Verdergegaan met een naam.{along} De rest is gewist.")


@tell.register
def _(event: e.OnlineAnswered) -> Told:
    text = (
        "Online hulp past." if event.fits else "Online hulp past nu niet. De hulp gaat verder met gesprekken."
    )
    return Told(group="traject", text=text)


@tell.register
def _(event: e.DossierAssigned) -> Told:
    if event.counsellor_id is None:
        return Told(group="traject", text="Het dossier wacht op een schuldhulpverlener.")
    return Told(
        group="traject", text="Het dossier kreeg een schuldhulpverlener.", merge="assigned",
        many="Het dossier kreeg {times} keer een schuldhulpverlener.",
    )  # fmt: skip


@tell.register
def _(event: e.PhaseChanged) -> Told:
    return Told(group="traject", text=f"Nieuwe fase: {Phase(event.to_phase).label.lower()}.")


@tell.register
def _(event: e.DecisionRecorded) -> Told:
    where = ", elders genomen" if event.elsewhere else ""
    return Told(group="traject", text=f"Besluit van {say_day_of(event.decided_on)}: "
                f"{BesluitKind(event.decision).label.lower()}{where}. "
                "In de brief staat hoe bezwaar maken gaat, binnen zes weken.")  # fmt: skip


@tell.register
def _(event: e.TermSuspended) -> Told:
    text = (
        f"In de brief van {say_day_of(event.letter_on)} staat wat er nog nodig is. Tot en met "
        f"{say_day_of(event.until_on)} staat de termijn van het besluit stil. Het besluit is uiterlijk "
        f"{say_day_of(event.decision_due)}."
    )
    return Told(group="traject", text=text)


@tell.register
def _(event: e.RequestCompleted) -> Told:
    return Told(group="traject", text=f"Wat nog nodig was, is er sinds {say_day_of(event.supplied_on)}. Het besluit is "
                f"uiterlijk {say_day_of(event.decision_due)}.")  # fmt: skip


@tell.register
def _(event: e.ServiceStarted) -> Told:
    return Told(group="traject", text=f"{Service(event.service).label} begonnen op {say_day_of(event.on)}.")


@tell.register
def _(event: e.ServiceEnded) -> Told:
    return Told(group="traject", text=f"{Service(event.service).label} gestopt op {say_day_of(event.on)}.")


@tell.register
def _(event: e.DossierClosed) -> Told:
    return Told(group="traject", text=f"Dossier afgesloten: {_reason(event.reason)}.")


def _reason(code: str) -> str:
    label = ClosingReason(code).label if code in list(ClosingReason) else code
    return label[:1].lower() + label[1:]


@tell.register
def _(event: e.DossierReopened) -> Told:
    talk = (
        f" Het eerste gesprek is uiterlijk {say_day_of(event.first_talk_due)}."
        if event.first_talk_due
        else ""
    )
    return Told(group="traject", text=f"Dossier weer geopend.{talk}")


@tell.register
def _(event: e.DossierWithdrawn) -> Told:
    return Told(group="traject", text="Aanmelding ingetrokken.")


@tell.register
def _(event: e.MessageSent) -> Told:
    about = f" over {ABOUT.get(event.about, 'een onderdeel')}" if event.about else ""
    wish = f" Antwoord graag vóór {say_day_of(event.wished_on)}." if event.wished_on else ""
    return Told(group="berichten", text=f"Bericht{about}.{wish}", message_id=event.message_id)


@tell.register
def _(event: e.MessageCorrected) -> Told:
    return Told(group="berichten", text="Een bericht verbeterd. De eerste versie blijft te lezen.")


@tell.register
def _(event: e.ThreatReported) -> Told:
    label = _threat(event.threat) or "er dreigt iets"
    when = f", {say_day_of(event.threatens_on)}" if event.threatens_on else ""
    talk = (
        f" Het eerste gesprek is uiterlijk {say_day_of(event.first_talk_due)}."
        if event.first_talk_due
        else ""
    )
    return Told(group="dreiging", text=f"Gemeld: {label}{when}.{talk}")


@tell.register
def _(event: e.ThreatSeen) -> Told:
    return Told(group="dreiging", text="De melding is opgepakt.")


@tell.register
def _(event: e.ThreatResolved) -> Told:
    label = _threat(event.threat)
    return Told(group="dreiging", text=f"Afgerond: {label}." if label else "Deze melding is afgerond.")


def _threat(kind: str | None) -> str:
    """A threat in the middle of a sentence; empty when the kind is not known."""
    label = ThreatKind(kind).label if kind in list(ThreatKind) else ""
    return label[:1].lower() + label[1:]


_CHANNELS = {
    "kantoor": "Gesprek op kantoor", "huisbezoek": "Gesprek thuis", "telefoon": "Telefoongesprek",
    "beeldbellen": "Gesprek met beeld", "schriftelijk": "Brief of mail",
}  # fmt: skip


@tell.register
def _(event: e.ContactLogged) -> Told:
    if not event.reached:
        how = {"telefoon": "Gebeld", "huisbezoek": "Aan de deur geweest"}.get(
            event.channel, "Contact gezocht"
        )
        return Told(group="contact", contact_id=event.contact_id, text=f"{how} op {say_at(event.held_at)}.")
    time = f", {event.minutes} minuten" if event.minutes else ""
    return Told(group="contact", contact_id=event.contact_id,
                text=f"{_CHANNELS.get(event.channel, 'Contact')} op {say_at(event.held_at)}{time}.")  # fmt: skip


@tell.register
def _(event: e.FirstTalkHeld) -> Told:
    text = f"Eerste gesprek gehouden op {say_day_of(event.held_on)}."
    if not event.wants_to_continue:
        text += " De cliënt wil nu niet verder."
    elif event.decision_due:
        text += f" Het besluit komt uiterlijk {say_day_of(event.decision_due)}."
    return Told(group="contact", text=text, contact_id=event.contact_id)


_APPOINTMENT_CHANGES = {
    "accepted": "past", "declined": "past niet", "other_moment": "past niet, een ander moment graag",
    "in_writing": "gaat liever schriftelijk", "moved": "is verzet", "held": "is geweest",
    "missed": "ging niet door", "cancelled": "gaat niet door",
}  # fmt: skip


@tell.register
def _(event: e.AppointmentMade) -> Told:
    how = "gemaakt" if event.agreed else "voorgesteld"
    return Told(group="contact", text=f"Afspraak {how}: {say_at(event.starts_at)}.")


@tell.register
def _(event: e.AppointmentChanged) -> Told:
    how = _APPOINTMENT_CHANGES.get(event.change, "is veranderd")
    return Told(group="contact", text=f"De afspraak van {say_at(event.starts_at)} {how}.")


@tell.register
def _(event: e.IdentityRecorded) -> Told:
    return Told(group="traject", text="Persoonsgegevens vastgelegd.")


_CARD_PARTS = {
    "safety_note": "Notitie over veiligheid veranderd.", "called": "De naam waarmee wij aanspreken is veranderd.",
    "online": "De cliënt kan nu ook online meedoen.",
    "taken_back": "Een wijziging in hoe wij bereiken is teruggedraaid, binnen 48 uur.",
}  # fmt: skip


@tell.register
def _(event: e.CardChanged) -> Told:
    text = _CARD_PARTS.get(event.part, "Aanspreken of bereiken veranderd.")
    return Told(
        group="contact", text=text, staff_only=event.part == "safety_note", merge=f"card:{event.part}"
    )


@tell.register
def _(event: e.ReminderSent) -> Told:
    return Told(group="berichten", text="Een herinnering gemaild.", automatic=True)


_ALARMS = {"threat_unseen": "een dreiging die nog niemand oppakte", "promise_near": "een antwoord dat bijna moet komen",
           "promise_passed": "een antwoord dat uitbleef"}  # fmt: skip


@tell.register
def _(event: e.AlarmRaised) -> Told:
    what = _ALARMS.get(event.alarm, "dit dossier")
    return Told(
        group="dreiging", text=f"Collega's gewaarschuwd over {what}.", staff_only=True, automatic=True
    )


@tell.register
def _(event: e.CrisisSignalled) -> Told:
    return Told(group="dreiging", text="Een bericht om eerst te lezen.", staff_only=True, automatic=True)


@tell.register
def _(event: e.CrisisLooked) -> Told:
    return Told(group="dreiging", text="Het bericht met voorrang gelezen.", staff_only=True)


@tell.register
def _(event: e.AftercareOffered) -> Told:
    after = "1 maand" if event.months == 1 else f"{event.months} maanden"
    return Told(group="traject", text=f"Gevraagd hoe het gaat, {after} na het einde.", automatic=True)


@tell.register
def _(event: e.AftercareAnswered) -> Told:
    said = {"goed": "het gaat goed", "wisselend": "het gaat op en neer", "moeilijk": "het is moeilijk"}
    return Told(
        group="traject", text=f"Verteld hoe het gaat: {said.get(event.how, event.how)}.", merge="aftercare"
    )


@tell.register
def _(event: e.TalkWritten) -> Told:
    return Told(
        group="contact",
        text="Een eigen deel van het verslag geschreven." if event.number == 1 else "Het verslag aangevuld.",
        merge=f"talk:{event.contact_id}:{event.side}",
    )
