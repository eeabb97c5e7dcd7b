"""Train the weight tables of the analysis from the labelled sentences, and measure on a part that was kept apart.

Run in an own environment with scikit-learn; the product itself never needs it:
    python tools/train_analysis.py            measures (trained on the development part, tried on the test part)
    python tools/train_analysis.py --fouten   the same, with the mistakes in the development part by crossed folds
    python tools/train_analysis.py --schrijf  trains on all sentences and writes lexicons/gewichten.json
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, f1_score, precision_score

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from schuldhulp.dossier.steps import STEP  # noqa: E402
from schuldhulp.scripts_mi.analysis.crises import CRISIS, NONE, crisis_features  # noqa: E402
from schuldhulp.scripts_mi.analysis.features import features  # noqa: E402
from schuldhulp.scripts_mi.analysis.labels import (  # noqa: E402
    Tables,
    counsellor_features,
    label_client,
    label_counsellor,
)
from schuldhulp.scripts_mi.analysis.signs import hits  # noqa: E402
from schuldhulp.scripts_mi.analysis.sources import FOLDER, WEIGHTS, read_crisis_words, read_lexicon  # noqa: E402
from schuldhulp.scripts_mi.analysis.splitting import normalise, split_sentences  # noqa: E402
from schuldhulp.scripts_mi.analysis.weights import Weights  # noqa: E402
from schuldhulp.scripts_mi.loader import load_catalogue  # noqa: E402

SENTENCES = ROOT / "tests" / "scripts_mi" / "analysis" / "sentences"
FILES = {"counsellor": ("counsellor", "counsellor_more"), "client": ("client", "client_indirect")}
OF_CATALOGUE = 60  # more of them drowns the sentences that were written and labelled by hand
GROUPS = {
    "open_question": "question", "closed_question": "question", "simple_reflection": "reflection",
    "complex_reflection": "reflection", "summary": "reflection", "affirmation": "adherent", "autonomy": "adherent",
    "support": "adherent", "confront": "non-adherent", "direct": "non-adherent",
    "advice_without_permission": "non-adherent", "information_with_permission": "information",
    "information_without_permission": "information", "advice_with_permission": "information",
    "greeting_other": "other",
}  # fmt: skip


class Row(NamedTuple):
    """One labelled sentence with what stood around it."""

    text: str
    label: str
    detail: str = ""
    said: str = ""
    before: str = ""


def read(name: str) -> list[Row]:
    """Read `# label[:kind]` headings with sentences; `|| what the client said`, `<< the sentence before`."""
    rows, label, detail = [], "", ""
    for line in (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            label, _, detail = line[2:].partition(":")
        elif line:
            rest, _, before = line.partition(" << ")
            text, _, said = rest.partition(" || ")
            rows.append(Row(text, label, detail, said, before))
    return rows


def catalogue() -> list[Row]:
    """Lines of the product's own texts that are one sentence: what a good reply sounds like, none a reproach."""
    rows = {
        Row(line.text, line.label)
        for script in load_catalogue(STEP).scripts.values()
        for slot in script.slots
        for line in slot.lines
        if "{" not in line.text and "[[" not in line.text and len(split_sentences(line.text)) == 1
    }
    told = [
        row
        for row in rows
        if row.label in GROUPS and GROUPS[row.label] in ("reflection", "adherent", "other")
    ]
    return sorted(told, key=lambda row: hashlib.sha256(row.text.encode()).hexdigest())[:OF_CATALOGUE]


def part(row: Row) -> int:
    """A number 0–9 that depends on nothing but the sentence; 0–2 are the test part."""
    return int(hashlib.sha256(row.text.encode()).hexdigest(), 16) % 10


def fitted(examples: Sequence[tuple[dict[str, float], str]], strength: float) -> Weights:
    """Fit one table."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([values for values, _ in examples])
    seen = (matrix > 0).sum(axis=0).A1 if hasattr(matrix, "A1") else None
    model = LogisticRegression(C=strength, max_iter=3000, class_weight="balanced")
    model.fit(matrix, [label for _, label in examples])
    table = {}
    for column, name in enumerate(vectorizer.get_feature_names_out()):
        weights = tuple(round(float(value), 2) for value in model.coef_[:, column])
        if max(abs(value) for value in weights) >= 0.08 and (seen is None or seen[column] > 1):
            table[str(name)] = weights
    return Weights(
        tuple(str(name) for name in model.classes_),
        tuple(round(float(v), 3) for v in model.intercept_),
        table,
    )


def weighed_crisis(examples: Sequence[tuple[dict[str, float], str]]) -> Weights:
    """Fit the table that says whether a sentence points to a crisis; `geen` is the zero it is weighed against."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([values for values, _ in examples])
    model = LogisticRegression(C=1.0, max_iter=3000)
    model.fit(matrix, [label == CRISIS for _, label in examples])
    table = {
        str(name): (0.0, round(float(weight), 2))
        for name, weight in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(weight) >= 0.03
    }
    return Weights((NONE, CRISIS), (0.0, round(float(model.intercept_[0]), 3)), table)


def trained(counsellor: Iterable[Row], client: Iterable[Row]) -> Tables:
    """Train all tables on these rows."""
    empty = Weights((), (), {})
    tables = Tables(
        read_lexicon(FOLDER / "hulpverlenertaal.toml"),
        read_lexicon(FOLDER / "clienttaal.toml"),
        read_crisis_words(FOLDER / "crisistaal.toml"),
        *[empty] * 4,
    )
    said = []
    for row in counsellor:
        if row.label in ("open_question", "closed_question"):
            continue
        said.append(row)
        if row.said and "reflection" in row.label:
            said.append(row._replace(said=""))
    ours = [
        (
            _values(
                counsellor_features(
                    normalise(r.text),
                    tables.counsellor,
                    r.said,
                    r.before,
                    hits(normalise(r.text), tables.counsellor),
                )[0]
            ),
            r.label,
        )
        for r in said
    ]
    theirs, change, crises = [], [], []
    for row in client:
        sentence = normalise(row.text)
        every = hits(sentence, tables.client)
        danger = crisis_features(sentence, every, tables.client, tables.crisis_words)
        crises.append((_values(danger), CRISIS if row.label == "crisis" else NONE))
        if row.label == "crisis":
            continue
        found = tuple(hit for hit in every if hit.rule.label != "crisis")
        values = _values(features(sentence, found, tables.client, {}))
        theirs.append((values, row.label))
        if row.label == "change_talk":
            change.append((values, row.detail))
    return replace(
        tables,
        counsellor_weights=fitted(ours, 1.0),
        client_weights=fitted(theirs, 1.0),
        change_weights=fitted(change, 1.0),
        crisis_weights=weighed_crisis(crises),
    )


def _values(found: dict[str, tuple[float, str]]) -> dict[str, float]:
    return {name: value for name, (value, _) in found.items()}


def answers(rows: Sequence[Row], side: str, tables: Tables) -> list[str]:
    """Label the rows."""
    if side == "client":
        return [label_client(row.text, tables).label for row in rows]
    return [label_counsellor(row.text, tables, row.said, row.before).label for row in rows]


def figures(rows: Sequence[Row], guessed: Sequence[str], side: str) -> dict[str, float]:
    """The figures by which the analysis is judged."""
    true = [row.label for row in rows]
    macro = round(f1_score(true, guessed, average="macro", zero_division=0), 3)
    if side == "client":
        crisis = sum(t == "crisis" for t in true)
        caught = sum(t == g == "crisis" for t, g in zip(true, guessed, strict=True))
        false = sum(t != "crisis" and g == "crisis" for t, g in zip(true, guessed, strict=True))
        return {"n": len(rows), "macro_f1": macro, "crisis_recall": round(caught / max(1, crisis), 3),
                "false_alarms_per_100": round(100 * false / max(1, len(rows) - crisis), 1)}  # fmt: skip
    groups = [GROUPS[label] for label in true], [GROUPS[label] for label in guessed]
    bad = precision_score(*groups, labels=["non-adherent"], average="macro", zero_division=0)
    forms = f1_score(
        true, guessed, labels=["open_question", "closed_question"], average="macro", zero_division=0
    )
    return {"n": len(rows), "macro_f1_15": macro, "macro_f1_6": round(f1_score(*groups, average="macro"), 3),
            "open_closed_f1": round(forms, 3), "non_adherent_precision": round(bad, 3)}  # fmt: skip


def crossed(own: Sequence[Row], other: Sequence[Row], side: str) -> list[str]:
    """Label each row by tables that were trained without it: four folds."""
    guessed = [""] * len(own)
    for fold in range(4):
        kept = [row for place, row in enumerate(own) if place % 4 != fold]
        tables = trained(kept, other) if side == "counsellor" else trained(other, kept)
        places = [place for place in range(len(own)) if place % 4 == fold]
        for place, label in zip(places, answers([own[p] for p in places], side, tables), strict=True):
            guessed[place] = label
    return guessed


def main() -> None:
    """Measure or write, as asked on the command line."""
    rows = {side: [row for name in names for row in read(name)] for side, names in FILES.items()}
    examples = {side: read(f"{side}_examples") for side in rows}
    if "--schrijf" in sys.argv:
        tables = trained(
            rows["counsellor"] + examples["counsellor"] + catalogue(), rows["client"] + examples["client"]
        )
        kept = (
            tables.counsellor_weights,
            tables.client_weights,
            tables.change_weights,
            tables.crisis_weights,
        )
        found = {
            name: {"labels": each.labels, "start": each.start, "table": each.table}
            for name, each in zip(("counsellor", "client", "change_talk", "crisis"), kept, strict=True)
        }
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        WEIGHTS.write_text(text.replace('],"', '],\n"') + "\n", encoding="utf-8")
        return
    develop = {side: [row for row in found if part(row) > 2] for side, found in rows.items()}
    test = {side: [row for row in found if part(row) <= 2] for side, found in rows.items()}
    tables = trained(develop["counsellor"] + catalogue(), develop["client"])
    for side in ("counsellor", "client"):
        print(side, "test", figures(test[side], answers(test[side], side, tables), side))
        print(side, "examples", figures(examples[side], answers(examples[side], side, tables), side))
        if "--fouten" in sys.argv:
            other = develop["client" if side == "counsellor" else "counsellor"]
            guessed = crossed(develop[side], other, side)
            print(side, "crossed", figures(develop[side], guessed, side))
            names = sorted({row.label for row in develop[side]})
            print(names, confusion_matrix([r.label for r in develop[side]], guessed, labels=names), sep="\n")
            for row, label in zip(develop[side], guessed, strict=True):
                if label != row.label:
                    print(f"  {row.label} -> {label}: {row.text}")


if __name__ == "__main__":
    main()
