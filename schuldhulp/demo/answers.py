"""The answers of the werkboek by slug, as the JSON values of the step records.

Short given answers are codes; every free text carries a fact of the dossier.
"""
from datetime import date, timedelta
from random import Random

from schuldhulp.demo import writing
from schuldhulp.demo.story import Debt, Expense, Household, Income, OwnIdea, Threat
from schuldhulp.demo.words import short
from schuldhulp.demo.writing import Facts, say

Answer = dict[str, object]
ORDER = (
    "dreigt-er-iets", "bereiken", "wat-speelt-er", "thuis", "schulden-grof", "lonen-en-uitkeringen", "toeslagen", "wonen",
    "elke-week", "een-schuld", "energie-en-water", "verzekeringen-en-zorg", "telefoon-internet-abonnementen", "vervoer",
    "vakantiegeld-en-eenmalig", "kinderen", "reserveren", "eigen-idee", "doel", "budgetplan-bekijken", "post-ordenen",
    "beslag-en-verrekening", "klopt-het", "hoe-belangrijk-en-zeker", "vroeger-en-nu", "bezit", "andere-vaste-lasten",
    "eerste-kleine-stap", "wie-kan-mij-helpen", "papieren", "machtiging", "terugkijken", "nazorg",
)
_LATER = {"open": "later"}
_DONT_KNOW = {"open": "weet_ik_niet"}
_HELPERS = ("Marga", "Achmed", "Tilly", "Joris", "Nadia", "Bea", "Hakan", "Sylvia", "Kevin", "Rosa", "Gerda", "Ilias",
            "Wout", "Dunya", "Carlo", "Els", "Fadma", "Rob", "Mirjam", "Anton", "Sunita", "Piotr", "Ineke", "Freek")


def _yes(truth: object) -> str:
    return "ja" if truth else "nee"


def threat_answer(rng: Random, threats: tuple[Threat, ...]) -> Answer:
    """The step *dreigt er iets*, from the threats that were reported."""
    found: Answer = {"eviction": "nee", "supply": ["geen"], "insurance_ends": "nee", "urgent": ["geen"],
                     "food": _yes(rng.random() > 0.06)}
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
    heaviest = rng.sample(("deze_week", "brieven", "huis", "ruzie", "gezondheid", "werk", "overzicht"), rng.randrange(1, 4))
    alone = not house.kind.startswith("samen")
    reads = rng.random() < 0.08
    reach: Answer = {"called": called, "prefers": rng.choice(("schrijven", "schrijven", "bellen", "samen")),
                     "call_when": rng.sample(("ochtend", "middag", "avond"), rng.randrange(1, 3)),
                     "voicemail": _yes(rng.random() < 0.7), "post_home": _yes(rng.random() < 0.85), "reads_along": _yes(reads)}
    if reads:
        reach["safety_note"] = f"{writing.with_words(rng, short.SAFE_CONTACT, known['time'])} Liefst op {known['day']}."
    home: Answer = {"housing": house.tenure, "partner": "nee" if alone else rng.choice(("samenwonend", "getrouwd", "voorwaarden")),
                    "shared_debts": _DONT_KNOW if rng.random() < 0.1 else _yes(not alone),
                    "business": {"no": "nee", "is": "nu", "was": "vroeger"}[house.entrepreneur]}
    if home["shared_debts"] == "ja":
        home["shared_with"] = f"{rng.choice(_HELPERS)}, samen voor {known['second']}"
    sure = rng.randrange(2, 9)
    return {
        "wat-speelt-er": {"heaviest": heaviest, "story": say(rng, known, ("%(cause_c)s",), short.SITUATION_ENDS, short.SITUATION_FEELS)},
        "bereiken": reach,
        "thuis": home,
        "hoe-belangrijk-en-zeker": {
            "importance": rng.randrange(6, 11), "importance_why": f"Omdat ik wil: {known['wish']}, en niet steeds aan {known['top']} denken.",
            "confidence": sure, "confidence_why": f"Een {sure}, want {known['small_c']} lukt al {known['time']}."},
        "vroeger-en-nu": {
            "how_it_came": say(rng, known, ("%(cause_c)s",), short.HOW_IT_CAME),
            "earlier_help": "afgerond" if house.earlier_help else "nee", "bewind": "nee",
            "what_worked": f"Toen ik {known['time']} met iemand ging zitten ging het beter, ook met {known['second']}."},
    }


def _money(rng: Random, known: Facts, income: list[Income], spent: list[Expense], house: Household, today: date) -> dict[str, Answer]:
    cak = next((line.cents for row in income for line in row.withheld if line.kind == "cak"), 0)
    changes, coming, misses, bill = rng.random() < 0.2, rng.random() < 0.15, rng.random() < 0.3, rng.random() < 0.4
    codes = {row.category for row in spent}
    found: dict[str, Answer] = {
        "lonen-en-uitkeringen": {"changes_soon": _yes(changes)},
        "toeslagen": {"pays_back": _yes(rng.random() < 0.2), "not_claimed": f"Ik twijfel, met {known['inc_c']} {known['inc_per']} en {known['rent_c']} huur weet ik het niet."},
        "vakantiegeld-en-eenmalig": {"holiday_month": rng.choice((5, 5, 6)), "something_coming": _yes(coming)},
        "bezit": {"savings_cents": rng.choice((0, 0, 0, 45_00, 120_00, 310_00)), "car": _yes(house.car), "house": _yes(house.tenure == "koop")},
        "wonen": {"paid_this_month": _yes(rng.random() < 0.7), "remission_asked": rng.choice(("ja", "nee", _DONT_KNOW))},
        "energie-en-water": {"yearly_bill": _yes(bill)},
        "verzekeringen-en-zorg": {"cak": "ingehouden" if cak else "nee", "avoids_care": _yes(rng.random() < 0.3)},
        "telefoon-internet-abonnementen": {"phone_on_credit": _yes(rng.random() < 0.25)},
        "vervoer": {"car_for": ["werk"] if "fuel" in codes else ["geen"]},
        "elke-week": {"enough": _yes(rng.random() < 0.4), "not_paid": f"Deze maand ging {known['worry']} niet, door {known['idea_cat']}."},
        "reserveren": {"sets_aside": _yes(rng.random() < 0.25), "next_big": f"{known['broken']} Dat kost zeker {known['pot_c']}."},
        "andere-vaste-lasten": {"someone_keeps_money": "nee"},
    }
    if changes:
        found["lonen-en-uitkeringen"]["what_changes"] = f"Vanaf volgende maand is het geen {known['inc_c']} meer, denk ik."
    if coming:
        found["vakantiegeld-en-eenmalig"]["what_coming"] = f"Misschien {known['pot_c']} terug van de belasting."
    if cak:
        found["verzekeringen-en-zorg"]["cak_cents"] = cak
    if bill:
        found["energie-en-water"].update(bill_on=(today + timedelta(days=rng.randrange(10, 200))).isoformat(),
                                         expected=rng.choice(("bijbetalen", "terug", "gelijk", _DONT_KNOW)))
    if found["toeslagen"]["pays_back"] == "ja":
        found["toeslagen"]["pays_back_cents"] = rng.randrange(20, 120, 5) * 100
    if house.car:
        found["bezit"].update(car_worth_cents=rng.randrange(400, 4_500, 50) * 100, car_needed_for=f"Voor mijn werk, {known['time']} en op {known['day']}.")
    if house.tenure == "koop":
        found["bezit"].update(house_worth_cents=rng.randrange(180, 390) * 100_000, mortgage_left_cents=rng.randrange(120, 300) * 100_000)
    if any(age < 18 for age in house.child_ages):
        found["kinderen"] = {"misses_out": _yes(misses)}
        if misses:
            found["kinderen"]["misses_what"] = f"{rng.choice(short.MISSES)}, na {known['food_c']} eten en {known['rent_c']} wonen is het op."
    return found


def _debts(rng: Random, known: Facts, owed: list[Debt], income: list[Income]) -> dict[str, Answer]:
    garnished = next(((row, line) for row in income for line in row.withheld if line.kind == "beslag"), None)
    set_off = next(((row, line) for row in income for line in row.withheld if line.kind == "verrekening"), None)
    doubt = rng.random() < 0.3
    attached: Answer = {"attachment": _yes(garnished), "set_off": _yes(set_off), "enough_left": rng.choice(("ja", "nee", _DONT_KNOW))}
    if garnished:
        by = next((debt.collector.name for debt in owed if debt.attachment == "income" and debt.collector), known["worry"])
        attached.update(attachment_by=f"{by}, brief over {known['worry_c']}", attachment_cents=garnished[1].cents, bvv_letter=rng.choice(("ja", "nee", _DONT_KNOW)))
    if set_off:
        by = next((debt.creditor for debt in owed if debt.attachment == "set_off"), known["top"])
        attached.update(set_off_by=f"{by}, sinds {known['day']} {known['letters']} weken terug", set_off_cents=set_off[1].cents)
    right: Answer = {"right": "twijfel" if doubt else "ja", "old_debts": rng.choice(("ja", "nee", _DONT_KNOW))}
    if doubt:
        right["what_not"] = f"{writing.with_words(rng, short.DISPUTES, known['worry'])} Het gaat om {known['worry_c']}."
    return {
        "post-ordenen": {"unopened": int(known["letters"]), "opening": rng.sample(("zelf", "met_iemand", "met_ons", "foto"), 2),
                         "hardest": f"De brieven van {known['worry']}, en dan die over {known['worry_c']}."},
        "schulden-grof": {"complete": rng.choice(("ja", "ja", "meer", _LATER)), "unopened": int(known["letters"]),
                          "most_worried": f"{known['worry']}, die {known['worry_c']}"},
        "een-schuld": {"helps_most": f"Als {known['second']} even stopt met brieven over {known['second_c']}."},
        "beslag-en-verrekening": attached, "klopt-het": right,
    }


def _plan(rng: Random, known: Facts, idea: OwnIdea, today: date) -> dict[str, Answer]:
    helper = rng.choice(_HELPERS)
    return {
        "doel": {"goal": writing.goal(rng, known), "matters_because": f"{known['cause_c']} Nu wil ik vooruit, ook met {known['second']}.",
                 "in_a_year": f"Dat ik {known['pot_c']} opzij heb staan en {known['worry']} voorbij is."},
        "eigen-idee": {"idea": idea.text, "saves_cents": idea.less_cents, "saves_per": "maand",
                       "keep": f"Boodschappen van {known['food_c']} per week, en {known['wish']}."},
        "budgetplan-bekijken": {"fits": "ja", "question": f"Wat doen we als {known['worry']} niet meewerkt? Het gaat om {known['worry_c']}."},
        "eerste-kleine-stap": {"moment": f"{known['time']} op {known['day']}, om {rng.randrange(8, 21)}.{rng.choice(('00', '15', '30', '45'))} uur",
                               "action": f"{known['small_c']}, te beginnen met {known['second']}",
                               "day": (today + timedelta(days=rng.randrange(1, 7))).isoformat()},
        "wie-kan-mij-helpen": {"someone": "ja", "first_name": helper, "can_do": rng.sample(("luisteren", "post", "formulieren", "meegaan"), 2),
                               "looks_along": _yes(rng.random() < 0.3)},
        "papieren": {"missing": f"De laatste brief van {known['second']} zoek ik nog."},
        "machtiging": {"question": f"Mag {known['worry']} dan nog bellen over die {known['worry_c']}?"},
        "terugkijken": {"changed": f"{known['small_done']} En ik schrik minder van {known['worry']}.", "helped": rng.sample(("overzicht", "contact", "budgetplan", "stappen"), 2)},
        "nazorg": {"first_sign": f"Als ik {known['time']} de post niet meer doe, of {known['worry']} schrijft.",
                   "then_i": f"Dan bel ik {helper} of schrijf ik {known['coach']}, nog op {known['day']}.", "check_in": rng.choice(("1", "3", "6"))},
    }


def answers(rng: Random, known: Facts, house: Household, called: str, owed: list[Debt], income: list[Income],
            spent: list[Expense], idea: OwnIdea, threats: tuple[Threat, ...], today: date) -> dict[str, Answer]:
    """All answers of a dossier, in the order in which steps are usually done; the caller takes those that are done."""
    found = {"dreigt-er-iets": threat_answer(rng, threats), **_situation(rng, known, house, called),
             **_money(rng, known, income, spent, house, today), **_debts(rng, known, owed, income), **_plan(rng, known, idea, today)}
    return {slug: found[slug] for slug in ORDER if slug in found}
