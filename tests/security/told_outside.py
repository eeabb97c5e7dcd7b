"""What an answer tells outside its page: in addresses, in the title of the window, in the name of a file."""

import html
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote_plus

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ADDRESS = re.compile(r"\b(?:href|action|formaction|src)=\"([^\"]*)\"")


def told_outside(answer: Any, words: Iterable[str]) -> list[str]:
    """Where one of these words stands in what goes on to a history, a tab, a proxy or a folder of downloads."""
    told = [("location", answer.location or ""), ("file", answer.headers.get("Content-Disposition", ""))]
    if answer.mimetype == "text/html":
        page = answer.text
        told += [("title", title) for title in _TITLE.findall(page)]
        told += [("address", address) for address in _ADDRESS.findall(page)]
    small = [word.casefold() for word in words]
    return [
        f"{where}: {text}"
        for where, text in told
        if any(word in unquote_plus(html.unescape(text)).casefold() for word in small)
    ]
