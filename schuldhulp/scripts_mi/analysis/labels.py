"""The label of one sentence, with the rules and words that led to it. Hints for a writer, never a judgement."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from schuldhulp.scripts_mi.analysis.crises import CrisisWords, find_crisis
from schuldhulp.scripts_mi.analysis.features import Features, features, overlap
from schuldhulp.scripts_mi.analysis.questions import reads_as_question
from schuldhulp.scripts_mi.analysis.signs import Hit, Lexicon, Reason, hits
from schuldhulp.scripts_mi.analysis.splitting import fold, normalise
from schuldhulp.scripts_mi.analysis.weights import Weights

QUESTIONS = ("open_question", "closed_question")
_INFORMS = {
    "information_without_permission": "information_with_permission",
    "advice_without_permission": "advice_with_permission",
}
_AGAINST = frozenset({"confront", "direct", "advice_without_permission"})
_SURE = 0.4
_ADDRESSED = re.compile(r"\b(?:u|uw|uzelf|je|jij|jou|jouw|jezelf|jullie)\b", re.IGNORECASE)
_PERMITS = (
    "mag ik",
    "vindt u het goed",
    "vind je het goed",
    "als u wilt",
    "wilt u",
    "wil je",
    "zal ik",
    "u vroeg",
    "je vroeg",
)


@dataclass(frozen=True, slots=True)
class Tables:
    """All data the analysis works with: two lexicons, the notions of a crisis and four weight tables."""

    counsellor: Lexicon
    client: Lexicon
    crisis_words: CrisisWords
    counsellor_weights: Weights
    client_weights: Weights
    change_weights: Weights
    crisis_weights: Weights


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label, with change talk (and a crisis) its kind, and why."""

    label: str
    detail: str | None
    reasons: tuple[Reason, ...]


def label_counsellor(text: str, tables: Tables, said: str = "", before: str = "") -> Labelled:
    """Label a counsellor's sentence; `said` is what the client wrote, `before` the sentence in front of it."""
    sentence = normalise(text)
    found = hits(sentence, tables.counsellor)
    decided = _decided(found)
    if decided and decided.rule.label == "confront":
        return Labelled("confront", None, (decided.reason,))
    question = reads_as_question(sentence, tables.counsellor.lists)
    if question and not (decided and decided.rule.label == "support"):
        return Labelled(question[0], None, (question[1],))
    if decided:
        return Labelled(decided.rule.label, None, (decided.reason,))
    values, room = counsellor_features(sentence, tables.counsellor, said, before, found)
    chances = {
        name: share
        for name, share in tables.counsellor_weights.chances(values).items()
        if name not in QUESTIONS
    }
    label = _likeliest(
        chances, {hit.rule.label for hit in found}, addressed=bool(_ADDRESSED.search(sentence))
    )
    label = _INFORMS.get(label, label) if room else label
    return Labelled(label, None, _because(label, found, tables.counsellor_weights, values))


def _likeliest(chances: Mapping[str, float], ruled: Set[str], *, addressed: bool) -> str:
    """The likeliest label; a reproach, an order or unasked advice that no rule points at only when it stands out.

    In doubt a sentence is not held against its writer, as in MITI 4.2; nor is one that speaks to nobody.
    """
    label = max(chances, key=lambda name: chances[name])
    if label in _AGAINST and label not in ruled and (chances[label] < _SURE or not addressed):
        return max(chances.keys() - _AGAINST, key=lambda name: chances[name])
    return label


def counsellor_features(
    sentence: str, lexicon: Lexicon, said: str, before: str, found: tuple[Hit, ...]
) -> tuple[Features, bool]:
    """Return what the weights look at, and whether the client gave room for information or advice."""
    shared = overlap(sentence, said)
    asked = _asked(said)
    permitted = bool(before) and (any(sign in fold(before) for sign in _PERMITS) or _asked(before))
    context: dict[str, str] = {}
    if asked:
        context["client-vroeg"] = ""
    if permitted:
        context["toestemming-gevraagd"] = ""
    if shared and not asked:
        context["deelt-woorden"] = shared[0]
        if len(shared) * 2 >= max(2, len(sentence.split()) // 3):
            context["deelt-veel-woorden"] = shared[0]
    room = asked or permitted or any(hit.rule.permits for hit in found)
    return features(sentence, found, lexicon, context), room


def label_client(text: str, tables: Tables) -> Labelled:
    """Label a client's sentence; a crisis goes before everything."""
    sentence = normalise(text)
    found = hits(sentence, tables.client)
    crisis = find_crisis(sentence, found, tables.client, tables.crisis_words, tables.crisis_weights)
    if crisis:
        return Labelled("crisis", crisis.kind, crisis.reasons)
    rest = tuple(hit for hit in found if hit.rule.label != "crisis")
    decided = _decided(rest)
    if decided:
        return Labelled(decided.rule.label, None, (decided.reason,))
    values = features(sentence, rest, tables.client, {})
    chances = tables.client_weights.chances(values)
    label = max(chances, key=lambda name: chances[name])
    reasons = _because(label, rest, tables.client_weights, values)
    if label != "change_talk":
        return Labelled(label, None, reasons)
    kinds = tables.change_weights.chances(values)
    return Labelled(label, max(kinds, key=lambda name: kinds[name]), reasons)


def _decided(found: Sequence[Hit]) -> Hit | None:
    return next((hit for hit in found if hit.rule.decides), None)


def _asked(said: str) -> bool:
    plain = fold(said)
    starts = (
        "kunt u",
        "kun je",
        "mag ik",
        "wat is",
        "hoe lang",
        "moet ik",
        "wat moet ik",
        "heeft u een tip",
        "kan ik",
        "hoe kan ik",
    )
    return (
        "?" in said or plain.startswith(starts) or "ik wil graag weten" in plain or "ik vraag me af" in plain
    )


def _because(label: str, found: Sequence[Hit], weights: Weights, values: Features) -> tuple[Reason, ...]:
    ruled = tuple(hit.reason for hit in found if hit.rule.label == label)
    return ruled or weights.reasons(label, values)
