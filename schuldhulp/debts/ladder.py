"""Where a claim stands on the way from a bill to an attachment: what it means, and what somebody can do now.

The order is that of the letters; the words are for the client and say what helps, never what was done wrong.
"""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """A step in the course of a claim, in the usual order."""

    BILL = "factuur"
    REMINDER = "aanmaning"
    COLLECTOR = "incassobureau"
    BAILIFF_LETTER = "sommatie"
    PENALTY_RAISED = "verhoging"
    SUMMONS = "dagvaarding"
    WRIT = "dwangbevel"
    JUDGMENT = "vonnis"
    ATTACHMENT = "beslag"
    BANK_ATTACHMENT = "bankbeslag"
    LAST_STEP = "ontruiming-afsluiting"

    @property
    def words(self) -> "StageWords":
        """What it is called, means and asks."""
        return _WORDS[self]

    @property
    def label(self) -> str:
        """The name on screen."""
        return _WORDS[self].label


@dataclass(frozen=True, slots=True)
class StageWords:
    """The Dutch words of a step: its name, what it means, and what can be done now.

    `pays`: what can be done speaks of paying or arranging, which lets an expired claim begin anew (BW 3:318).
    """

    label: str
    meaning: str
    now: str
    pays: bool = False

    def helps(self, perhaps_expired: bool) -> str:
        """What can be done now; never to pay a claim that has perhaps expired. A day in court is always answered."""
        return WHEN_OLD if perhaps_expired and self.pays else self.now


WHEN_OLD = "Laat ons de brief meteen zien. Wij zoeken met u uit of deze schuld nog geldt."

_WORDS = {
    Stage.BILL: StageWords(
        "Rekening of herinnering",
        "De rekening is nog niet betaald. Er komen nog geen kosten bij.",
        "Kijk of de rekening klopt. Betalen kan, of vraag om in delen te betalen.",
        pays=True,
    ),
    Stage.REMINDER: StageWords(
        "Aanmaning (14 dagen)",
        "Dit is de laatste brief zonder kosten. Na bezorging zijn er veertien dagen om te betalen."
        " De brief noemt hoeveel kosten er daarna bij komen.",
        "Betaal of schrijf binnen die veertien dagen. Bewaar de brief met de datum: wij kijken of hij klopt.",
        pays=True,
    ),
    Stage.COLLECTOR: StageWords(
        "Incassobureau",
        "Een bureau vraagt om het geld, met kosten en rente. Meestal heeft een rechter nog niets besloten.",
        "Laat ons de kosten nakijken. Klopt de schuld niet, schrijf dan met het kenmerk wat er niet klopt.",
    ),
    Stage.BAILIFF_LETTER: StageWords(
        "Laatste brief van een deurwaarder",
        "De deurwaarder schrijft voordat hij naar de rechter gaat. Meestal is er nog geen vonnis.",
        "Stuur ons de brief vandaag. Wij kijken met u wat er kan.",
    ),
    Stage.PENALTY_RAISED: StageWords(
        "Verhoogde boete",
        "De boete is niet op tijd betaald en is hoger geworden.",
        "Betalen in delen kan vaak. Bij veel schulden kan het CJIB innen en verhogen stilzetten; vraag ons daarnaar.",
        pays=True,
    ),
    Stage.SUMMONS: StageWords(
        "Dagvaarding",
        "De schuldeiser gaat naar de rechter. In de brief staat een dag. Zonder antwoord geeft de rechter hem meestal"
        " gelijk.",
        "Reageer voor die dag, op papier of op de zitting. Wij helpen met schrijven, en er is gratis hulp van een"
        " jurist.",
    ),
    Stage.WRIT: StageWords(
        "Dwangbevel",
        "De overheid kan nu innen zonder rechter, ook met beslag.",
        "Een regeling of kwijtschelding vragen kan vaak nog. Is het bedrag niet juist, laat het ons dan meteen weten:"
        " de tijd om te reageren is kort, soms twee weken.",
        pays=True,
    ),
    Stage.JUDGMENT: StageWords(
        "Vonnis",
        "De rechter heeft beslist dat er betaald wordt. De deurwaarder kan beslag leggen.",
        "Geef ons het vonnis vandaag. Antwoordde niemand aan de rechter, dan kan verzet nog: meestal binnen vier weken"
        " nadat u van het vonnis weet. Er is gratis hulp van een jurist.",
    ),
    Stage.ATTACHMENT: StageWords(
        "Beslag op loon, uitkering of spullen",
        "Een deel van het inkomen gaat naar de schuldeiser. Een deel is altijd vrij: de beslagvrije voet.",
        "Kijk of de beslagvrije voet klopt. Wat u binnen vier weken na de berekening aan de deurwaarder meldt, telt"
        " vanaf het begin van het beslag. Later melden kan ook. Gaat het om spullen, bel ons dan vandaag.",
    ),
    Stage.BANK_ATTACHMENT: StageWords(
        "Beslag op de bank",
        "Geld op de rekening is vastgezet. Een bedrag daarvan is beschermd.",
        "Laat het ons vandaag weten. Met een brief aan de deurwaarder vraagt u het beschermde bedrag terug.",
    ),
    Stage.LAST_STEP: StageWords(
        "Ontruiming of afsluiting",
        "Er is een dag genoemd waarop de woning of de levering stopt.",
        "Bel ons nu. Binnen drie werkdagen praten wij met u, en wij kijken samen of uitstel kan.",
    ),
}  # fmt: skip

_FINE = StageWords(
    "Rekening of herinnering",
    "De boete is nog niet betaald. In de brief staat tot welke dag dat kan. Daarna wordt een boete hoger.",
    "Kijk of de boete klopt: bezwaar of beroep kan meestal tot zes weken na de datum op de brief. Betalen in delen kan"
    " vaak. Bij veel schulden kan het CJIB innen en verhogen stilzetten; vraag ons daarnaar.",
    pays=True,
)

ORDER = tuple(Stage)


def words_for(stage: Stage, kind: str) -> StageWords:
    """The words of a step for a kind of creditor: an unpaid fine rises by law, other bills do not (Wahv 23(3))."""
    return _FINE if kind == "cjib" and stage is Stage.BILL else stage.words


def furthest(stages: tuple[Stage, ...]) -> Stage:
    """The step that is furthest along: a later reminder does not undo a judgment. BILL when there is none."""
    return max(stages, key=ORDER.index, default=Stage.BILL)
