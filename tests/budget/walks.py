"""The two cases of practice, typed in the forms of the werkboek: the fields that each line posts."""

from typing import Any

Line = tuple[str, dict[str, Any]]

MOTHER_INCOMES: tuple[Line, ...] = (
    (
        "lonen-en-uitkeringen",
        {"code": "wage", "amount": "990,00", "per": "4weken", "something_off": "ja", "beslag": "190"},
    ),
    ("vakantiegeld-en-eenmalig", {"code": "holiday_pay", "amount": "1.150", "per": "jaar", "month": "5"}),
    ("toeslagen", {"code": "care_allowance", "amount": "129", "per": "maand", "pay_day": "de 20e"}),
    (
        "toeslagen",
        {
            "code": "child_budget",
            "amount": "€ 625",
            "per": "maand",
            "something_off": "ja",
            "verrekening": "150",
        },
    ),
    ("toeslagen", {"code": "rent_allowance", "amount": "418,-", "per": "maand", "pay_day": "20"}),
    ("toeslagen", {"code": "child_benefit", "amount": "779,83", "per": "kwartaal"}),
)
MOTHER_EXPENSES: tuple[Line, ...] = (
    (
        "wonen",
        {
            "code": "rent",
            "amount": "684,50",
            "per": "maand",
            "pay_day": "1",
            "paid_this_month": "nee",
            "arrears": "2890",
        },
    ),
    ("wonen", {"code": "municipal_tax", "amount": "492", "per": "jaar"}),
    ("energie-en-water", {"code": "energy", "amount": "265", "per": "maand"}),
    ("energie-en-water", {"code": "water", "amount": "54", "per": "kwartaal"}),
    ("verzekeringen-en-zorg", {"code": "health_premium", "amount": "171,50", "per": "maand"}),
    ("verzekeringen-en-zorg", {"code": "excess", "amount": "385", "per": "jaar"}),
    (
        "verzekeringen-en-zorg",
        {"code": "other_ins", "amount": "22", "per": "maand", "label": "Verzekeringen samen"},
    ),
    ("telefoon-internet-abonnementen", {"code": "telephone", "amount": "45", "per": "maand"}),
    ("telefoon-internet-abonnementen", {"code": "internet_tv", "amount": "47.50", "per": "maand"}),
    ("kinderen", {"code": "childcare", "amount": "140", "per": "maand", "label": "Bso"}),
    ("kinderen", {"code": "school", "amount": "60", "per": "maand"}),
    ("vervoer", {"code": "public_transport", "amount": "85", "per": "maand"}),
    ("elke-week", {"code": "food", "amount": "135", "per": "week", "pay_day": "zaterdag"}),
    ("elke-week", {"code": "household_other", "amount": "80", "per": "maand", "approximate": "y"}),
    ("reserveren", {"code": "clothing", "amount": "90", "per": "maand"}),
    ("reserveren", {"code": "inventory", "amount": "45", "per": "maand"}),
)
MOTHER_DEBTS: tuple[dict[str, Any], ...] = (
    {
        "creditor": "Woonstichting De Linde",
        "collector": "Van Aalst Gerechtsdeurwaarders",
        "claimed": "2.890",
        "judgment": "vonnis",
        "threat": "ontruiming",
        "threat_on": "26-11-2026",
    },
    {
        "creditor": "Vattenfall",
        "collector": "Incasso De Brug",
        "claimed": "1.140",
        "has_arrangement": "ja",
        "arrangement": "45",
        "arrangement_per": "maand",
    },
    {"creditor": "Zilveren Kruis", "collector": "Deurwaarderskantoor Riemens", "claimed": "612,40"},
    {"creditor": "Dienst Toeslagen", "claimed": "3.204"},
    {"creditor": "CJIB", "claimed": "180"},
    {
        "creditor": "Wehkamp",
        "collector": "Gerechtsdeurwaarders Holtkamp",
        "claimed": "2.415",
        "judgment": "vonnis",
    },
    {
        "creditor": "Klarna",
        "claimed": "214,85",
        "has_arrangement": "ja",
        "arrangement": "40",
        "arrangement_per": "maand",
    },
    {"creditor": "Odido", "collector": "Invordering Noordeinde", "claimed": "486", "original": "431"},
    {"creditor": "Gemeente Voorbeeldstad (belastingen)", "claimed": "512", "judgment": "dwangbevel"},
    {
        "creditor": "mijn zus",
        "claimed": "400",
        "has_arrangement": "ja",
        "arrangement": "25",
        "arrangement_per": "maand",
    },
    {"creditor": "Invordering Noordeinde", "claimed": "431"},
)

MAN_INCOMES: tuple[Line, ...] = (
    (
        "lonen-en-uitkeringen",
        {"code": "benefit_pw", "amount": "1.178,63", "per": "maand", "something_off": "ja", "cak": "172,70"},
    ),
    ("vakantiegeld-en-eenmalig", {"code": "holiday_pay", "amount": "817,56", "per": "jaar"}),
    ("toeslagen", {"code": "care_allowance", "amount": "129", "per": "maand"}),
)
MAN_EXPENSES: tuple[Line, ...] = (
    ("wonen", {"code": "rent", "amount": "580", "per": "maand"}),
    ("energie-en-water", {"code": "energy", "amount": "195", "per": "maand"}),
    ("energie-en-water", {"code": "water", "amount": "14", "per": "maand"}),
    ("verzekeringen-en-zorg", {"code": "health_premium", "amount": "0", "per": "maand"}),
    ("verzekeringen-en-zorg", {"code": "excess", "amount": "385", "per": "jaar"}),
    ("verzekeringen-en-zorg", {"code": "funeral_ins", "amount": "18", "per": "maand"}),
    ("telefoon-internet-abonnementen", {"code": "telephone", "amount": "25", "per": "maand"}),
    ("telefoon-internet-abonnementen", {"code": "internet_tv", "amount": "35", "per": "maand"}),
    ("elke-week", {"code": "food", "amount": "70", "per": "week"}),
    ("elke-week", {"code": "pets", "amount": "30", "per": "maand"}),
    ("elke-week", {"code": "household_other", "amount": "40", "per": "maand"}),
    ("reserveren", {"code": "clothing", "amount": "30", "per": "maand"}),
)
MAN_ROUGH: tuple[tuple[str, str], ...] = (
    ("Gemeente Voorbeeldstad (bijstand)", "3480"),
    ("Eneco", "2210"),
    ("VGZ", "1190"),
    ("CAK", "1036,20"),
    ("CJIB", "900"),
    ("KPN", "612"),
    ("Wehkamp", "1845"),
    ("Waterschap De Zeven Sluizen", "318"),
    ("Kredietbank Nederland", "4950"),
    ("de buurman", "150"),
)
