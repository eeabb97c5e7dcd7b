"""The sums of budget and debts as figures that open: from which lines they were made."""

from schuldhulp.budget.begroting import Budget, GroupTotal
from schuldhulp.budget.categories import Group
from schuldhulp.budget.shown import Figure, ShownLine
from schuldhulp.debts.owed import Owed

OWN_RULE = "Elk bedrag is omgerekend naar een gemiddelde maand en dan opgeteld."
ONCE = "De bedragen uit de lijst. Elke schuld telt één keer."


def month_figures(budget: Budget) -> tuple[Figure, ...]:
    """Income, expenses, what goes to debts and what is left of the average month: the first less the next two."""
    expenses = [budget.group(group) for group in (Group.FIXED, Group.RESERVE, Group.HOUSEHOLD)]
    payments = budget.group(Group.DEBT_PAYMENT)
    left = [
        ShownLine("Inkomen", "", budget.income_cents),
        ShownLine("Uitgaven en opzijleggen", "", -budget.expenses_cents),
    ]
    if payments.cents:
        left.append(ShownLine(payments.label, "", -payments.cents))
    return (
        Figure("inkomen", "Inkomen per maand", budget.income_cents, _lines(budget.group(Group.INCOME)),
            about=OWN_RULE,
        ),
        Figure(
            "uitgaven", "Uitgaven per maand", budget.expenses_cents,
            tuple(ShownLine(group.label, "", group.cents) for group in expenses if group.lines),
            about=OWN_RULE,
        ),
        *(
            [Figure("betalingen", payments.label, payments.cents, _lines(payments), about=OWN_RULE)]
            if payments.cents
            else []
        ),
        Figure(
            "over", "Tekort per maand" if budget.room_cents < 0 else "Over per maand", budget.room_cents, tuple(left),
            warnings=budget.notes, about=OWN_RULE,
        ),
    )  # fmt: skip


def debts_figure(owed: Owed) -> Figure:
    """All debts together, one claim a line; what is a double does not count."""
    lines = [
        ShownLine(debt.name, "", debt.told.claimed_cents)
        for debt in owed.counted
        if debt.told.claimed_cents is not None
    ]
    unknown = [debt.name for debt in owed.counted if debt.told.claimed_cents is None]
    warnings = [f"Nog niet bekend, en niet meegeteld: {', '.join(unknown)}."] if unknown else []
    doubles = [debt.name for debt in owed.debts if not owed.counts(debt)]
    if doubles:
        warnings.append(f"Telt niet mee, want het is waarschijnlijk dezelfde schuld: {', '.join(doubles)}.")
    return Figure(
        "schulden", "Schulden bij elkaar", owed.total.cents, tuple(lines), tuple(warnings), about=ONCE
    )


def _lines(group: GroupTotal) -> tuple[ShownLine, ...]:
    return tuple(ShownLine(line.label, line.formula, line.cents) for line in group.lines)
