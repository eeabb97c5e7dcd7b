"""The line on top of Mijn omgeving: whose turn it is, by when, and the one button that goes with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import url_for

from schuldhulp.calendar import local_date, say_date, say_day
from schuldhulp.dossier.closing import COMES_BACK, COMPLETED
from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.queries import DossierView, ThreatView
from schuldhulp.inbox.state import FIRST_TALK
from schuldhulp.messages.queries import Unread
from schuldhulp.web.client.asked import asked_form
from schuldhulp.web.display import moment_text, phone_text
from schuldhulp.web.steps.landscape import Landscape
from schuldhulp.workbook.queries import HomeworkView
from schuldhulp.workforms.queries import TaskView

NOTHING_NEW = Unread(0, None)


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn: a title, a sentence, and where the button goes. `threat`: a legal threat stands."""

    title: str
    text: str
    yours: bool = False
    button: str = ""
    url: str = ""
    threat: bool = False


def turn_of(
    dossier: DossierView, land: Landscape, now: datetime, *, threats: Sequence[ThreatView] = (),
    unread: Unread = NOTHING_NEW, homework: Sequence[HomeworkView] = (),
    tasks: Sequence[TaskView] = (),
) -> Turn:  # fmt: skip
    """Say who is next in a dossier, for its client."""
    if dossier.closed and dossier.closing_reason in COMES_BACK:
        return Turn(
            "De hulp is gestopt", "U kunt alles nog lezen. Met één knop gaat u weer verder.",
            button="Weer verder", url=url_for("client.stop"),
        )  # fmt: skip
    if dossier.closed and dossier.closing_reason in COMPLETED:
        return Turn(
            "Uw dossier is afgesloten", "U kunt alles nog lezen. Wilt u weer hulp? Met één knop bent u terug.",
            button="Weer hulp vragen", url=url_for("client.stop"),
        )  # fmt: skip
    if dossier.closed:
        return Turn(
            "Uw dossier is afgesloten",
            "U kunt alles nog lezen. Wilt u weer hulp? Bel ons of meld u opnieuw. Wat hier staat, blijft bewaard.",
        )
    letter = _letter(dossier, unread, now) if unread.count else None
    if threats and (urgent := _threatened(dossier, land, threats, letter)):
        return urgent
    if letter is not None:
        return letter
    if dossier.waiting_on == "us":
        if dossier.reply_due_at is not None and dossier.reply_due_at < now:
            return _late(dossier)
        return Turn(_promise(dossier), _meanwhile(dossier))
    due = dossier.client_due_on
    if dossier.waiting_on == "client" and dossier.waiting_for == "afspraak":
        return Turn(
            "U bent aan zet: past deze afspraak?",
            "Ja, liever niet, een ander moment of schriftelijk: elk antwoord is goed.",
            True, "Geef antwoord", url_for("client.appointments"),
        )  # fmt: skip
    if homework:
        return _step_asked(dossier, homework[0], local_date(now))
    if tasks:
        return _form_asked(dossier, tasks[0], local_date(now))
    if land.suggestion is not None and (dossier.waiting_on == "client" or land.suggestion.tone == "begun"):
        when = f" Graag voor {say_date(due)}. Meer tijd nemen kan altijd." if due else ""
        begin = "Ga verder" if land.suggestion.tone == "begun" else "Begin"
        return Turn(
            f"U bent aan zet: {land.suggestion.title}", land.reason + when, True, begin, land.suggestion.url
        )
    return Turn("Niemand wacht nu op u", "U kunt verder wanneer het u uitkomt.")


def _step_asked(dossier: DossierView, first: HomeworkView, today: date) -> Turn:
    return Turn(
        f"U bent aan zet: {step_texts()[first.step].title}",
        f"{_name(dossier)} vroeg u deze stap te doen. Graag uiterlijk {say_day(first.due_on, today)}. "
        "Meer tijd nemen kan altijd.",
        True, "Naar deze stap", url_for("client.step", stap=first.step),
    )  # fmt: skip


def _form_asked(dossier: DossierView, first: TaskView, today: date) -> Turn:
    return Turn(
        f"U bent aan zet: {first.form.title}",
        f"{_name(dossier)} vroeg u deze werkvorm te doen. Graag uiterlijk {say_day(first.due_on, today)}. "
        "Meer tijd nemen kan altijd.",
        True, "Naar deze werkvorm", asked_form(first, today).url,
    )  # fmt: skip


def _name(dossier: DossierView) -> str:
    return dossier.counsellor.name if dossier.counsellor else "De gemeente"


def _promise(dossier: DossierView) -> str:
    if dossier.waiting_for == FIRST_TALK:
        by = f" uiterlijk {say_date(dossier.first_talk_due)}" if dossier.first_talk_due else ""
        return f"{_name(dossier)} spreekt met u{by}"
    if dossier.reply_due_at is None:
        return f"{_name(dossier)} is aan zet"
    return f"{_name(dossier)} antwoordt uiterlijk {moment_text(dossier.reply_due_at)} uur"


def _late(dossier: DossierView) -> Turn:
    """Our promise has passed: said plainly, with a way to reach somebody now."""
    phone = phone_text(dossier.municipality.phone)
    call = f" Wilt u niet wachten? Bel {phone}." if phone else ""
    return Turn(
        f"U wacht op antwoord van {_name(dossier).replace('De gemeente', 'de gemeente')}",
        f"U zou het horen op {moment_text(dossier.reply_due_at)} uur. Dat is ons niet gelukt.{call}",
    )


def _meanwhile(dossier: DossierView) -> str:
    what = {
        "aanmelding": "Wij lezen uw aanmelding en laten weten of hulp online bij u past.",
        "bericht": "Uw bericht is binnen.",
        "vraag": "Uw vraag is binnen.",
        "stap": "Uw stap is binnen en wordt bekeken.",
        "lukt_niet": "U zei dat het niet lukt. Wij zoeken met u een andere manier. U doet niets verkeerd.",
        "papier": "Uw papier is binnen en wordt bekeken.",
        "werkvorm": "U deelde een werkvorm. Die wordt gelezen.",
        "klopt_niet": "U zei dat er iets niet klopt. Dat zoeken wij uit.",
        FIRST_TALK: "Wij stellen u een dag en tijd voor. Die dag is de laatste die de wet ons geeft.",
        "afspraak": "Uw antwoord over de afspraak is binnen. Wij zoeken iets wat past.",
    }.get(dossier.waiting_for, "")
    if dossier.waiting_for == "lukt_niet":
        return what
    return f"{what} U hoeft nu niets te doen. Verder in uw werkboek mag wel.".strip()


def _letter(dossier: DossierView, unread: Unread, now: datetime) -> Turn:
    if unread.count > 1:
        text = f"Er zijn {unread.count} nieuwe berichten voor u."
    elif unread.counsellor_at is None:
        text = "Er is een nieuw bericht voor u."
    else:
        text = f"{_name(dossier)} schreef u {say_day(local_date(unread.counsellor_at), local_date(now))}."
    return Turn("U bent aan zet", text, True, "Bericht lezen", url_for("client.messages"))


def _threatened(
    dossier: DossierView, land: Landscape, threats: Sequence[ThreatView], letter: Turn | None
) -> Turn | None:
    """What comes first at a threat: three questions, our answer, the talk, our promise; None when nothing does."""
    legal = any(threat.legal for threat in threats)
    if land.threat_open and land.suggestion is not None:
        return Turn(
            "Drie vragen eerst", "Dan kunnen wij snel iets doen. De rest wacht.", True, "Beantwoord drie vragen",
            land.suggestion.url, threat=legal,
        )  # fmt: skip
    if letter is not None:
        return replace(letter, threat=legal)
    if legal and dossier.first_talk_on is None and dossier.first_talk_due is not None:
        return Turn(
            f"Wij spreken u uiterlijk {say_date(dossier.first_talk_due)}",
            f"{_promise(dossier)}. Wij lezen dit als eerste." if dossier.waiting_on == "us" else
            "Dat is de termijn van de wet bij een dreiging. Die loopt door.",
            threat=True,
        )  # fmt: skip
    if dossier.waiting_on == "us":
        return Turn(_promise(dossier), "Wij lezen dit als eerste.", threat=legal)
    return None
