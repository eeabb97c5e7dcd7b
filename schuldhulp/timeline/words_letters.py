"""How letters are told. Pure."""

from schuldhulp.dossier import events as e
from schuldhulp.letters.loader import letter_templates
from schuldhulp.timeline.told import Told, say_day_of, tell


def _name(slug: str) -> str:
    letter = letter_templates().get(slug)
    return f"‘{letter.title}’" if letter else "een brief"


@tell.register
def _(event: e.LetterSent) -> Told:
    return Told(group="geld", text=f"Brief {_name(event.template)} verstuurd. "
                f"Het antwoord wordt verwacht voor {say_day_of(event.answer_due_on)}.")  # fmt: skip


@tell.register
def _(event: e.LetterAnswered) -> Told:
    return Told(group="geld", text=f"Antwoord gekregen op de brief {_name(event.template)}.")


@tell.register
def _(event: e.LetterUnanswered) -> Told:
    return Told(
        group="geld", text=f"Op de brief {_name(event.template)} kwam nog geen antwoord.", automatic=True
    )
