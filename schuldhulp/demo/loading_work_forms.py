"""Work forms in the demo: asked for with a message, done and shared between two letters, or done and kept private."""

import hashlib
from datetime import datetime, timedelta

from schuldhulp.calendar import local_date
from schuldhulp.demo.loading_case import Case
from schuldhulp.dossier.events import WorkFormAssigned, WorkFormEnded, WorkFormKept, WorkFormShared
from schuldhulp.scripts_mi.work_forms.form import Answers
from schuldhulp.workforms.kept import keep, to_text
from schuldhulp.workforms.library import library
from schuldhulp.workforms.tables import WorkFormEntry, WorkFormTask

FORM = "post.vast_postmoment"
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MOMENTS = (
    ("ik mijn koffie op heb", "open ik tien minuten de post"), ("het huisvuil buiten staat", "leg ik de brieven op tafel"),
    ("de kinderen op bed liggen", "pak ik het bakje met post"), ("ik thuiskom van mijn werk", "maak ik één brief open"),
    ("ik de was heb opgehangen", "sorteer ik de enveloppen"), ("het nieuws voorbij is", "kijk ik wie er schreef"),
    ("ik de hond heb uitgelaten", "open ik de oudste brief"), ("de tafel is afgeruimd", "leg ik de post op een stapel"),
)  # fmt: skip
_PLACES = (
    "in het bakje bij de deur", "op de magnetron", "in de la van de kast", "op de trap", "in een tas aan de kapstok",
    "onder de fruitschaal", "op het bureau van mijn zoon", "achter de broodtrommel", "in een schoenendoos",
)  # fmt: skip
_STOPS = ("moe", "vergeten", "angst", "druk")
_LEAST = timedelta(days=1)


def work_forms(case: Case) -> None:
    """Ask one dossier in three for a work form, between a letter of ours and the client's answer to it.

    What was done or shared lies before a later letter of ours, so that nobody waits for an answer because of it.
    """
    dice = int(hashlib.sha256(case.kenmerk.encode()).hexdigest(), 16)
    gap = _between_letters(case)
    if case.client.person_id is None or dice % 3 or gap is None:
        return
    asked, done = gap
    form = library().forms[FORM]
    entry = case.ids.at(done)
    kept = to_text(keep(form, _answers(dice)))
    shared = dice % 2 == 0
    case.add(
        WorkFormEntry, done, id=entry, person_id=case.client.person_id, form_id=form.id, form_version=form.version,
        state="finished", answers_sealed=case.sealed(WorkFormEntry, "answers_sealed", entry, kept), draft_sealed=None,
        why_not_sealed=None, started_at=done, saved_at=done, finished_at=done, shared_at=done if shared else None,
        removed_at=None, version=2,
    )  # fmt: skip
    task = case.ids.at(asked)
    due = local_date(asked) + timedelta(days=case.place.view.levels.client_days)
    case.add(
        WorkFormTask, asked, id=task, form_id=form.id, note_sealed=None, due_on=due, assigned_by=case.staff.person_id,
        assigned_at=asked, entry_id=entry, ended_at=done, outcome="done",
    )  # fmt: skip
    promise = case.promise(done)
    case.tell(asked, case.staff, WorkFormAssigned(task_id=task, form=form.id, due_on=due))
    case.tell(done, case.client, WorkFormEnded(form=form.id, outcome="done", reply_due_at=promise))
    case.tell(done, case.client, WorkFormKept(entry_id=entry, moment="finished", form=form.id))
    if shared:
        case.tell(done, case.client, WorkFormShared(entry_id=entry, form=form.id, reply_due_at=promise))


def _between_letters(case: Case) -> tuple[datetime, datetime] | None:
    """Just after a letter of ours and just before the client's next one, which we answered later; None without."""
    letters = [told for told in case.story.messages if told.author in ("client", "counsellor")]
    for ours, theirs, answer in zip(letters, letters[1:], letters[2:], strict=False):
        kinds = (ours.author, theirs.author, answer.author)
        if kinds == ("counsellor", "client", "counsellor") and theirs.at - ours.at >= _LEAST:
            asked = case.within(ours.at + timedelta(minutes=4))
            done = case.within(theirs.at - timedelta(minutes=20))
            if asked < done and not case.closes_at:
                return asked, done
    return None


def _answers(dice: int) -> Answers:
    when, what = _MOMENTS[dice // 7 % len(_MOMENTS)]
    return {
        "dag": _DAYS[dice // 3 % len(_DAYS)],
        "plan": {"als": when, "dan": what},
        "plek": _PLACES[dice // 11 % len(_PLACES)],
        "stoort": _STOPS[dice // 5 % len(_STOPS)],
    }
