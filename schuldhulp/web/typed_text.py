"""Reading what somebody typed: cleaned text, dates as people write them, whole numbers."""

import re
import unicodedata
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan"),
            ("februari", "feb"),
            ("maart", "mrt"),
            ("april", "apr"),
            ("mei",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("augustus", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_DUTCH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})")
_NO_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]+)\.?(?:[-/. ](\d{2}))?")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ](\d{1,2}|[a-z]+\.?)[-/. ]\d{2}")


_NO_SUCH_DAY = "Deze dag staat niet op de kalender. Kijk de dag en de maand na."


class NotADate(ValueError):
    """The text is not a date; `str()` is the sentence for the screen."""


def clean_text(text: str) -> str:
    """Drop control characters and outer space; keep every script, emoji and line break."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (ch for ch in lines if ch in "\n\t" or unicodedata.category(ch) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def clean_line(text: str) -> str:
    """The same on one line: line breaks and tabs become spaces."""
    return " ".join(clean_text(text).split())


def parse_date(text: str, *, since: date | None = None) -> date:
    """Read "26-11-2026", "26/11/2026", "26 november 2026" or "2026-11-26".

    With `since` the year may be short or left out, "30-11-26", "30 nov": then it is the first such day from `since` on.
    Raises NotADate with a Dutch sentence.
    """
    plain = clean_line(text).lower()
    if since is not None and (found := _first_such_day(plain, since)):
        return found
    year, month, day = _year_month_day(plain)
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADate(_NO_SUCH_DAY) from None


def _first_such_day(plain: str, since: date) -> date | None:
    """A day without its year, or with two figures of it, as the first one from `since` on; None for another shape."""
    found = _NO_YEAR.fullmatch(plain)
    month = int(found[2]) if found and found[2].isdigit() else MONTHS.get(found[2]) if found else None
    if found is None or month is None:
        return None
    years = (since.year // 100 * 100 + int(found[3]),) if found[3] else range(since.year, since.year + 9)
    for year in years:  # 29 February comes back within eight years
        try:
            day = date(year, month, int(found[1]))
        except ValueError:
            continue
        if found[3] or day >= since:
            return day
    raise NotADate(_NO_SUCH_DAY)


def _year_month_day(plain: str) -> tuple[int, int, int]:
    if found := _DUTCH.fullmatch(plain):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _ISO.fullmatch(plain):
        return int(found[1]), int(found[2]), int(found[3])
    if (found := _NAMED.fullmatch(plain)) and found[2] in MONTHS:
        return int(found[3]), MONTHS[found[2]], int(found[1])
    if _SHORT_YEAR.fullmatch(plain):
        raise NotADate("Schrijf het jaar met vier cijfers, bijvoorbeeld 26-11-2026.")
    raise NotADate("Schrijf de datum als dag-maand-jaar, bijvoorbeeld 26-11-2026.")


def format_date(value: date) -> str:
    """A date as it is typed: "26-11-2026"."""
    return f"{value.day:02d}-{value.month:02d}-{value.year:04d}"
