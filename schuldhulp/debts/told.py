"""What somebody tells of one debt, and who is meant by the names they type."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from schuldhulp.debts.register import creditor_by_id, recognise
from schuldhulp.dossier.open_answers import open_words
from schuldhulp.money import Period, format_euro


@dataclass(frozen=True, kw_only=True)
class DebtTold:
    """One claim as it was told; amounts in eurocents, None while not known.

    `creditor` and `collector` are names as typed or as in the register. `judgment` is "", nee, vonnis or
    dwangbevel; `attachment` income, bank, set_off or "". `threat` is a kind of dossier.signals or "".
    `open_answers` holds (question of the form, weet_ik_niet or later, or a plain ja or nee).
    """

    creditor: str
    collector: str = ""
    whose: str = "client"
    claimed_cents: int | None = None
    original_cents: int | None = None
    approximate: bool = False
    reference: str = ""
    letter_date: date | None = None
    arrangement_cents: int | None = None
    arrangement_period: Period | None = None
    arrangement_until: date | None = None
    arrangement_kept: str | None = None
    last_payment_on: date | None = None
    judgment: str | None = None
    attachment: str | None = None
    attachment_cents: int | None = None
    attachment_period: Period | None = None
    threat: str | None = None
    threat_on: date | None = None
    disputed: bool = False
    dispute: str = ""
    most_worried: bool = False
    open_answers: tuple[tuple[str, str], ...] = ()

    @property
    def open_questions(self) -> tuple[str, ...]:
        """What the client left open ("weet ik niet", "later"), in words."""
        return open_words(self.open_answers, _QUESTIONS)

    @property
    def creditor_id(self) -> str | None:
        """The id in the register, when the name is known there."""
        return _known(self.creditor)

    @property
    def collector_id(self) -> str | None:
        """The id in the register of who sends the letters."""
        return _known(self.collector)


def _known(name: str) -> str | None:
    found = recognise(name) if name else None
    return found.id if found else None


def name_of(register_id: str | None, typed: str | None) -> str:
    """The name to show: that of the register, otherwise what was typed."""
    found = creditor_by_id(register_id) if register_id else None
    return found.name if found else typed or ""


_QUESTIONS = {
    "collector": "wie de brieven stuurt", "whose": "van wie", "claimed": "bedrag", "original": "hoe hoog eerst",
    "reference": "kenmerk", "letter_date": "datum van de brief", "has_arrangement": "afbetalen",
    "arrangement": "hoeveel afbetalen", "arrangement_until": "tot wanneer", "arrangement_kept": "of afbetalen lukt",
    "last_payment_on": "laatst betaald", "judgment": "vonnis of dwangbevel", "threat": "wat er dreigt",
    "threat_on": "op welke dag", "correct": "of het klopt", "dispute": "wat niet klopt",
}  # fmt: skip
_WORDS = {
    "creditor": "Aan wie", "collector": "Wie de brieven stuurt", "whose": "Van wie", "claimed_cents": "Bedrag",
    "original_cents": "Eerst", "approximate": "Ongeveer", "reference": "Kenmerk", "letter_date": "Datum brief",
    "arrangement_cents": "Afbetalen", "arrangement_period": "Per", "arrangement_until": "Tot",
    "arrangement_kept": "Lukt dat", "last_payment_on": "Laatst betaald", "judgment": "Vonnis of dwangbevel",
    "attachment": "Beslag of verrekening", "attachment_cents": "Gaat eraf", "attachment_period": "Gaat eraf per",
    "threat": "Wat dreigt", "threat_on": "Op welke dag", "disputed": "Klopt niet", "dispute": "Wat niet klopt",
    "most_worried": "Maakt het meest ongerust",
    "open_answers": "Nog open",
}  # fmt: skip


def differences(before: DebtTold, after: DebtTold) -> dict[str, tuple[str, str]]:
    """What differs, as Dutch words for both sides by the Dutch name of the field; empty when nothing does."""
    return {
        _WORDS[part.name]: (
            _say(part.name, getattr(before, part.name)),
            _say(part.name, getattr(after, part.name)),
        )
        for part in fields(DebtTold)
        if getattr(before, part.name) != getattr(after, part.name)
    }


def _say(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "open_answers":
        return ", ".join(open_words(value, _QUESTIONS))
    if name.endswith("cents"):
        return format_euro(value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Period):
        return value.label
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)


def told_of(row: Any, opened: dict[str, str]) -> DebtTold:
    """What a stored debt tells; `opened` has the opened sealed columns by their plain name."""
    return DebtTold(
        creditor=name_of(row.creditor_id, opened["creditor"]),
        collector=name_of(row.collector_id, opened["collector"]),
        reference=opened["reference"], dispute=opened["dispute"], whose=row.whose,
        claimed_cents=row.claimed_cents, original_cents=row.original_cents, approximate=row.approximate,
        letter_date=row.letter_date, arrangement_cents=row.arrangement_cents,
        arrangement_period=_period(row.arrangement_period), arrangement_until=row.arrangement_until,
        arrangement_kept=row.arrangement_kept, last_payment_on=row.last_payment_on, judgment=row.judgment,
        attachment=row.attachment, attachment_cents=row.attachment_cents,
        attachment_period=_period(row.attachment_period), threat=row.threat, threat_on=row.threat_on,
        disputed=row.disputed, most_worried=row.most_worried,
        open_answers=tuple(sorted((row.open_answers or {}).items())),
    )  # fmt: skip


def _period(code: str | None) -> Period | None:
    return Period(code) if code else None
