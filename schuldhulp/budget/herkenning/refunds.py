"""What is no income and no expense: between own accounts, and money that came back. Pure."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from schuldhulp.budget.afschriften.transaction import Transaction
from schuldhulp.budget.herkenning.rules import How, Match, words_of

_SAME_TRANSFER = timedelta(days=3)
_BACK_WITHIN = timedelta(days=60)
_AGAIN_WITHIN = timedelta(days=24)
_BACK_WORDS = frozenset({
    "storno", "stornering", "terugboeking", "gestorneerd", "refund", "retour", "retourpin", "terugbetaling",
    "teruggestort", "creditnota", "correctie",
})  # fmt: skip


def own_transfers(found: Sequence[Transaction], matches: Mapping[int, Match]) -> set[int]:
    """Lines between own accounts: a rule says so, or both sides are in the statements that were given."""
    own = {number for number, match in matches.items() if match.how is How.OWN}
    tails = {one.own_iban_tail for one in found}
    if len(tails) < 2:
        return own
    waiting: dict[tuple[int, str], list[int]] = {}
    for number, one in enumerate(found):
        tail = one.counterparty_iban[-4:]
        if tail in tails and tail != one.own_iban_tail:
            waiting.setdefault(
                (abs(one.amount_cents), "".join(sorted((tail, one.own_iban_tail)))), []
            ).append(number)
    for numbers in waiting.values():
        for number in numbers:
            mirror = next((o for o in numbers if _mirrors(found[number], found[o])), None)
            if mirror is not None:
                own |= {number, mirror}
    return own


def _mirrors(one: Transaction, other: Transaction) -> bool:
    return (
        one.amount_cents == -other.amount_cents
        and one.own_iban_tail == other.counterparty_iban[-4:]
        and other.own_iban_tail == one.counterparty_iban[-4:]
        and abs(one.booked_on - other.booked_on) <= _SAME_TRANSFER
    )


def party_of(one: Transaction) -> str:
    """Who is on the other side, to compare: the first two words of the name, otherwise the IBAN."""
    words = [word for word in words_of(one.counterparty) if not word.isdigit()]
    return " ".join(words[:2]) or one.counterparty_iban


def says_back(one: Transaction) -> bool:
    """Whether the words of a line say that money came back."""
    return not _BACK_WORDS.isdisjoint(words_of(f"{one.counterparty} {one.description}"))


def paid_back(found: Sequence[Transaction], skip: set[int]) -> set[int]:
    """Pairs of money that went out and came back whole: the same other side and amount, within 60 days.

    Each comes back once. Of a direct debit that was refused and soon taken again, the first one stays, on its own day.
    """
    out: dict[tuple[str, int], list[int]] = {}
    for number, one in enumerate(found):
        if number not in skip and one.amount_cents < 0:
            for key in _keys(one):
                out.setdefault(key, []).append(number)
    pairs: set[int] = set()
    for number, one in enumerate(found):
        if number in skip or one.amount_cents < 0:
            continue
        same = sorted({n for key in _keys(one) for n in out.get(key, ()) if n not in pairs})
        earlier = [n for n in same if n < number and one.booked_on - found[n].booked_on <= _BACK_WITHIN]
        if earlier:
            first = earlier[-1]
            again = [
                n for n in same if n > number and found[n].booked_on - found[first].booked_on <= _AGAIN_WITHIN
            ]
            pairs |= {again[0] if again else first, number}
    return pairs


def _keys(one: Transaction) -> set[tuple[str, int]]:
    return {(party, abs(one.amount_cents)) for party in (party_of(one), one.counterparty_iban) if party}
