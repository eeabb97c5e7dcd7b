"""What a reply script and a client prompt are, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from schuldhulp.scripts_mi.conditions import Condition, Test

SLOTS = ("opening", "waardering", "reflectie", "kern", "stap", "autonomie", "afsluiting")
CORE_SLOTS = ("reflectie", "kern")


@dataclass(frozen=True, slots=True)
class Line:
    """One reviewed sentence or pair; `key` stays the same as long as the words do.

    `je` is the je-form where the rule that derives it would fail; empty when the rule does.
    """

    key: str
    text: str
    label: str
    condition: Condition = Condition()
    je: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Reviewed lines of one slot that several scripts share."""

    id: str
    slot: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the reply with its variants, one of which is used."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Where a value comes from; `fallback` is `ask` (an open place) or `drop_sentence`."""

    name: str
    type: str
    source: str
    ask: str
    fallback: str = "ask"
    max_words: int = 12


@dataclass(frozen=True, slots=True)
class Measure:
    """Within how many days an effect is looked for."""

    respond_days: int
    step_days: int = 14


@dataclass(frozen=True, slots=True)
class Script:
    """A reply for one situation: when it fits, and variants per slot."""

    id: str
    version: int
    title: str
    why: str
    status: str
    reviewed_by: tuple[str, ...]
    lang: str
    register: str
    niveau: str
    process: str
    phase: str
    priority: int
    when: Condition
    slots: tuple[Slot, ...]
    placeholders: Mapping[str, Placeholder]
    measure: Measure
    target_step: str | None = None
    at_threat: bool = False
    repair: bool = False
    cooldown_days: int = 14
    max_uses_per_client: int = 2
    prefer: tuple[Test, ...] = ()
    never: tuple[str, ...] = ()
    audience: str = "counsellor_draft"


@dataclass(frozen=True, slots=True)
class Prompt:
    """At most two sentences beside a step, shown without a counsellor."""

    id: str
    version: int
    step: str
    moment: str
    priority: int
    when: Condition
    lines: tuple[Line, ...]
    status: str
    lang: str
    register: str
    audience: str = "client_prompt"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that was loaded, in order of id; `greeting` and `sign_off` stand around each reply.

    `places` says where a script, a prompt or a line stands ("themas/post.yaml:12"), by id or key. `digest` is the
    SHA-256 of all files: with another digest an explanation need not come out the same.
    """

    scripts: Mapping[str, Script]
    prompts: Mapping[str, Prompt]
    greeting: str
    sign_off: str
    placeholders: Mapping[str, Placeholder] = field(default_factory=lambda: MappingProxyType({}))
    places: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    digest: str = ""
