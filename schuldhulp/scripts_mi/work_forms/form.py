"""What a work form is, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from schuldhulp.scripts_mi.conditions import Condition

AnswerValue = bool | int | str | list[str] | list[list[object]] | dict[str, str]
Answers = Mapping[str, AnswerValue]


class FieldKind(StrEnum):
    """What is asked; beside each: how its answer is kept (JSON)."""

    SHORT_TEXT = "short_text"  # text
    LONG_TEXT = "long_text"  # text
    CHOICE = "choice"  # key of the option; own words under `<name>_anders`
    CHOICES = "choices"  # list of keys; own words under `<name>_anders`
    RULER = "ruler"  # 0 to 10
    DATE = "date"  # ISO day
    WEEKDAY = "weekday"  # maandag … zondag
    EURO = "euro"  # eurocents
    LINES = "lines"  # list of texts
    AMOUNTS = "amounts"  # list of [text, eurocents]
    YES_NO = "yes_no"  # true, false
    IF_THEN = "if_then"  # {"als": text, "dan": text}


WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
OTHER = "anders"
OTHER_SUFFIX = "_anders"
WITH_OPTIONS = (FieldKind.CHOICE, FieldKind.CHOICES)


class Ruler(StrEnum):
    """What a ruler measures, and so which question follows it."""

    IMPORTANCE = "importance"
    CONFIDENCE = "confidence"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `options` for a choice, `low` and `high` for a ruler, `most` for lines."""

    name: str
    kind: FieldKind
    ask: str
    help: str = ""
    required: bool = False
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    other: bool = False
    measures: Ruler = Ruler.OTHER
    low: str = ""
    high: str = ""
    most: int = 5
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Computed:
    """A value worked out from answers: the sum of `plus` less the sum of `minus`, times, divided.

    `divide_by` 0: by the number of `plus` fields that were answered (an average). Unknown while no `plus` field was
    answered; another field without answer counts as 0. Whole eurocents (half up) or, over rulers, whole points.
    """

    name: str
    of: FieldKind
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    divide_by: int = 1
    times: int = 1


@dataclass(frozen=True, slots=True)
class AnswerTest:
    """One comparison with an answer."""

    field: str
    op: str
    value: object = None


@dataclass(frozen=True, slots=True)
class AnswerCondition:
    """All of `all`, at least one of `any` when there are any, and none of `none`."""

    all: tuple[AnswerTest, ...] = ()
    any: tuple[AnswerTest, ...] = ()
    none: tuple[AnswerTest, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedbackRule:
    """What is said back when its condition holds; `text` has placeholders that name fields."""

    text: str
    when: AnswerCondition = AnswerCondition()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """After how many days the plan of a field is asked after."""

    field: str
    after_days: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """When a form is offered first, and what the client reads as the reason."""

    when: Condition
    reason: str
    priority: int = 50


@dataclass(frozen=True, slots=True, eq=False)
class WorkForm:
    """One assignment with questions of its own, what is said back, and the question it leaves behind.

    `content` is the form as it stands in its file, in the words of the schema. Two forms are the same when they are one
    object: a municipality may have another form of the same id and version.
    """

    id: str
    version: int
    theme: str
    title: str
    minutes: int
    purpose: str
    intro: str
    fields: tuple[Field, ...]
    feedback: tuple[FeedbackRule, ...]
    evoke: str
    status: str
    lang: str
    register: str
    reviewed_by: tuple[str, ...]
    computed: tuple[Computed, ...] = ()
    follow_up: FollowUp | None = None
    suggest: Suggestion | None = None
    real_choice: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    content: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def field(self, name: str) -> Field:
        """The question of this name. Raises KeyError."""
        for each in self.fields:
            if each.name == name:
                return each
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Library:
    """Every work form that is offered, in order of theme and of the file; `retired` ones are still read back.

    `versions` are those a municipality has or had in force, by id and number, with the one of the product they replace.
    """

    forms: Mapping[str, WorkForm]
    retired: Mapping[str, WorkForm] = field(default_factory=lambda: MappingProxyType({}))
    versions: Mapping[tuple[str, int], WorkForm] = field(default_factory=lambda: MappingProxyType({}))

    def find(self, form_id: str, version: int | None = None) -> WorkForm | None:
        """A form that is offered or was: of this version when it is still known, else as it is now."""
        older = self.versions.get((form_id, version)) if version else None
        return older or self.forms.get(form_id) or self.retired.get(form_id)
