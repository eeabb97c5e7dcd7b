"""Nazorg for staff: who said how it goes, who did not answer, and who is asked within a month."""

from flask import render_template

from schuldhulp.access import Role
from schuldhulp.aftercare.moments import HowItGoes
from schuldhulp.aftercare.queries import checks_coming, checks_done
from schuldhulp.calendar import local_date
from schuldhulp.inbox.queries import find_desk
from schuldhulp.municipalities.queries import get_municipality
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.guard import current_actor, door, now, session


@blueprint.get("/nazorg")
@door("inbox:read")
def aftercare() -> str:
    """Show the closed dossiers of this desk, of everybody for a team lead; who has it hard on top."""
    actor, moment = current_actor(), now()
    whose = None if actor.role is Role.TEAM_LEAD else find_desk(session(), actor, moment).memberships
    months = get_municipality(session(), actor.own_municipality).levels.aftercare_months
    done = checks_done(session(), actor, whose)
    coming = checks_coming(session(), actor, whose, months, local_date(moment))
    session().close()
    groups = (
        ("moeilijk", "Het is moeilijk", [each for each in done if each.how is HowItGoes.HARD]),
        ("stil", "Nog geen antwoord", [each for each in done if each.how is None]),
        (
            "antwoord",
            "Antwoord gegeven",
            [each for each in done if each.how in (HowItGoes.MIXED, HowItGoes.WELL)],
        ),
    )
    return render_template(
        "counsellor/aftercare.html", groups=[group for group in groups if group[2]], coming=coming, months=months,
        today=local_date(moment),
    )  # fmt: skip
