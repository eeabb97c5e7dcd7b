"""Words of the beslagvrije voet."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "bvv_basis": Zin("Basis", "{deel:procent} van de bijstandsnorm van {norm:euro} per maand."),
    "bvv_zorgtoeslag": Zin(
        "Zorgtoeslag die u mist",
        "Uw jaarinkomen ({inkomen:euro}) min {drempel:euro}, keer {deel:procent}, gedeeld door 12 maanden.",
    ),
    "bvv_zorgtoeslag_hoogste": Zin(
        "Zorgtoeslag die u mist",
        "Ten hoogste de standaardpremie ({premie:euro} per jaar, {personen} keer) gedeeld door 12 maanden, min "
        "{extra:euro}.",
    ),
    "bvv_huurtoeslag": Zin(
        "Huurtoeslag die u mist",
        "Uw jaarinkomen ({inkomen:euro}) min {vanaf:euro}, keer {deel:procent}, gedeeld door 12 maanden.",
    ),
    "bvv_huurtoeslag_hoogste": Zin(
        "Huurtoeslag die u mist",
        "Ten hoogste de huurgrens van {huur:euro} min de basishuur van {basis:euro}.",
    ),
    "bvv_kindgebonden_budget": Zin(
        "Kindgebonden budget dat u mist",
        "Uw jaarinkomen ({inkomen:euro}) min {vanaf:euro}, keer {deel:procent}, gedeeld door 12 maanden.",
    ),
    "bvv_maximum": Zin(
        "Tot het maximum", "Voor uw leefsituatie is {maximum:euro} per maand het hoogste bedrag."
    ),
    "bvv_zonder_adres": Zin(
        "Zonder woonadres in Nederland", "{deel:procent} van de bijstandsnorm voor gehuwden van {norm:euro}."
    ),
    "bvv_zorgprijs": Zin("Prijs van de zorg", "Wat u per maand betaalt voor verzorging of verpleging."),
    "bvv_inrichting_norm": Zin("Deel van de norm in een inrichting", "Twee derde van {norm:euro}."),
    "bvv_inrichting_extra": Zin("Verhoging in een inrichting", "Een vast bedrag per maand."),
    "bvv_woonkosten": Zin(
        "Hoge woonkosten",
        "De woonkosten van {woonkosten:euro} min {deel:procent} van de huurgrens van {huur:euro}.",
    ),
    "bvv_woonland": Zin(
        "Wonen in het buitenland", "De beslagvrije voet keer {factor:procent}, de factor van het land."
    ),
    "bvv_woonland_controleer": Zin(
        "",
        "De factor van het land staat in een besluit dat wij niet lazen. Controleer hem bij de deurwaarder.",
    ),
    "bvv_woning": Zin(
        "Eigen woning, of huur zonder recht op huurtoeslag",
        "Toegekend door de deurwaarder; kan bij een jaarinkomen onder {grens:euro}.",
    ),
    "bvv_woning_controleer": Zin(
        "",
        "Hoe hoog de verhoging voor de woning is, staat in een besluit dat wij niet lazen. Controleer het bedrag.",
    ),
    "bvv_woning_inkomen": Zin(
        "",
        "De verhoging voor de woning telt niet mee: die kan alleen bij een jaarinkomen onder {grens:euro}.",
    ),
    "bvv_partner": Zin(
        "Inkomen van uw partner",
        "Het netto inkomen zonder beslag ({partner:euro}), maar nooit meer dan de helft van de beslagvrije voet.",
    ),
    "bvv_ander_inkomen": Zin(
        "Uw andere inkomen", "Het netto inkomen waar geen beslag op ligt ({inkomen:euro})."
    ),
    "bvv_auto": Zin("Auto van de zaak", "De loonbelasting over het privégebruik van de auto."),
    "bvv_vijf_procent": Zin(
        "Tot 95% van uw inkomen",
        "De beslagvrije voet is nooit hoger dan {deel:procent} van uw eigen netto inkomen ({inkomen:euro}, met "
        "vakantiegeld). Zo gaat er altijd 5% naar schulden.",
    ),
    "bvv_hoogste_bijstand": Zin(
        "Tot 95% van uw bijstandsnorm",
        "Ten hoogste {deel:procent} van uw norm van {norm:euro}, min uw andere inkomen.",
    ),
    "bvv_bijstand": Zin("Deel van uw bijstandsnorm", "{deel:procent} van {norm:euro}, met vakantiegeld."),
    "bvv_bijstand_inkomen": Zin("Ander inkomen naast de bijstand", "Dit inkomen gaat van de bijstand af."),
    "bvv_afronding": Zin("Afronding", "Wij rekenen met meer cijfers achter de komma en ronden één keer af."),
    "bvv_uitkomst": Zin("Beslagvrije voet", "Dit bedrag per maand blijft voor u, ook als er beslag ligt."),
    "bvv_beslagruimte": Zin(
        "Beslagruimte",
        "Het netto inkomen waar beslag op ligt ({netto:euro}) min de beslagvrije voet ({voet:euro}).",
    ),
    "bvv_zonder_netto": Zin(
        "", "Het netto inkomen is niet ingevuld. Daarom is niet gekeken of 95% van het inkomen lager is."
    ),
    "bvv_woonkosten_vragen": Zin(
        "", "De woonkosten zijn hoog. De deurwaarder kan de beslagvrije voet op verzoek tijdelijk verhogen."
    ),
    "bvv_woonkosten_te_laag": Zin("", "De woonkosten zijn niet hoog genoeg voor een verhoging."),
    "bvv_woonkosten_tijdelijk": Zin(
        "", "De verhoging voor woonkosten is tijdelijk. Controleer bij de deurwaarder tot wanneer zij geldt."
    ),
    "bvv_bijstand_geen_verhoging": Zin(
        "",
        "Bij beslag op bijstand geldt 95% van de norm (Rv 475dc, tweede lid). Een verhoging voor de woning verandert"
        " dat bedrag niet. Controleer of bijzondere bijstand voor woonkosten kan.",
    ),
    "bvv_woonkosten_samen": Zin(
        "",
        "Wie samenwoont, krijgt deze verhoging alleen als het inkomen van de partner te laag is voor de woonkosten.",
    ),
    "bvv_bijstand_hoger": Zin(
        "",
        "De eigen bijstandsnorm is hoger dan de norm waar de gewone berekening mee begint. Controleer welke norm "
        "geldt.",
    ),
}
