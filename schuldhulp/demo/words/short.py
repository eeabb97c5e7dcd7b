"""The loose words of a dossier: causes, daily life, first steps, goals, notes of staff."""
# ruff: noqa: E501 - a sentence stays whole, so that it can be read and searched as it is shown
# fmt: off

CAUSES = {
    "income_drop": ("Mijn contract is niet verlengd en de uitkering was lager dan ik gewend was.", "Ik kreeg minder uren, van 32 naar 20.",
                    "De zaak waar ik werkte ging dicht.", "Mijn loon ging omlaag en de huur juist omhoog."),
    "divorce": ("Na de scheiding bleef ik met de rekeningen zitten.", "Mijn ex deed altijd de geldzaken en toen was ik alleen.",
                "Sinds we uit elkaar zijn moet ik alles van één inkomen doen."),
    "illness": ("Ik werd ziek en na een jaar ging mijn loon omlaag.", "Door mijn burn-out liet ik alles liggen.",
                "Ik lag lang in het ziekenhuis en daarna kwam ik niet meer bij."),
    "overspending": ("Ik kocht te makkelijk op afbetaling, elke keer een klein bedrag.", "Ik wilde dat de kinderen niks merkten en kocht gewoon door.",
                     "Achteraf betalen ging zo makkelijk, ik zag het niet oplopen."),
    "gambling": ("Ik heb gegokt op mijn telefoon, dat is nu vier maanden gestopt.", "Door het gokken is het misgegaan, ik ben ervoor in behandeling."),
    "business": ("Mijn eigen zaak ging niet meer en de belasting bleef komen.", "Ik had een bedrijfje in klussen, dat is vorig jaar gestopt."),
    "low_literacy": ("Ik lees niet zo goed en liet de post liggen.", "De brieven zijn te moeilijk voor mij, mijn dochter leest ze voor."),
    "benefits_error": ("Ik moest opeens veel toeslag terugbetalen van jaren terug.", "Er is iets fout gegaan met de kinderopvangtoeslag en toen begon het."),
    "death": ("Mijn vader deed altijd mijn administratie en hij is overleden.", "Na het overlijden van mijn moeder kon ik niks meer."),
    "moving": ("Door de verhuizing had ik een tijd dubbele huur.", "Ik moest halsoverkop verhuizen en heb alles geleend."),
}
LIFE = ("Mijn dochter was ziek.", "Mijn zoon had problemen op school.", "Ik had twee weken extra diensten.", "Mijn moeder ligt in het ziekenhuis.",
        "De verwarming deed het niet.", "Ik had veel last van mijn rug.", "Het was een rotweek op het werk.", "Ik slaap slecht.",
        "Er was ruzie thuis.", "Mijn telefoon was stuk.", "We hadden een begrafenis.", "Ik had griep.")
BROKEN = ("De wasmachine is stuk.", "De koelkast deed het niet meer.", "De fiets van mijn zoon is gestolen.", "Ik moest ineens naar de tandarts.",
          "De fietsaccu gaf het op.", "Mijn bril is kapot.", "Er kwam een naheffing van de energie.", "De schoenen van de kleinste waren op.")
# What somebody takes up, as an infinitive, and how it reads once it is done.
SMALL_STEPS = (
    ("elke dag de post openmaken", "Ik heb de post opengemaakt."), ("de bank-app bekijken", "Ik heb elke dag in de bank-app gekeken."),
    ("een abonnement opzeggen", "Ik heb een abonnement opgezegd."), ("de bonnetjes in een pot doen", "De bonnetjes zitten in een pot."),
    ("een boodschappenlijst maken", "Ik heb met een lijstje boodschappen gedaan."), ("de brieven in een map doen", "De brieven zitten in een map."),
    ("de koopapps weghalen", "De koopapps zijn van mijn telefoon."), ("het weekgeld apart zetten", "Het weekgeld staat nu apart."),
    ("met mijn zus over het geld praten", "Ik heb met mijn zus gepraat."), ("de energiestand opschrijven", "Ik heb de meterstand opgeschreven."),
)
MOMENTS = ("'s avonds na het eten", "zondagmiddag aan de keukentafel", "als de kinderen op school zijn", "'s ochtends bij de koffie",
           "op woensdagmiddag", "na mijn werk", "zaterdag voor de boodschappen", "als de jongste slaapt", "op maandagochtend",
           "als ik uit de bus kom", "vrijdag na het avondeten", "met de radio aan")
WISHES = ("weer rustig slapen", "de deur weer open durven doen", "mijn kinderen een keer trakteren", "zonder buikpijn pinnen",
          "de huur elke maand op tijd betalen", "weer op bezoek gaan zonder te liegen", "met mijn gezin een weekend weg",
          "niet meer bang zijn voor de post", "zelf kunnen beslissen over mijn geld", "een opleiding doen", "mijn zus terugbetalen",
          "een kapot apparaat gewoon kunnen vervangen", "weten wat ik per week kan uitgeven", "dat mijn dochter op zwemles kan",
          "iets opzij kunnen leggen", "weer lid worden van het koor")
GOAL_OPENS = ("Ik wil %s.", "Mijn doel is %s.", "Over een jaar wil ik %s.", "Het liefste zou ik %s.", "Waar ik het voor doe: %s.",
              "Voor de zomer wil ik %s.")
GOAL_WHY = ("Zoals het was voor %s begon.", "Dan hoef ik niet meer aan %s te denken.", "Ook als %s weer een brief stuurt.",
            "En dat %s dan klaar is.", "Eerst %s oplossen en dan dat.", "Zodat %s niet meer mijn dag bepaalt.")
IDEAS = ("Ik wil minder uitgeven aan %s, dat scheelt %s per maand.", "Bij %s kan volgens mij %s af.", "Als ik %s anders doe hou ik %s over.",
         "Mijn idee: %s goedkoper, dat is %s per maand.", "Ik ga proberen om op %s %s te besparen.", "Misschien kan %s voor %s minder.",
         "Aan %s geef ik te veel uit, ik denk dat %s minder kan.", "%s kan wel %s zuiniger, denk ik.")
IDEA_ENDS = ("De rest wil ik houden zoals het is.", "Ik begin er %(day)s mee.", "Dat merk ik bijna niet.", "Mijn %(inc)s blijft hetzelfde, dus het moet hier vandaan komen.",
             "Dan kan ik %(worry)s eerder iets geven.", "Eten blijft %(food_c)s per week.", "Het gaat niet van het geld voor de huur af.", "Dat probeer ik %(time)s.")
AGREEMENTS = ("U stuurt %(day)s een foto van de brief van %(worry)s. %(coach)s belt hen daarna.", "U betaalt de %(house)s van %(rent)s op tijd. Lukt dat niet, dan schrijft u voor de eerste.",
              "%(coach)s vraagt de stand op bij %(worry)s en laat het %(day)s weten.", "Geen nieuwe aankopen op afbetaling tot het plan klaar is; schrijft %(second)s over de %(second_eur)s, dan overlegt u eerst.",
              "%(small_up)s, %(time)s. Over twee weken kijken we samen terug op de rest van %(top)s.", "Voor boodschappen is er %(food)s per week. %(coach)s kijkt over een maand mee of dat past.")
NOTE_OPENS = ("Gesproken over %(worry)s.", "Gesproken over de maand.", "Overleg over %(second)s.", "Kort gesproken na het werk.", "Papieren van %(called)s doorgenomen.")
NOTE_OPENS_BY = {
    "telefoon": ("Gebeld over %(worry)s.", "Terugbelverzoek van %(called)s.", "%(called)s belde zelf."),
    "kantoor": ("%(called)s kwam langs aan de balie.", "%(called)s bracht papieren naar de balie.", "Samen aan tafel gezeten over %(worry)s."),
    "huisbezoek": ("Bij %(called)s thuis geweest.", "Thuis de post van %(worry)s bekeken.", "Aan de keukentafel gesproken over %(second)s."),
    "beeldbellen": ("Met beeld gebeld over %(worry)s.", "%(called)s liet de brief in beeld zien.", "Met beeld gesproken over %(second)s."),
}
NOTE_FACTS = ("Openstaand volgens brief %(worry)s: %(worry_eur)s.", "Inkomen nu %(inc_eur)s %(inc_per)s.", "%(house_up)s %(rent)s is deze maand betaald.",
              "Totaal van de lijst: %(total)s bij %(n)s schuldeisers.", "Boodschappen %(food)s per week, voelt krap.", "Budget doorgenomen, ruimte %(room_signed)s.",
              "Wil liever %(time)s gebeld worden.", "Grootste zorg blijft %(top)s.")
NOTE_ENDS = ("Afgesproken: %(called)s stuurt de brief.", "Wij vragen de stand op.", "Rust na het gesprek.", "Volgende contact %(day)s.", "Geen actie nodig.",
             "Collega belt %(day)s terug.", "Stap wordt samen aan de balie gedaan.")
HELP_QUESTIONS = ("Wil overzicht over %(n)s schuldeisers en hulp bij %(worry)s.", "Wil %(wish)s; het lukt niet om %(total)s zelf te regelen.",
                  "Vraagt hulp om de brieven van %(worry)s te stoppen en de maand rond te krijgen.", "Wil weten wat er kan met %(total)s schuld en %(inc_eur)s inkomen %(inc_per)s.",
                  "Zoekt rust: eerst %(worry)s, daarna de andere %(n)s.", "Wil een plan waarmee de %(house)s van %(rent)s altijd betaald is.")
BESLUIT_NOTES = ("Plan van aanpak: eerst %(worry)s, dan alle %(n)s schuldeisers aanschrijven.", "Plan: budget stabiel met %(food)s leefgeld per week, saldi opvragen over %(total)s.",
                 "Plan van aanpak: vaste lasten (%(house)s %(rent)s) voorop, daarna een voorstel over %(total)s.",
                 "Plan van aanpak met als doel: %(wish)s. Start bij %(worry)s en %(second)s.")
REFUSALS = ("Eerdere schuldhulp is kort geleden afgerond; wel advies gegeven over %(worry)s.", "Eerdere schuldhulp stopte vroegtijdig en de situatie is gelijk gebleven, met %(total)s open; budgethulp aangeboden rond %(worry)s.")
ENDINGS = ("Eerder beëindigd op verzoek van %(called)s; %(worry)s en de andere schuldeisers zijn ingelicht.", "Plan beëindigd: geen contact meer na brieven over %(worry)s. Terugkomen kan altijd.",
           "Beëindigd, over %(total)s gaat het verder via een andere weg.", "Beëindigd vanwege verandering in de situatie van %(called)s; stand %(total)s bij %(n)s schuldeisers.")
HOMEWORK = ("Begin bij %(worry)s, meer hoeft niet.", "Ongeveer is goed. Alleen %(second)s graag precies.", "Pak de brief van %(worry)s erbij, %(time)s bijvoorbeeld.",
            "Kijk alleen naar de %(house)s van %(rent)s en de energie.", "Lukt het niet voor %(day)s, dan doen we het samen. Het gaat me om %(top)s.",
            "Schrijf op wat u zelf denkt over %(second)s, in uw eigen woorden.", "Drie regels zijn genoeg. Begin met %(top)s, dat kan %(time)s.", "Voor %(day)s is fijn, later mag ook. %(worry)s eerst.", "Kijk hier %(time)s eens naar, een kwartier is genoeg.")
STAFF_NOTES = ("Partner leest mee; %(worry)s niet noemen in mail of voicemail.", "Niet inspreken. %(called)s belt zelf terug, meestal %(time)s.",
               "Geen post naar huis, brieven over %(worry)s liggen klaar aan de balie.", "Bij huisbezoek met twee collega's, afgesproken met %(coach)s op %(day)s.")
SAFE_CONTACT = ("Bel mij alleen %s.", "Liever een sms, en bellen kan %s.", "Niet inspreken alstublieft. Ik ben bereikbaar %s.", "Geen post naar huis, %s kan ik het ophalen.",
                "Ik deel mijn telefoon, dus bel %s.")
DISPUTES = ("Ik heb dit volgens mij al betaald aan %s.", "Dit is niet van mij maar van mijn ex, %s weet dat.", "%s rekent kosten die niet kloppen.",
            "Het abonnement bij %s was al opgezegd.", "Ik heb die bestelling van %s teruggestuurd.")
DEBT_NOTES = ("Ik kan de eerste brief van %s niet meer vinden.", "Met %s heb ik in het voorjaar gebeld.", "%s heeft beloofd te wachten.", "Hier schaam ik me voor, %s.")
SITUATION_ENDS = ("Het begon bij %(worry)s en daarna kwam %(second)s.", "Nu zijn het er %(n)s.", "Ik maak me het meest zorgen over %(worry)s.",
                  "Samen is het ongeveer %(total_round)s.", "Vooral %(top)s blijft in mijn hoofd.")
SITUATION_FEELS = ("Ik slaap er slecht van.", "Ik wil weer vooruit.", "Ik durf de deur soms niet open te doen.", "Mijn kinderen merken het ook.", "Alleen kom ik er niet uit.", "Het moet nu anders.")
HOW_IT_CAME = ("Toen kwam %(top)s met %(top_c)s en dat was te veel.", "Eerst alleen %(second)s, later steeds meer.", "Met %(inc_c)s %(inc_per)s kon ik %(worry)s niet bijhouden.",
               "Ik leende om %(worry)s te betalen.", "Daarna liet ik %(letters)s brieven liggen.")
MISSES = ("Zwemles", "Een verjaardag vieren", "Voetbal", "Schoolreis", "Nieuwe winterjassen", "Dansles", "Een fiets", "Muziekles")
SUPPORTERS = ("Ik ben de zus van %(me)s en help met de post.", "Ik schrijf namens %(me)s, wij zitten hier samen.", "Als vriend van %(me)s lees ik mee.", "Ik ben de dochter, %(me)s weet dat ik schrijf.")
SUPPORTER_FACTS = ("De brief van %(worry)s over %(worry_c)s ligt nu in de map.", "Wij hebben de brieven van %(second)s geteld.", "Bij %(top)s hebben we een nieuw overzicht gevraagd, het gaat om %(top_c)s.")
THREATS = {
    "ontruiming": ("ik op %(on)s mijn huis uit moet van %(who)s", "u op %(on)s uw huis uit moet van %(who)s"),
    "elektriciteit": ("%(who)s op %(on)s de stroom afsluit", "%(who)s op %(on)s de stroom wil afsluiten"),
    "gas": ("%(who)s het gas afsluit op %(on)s", "%(who)s op %(on)s het gas wil afsluiten"),
    "water": ("%(who)s op %(on)s het water dichtdraait", "%(who)s op %(on)s het water wil afsluiten"),
    "zorgverzekering": ("mijn zorgverzekering bij %(who)s stopt op %(on)s", "uw zorgverzekering bij %(who)s stopt op %(on)s"),
    "bankbeslag": ("er beslag op mijn rekening ligt van %(who)s sinds %(on)s", "er sinds %(on)s beslag op uw rekening ligt van %(who)s"),
    "loonbeslag": ("er beslag op mijn loon komt van %(who)s vanaf %(on)s", "er vanaf %(on)s beslag op uw loon komt van %(who)s"),
    "dagvaarding": ("ik op %(on)s bij de rechter moet komen om %(who)s", "u op %(on)s bij de rechter wordt verwacht vanwege %(who)s"),
}
GREETINGS = ("Beste %(called)s,", "Dag %(called)s,", "Goedendag %(called)s,", "Hallo %(called)s,", "Beste %(called)s,")
CLOSINGS = ("Hartelijke groet, %(coach)s", "Groet, %(coach)s", "Vriendelijke groet, %(coach)s", "Tot snel, %(coach)s", "Met vriendelijke groet, %(coach)s")
CLIENT_GREETINGS = {0: ("Beste %(coach)s,", "Dag %(coach)s,", "Goedemorgen %(coach)s,", "Goedenavond %(coach)s,"),
                    1: ("Hoi %(coach)s", "Hallo", "Hallo %(coach)s,", "", "Dag %(coach)s"), 2: ("hallo", "hoi", "", "", "dag")}
CLIENT_CLOSINGS = {0: ("Met vriendelijke groet, %(me)s", "Groet, %(me)s", "Alvast bedankt, %(me)s"), 1: ("Groetjes %(me)s", "gr %(me)s", "", "Dank u"),
                   2: ("", "", "gr %(me)s", "bedankt")}
# Small slips of people who write as they speak; whole words only, so nothing unreadable comes out.
SLIPS = ((" eigenlijk", " eigelijk"), (" meteen", " gelijk"), (" ik schaam me", " ik schaam mij"), (" incassobureaus", " incasso buro's"),
         (" achteraf betalen", " achterafbetalen"), ("verlengd", "verlengt"), (" gebeld", " gebelt"), (" het lukt me", " t lukt me"),
         (" misschien", " mischien"), (" in één keer", " in 1 keer"), (" nog steeds", " nogsteeds"),
         ("scheiding", "scheidding"), (" interesse", " intresse"))
CATEGORY_WORDS = {
    "food": "boodschappen", "telephone": "de telefoon", "internet_tv": "internet en tv", "subscriptions": "abonnementen", "fuel": "benzine",
    "energy": "energie", "public_transport": "het ov", "funeral_ins": "de uitvaartverzekering", "clothing": "kleding", "recreation": "uitjes",
    "household_other": "losse dingen", "pets": "de hond", "car_ins": "de autoverzekering",
}
INCOME_WORDS = {"wage": "loon", "benefit_pw": "uitkering", "benefit_ww": "WW", "benefit_wia": "WIA", "benefit_zw": "ziektegeld", "aow": "AOW",
                "other_income": "inkomen", "pension": "pensioen"}
CHILD_WORDS = ("kind", "dochter", "zoon", "jongste", "kleinste", "Kind")
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
