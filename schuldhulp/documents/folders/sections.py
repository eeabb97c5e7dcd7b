"""The folders: which there are, which paper goes in which, and in what order papers lie there. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from schuldhulp.documents.shown import PaperView

# The set is small enough for one shelf and has no word that tells a visitor what it is for.
FOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "first": "Eerst openen",
        "income": "Inkomen",
        "bank": "Bank",
        "home": "Wonen en energie",
        "care": "Zorg en verzekering",
        "tax": "Belasting en toeslagen",
        "letters": "Brieven om te betalen",
        "family": "Gezin",
        "personal": "Persoonlijk",
        "sort": "Nog sorteren",
    }
)
URGENCIES: Mapping[str, str] = MappingProxyType(
    {"now": "Open dit eerst", "soon": "Deze week", "keep": "Alleen bewaren"}
)
_KINDS = {
    "income": ("payslip", "employment_contract", "benefit_decision"),
    "bank": ("bank_statements", "bkr"),
    "home": ("rent", "mortgage", "energy"),
    "care": ("health_insurance",),
    "tax": ("allowances", "provisional_refund", "tax_return", "remission"),
    "letters": ("creditor_letter", "bailiff_letter", "judgment", "cjib"),
    "family": ("alimony", "board", "childcare", "divorce"),
    "personal": ("identity", "car", "bewind", "explanation"),
}
_FOLDER_OF: Mapping[str, str] = MappingProxyType(
    {kind: folder for folder, kinds in _KINDS.items() for kind in kinds}
)
# Here a term may already run.
_PRESSING = frozenset({"bailiff_letter", "judgment"})
_ORDER = {"now": 0, "soon": 1, None: 2, "keep": 3}


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder with its number on the shelf and its papers, the most urgent first, then by sender."""

    code: str
    number: int
    title: str
    papers: tuple[PaperView, ...]


def folder_of(paper: PaperView) -> str:
    """The folder of a paper: what somebody chose, what comes first, or what fits its kind."""
    if paper.folder and paper.folder in FOLDERS:
        return paper.folder
    if paper.urgency == "now" or (paper.unopened and paper.urgency is None):
        return "first"
    return _FOLDER_OF.get(paper.kind, "sort")


def pressing(paper: PaperView) -> bool:
    """Whether a paper is best opened first, although nobody said so."""
    return paper.urgency is None and paper.kind in _PRESSING and paper.state in ("needed", "received")


def folders_of(papers: Iterable[PaperView]) -> tuple[Folder, ...]:
    """All folders, empty ones too: their numbers are those on the shelf and do not move."""
    kept: dict[str, list[PaperView]] = {code: [] for code in FOLDERS}
    for paper in papers:
        if paper.files or paper.received_on or paper.unopened:
            kept[folder_of(paper)].append(paper)
    return tuple(
        Folder(code, number, title, tuple(sorted(kept[code], key=_rank)))
        for number, (code, title) in enumerate(FOLDERS.items(), start=1)
    )


def _rank(paper: PaperView) -> tuple[int, bool, str, str]:
    urgency = 0 if pressing(paper) else _ORDER.get(paper.urgency, 2)
    return urgency, not paper.sender, paper.sender.casefold(), paper.title.casefold()
