"""The lines of an own idea as text to keep: what changes, stops and comes."""

import json
from collections.abc import Sequence
from typing import Any

from schuldhulp.budget.categories import CATEGORY
from schuldhulp.budget.posten import Post
from schuldhulp.budget.vergelijking import AddPost, Change, ChangePost, StopPost
from schuldhulp.money import Period, format_euro


def changes_text(changes: Sequence[Change]) -> str:
    """The changes as JSON."""
    return json.dumps([_plain(change) for change in changes], ensure_ascii=False)


def _plain(change: Change) -> dict[str, Any]:
    match change:
        case ChangePost(key, cents, period):
            return {"do": "change", "key": key, "cents": cents, "period": period.value if period else None}
        case StopPost(key):
            return {"do": "stop", "key": key}
        case AddPost(post):
            return {"do": "add", "code": post.code, "cents": post.cents, "period": post.period.value,
                    "label": post.label, "key": post.key}  # fmt: skip


def changes_of(text: str) -> tuple[Change, ...]:
    """The changes of kept text. Raises ValueError or KeyError for anything else."""
    found: list[Change] = []
    for item in json.loads(text):
        if item["do"] == "change":
            period = Period(item["period"]) if item["period"] else None
            found.append(ChangePost(item["key"], item["cents"], period))
        elif item["do"] == "stop":
            found.append(StopPost(item["key"]))
        else:
            post = Post(
                item["code"], item["cents"], Period(item["period"]), label=item["label"], key=item["key"]
            )
            found.append(AddPost(post))
    return tuple(found)


def say_changes(changes: Sequence[Change], posts: Sequence[Post]) -> tuple[str, ...]:
    """The changes as Dutch sentences; a line that is no longer there is left out."""
    names = {post.key: post for post in posts}
    said = []
    for change in changes:
        match change:
            case ChangePost(key, cents, period) if key in names:
                post = names[key]
                said.append(
                    f"{post.name}: {_amount(post.cents, post.period)} wordt {_amount(cents, period or post.period)}."
                )
            case StopPost(key) if key in names:
                said.append(f"{names[key].name} stopt ({_amount(names[key].cents, names[key].period)}).")
            case AddPost(post):
                said.append(
                    f"Erbij: {post.label or CATEGORY[post.code].label}, {_amount(post.cents, post.period)}."
                )
    return tuple(said)


def _amount(cents: int, period: Period) -> str:
    return f"{format_euro(cents)} {period.label}"
