"""The form for the balances of many debts at once, and what was typed into it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import wtforms

from schuldhulp.debts.balance import PartsDiffer, check_parts
from schuldhulp.debts.owed import StoredDebt
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.facts.rows import Told
from schuldhulp.money import format_euro
from schuldhulp.web.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    EuroField,
    InputRequired,
    PageForm,
    TextField,
)

PARTS = (("principal", "Hoofdsom"), ("interest", "Rente"), ("costs", "Kosten"))
_TWO_AMOUNTS = "Hier staat een ander bedrag dan de cliënt vertelde. Haal het vinkje weg, of het bedrag."
_NO_TOTAL = "Vul ook het saldo in."
_NO_SOURCE = "Schrijf op waar dit uit blijkt: hierboven voor alle schulden, of hier voor deze."
_NOT_THE_SUM = "Hoofdsom, rente en kosten zijn samen niet het saldo."


class BalancesForm(PageForm):
    """Who says it, what shows it and when, for all debts; of each debt a balance, or nothing."""

    author = ChoiceField(
        "Wie zegt dit?", [InputRequired("Kies wie dit zegt.")],
        choices=[(Author.CREDITOR.value, "De schuldeisers bevestigen"), (Author.STAFF.value, "Wij stellen vast")],
    )  # fmt: skip
    source = TextField(
        "Waar blijkt dit uit?", max_length=300,
        description="Voor alle schulden waar u hieronder een saldo invult. Bijvoorbeeld: saldo-opgaven van november.",
    )  # fmt: skip
    on = DateField("Op welke dag?", [InputRequired("Vul de dag in.")], not_future=True)

    def typed(self, debt: StoredDebt) -> int | None:
        """The balance of one debt as it was typed or ticked, or None."""
        total: int | None = self[f"total_{debt.id.hex}"].data
        if total is None and f"same_{debt.id.hex}" in self and self[f"same_{debt.id.hex}"].data:
            return debt.told.claimed_cents
        return total

    def told(self, debts: Sequence[StoredDebt]) -> list[Told]:
        """What was told of the debts that have a balance, in their order."""
        return [self._told(debt, cents) for debt in debts if (cents := self.typed(debt)) is not None]

    def _told(self, debt: StoredDebt, cents: int) -> Told:
        key = debt.id.hex
        on: date = self[f"on_{key}"].data or self.on.data
        parts = {f"{name}_cents": self[f"{name}_{key}"].data for name, _ in PARTS}
        return Told(
            subject=Subject.DEBT, about=debt.id, author=Author(self.author.data), on=on,
            source=self[f"source_{key}"].data or self.source.data or "", cents=cents, **parts,
        )  # fmt: skip

    def seen(self, debts: Sequence[StoredDebt]) -> dict[UUID, str]:
        """The state in which each debt was shown."""
        return {debt.id: str(self[f"seen_{debt.id.hex}"].data or "") for debt in debts}

    def look_again(self, debt: StoredDebt, state: str) -> None:
        """Take the new state of a debt for the next time this form is sent."""
        field = self[f"seen_{debt.id.hex}"]
        field.data, field.raw_data = state, None

    def check(self, debts: Sequence[StoredDebt]) -> bool:
        """Whether what was typed of each debt hangs together; what does not is said beside the field."""
        for debt in debts:
            self._check(debt)
        return not self.errors

    def _check(self, debt: StoredDebt) -> None:
        key, told = debt.id.hex, debt.told.claimed_cents
        total, cents = self[f"total_{key}"], self.typed(debt)
        if total.errors:
            return
        parts = [self[f"{name}_{key}"].data for name, _ in PARTS]
        ticked = f"same_{key}" in self and self[f"same_{key}"].data
        if ticked and total.data not in (None, told):
            total.errors = [_TWO_AMOUNTS]
        elif cents is None:
            if any(part is not None for part in parts):
                total.errors = [_NO_TOTAL]
        else:
            try:
                check_parts(cents, parts[0], parts[1], parts[2])
            except PartsDiffer:
                self[f"principal_{key}"].errors = [_NOT_THE_SUM]
            if not (self[f"source_{key}"].data or self.source.data):
                self[f"source_{key}"].errors = [_NO_SOURCE]


def balances_form(debts: Sequence[StoredDebt], states: dict[UUID, str]) -> BalancesForm:
    """The form of these debts. `states` is the state in which each is shown now."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {}
    for debt in debts:
        key, name = debt.id.hex, debt.name
        fields[f"total_{key}"] = EuroField(f"Saldo van {name}")
        if debt.told.claimed_cents is not None:
            fields[f"same_{key}"] = BooleanField(f"Klopt: {format_euro(debt.told.claimed_cents)}")
        for part, label in PARTS:
            fields[f"{part}_{key}"] = EuroField(f"{label} van {name}")
        fields[f"source_{key}"] = TextField(f"Bron bij {name}", max_length=300)
        fields[f"on_{key}"] = DateField(f"Dag bij {name}", not_future=True)
        fields[f"seen_{key}"] = wtforms.HiddenField()
        data[f"seen_{key}"] = states[debt.id]
    made: BalancesForm = type("BalancesOfDebts", (BalancesForm,), fields)(data=data)
    return made
