"""The answers of the werkboek by slug, as the JSON values of the step records.

Short given answers are codes; every free text carries a fact of the dossier.
"""

from datetime import date, timedelta
from random import Random

from schuldhulp.demo import writing
from schuldhulp.demo.money_answers import DONT_KNOW, Answer, debt_answers, money_answers, yes
from schuldhulp.demo.story import Household, OwnIdea, Threat
from schuldhulp.demo.story_money import Debt, Expense, Income
from schuldhulp.demo.words import short
from schuldhulp.demo.writing import Facts, say

ORDER = (
    "dreigt-er-iets",
    "bereiken",
    "wat-speelt-er",
    "thuis",
    "schulden-grof",
    "lonen-en-uitkeringen",
    "toeslagen",
    "wonen",
    "elke-week",
    "een-schuld",
    "energie-en-water",
    "verzekeringen-en-zorg",
    "telefoon-internet-abonnementen",
    "vervoer",
    "vakantiegeld-en-eenmalig",
    "kinderen",
    "reserveren",
    "eigen-idee",
    "doel",
    "budgetplan-bekijken",
    "post-ordenen",
    "beslag-en-verrekening",
    "klopt-het",
    "hoe-belangrijk-en-zeker",
    "vroeger-en-nu",
    "bezit",
    "andere-vaste-lasten",
    "eerste-kleine-stap",
    "wie-kan-mij-helpen",
    "papieren",
    "machtiging",
    "terugkijken",
    "nazorg",
)
_HELPERS = (
    "Marga",
    "Achmed",
    "Tilly",
    "Joris",
    "Nadia",
    "Bea",
    "Hakan",
    "Sylvia",
    "Kevin",
    "Rosa",
    "Gerda",
    "Ilias",
    "Wout",
    "Dunya",
    "Carlo",
    "Els",
    "Fadma",
    "Rob",
    "Mirjam",
    "Anton",
    "Sunita",
    "Piotr",
    "Ineke",
    "Freek",
)


def threat_answer(rng: Random, threats: tuple[Threat, ...]) -> Answer:
    """The step *dreigt er iets*, from the threats that were reported."""
    found: Answer = {
        "eviction": "nee",
        "supply": ["geen"],
        "insurance_ends": "nee",
        "urgent": ["geen"],
        "food": yes(rng.random() > 0.06),
    }
    for threat in threats:
        on = threat.on.isoformat() if threat.on else None
        if threat.kind == "ontruiming":
            found.update(eviction="ja", eviction_on=on)
        elif threat.kind == "zorgverzekering":
            found.update(insurance_ends="ja", insurance_on=on)
        elif threat.legal:
            found.update(supply=[threat.kind], supply_on=on)
        else:
            found.update(urgent=[threat.kind], urgent_on=on)
    return found


def _situation(rng: Random, known: Facts, house: Household, called: str) -> dict[str, Answer]:
    heaviest = rng.sample(
        ("deze_week", "brieven", "huis", "ruzie", "gezondheid", "werk", "overzicht"), rng.randrange(1, 4)
    )
    alone = not house.kind.startswith("samen")
    reads = rng.random() < 0.08
    reach: Answer = {
        "called": called,
        "prefers": rng.choice(("schrijven", "schrijven", "bellen", "samen")),
        "call_when": rng.sample(("ochtend", "middag", "avond"), rng.randrange(1, 3)),
        "voicemail": yes(rng.random() < 0.7),
        "post_home": yes(rng.random() < 0.85),
        "reads_along": yes(reads),
    }
    if reads:
        reach["safety_note"] = (
            f"{writing.with_words(rng, short.SAFE_CONTACT, known['time'])} Liefst op {known['day']}."
        )
    home: Answer = {
        "housing": house.tenure,
        "partner": "nee" if alone else rng.choice(("samenwonend", "getrouwd", "voorwaarden")),
        "shared_debts": DONT_KNOW if rng.random() < 0.1 else yes(not alone),
        "business": {"no": "nee", "is": "nu", "was": "vroeger"}[house.entrepreneur],
    }
    if home["shared_debts"] == "ja":
        home["shared_with"] = f"{rng.choice(_HELPERS)}, samen voor {known['second']}"
    sure = rng.randrange(2, 9)
    return {
        "wat-speelt-er": {
            "heaviest": heaviest,
            "story": say(rng, known, ("%(cause_c)s",), short.SITUATION_ENDS, short.SITUATION_FEELS),
        },
        "bereiken": reach,
        "thuis": home,
        "hoe-belangrijk-en-zeker": {
            "importance": rng.randrange(6, 11),
            "importance_why": f"Omdat ik wil: {known['wish']}, en niet steeds aan {known['top']} denken.",
            "confidence": sure,
            "confidence_why": f"Een {sure}, want {known['small_c']} lukt al {known['time']}.",
        },
        "vroeger-en-nu": {
            "how_it_came": say(rng, known, ("%(cause_c)s",), short.HOW_IT_CAME),
            "earlier_help": "afgerond" if house.earlier_help else "nee",
            "bewind": "nee",
            "what_worked": f"Toen ik {known['time']} met iemand ging zitten ging het beter, ook met {known['second']}.",
        },
    }


def _plan(rng: Random, known: Facts, idea: OwnIdea, today: date) -> dict[str, Answer]:
    helper = rng.choice(_HELPERS)
    return {
        "doel": {
            "goal": writing.goal(rng, known),
            "matters_because": f"{known['cause_c']} Nu wil ik vooruit, ook met {known['second']}.",
            "in_a_year": f"Dat ik {known['pot_c']} opzij heb staan en {known['worry']} voorbij is.",
        },
        "eigen-idee": {
            "idea": idea.text,
            "saves_cents": idea.less_cents,
            "saves_per": "maand",
            "keep": f"Boodschappen van {known['food_c']} per week, en {known['wish']}.",
        },
        "budgetplan-bekijken": {
            "fits": "ja",
            "question": f"Wat doen we als {known['worry']} niet meewerkt? Het gaat om {known['worry_c']}.",
        },
        "eerste-kleine-stap": {
            "moment": f"{known['time']} op {known['day']}, om {rng.randrange(8, 21)}.{rng.choice(('00', '15', '30', '45'))} uur",
            "action": f"{known['small_c']}, te beginnen met {known['second']}",
            "day": (today + timedelta(days=rng.randrange(1, 7))).isoformat(),
        },
        "wie-kan-mij-helpen": {
            "someone": "ja",
            "first_name": helper,
            "can_do": rng.sample(("luisteren", "post", "formulieren", "meegaan"), 2),
            "looks_along": yes(rng.random() < 0.3),
        },
        "papieren": {"missing": f"De laatste brief van {known['second']} zoek ik nog."},
        "machtiging": {"question": f"Mag {known['worry']} dan nog bellen over die {known['worry_c']}?"},
        "terugkijken": {
            "changed": f"{known['small_done']} En ik schrik minder van {known['worry']}.",
            "helped": rng.sample(("overzicht", "contact", "budgetplan", "stappen"), 2),
        },
        "nazorg": {
            "first_sign": f"Als ik {known['time']} de post niet meer doe, of {known['worry']} schrijft.",
            "then_i": f"Dan bel ik {helper} of schrijf ik {known['coach']}, nog op {known['day']}.",
            "check_in": rng.choice(("1", "3", "6")),
        },
    }


def answers(
    rng: Random,
    known: Facts,
    house: Household,
    called: str,
    owed: list[Debt],
    income: list[Income],
    spent: list[Expense],
    idea: OwnIdea,
    threats: tuple[Threat, ...],
    today: date,
) -> dict[str, Answer]:
    """All answers of a dossier, in the order in which steps are usually done; the caller takes those that are done."""
    found = {
        "dreigt-er-iets": threat_answer(rng, threats),
        **_situation(rng, known, house, called),
        **money_answers(rng, known, income, spent, house, today),
        **debt_answers(rng, known, owed, income),
        **_plan(rng, known, idea, today),
    }
    return {slug: found[slug] for slug in ORDER if slug in found}
