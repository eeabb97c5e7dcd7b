"""What a counsellor wrote while practising, sentence by sentence, with the label of each. Pure."""

from schuldhulp.scripts_mi.analysis.labels import Tables, label_counsellor
from schuldhulp.scripts_mi.analysis.splitting import split_sentences

UNSURE = ""
"""The label of a sentence that looks like a reproach or an order by its words alone: nobody is told off on a guess."""
_HARD = frozenset({"confront", "direct"})


def labelled_sentences(text: str, said: str, tables: Tables) -> list[tuple[str, str]]:
    """Label each sentence; `said` is what the client wrote. A reproach or order counts when a rule points at it."""
    found: list[tuple[str, str]] = []
    before = ""
    for sentence in split_sentences(text):
        labelled = label_counsellor(sentence, tables, said, before)
        guessed = all(reason.rule.startswith("gewicht:") for reason in labelled.reasons)
        found.append((UNSURE if guessed and labelled.label in _HARD else labelled.label, sentence))
        before = sentence
    return found
