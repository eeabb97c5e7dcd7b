"""The je-form: worked sentences, and every line of the catalogue."""

import pytest

from schuldhulp.scripts_mi.register import in_je, wrong_in_je

from .texts import CATALOGUE

SENTENCES = """\
U bent er bijna.|Je bent er bijna.
U heeft veel gedaan.|Je hebt veel gedaan.
Wat heeft u al geprobeerd?|Wat heb je al geprobeerd?
Kunt u daar iets over vertellen?|Kun je daar iets over vertellen?
Bent u daar klaar voor?|Ben je daar klaar voor?
Wilt u dat?|Wil je dat?
Zult u het merken?|Zul je het merken?
Wat vindt u zelf?|Wat vind je zelf?
Hoe houdt u dat vol?|Hoe houd je dat vol?
Wanneer wordt u wakker?|Wanneer word je wakker?
Wat laat u het liefst liggen?|Wat laat je het liefst liggen?
Hoe weet u dat het genoeg is?|Hoe weet je dat het genoeg is?
Waar zit u als u de post leest?|Waar zit je als je de post leest?
Waarop wacht u nog?|Waarop wacht je nog?
Welke envelop sluit u het liefst weer?|Welke envelop sluit je het liefst weer?
Waar staat u nu?|Waar sta je nu?
Hoe gaat u te werk?|Hoe ga je te werk?
Wat doet u op de eenentwintigste?|Wat doe je op de eenentwintigste?
Wat ziet u als u de app opent?|Wat zie je als je de app opent?
Wat mocht u vroeger van huis?|Wat mocht je vroeger van huis?
Aan wie dacht u toen?|Aan wie dacht je toen?
Wat zou u graag anders zien?|Wat zou je graag anders zien?
Wat had u toen nodig?|Wat had je toen nodig?
Mag ik u iets vragen?|Mag ik je iets vragen?
Wat helpt u daarbij?|Wat helpt je daarbij?
Wat geeft u rust?|Wat geeft je rust?
Hoeveel geeft u uit?|Hoeveel geef je uit?
Wat houdt u tegen?|Wat houdt je tegen?
Het kost u moeite.|Het kost je moeite.
Wat heeft u toen geholpen?|Wat heeft je toen geholpen?
Wat lijkt u haalbaar?|Wat lijkt je haalbaar?
Het tempo is aan u.|Het tempo is aan jou.
Wat is voor u belangrijk?|Wat is voor jou belangrijk?
Ik denk met u mee.|Ik denk met je mee.
Er komt veel op u af.|Er komt veel op je af.
Ik ben er om u te helpen.|Ik ben er om je te helpen.
U zette een stap door u te melden.|Je zette een stap door je te melden.
Dank u wel voor uw bericht.|Dank je wel voor je bericht.
Uw overzicht staat er.|Je overzicht staat er.
U doet het voor uzelf.|Je doet het voor jezelf.
U heeft zich gemeld.|Je hebt je gemeld.
Maakt u zich zorgen?|Maak je je zorgen?
Goed dat u het heeft opgeschreven.|Goed dat je het hebt opgeschreven.
Bewaar de brief, als u die nog heeft.|Bewaar de brief, als je die nog hebt.
Wat u al heeft ingevuld, blijft staan.|Wat je al hebt ingevuld, blijft staan.
Als u klaar bent, heeft de gemeente alles.|Als je klaar bent, heeft de gemeente alles.
Weet u wie de brief heeft gestuurd?|Weet je wie de brief heeft gestuurd?
U kent iemand die schulden heeft.|Je kent iemand die schulden heeft.
Wat u opschrijft, bepaalt u.|Wat je opschrijft, bepaal jij.
U bepaalt of ik nog meekijk.|Jij bepaalt of ik nog meekijk.
U bepaalt zelf hoe snel het gaat.|Je bepaalt zelf hoe snel het gaat.
Klein is goed, en u kiest hoe klein.|Klein is goed, en jij kiest hoe klein.
Welke schuld maakt u het meest ongerust?|Welke schuld maakt je het meest ongerust?
Het blijft uw idee.|Het blijft jouw idee.
U kiest voor rust.|Je kiest voor rust.
U kiest een vast moment in de week.|Je kiest een vast moment in de week.
Openen of niet, dat is uw zaak.|Openen of niet, dat is jouw zaak.
Uw geld, uw oordeel, uw tijd.|Jouw geld, jouw oordeel, jouw tijd.
Op dit moment hoeft u niets.|Op dit moment hoef je niets.
Fijn dat u weer van u laat horen.|Fijn dat je weer van je laat horen.
Wat u met die brief heeft gedaan, telt.|Wat je met die brief hebt gedaan, telt.
Slaat u de post over?|Sla je de post over?
Begrijpt u de brief?|Begrijp je de brief?
Het gaat u niet om het geld.|Het gaat je niet om het geld.
Het maakt u ook eenzaam.|Het maakt je ook eenzaam.
Welke app maakt u onrustig?|Welke app maakt je onrustig?
Wat maakt u klaar voor de week?|Wat maak je klaar voor de week?
Dat geeft u niet zomaar weg.|Dat geef je niet zomaar weg.
Welk cijfer geeft u uw vertrouwen?|Welk cijfer geef je je vertrouwen?
Wat houdt u de hele maand vol?|Wat houd je de hele maand vol?
Wat zegt u tegen uzelf?|Wat zeg je tegen jezelf?
Dat zegt u.|Dat zeg je.
Wie heeft u dit meegegeven?|Wie heeft je dit meegegeven?
Wat heeft u thuis verteld?|Wat heb je thuis verteld?
Zegt u maar wat past.|Zeg maar wat past.
Neemt u er rustig de tijd voor.|Neem er rustig de tijd voor.
Zegt u nee, dan is dat goed.|Zeg je nee, dan is dat goed.
Wat hoopt u dat zo'n lijst u geeft?|Wat hoop je dat zo'n lijst je geeft?
Geniet u er gerust van voordat u verdergaat.|Geniet er gerust van voordat je verdergaat.
Stuurt u mij voorlopig niets op.|Stuur mij voorlopig niets op.
Zegt u het gerust nog een keer, dan lees ik het.|Zeg het gerust nog een keer, dan lees ik het.
U wilt iets waar u morgen wat aan heeft.|Je wilt iets waar je morgen wat aan hebt.
Welke ontdekking blijft u bij?|Welke ontdekking blijft je bij?
Wat blijft u doen?|Wat blijf je doen?
Alleen u weet wat dit waard is.|Alleen jij weet wat dit waard is.
Dat u dit schrijft.|Dat je dit schrijft.
Het ligt achter u.|Het ligt achter je.
U en ik kijken samen.|Jij en ik kijken samen.
Dat geeft u en ons een beeld.|Dat geeft jou en ons een beeld.
Er verandert niets.|Er verandert niets.
Hij stelt zich aan u voor.|Hij stelt zich aan jou voor.
Wij praten over uur en uwe.|Wij praten over uur en uwe.
""".splitlines()


@pytest.mark.parametrize("pair", SENTENCES)
def test_a_sentence_gets_its_je_form(pair: str) -> None:
    text, wanted = pair.split("|")
    assert in_je(text) == wanted
    assert wrong_in_je(text) == [] and wrong_in_je(text, wanted) == []


@pytest.mark.parametrize(
    ("je", "found"),
    [
        ("Je heeft veel gedaan.", "Je heeft"),
        ("Kunt je dat?", "Kunt je"),
        ("Dat is voor u.", "u"),
        ("Neem uw tijd.", "uw"),
        ("Goed dat je ben gekomen.", "je ben"),
    ],
)
def test_a_je_form_by_hand_is_judged_too(je: str, found: str) -> None:
    assert wrong_in_je("U bent er.", je) == [found]


def test_no_line_of_the_catalogue_has_a_wrong_je_form() -> None:
    slots = [slot.lines for script in CATALOGUE.scripts.values() for slot in script.slots]
    lines = [line for group in [*slots, *(p.lines for p in CATALOGUE.prompts.values())] for line in group]
    wrong = {line.text: found for line in lines if (found := wrong_in_je(line.text, line.je))}
    assert wrong == {}
