"""A work form that goes along with a reply: which fit now, and the day it is asked for."""

from datetime import date

from schuldhulp.calendar import add_working_days, local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.own_texts.queries import offered_library
from schuldhulp.replies.facts import facts_of
from schuldhulp.replies.known import Known
from schuldhulp.scripts_mi.work_forms.form import Library, WorkForm
from schuldhulp.web.guard import current_actor, now, session
from schuldhulp.workforms.library import Fitting, fitting
from schuldhulp.workforms.queries import ended_tasks, tasks_of

_MOST = 3
_CHOSEN = "U koos deze werkvorm."


def known_choice(form_id: str | None) -> str | None:
    """The id of a form that exists; anything else is no choice. The read is closed: an act may follow."""
    return form_id if _chosen(form_id) else None


def _chosen(form_id: str | None) -> WorkForm | None:
    found = _offered().find(form_id) if form_id else None
    session().close()
    return found


def _offered() -> Library:
    return offered_library(session(), current_actor().municipality_id)


def usual_day(dossier: DossierView) -> date:
    """The day that is filled in first: the client's own days from today."""
    return add_working_days(local_date(now()), dossier.municipality.levels.client_days)


def asked_with(form_id: str | None, due_on: date | None) -> tuple[WorkForm, date] | None:
    """What goes along with the reply, by which day; None when nothing was chosen. The read is closed."""
    form = _chosen(form_id)
    return (form, due_on) if form and due_on else None


def forms_beside(dossier: DossierView, known: Known, chosen: str | None) -> list[Fitting]:
    """The forms to choose from: the one that was chosen, and what fits and was not asked before.

    None while something threatens or the dossier is closed. The read is left open.
    """
    if dossier.threat or dossier.closed:
        return []
    actor = current_actor()
    over = {form_id for form_id, _, _ in ended_tasks(session(), actor, dossier.id)}
    over |= {task.form.id for task in tasks_of(session(), actor, dossier.id)}
    offered = _offered()
    fits = fitting(offered, facts_of(known, now()), frozenset(over), most=_MOST)
    found = [one for one in fits if one.form.id != chosen]
    form = offered.find(chosen) if chosen else None
    return [Fitting(form, _CHOSEN), *found] if form else found
