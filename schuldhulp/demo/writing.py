"""Puts the words together: facts of a dossier go into a grammar of fragments, so few texts are ever equal."""

from datetime import date
from random import Random

from schuldhulp.calendar import MONTHS, WEEKDAYS
from schuldhulp.demo.purse import month
from schuldhulp.demo.story import OwnIdea, Person
from schuldhulp.demo.story_money import Debt, Expense, Income
from schuldhulp.demo.words import short
from schuldhulp.demo.words.turn import Turn
from schuldhulp.money import format_euro

Facts = dict[str, str]
_DAYPARTS = ("Goedemorgen", "Goedemorgen", "Goedemiddag", "Goedenavond")


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def spoken_day(day: date) -> str:
    """A day with its date, as in "donderdag 26 november"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def typed_euro(cents: int) -> str:
    """An amount as a client types it in a sentence."""
    return (
        f"{abs(cents) // 100} euro"
        if cents % 100 == 0
        else f"{abs(cents) // 100},{abs(cents) % 100:02d} euro"
    )


def _worries(rng: Random, owed: list[Debt]) -> tuple[Debt, Debt, Debt]:
    named = [debt for debt in owed if debt.double_of is None and debt.kind != "private"] or owed
    pressing = [debt for debt in named if debt.collector] or named
    # What one lies awake of is no small bill, as long as there are larger ones.
    heavy = sorted(pressing, key=lambda debt: debt.cents)[len(pressing) // 2 :]
    worry = rng.choice(heavy)
    others = [debt for debt in named if debt.creditor != worry.creditor] or named
    return named[0], worry, rng.choice(others)


def _add_debts(rng: Random, facts: Facts, owed: list[Debt]) -> None:
    counted = [debt for debt in owed if debt.double_of is None]
    total = sum(debt.cents for debt in counted)
    top, worry, second = _worries(rng, owed)
    kept = next((debt for debt in counted if debt.arrangement), None)
    arranged = kept.arrangement.cents if kept and kept.arrangement else 2_500
    facts.update(
        n=str(len(counted)),
        total=format_euro(total),
        total_c=typed_euro(total),
        total_round=f"{round(total / 100_000) or 1} duizend euro",
        top=top.creditor,
        top_eur=format_euro(top.cents),
        top_c=typed_euro(top.cents),
        worry=worry.creditor,
        worry_eur=format_euro(worry.cents),
        worry_c=typed_euro(worry.cents),
        second=second.creditor,
        second_eur=format_euro(second.cents),
        second_c=typed_euro(second.cents),
        arr_c=typed_euro(arranged),
    )


def _add_month(facts: Facts, income: list[Income], spent: list[Expense], room: int) -> None:
    main = income[0]
    home = next((row for row in spent if row.category in ("rent", "mortgage")), None)
    rent = home.cents if home else 0
    house = "hypotheek" if home and home.category == "mortgage" else "huur"
    food = next((row.cents for row in spent if row.category == "food"), 0)
    total = sum(month(row.before_withheld_cents, row.period) for row in income)
    facts.update(
        inc=short.INCOME_WORDS.get(main.category, "inkomen"),
        inc_eur=format_euro(main.cents),
        inc_c=typed_euro(main.cents),
        inc_per={"week": "per week", "4weken": "per 4 weken"}.get(main.period, "per maand"),
        income_eur=format_euro(total),
        income_c=typed_euro(total),
        house=house,
        house_up=capital(house),
        rent=format_euro(rent),
        rent_c=typed_euro(rent),
        food=format_euro(food),
        food_c=typed_euro(food),
        room=format_euro(abs(room)),
        room_c=typed_euro(room),
        room_signed=format_euro(room),
    )


def own_idea(rng: Random, spent: list[Expense]) -> tuple[str, int]:
    """Choose a category that a client would cut, and by how many cents a month."""
    fitting = [
        row for row in spent if row.category in short.CATEGORY_WORDS and month(row.cents, row.period) >= 2_000
    ]
    row = rng.choice(fitting or spent)
    return row.category, max(500, round(month(row.cents, row.period) * rng.uniform(0.08, 0.3) / 250) * 250)


def facts(
    rng: Random,
    person: Person,
    coach: str,
    coach_days: tuple[int, ...],
    office: str,
    cause: str,
    owed: list[Debt],
    income: list[Income],
    spent: list[Expense],
    room: int,
    idea: tuple[str, int],
    children: bool,
) -> Facts:
    """Collect everything that a text of this dossier may refer to."""
    step, done = rng.choice(short.SMALL_STEPS)
    known = {"children": "ja" if children else ""}
    day = rng.choice(short.DAYS)
    pot = rng.randrange(40, 900, 5) * 100
    found: Facts = {
        **known,
        "called": person.called,
        "me": person.first_name,
        "coach": coach,
        "office": office,
        "coach_days": " en ".join(WEEKDAYS[number - 1] for number in coach_days[:2]),
        "cause_c": pick(rng, known, short.CAUSES[cause]),
        "letters": str(rng.randrange(4, 60)),
        "life": pick(rng, known, short.LIFE),
        "broken": pick(rng, known, short.BROKEN),
        "small_c": step,
        "small_up": capital(step),
        "small_done": done,
        "time": pick(rng, known, short.MOMENTS),
        "day": day,
        "day_up": capital(day),
        "wish": pick(rng, known, short.WISHES),
        "idea_cat": short.CATEGORY_WORDS.get(idea[0], "de kleine uitgaven"),
        "idea": format_euro(idea[1]),
        "idea_c": typed_euro(idea[1]),
        "pot": format_euro(pot),
        "pot_c": typed_euro(pot),
        "talk_day": "vorige week",
        "decision_day": "over acht weken",
        "reg_day": "gisteren",
    }
    _add_debts(rng, found, owed)
    _add_month(found, income, spent, room)
    return found


def pick(rng: Random, known: Facts, options: tuple[str, ...]) -> str:
    """One of the options; someone without children does not speak of them."""
    text = options[int(rng.random() * len(options))]
    if not known["children"]:
        for _ in range(9):
            if not any(word in text for word in short.CHILD_WORDS):
                break
            text = options[int(rng.random() * len(options))]
    return text


def say(rng: Random, known: Facts, *parts: tuple[str, ...]) -> str:
    """One fragment of each part, filled with facts and joined by spaces."""
    chosen = [pick(rng, known, part) for part in parts]
    return " ".join([capital(text % known) for text in chosen if text])


def own_words(rng: Random, text: str, style: int) -> str:
    """The same text as this client types: 0 tidy, 1 with a slip now and then, 2 quick and in small letters."""
    if style == 0:
        return text
    for right, slip in short.SLIPS:
        if right in text and rng.random() < 0.5:
            text = text.replace(right, slip, 1)
    if style == 2:
        text = text.lower().rstrip(".")
    return text


def client_message(rng: Random, turn: Turn, pair: int, known: Facts, style: int, hour: int) -> str:
    """What the client writes in this turn."""
    core = (turn.pairs[pair][0],)
    body = say(rng, known, turn.opens, core, turn.asks)
    greeting = rng.choice(short.CLIENT_GREETINGS[style]) % known
    if greeting.startswith("Goede"):
        greeting = f"{_DAYPARTS[min(hour // 6, 3)]} {known['coach']},"
    closing = rng.choice(short.CLIENT_CLOSINGS[style]) % known
    return "\n".join(part for part in (greeting, own_words(rng, body, style), closing) if part)


def counsellor_message(rng: Random, turn: Turn, pair: int, known: Facts) -> str:
    """What the counsellor answers: reflect, affirm, inform, ask; now and then without one of the middle two."""
    core = (turn.pairs[pair][1],)
    middle = [turn.affirms, turn.informs]
    if rng.random() < 0.25 and turn.name != "threat":
        middle.pop(rng.randrange(2))
    body = say(rng, known, core, *middle)
    question = say(rng, known, turn.questions)
    return f"{rng.choice(short.GREETINGS) % known}\n\n{body}\n\n{question}\n\n{rng.choice(short.CLOSINGS) % known}"


def with_words(rng: Random, patterns: tuple[str, ...], *words: str) -> str:
    """One pattern with positional words."""
    return capital(rng.choice(patterns) % words)


def goal(rng: Random, known: Facts) -> str:
    """A goal in the client's words."""
    wish = known["wish"].removeprefix("dat ")
    if known["wish"].startswith("dat "):
        first = f"Ik wil dat {wish}."
    else:
        first = with_words(rng, short.GOAL_OPENS, wish)
    return f"{first} {with_words(rng, short.GOAL_WHY, rng.choice((known['worry'], known['second'], known['top'])))}"


def idea_text(rng: Random, known: Facts) -> str:
    """The own idea in the client's words, with its category and amount."""
    return (
        f"{with_words(rng, short.IDEAS, known['idea_cat'], known['idea_c'])} "
        f"{rng.choice(short.IDEA_ENDS) % known}"
    )


def note(rng: Random, known: Facts, channel: str) -> str:
    """A contact note of staff, which fits how they spoke."""
    opens = short.NOTE_OPENS + short.NOTE_OPENS_BY.get(channel, ())
    return say(rng, known, opens, short.NOTE_FACTS, short.NOTE_ENDS)


def threat_words(kind: str, who: str, on: date) -> tuple[str, str]:
    """What the letter says, as the client and as the counsellor would put it."""
    filled = {"who": who, "on": spoken_day(on)}
    client, counsellor = short.THREATS[kind]
    return client % filled, counsellor % filled


def lines_with_idea(spent: tuple[Expense, ...], idea: OwnIdea) -> tuple[Expense, ...]:
    """The expenses with the own idea applied: that line becomes a month line that is so much lower."""
    return tuple(
        row._replace(cents=max(0, month(row.cents, row.period) - idea.less_cents), period="maand")
        if row.category == idea.category
        else row
        for row in spent
    )
