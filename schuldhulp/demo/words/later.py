"""Turns after the first talk: the besluit, the arrangement, after-care, silence and saying goodbye."""

# ruff: noqa: E501 - a sentence stays whole, so that it can be read and searched as it is shown
# fmt: off
from schuldhulp.demo.words.turn import Turn

AFTER_TALK = Turn(
    "after_talk",
    opens=("Bedankt voor het gesprek van %(talk_day)s.", "Het was fijn om u te spreken.", "Ik heb er na ons gesprek nog over nagedacht.",
           "Na het gesprek van %(talk_day)s was ik moe maar opgelucht.", "Ik vond het spannend, %(talk_day)s."),
    pairs=(
        ("Ik heb voor het eerst het hele verhaal verteld. %(cause_c)s Dat had ik nog niemand gezegd.",
         "U vertelde voor het eerst het hele verhaal. Dat het u opluchtte, hoorde ik ook aan uw stem."),
        ("U zei dat we eerst naar %(worry)s kijken. Dat gaf rust.", "We beginnen bij %(worry)s, omdat die u het meest bezighoudt."),
        ("Ik moest nog denken aan wat u vroeg over later. Ik wil %(wish)s.", "U dacht door over later, en u weet het: u wilt %(wish)s."),
        ("Ik heb die avond alles aan mijn familie verteld. Ze reageerden beter dan ik dacht.",
         "U deelde het thuis. Dat viel mee, en u hoeft het nu niet meer te verbergen."),
        ("Over die %(total_c)s hadden we het maar kort. Toch weet ik nu dat er een weg is.",
         "Het ging minder over %(total)s dan over wat u nodig heeft. U ziet weer een weg."),
    ),
    asks=("Wat gebeurt er nu?", "Hoort u nog iets van mij?", "Wanneer krijg ik het besluit?", "Ik ga nu verder met de stappen.",
          "Moet ik nog papieren brengen?", ""),
    affirms=("U was eerlijk, ook over wat lastig was.", "U kwam, terwijl u er tegenop zag.", "U stelde goede vragen. Daardoor werd het een echt gesprek."),
    informs=("Het besluit met het plan krijgt u uiterlijk %(decision_day)s.", "In het plan staat wat wij doen en wat u doet. U leest het eerst zelf.",
             "Bent u het niet eens met het besluit? Bezwaar maken kan binnen zes weken en kost niets.",
             "Ik vraag nu bij de schuldeisers op welk bedrag er echt openstaat."),
    questions=("Wat is u het meest bijgebleven?", "Wat is er in uw plan zeker nodig?", "Wat wilt u dat ik niet vergeet?",
               "Wat geeft u nu al wat meer rust?"),
)
PLAN = Turn(
    "plan",
    opens=("Ik heb het besluit gekregen.", "Het plan kwam vanmorgen binnen.", "Ik heb het plan van aanpak gelezen.",
           "Over het plan.", "Ik heb het plan samen met iemand doorgelezen."),
    pairs=(
        ("Er staat dat er nu %(room_c)s per maand is. Daar moet dus alles van.", "%(room)s per maand, en u ziet meteen dat het passen en meten wordt."),
        ("Het is duidelijk geschreven, ik snapte bijna alles. Alleen het stuk over %(worry)s niet.",
         "Bijna alles was duidelijk. Alleen bij %(worry)s bleef een vraag over."),
        ("Ik was bang voor een afwijzing. Toen ik het las moest ik even gaan zitten.",
         "U rekende op een nee en het werd een plan. Dat moest even landen."),
        ("Achttien maanden lijkt lang maar ik loop hier al jaren mee. %(total_c)s, en dan klaar.",
         "Naast de jaren die u hier al mee loopt, is achttien maanden te overzien."),
        ("Mijn eigen idee over %(idea_cat)s staat er ook in. Dat vond ik mooi.", "U ziet uw eigen idee over %(idea_cat)s terug. Het is ook uw plan."),
    ),
    asks=("Wat is de eerste stap?", "Wanneer begint het?", "Waar let ik nu op?", "Ik zet mijn handtekening vanavond.", "Kan er nog iets wijzigen?", ""),
    affirms=("U las het helemaal, en dat is een heel stuk.", "U bleef meedenken tot de laatste bladzijde.", "Uw werk aan de stappen zit in dit plan."),
    informs=("Eerst maken we de vaste lasten rustig: huur, energie, water en zorg op tijd.", "Elke drie maanden kijken we samen of het nog klopt.",
             "Verandert uw inkomen of uw huis, dan schrijft u dat. Het plan kan mee veranderen.",
             "Nieuwe schulden maken het plan lastig. Dreigt er een, zeg het dan vroeg."),
    questions=("Wat lijkt u het lastigste deel?", "Waar bent u zeker van dat het lukt?", "Wie mag u aanspreken als het even niet gaat?"),
)
ARRANGEMENT = Turn(
    "arrangement",
    opens=("Is er al nieuws?", "Ik was benieuwd hoe het staat.", "Ik kreeg een brief van %(second)s over het voorstel.",
           "Weer een maand verder.", "De betaling van deze maand is gedaan."),
    pairs=(
        ("%(second)s schrijft dat ze akkoord gaan. Ik heb het twee keer gelezen.", "%(second)s zegt ja, en u las het twee keer om zeker te zijn."),
        ("Het wachten op al die antwoorden vind ik het zwaarst. %(n)s partijen, dat duurt.", "U heeft alles gedaan wat u kon, en nu is het aan %(n)s anderen. Wachten is dan werk."),
        ("De eerste keer dat alles betaald is en er %(day)s nog geld op de rekening stond.", "%(day_up)s stond er nog geld, en alles was betaald. Dat is lang geleden."),
        ("Bijna had ik weer iets op afbetaling gekocht. Ik heb de app dichtgedaan.", "De oude gewoonte klopte aan, en u deed de app dicht."),
        ("%(worry)s reageert nog steeds niet. Kan die in zijn eentje alles tegenhouden?", "Terwijl de rest meewerkt, zwijgt %(worry)s. Het zit u dwars dat één partij zo veel gewicht heeft."),
    ),
    asks=("Hoe lang duurt het nog?", "Is dat goed zo?", "Ik hou het vol hoor.", "Wat doen jullie daarna?", "Kunt u ze nog eens vragen?", ""),
    affirms=("U betaalt elke maand op tijd. Dat ziet iedereen.", "U koos voor uw plan, op een moment dat niemand meekeek.", "U houdt dit al maanden vol."),
    informs=("Van de %(n)s schuldeisers heeft het grootste deel geantwoord. Ik bel deze week de anderen.",
             "Gaat er één niet akkoord, dan kunnen we de rechter vragen om te beslissen.",
             "Op de pagina Plan ziet u wie al ja heeft gezegd.", "Komt er geld bij, zoals vakantiegeld, meld dat dan even. Dan rekenen we samen."),
    questions=("Wat helpt u om het wachten vol te houden?", "Waar bent u het meest trots op, deze maand?", "Wat zou u deze maand anders willen?"),
)
SETBACK = Turn(
    "setback",
    opens=("Er is iets misgegaan deze week.", "Ik wil iets melden.", "Slecht nieuws van mijn kant.", "U zei dat ik het vroeg moest zeggen."),
    pairs=(
        ("%(broken)s Nu weet ik niet hoe ik de boodschappen van %(food_c)s moet betalen.", "Dit kwam op het slechtste moment, en %(food)s voor de week is dan veel geld."),
        ("%(broken)s Ik heb het van het geld voor de huur gehaald.", "U loste het op met wat er was. Nu zit het gat bij de huur, en u zegt het meteen."),
        ("%(broken)s Ik voel me zo dom.", "U rekent het uzelf aan. Toch overkomt dit mensen met een volle rekening ook; zij hebben alleen een buffer."),
        ("%(life)s Daardoor heb ik %(arr_c)s niet betaald.", "Door wat er thuis speelde bleef een betaling liggen. U wilt het rechtzetten."),
    ),
    asks=("Wat nu?", "Is het plan nu voorbij?", "Ik wil het goedmaken.", "Kan ik het spreiden?", ""),
    affirms=("U zegt het zelf en u zegt het vroeg.", "U stak uw kop niet in het zand.", "U zocht meteen naar een oplossing."),
    informs=("Het plan stopt hier niet van. We passen één maand aan.", "Voor een kapotte wasmachine of koelkast bestaat soms bijzondere bijstand.",
             "Ik bel de verhuurder zodat u daar geen brief over krijgt.", "We zetten 'opzijleggen' straks iets hoger, zodat er een potje komt."),
    questions=("Wat is deze week echt nodig?", "Wat zou u de volgende keer helpen?", "Wanneer kan ik u even bellen?"),
)
AFTERCARE = Turn(
    "aftercare",
    opens=("Het is alweer een poos geleden.", "Dank voor uw bericht.", "Hier gaat het eigenlijk goed.", "Leuk dat u nog vraagt hoe het gaat."),
    pairs=(
        ("Ik hou nu een potje aan. Er staat %(pot_c)s op.", "Er staat %(pot)s in een potje. Dat is een buffer die u zelf maakte."),
        ("De post doe ik nog steeds %(time)s. Het is gewoon geworden.", "Wat eerst een berg was, doet u nu %(time)s zonder nadenken."),
        ("Soms krijg ik nog hartkloppingen van een blauwe envelop. Daarna maak ik hem open.", "Uw lijf herinnert zich de angst, en uw handen doen toch wat nodig is."),
        ("Mijn %(inc)s gaat volgende maand veranderen. Ik heb het budget alvast aangepast.", "Er komt een verandering en u was hem voor. Zo blijft u aan het stuur."),
        ("Ik kan weer %(wish)s. Dat was waar ik het voor deed.", "U wilde %(wish)s, en dat is er nu."),
    ),
    asks=("Verder geen vragen.", "Mag ik nog schrijven als er iets is?", "Tot de volgende keer.", "Bedankt voor alles.", ""),
    affirms=("Dit is uw werk geweest.", "U hield vast wat u zich had voorgenomen.", "U herkent nu zelf wanneer het gaat schuiven."),
    informs=("Ik vraag het over een paar maanden nog een keer. Eerder schrijven mag altijd.", "Verandert er iets groots, een baan of een verhuizing, kijk dan even naar de toeslagen.",
             "Uw budget blijft staan. U kunt het blijven gebruiken."),
    questions=("Waaraan merkt u als eerste dat het weer schuift?", "Wat wilt u over een jaar kunnen zeggen?", "Wat zou u iemand zeggen die nu begint?"),
)
QUIET = (
    "Ik dacht aan u, omdat ik een tijdje niets las. Er hoeft niets af.",
    "Het is even stil, en dat mag. Misschien was het druk, misschien was het zwaar.",
    "U schreef voor het laatst over %(worry)s. Ik ben benieuwd hoe het nu met u is.",
    "Uw dossier staat zoals u het achterliet, tot en met de laatste regel.",
)
QUIET_OFFER = (
    "Wilt u liever bellen, dan kan dat op %(coach_days)s.", "Een woord terug is genoeg, bijvoorbeeld 'later'.",
    "Komt het nu niet uit, dan wacht de stap op u.", "We kunnen een stap ook samen doen, aan de balie of aan de telefoon.",
    "Als u wilt stoppen, kan dat ook. Zeg het gerust.",
)
QUIET_QUESTION = ("Wat past nu bij u?", "Hoe gaat het met u?", "Wat zou u helpen om de draad op te pakken?", "Zal ik u volgende week nog eens schrijven?")
STOP = (
    ("Ik wil er mee stoppen. %(life)s Ik los het zelf op met %(second)s en de rest.", "U kiest voor uw eigen weg, en dat is aan u. U kunt altijd terugkomen, dan gaat uw dossier weer open."),
    ("Mijn familie helpt me nu met die %(total_c)s. Dus het hoeft niet meer.", "Fijn dat er familie naast u staat. Ik sluit uw dossier met een besluit, en u kunt altijd terugkomen."),
    ("Het is me te veel. Ik wil nu niet verder, ook niet over %(worry)s.", "U zegt dat het nu te veel is, en dat hoor ik. De deur blijft open, ook over een jaar."),
)
