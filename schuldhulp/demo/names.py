"""Fictional people: names from several backgrounds and scripts, addresses that do not exist.

Telephone numbers are in 06-0: the Dutch numbering plan gives 061 to 065 and 068 to mobile lines and leaves 060 without
subscribers, so no one can be rung. E-mail is at `demo.example` (RFC 2606). BSNs pass the 11-proef within 9999xxxxx,
the range that government test data use.
"""

import unicodedata
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from schuldhulp.demo.municipalities import Municipality
from schuldhulp.demo.story import Person


class Background(NamedTuple):
    """Names that go together, with the language such a person may prefer."""

    weight: int
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]
    language: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


BACKGROUNDS = (
    Background(
        56,
        _words(
            "Anja Petra Monique Linda Sanne Kim Chantal Marieke Ingrid Esther Wendy Joyce Lotte Femke Ria"
            " Truus Bianca Eva Nicole Danique Marjolein Yvonne Astrid Roos Tineke"
        ),
        _words(
            "Jeroen Marco Peter Henk Kees Dennis Stefan Bas Ronald Wim Patrick Rick Johan Gerard Erik Tim"
            " Mike Daan Arjan Cor Piet Ruben Jan Maarten Sjaak"
        ),
        (
            "de Jong",
            "Bakker",
            "Visser",
            "Smit",
            "Meijer",
            "de Boer",
            "Mulder",
            "Bos",
            "Vos",
            "Peters",
            "Hendriks",
            "van Dijk",
            "Dekker",
            "Brouwer",
            "van Leeuwen",
            "Kok",
            "Schouten",
            "van der Veen",
            "Willems",
            "Postma",
            "Kuipers",
            "Hoekstra",
            "van den Berg",
            "Verbeek",
            "Maas",
            "Blom",
        ),
        "nl",
    ),
    Background(
        10,
        _words("Fatma Ayşe Elif Zeynep Emine Hatice Özlem Derya"),
        _words("Mehmet Mustafa Ahmet Murat Hüseyin Emre Yusuf İbrahim"),
        _words("Yılmaz Kaya Demir Şahin Çelik Aydın Öztürk Arslan Doğan Koç"),
        "nl",
    ),
    Background(
        11,
        _words("Fatima Naima Samira Khadija Hanane Loubna Malika Ikram"),
        _words("Mohamed Rachid Youssef Karim Hassan Said Mustapha Bilal"),
        ("El Amrani", "Bouali", "El Idrissi", "Benali", "Ouali", "Haddadi", "Azzouzi", "El Yousfi"),
        "nl",
    ),
    Background(
        9,
        _words("Shanti Priya Sharda Chantelle Melanie Gladys Indra Jolanda"),
        _words("Anil Ricardo Sergio Ramesh Winston Orlando Glenn Dinesh"),
        ("Ramdin", "Pinas", "Jairam", "Sabajo", "Kartosen", "Ramlal", "Lo Fo Wong", "Martina", "Pieters"),
        "nl",
    ),
    Background(
        5,
        _words("Agnieszka Katarzyna Małgorzata Joanna Ewa"),
        _words("Paweł Krzysztof Łukasz Marcin Tomasz"),
        _words("Nowak Wiśniewski Zieliński Wójcik Mazur Kamiński"),
        "pl",
    ),
    Background(
        4,
        _words("Rana Hiba Nour Layla Amal"),
        _words("Khaled Omar Ahmad Samer Ziad"),
        ("Al-Hassan", "Haddad", "Al-Masri", "Khoury", "Darwish"),
        "ar",
    ),
    Background(
        2,
        _words("Selam Rahel Almaz Senait"),
        _words("Tesfay Yonas Dawit Mebrahtu"),
        _words("Gebremedhin Tekle Habte Woldu"),
        "ti",
    ),
    Background(
        2,
        _words("Olena Oksana Iryna"),
        _words("Oleksandr Dmytro Andrij"),
        _words("Kovalenko Shevchuk Bondar"),
        "uk",
    ),
    Background(1, _words("Mei Lin"), _words("Wei Jun"), _words("Chen Wong Liu"), "nl"),
)
_WEIGHTS = tuple(background.weight for background in BACKGROUNDS)

OWN_SCRIPT = {
    "Rana": "رنا",
    "Hiba": "هبة",
    "Nour": "نور",
    "Layla": "ليلى",
    "Amal": "أمل",
    "Khaled": "خالد",
    "Omar": "عمر",
    "Ahmad": "أحمد",
    "Samer": "سامر",
    "Ziad": "زياد",
    "Al-Hassan": "الحسن",
    "Haddad": "حداد",
    "Al-Masri": "المصري",
    "Khoury": "خوري",
    "Darwish": "درويش",
    "Selam": "ሰላም",
    "Rahel": "ራሄል",
    "Almaz": "ኣልማዝ",
    "Senait": "ሰናይት",
    "Tesfay": "ተስፋይ",
    "Yonas": "ዮናስ",
    "Dawit": "ዳዊት",
    "Mebrahtu": "መብራህቱ",
    "Gebremedhin": "ገብረመድህን",
    "Tekle": "ተክለ",
    "Habte": "ሃብተ",
    "Woldu": "ወልዱ",
    "Olena": "Олена",
    "Oksana": "Оксана",
    "Iryna": "Ірина",
    "Oleksandr": "Олександр",
    "Dmytro": "Дмитро",
    "Andrij": "Андрій",
    "Kovalenko": "Коваленко",
    "Shevchuk": "Шевчук",
    "Bondar": "Бондар",
    "Mei": "美",
    "Lin": "琳",
    "Wei": "伟",
    "Jun": "军",
    "Chen": "陈",
    "Wong": "黄",
    "Liu": "刘",
}
STREETS = (
    "Wilgenroosstraat",
    "Oude Spoorkade",
    "Pannenbakkersweg",
    "Zonnedauwlaan",
    "Kruiwagenstraat",
    "Het Veerhuis",
    "Lange Lindelaan",
    "Touwslagersplein",
    "Kievitsbloemhof",
    "Molenwiekpad",
    "Turfschipperskade",
    "Roggebloemstraat",
    "Havikskruidlaan",
    "Smederijhof",
    "Boterbloemdreef",
    "Klokkengietersstraat",
    "Weverskaarde",
    "Dotterbloemsingel",
    "Hooiwagenweg",
    "Lantaarnopstekerspad",
)
_LETTERS = "ABCDEGHJKLMNPRTVWXZ"


def _ascii(text: str) -> str:
    plain = (
        unicodedata.normalize("NFKD", text.replace("ł", "l").replace("ı", "i"))
        .encode("ascii", "ignore")
        .decode()
    )
    return "".join(letter for letter in plain.lower() if letter.isalnum())


def bsn(serial: int) -> str:
    """Return a BSN of the test range 9999xxxxx that passes the 11-proef; `serial` chooses which one."""
    serial %= 9091
    while True:
        stem = f"9999{serial:04d}"
        last = sum((9 - place) * int(digit) for place, digit in enumerate(stem)) % 11
        if last < 10:
            return f"{stem}{last}"
        serial += 1


def surname_at_start(surname: str) -> str:
    """Write the surname as after "mevrouw": a prefix gets its capital."""
    return surname[0].upper() + surname[1:]


def person(
    rng: Random, municipality: Municipality, number: int, age: int, gender: str, today: date
) -> Person:
    """Return a fictional inhabitant of `municipality`; e-mail addresses are unique over municipality and number."""
    background = rng.choices(BACKGROUNDS, _WEIGHTS)[0]
    first = rng.choice(background.women if gender == "f" else background.men)
    surname = rng.choice(background.surnames)
    legal = f"{first} {surname}"
    name = legal
    own_script = background.language in ("ar", "ti", "uk") or background.surnames[0] == "Chen"
    if own_script and rng.random() < 0.6:
        pair = (OWN_SCRIPT.get(first, first), OWN_SCRIPT.get(surname, surname))
        name = " ".join(reversed(pair)) if surname in ("Chen", "Wong", "Liu") else " ".join(pair)
    title = "mevrouw" if gender == "f" else "meneer"
    called = first if rng.random() < 0.45 else f"{title} {surname_at_start(surname)}"
    low, high = municipality.postcodes
    return Person(
        name=name,
        legal_name=legal,
        first_name=first,
        called=called,
        gender=gender,
        born=today - timedelta(days=age * 365 + age // 4 + 1 + rng.randrange(360)),
        email=f"{_ascii(first)}.{_ascii(surname)}.{municipality.position}{number:04d}@demo.example",
        phone=f"06-0{rng.randrange(10_000_000):07d}",
        street=rng.choice(STREETS),
        house_number=str(rng.randrange(1, 190)) + rng.choice(("", "", "", " A", "-2")),
        postcode=f"{rng.randrange(low, high + 1)} {rng.choice(_LETTERS)}{rng.choice(_LETTERS)}",
        town=municipality.name,
        language=background.language if background.language != "nl" and rng.random() < 0.5 else "nl",
        bsn=bsn(municipality.position * 3001 + number),
    )
