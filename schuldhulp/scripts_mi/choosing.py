"""Which scripts fit a dossier now: gates, filters, a score and an explanation that can be replayed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schuldhulp.scripts_mi.conditions import holds, in_words, is_met, verdict
from schuldhulp.scripts_mi.facts import Snapshot, snapshot_of
from schuldhulp.scripts_mi.ledger import Ledger, ledger_of
from schuldhulp.scripts_mi.register import said_to
from schuldhulp.scripts_mi.script import Catalogue, Line, Prompt, Script
from schuldhulp.scripts_mi.variants import start_of, walk

_PROCESS_FITS = 5
_STEP_FITS = 3
_THREAT_FIRST = 100  # above every priority a text can have (script.schema.json)
_PER_USE = -10


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A script that fits, with the score, its terms and the reasons in Dutch."""

    script_id: str
    version: int
    title: str
    why: str
    score: int
    terms: tuple[tuple[str, int], ...]
    reasons: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]

    @property
    def reason(self) -> str:
        """Return the sentence that stands beside the suggestion."""
        return f"{self.why} ({' · '.join(_once_a_fact(self.reasons))})" if self.reasons else self.why


def _once_a_fact(reasons: Sequence[str]) -> list[str]:
    """Reasons about one fact together: "dagen stil 9 (minstens 5, lager dan 10)"."""
    limits: dict[str, list[str]] = {}
    for reason in reasons:
        fact, _, limit = reason.partition(" (")
        limits.setdefault(fact, []).extend([limit.removesuffix(")")] if limit else [])
    return [f"{fact} ({', '.join(found)})" if found else fact for fact, found in limits.items()]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The suggestions with all that decided them; `as_record` can be stored and replayed.

    `passed_over` are the scripts for this situation that were not taken, each with why; `unfit` is how many are for
    other situations, and `texts` the digest of the catalogue that was chosen from.
    """

    snapshot: Snapshot
    ledger: Ledger
    client_key: str
    today: date
    count: int
    gate: str
    suggestions: tuple[Suggestion, ...]
    passed_over: tuple[tuple[str, int, str], ...]
    unfit: int
    texts: str

    def as_record(self) -> str:
        """Return the explanation as one line of JSON without free text of the client."""
        return json.dumps(
            {
                "facts": self.snapshot.comparable(),
                "because": dict(self.snapshot.because),
                "texts_known": sorted(set(self.snapshot.values) - set(self.snapshot.comparable())),
                "digest": self.snapshot.digest(),
                "ledger": self.ledger.as_record(),
                "client_key": self.client_key,
                "today": self.today.isoformat(),
                "count": self.count,
                "gate": self.gate,
                "suggestions": [_as_row(each) for each in self.suggestions],
                "passed_over": [list(each) for each in self.passed_over],
                "unfit": self.unfit,
                "texts": self.texts,
            },
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
        )


def _as_row(suggestion: Suggestion) -> dict[str, object]:
    return {name: getattr(suggestion, name) for name in Suggestion.__slots__}


def choose(
    catalogue: Catalogue, snapshot: Snapshot, ledger: Ledger, client_key: str, today: date, count: int = 3
) -> Explanation:
    """Return the best `count` scripts for these facts, best first; equal input gives equal output.

    `client_key` is any fixed identifier of the client; it decides where the walk through the variants starts.
    """
    gate = gate_of(snapshot)
    fitting: list[Suggestion] = []
    passed_over: list[tuple[str, int, str]] = []
    met = [script for script in catalogue.scripts.values() if is_met(script.when, snapshot)]
    for script in met:
        refusal = _refusal(script, snapshot, ledger, today)
        chosen = None if refusal else walk(script, snapshot, ledger, client_key)
        if chosen is None:
            passed_over.append((script.id, script.version, refusal or "alle varianten zijn al verstuurd"))
            continue
        fitting.append(_suggestion(script, snapshot, ledger, verdict(script.when, snapshot).passed, chosen))
    fitting.sort(key=lambda each: (-each.score, each.script_id))
    later = [(each.script_id, each.version, f"lagere score ({each.score})") for each in fitting[count:]]
    return Explanation(
        snapshot,
        ledger,
        client_key,
        today,
        count,
        gate,
        tuple(fitting[:count]),
        tuple(sorted(passed_over + later)),
        len(catalogue.scripts) - len(met),
        catalogue.digest,
    )


def look_up(script: Script, snapshot: Snapshot, ledger: Ledger, client_key: str) -> Suggestion | None:
    """The script somebody picked by hand, with lines this client did not read; None when there are none left."""
    chosen = walk(script, snapshot, ledger, client_key)
    return _suggestion(script, snapshot, ledger, (), chosen) if chosen else None


def replay(record: str, catalogue: Catalogue) -> Explanation:
    """Choose again from a stored record; with the same catalogue `as_record` is equal to the bit."""
    stored = json.loads(record)
    facts: dict[str, object] = {**stored["facts"], **dict.fromkeys(stored["texts_known"], "")}
    return choose(
        catalogue,
        snapshot_of(facts, stored.get("because")),
        ledger_of(stored["ledger"]),
        stored["client_key"],
        date.fromisoformat(stored["today"]),
        stored["count"],
    )


def gate_of(snapshot: Snapshot) -> str:
    """Name the gate that is closed: `crisis`, `dreiging`, `wrijving` or `open`."""
    if snapshot.get("crisis.open"):
        return "crisis"
    if _threat_waits(snapshot):
        return "dreiging"
    return "wrijving" if snapshot.get("message.last.discord") else "open"


def _threat_waits(snapshot: Snapshot) -> bool:
    """Whether something threatens that nobody took on and answered yet: until then no tasks and no rulers."""
    return bool(snapshot.get("threat.open")) and not snapshot.get("threat.answered")


def stopped_at_gate(script: Script, snapshot: Snapshot) -> str | None:
    """Return why a gate stops this script; a crisis lets only crisis texts through, whatever else is true."""
    if snapshot.get("crisis.open"):
        return None if script.process == "crisis" else "er is een crisis: alleen teksten daarvoor"
    if script.process == "crisis":
        return "alleen bij een crisis"
    if _threat_waits(snapshot) and not script.at_threat:
        return "er is een dreiging: geen gewone opdracht of schaalvraag"
    if snapshot.get("message.last.discord") and not script.repair:
        return "er is wrijving: eerst herstel van het contact"
    return None


def _refusal(script: Script, snapshot: Snapshot, ledger: Ledger, today: date) -> str | None:
    return stopped_at_gate(script, snapshot) or _filtered(script, snapshot, ledger, today)


def _filtered(script: Script, snapshot: Snapshot, ledger: Ledger, today: date) -> str | None:
    if script.status != "reviewed":
        return "nog niet nagelezen"
    if script.lang != (snapshot.get("client.language") or "nl") and script.lang != "nl":
        return "andere taal"
    if script.register == "je" and snapshot.get("client.register") != "je":
        return "andere aanspreekvorm"
    if ledger.count(script.id) >= script.max_uses_per_client:
        return "al vaak genoeg verstuurd"
    days = ledger.days_since(script.id, today)
    if days is not None and days < script.cooldown_days:
        return f"{days} dagen geleden verstuurd"
    return None


def _suggestion(
    script: Script,
    snapshot: Snapshot,
    ledger: Ledger,
    passed: tuple[str, ...],
    chosen: tuple[tuple[str, Line], ...],
) -> Suggestion:
    terms: list[tuple[str, int]] = [("voorrang", script.priority)]
    reasons = list(passed)
    for test in script.prefer:
        if holds(test, snapshot):
            terms.append((in_words(test, snapshot), test.weight))
            if test.weight > 0:
                reasons.append(in_words(test, snapshot))
    if snapshot.get("threat.open") and script.phase == "dreiging":
        terms.append(("er dreigt nog iets", _THREAT_FIRST))
    if snapshot.get("process") == script.process:
        terms.append(("past bij het proces", _PROCESS_FITS))
    if script.target_step is not None and snapshot.get("step.current") == script.target_step:
        terms.append(("past bij de open stap", _STEP_FITS))
    uses = ledger.count(script.id)
    if uses:
        terms.append((f"{uses} keer eerder verstuurd", _PER_USE * uses))
    return Suggestion(
        script.id,
        script.version,
        script.title,
        script.why,
        sum(points for _, points in terms),
        tuple(terms),
        tuple(dict.fromkeys(reasons)),
        tuple((slot, line.key) for slot, line in chosen),
    )


@dataclass(frozen=True, slots=True)
class ChosenPrompt:
    """A text beside a step, ready to show, with the key for the ledger."""

    prompt_id: str
    version: int
    text: str
    line_key: str


def choose_prompt(
    catalogue: Catalogue, snapshot: Snapshot, ledger: Ledger, client_key: str, step: str, moment: str
) -> ChosenPrompt | None:
    """Return the prompt `before` or `after` a step, or None; at a threat or a crisis always None."""
    if snapshot.get("crisis.open") or snapshot.get("threat.open"):
        return None
    fitting = [
        prompt for prompt in catalogue.prompts.values() if _prompt_fits(prompt, snapshot, step, moment)
    ]
    if not fitting:
        return None
    prompt = min(fitting, key=lambda each: (-each.priority, each.id))
    counts: Mapping[str, int] = ledger.line_counts()
    start = start_of(client_key, prompt.id, moment) % len(prompt.lines)
    turned = prompt.lines[start:] + prompt.lines[:start]
    line = min(turned, key=lambda each: counts.get(each.key, 0))
    return ChosenPrompt(prompt.id, prompt.version, said_to(snapshot, line.text, line.je), line.key)


def _prompt_fits(prompt: Prompt, snapshot: Snapshot, step: str, moment: str) -> bool:
    return (
        prompt.step == step
        and prompt.moment == moment
        and prompt.status == "reviewed"
        and (prompt.register == "u" or snapshot.get("client.register") == "je")
        and is_met(prompt.when, snapshot)
    )
