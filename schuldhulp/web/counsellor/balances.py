"""The balances of many debts on one page: type them, see what the total becomes, write them down in one act."""

from uuid import UUID

from flask import render_template, request
from werkzeug.wrappers import Response

from schuldhulp.calendar import local_date
from schuldhulp.debts.confirming import state_of, totals
from schuldhulp.debts.owed import Owed, StoredDebt
from schuldhulp.debts.queries import debts_of
from schuldhulp.dossier.queries import DossierView
from schuldhulp.facts.actions import BalancesMoved, establish_balances
from schuldhulp.facts.kinds import Subject
from schuldhulp.facts.queries import EstablishedFact, established_of
from schuldhulp.web.acting import done_or_refused
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.debts.balances import PARTS, BalancesForm, balances_form
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.steps.place import STAFF, Place

_NOT_IN_THE_LIST = (
    "Een schuld waar u een saldo invulde, telt niet meer mee: die is intussen weggehaald of dubbel. De andere bedragen"
    " staan hieronder nog."
)
Answer = str | Response | tuple[str, int]


@blueprint.route("/dossiers/<kenmerk>/schulden/saldi", methods=["GET", "POST"])
@door("fact:establish", dossier="named", part="schulden")
def balances(dossier: DossierView) -> Answer:
    """Show all counted debts with room for a balance, and write down what was typed."""
    place = Place(STAFF, dossier)
    value, facts = _standing(dossier)
    debts = _in_order(value)
    form = balances_form(debts, _states(debts, facts))
    if request.method == "GET":
        form.on.data = local_date(now())
        form.author.data = form.author.data or "creditor"
        return _page(place, value, facts, form)
    if not (form.validate_on_submit() and form.check(debts)):
        return _page(place, value, facts, form), 422
    if _gone(form):
        form.form_errors.append(_NOT_IN_THE_LIST)
        return _page(place, value, facts, form), 409
    if request.form.get("kies") == "bekijk":
        return _page(place, value, facts, form, looked=True)
    try:
        answer = done_or_refused(
            form, place.url("balances", melding="saldi-vastgelegd"),
            lambda token: establish_balances(
                session(), current_actor(), now(), dossier, form.told(debts), form.seen(debts), form=token
            ),
        )  # fmt: skip
    except BalancesMoved as moved:
        form.form_errors.append(str(moved))
        value, facts = _standing(dossier)
        states = _states(_in_order(value), facts)
        for debt in debts:
            form.look_again(debt, states.get(debt.id, ""))
        return _page(place, value, facts, form, moved=moved.debt_ids), 409
    return answer or (_page(place, value, facts, form), 422)


def _gone(form: BalancesForm) -> bool:
    """Whether a balance was typed for a debt that is no longer asked: taken off the list, or called a double."""
    return any(
        name.startswith("total_") and typed.strip() and name not in form
        for name, typed in request.form.items()
    )


def _standing(dossier: DossierView) -> tuple[Owed, list[EstablishedFact]]:
    value = debts_of(session(), current_actor(), dossier.id)
    facts = [f for f in established_of(session(), current_actor(), dossier.id) if f.subject is Subject.DEBT]
    session().close()
    return value, facts


def _in_order(value: Owed) -> list[StoredDebt]:
    """The counted debts: what waits for a balance first, the largest on top."""
    return sorted(
        value.counted, key=lambda d: (d.confirmed_cents is not None, -(d.told.claimed_cents or 0), d.name)
    )


def _states(debts: list[StoredDebt], facts: list[EstablishedFact]) -> dict[UUID, str]:
    count = {debt.id: sum(fact.about == debt.id for fact in facts) for debt in debts}
    return {debt.id: state_of(debt.version, count[debt.id]) for debt in debts}


def _page(
    place: Place, value: Owed, facts: list[EstablishedFact], form: BalancesForm, *, looked: bool = False,
    moved: frozenset[UUID] = frozenset(),
) -> str:  # fmt: skip
    shown = [debt for debt in _in_order(value) if f"total_{debt.id.hex}" in form]
    typed = {debt.id: cents for debt in shown if (cents := form.typed(debt)) is not None}
    newest = {fact.about: fact for fact in reversed(facts) if fact.cents is not None}
    return render_template(
        "debts/balances.html", place=place, form=form, debts=shown, newest=newest, parts=PARTS, moved=moved,
        before=totals(value), after=totals(value, typed) if looked else None,
    )  # fmt: skip
