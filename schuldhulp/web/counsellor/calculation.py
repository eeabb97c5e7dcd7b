"""What staff do with the calculation: fill in what the lines do not say, correct the vtlb, keep a result."""

from fractions import Fraction
from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.budget.leefsituatie import Leefsituatie
from schuldhulp.budget.normen import NormMissing
from schuldhulp.budget.vtlb import NORM_SETS, Correctie, Correctieregel, OfficieelVtlb, arbeidstoeslag_hint
from schuldhulp.calculations import actions, queries
from schuldhulp.calculations.legal import legal
from schuldhulp.calendar import local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.money import format_euro
from schuldhulp.norms.queries import norm_loader
from schuldhulp.refusals import Conflict
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.acting import Page, done_or_refused, read_form, shown, two_versions
from schuldhulp.web.counsellor.blueprint import blueprint
from schuldhulp.web.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    DropdownField,
    EuroField,
    InputRequired,
    PageForm,
    PercentField,
    TextField,
)
from schuldhulp.web.guard import current_actor, door, now, session

# Whole cents fit the database's number; nobody in debt help earns more.
MOST = 10_000_000_00
ERBIJ, ERAF = "erbij", "eraf"


# Decrees that we have not read give these two.
_CHECK = {
    "woonlandfactor": "Controleer de factor bij de deurwaarder (Rv artikel 475da, vierde lid). ",
    "woning_verhoging": "Controleer het bedrag bij de deurwaarder (Rv artikel 475da, zevende lid). ",
}


class GivenForm(PageForm):
    """What goes before the lines of the dossier; an empty answer gives the place back to them."""

    leefsituatie = DropdownField("Leefsituatie", choices=Leefsituatie, blank="Zoals in het dossier")
    belastbaar_jaarinkomen = EuroField("Belastbaar inkomen per jaar, met partner", max_cents=MOST)
    netto = EuroField("Netto inkomen waar beslag op ligt of kan, per maand met vakantiegeld", max_cents=MOST)
    ander_netto = EuroField("Ander eigen inkomen zonder beslag, netto per maand", max_cents=MOST)
    partner_netto = EuroField("Inkomen van de partner zonder beslag, netto per maand", max_cents=MOST)
    loonbelasting_auto = EuroField("Loonbelasting over de auto van de zaak, per maand", max_cents=MOST)
    no_bijstand = BooleanField("De bijstandsnorm geldt hier niet")
    bijstandsnorm = EuroField("Bijstandsnorm die geldt, per maand met vakantiegeld", max_cents=MOST)
    woonkosten = EuroField("Woonkosten per maand", max_cents=MOST)
    woonkosten_toegekend = BooleanField("De deurwaarder kende een verhoging voor woonkosten toe")
    zonder_adres = BooleanField("Geen woonadres in Nederland")
    situatie_getoond = BooleanField("Toonde aan de deurwaarder waar en hoe hij of zij woont")
    woonlandfactor = PercentField("Woont in het buitenland: factor van het land, in procenten", most=199)
    woning_verhoging = EuroField(
        "Eigen woning, of huur zonder recht op huurtoeslag: toegekende verhoging per maand", max_cents=MOST
    )
    zorgprijs = EuroField("Prijs van zorg in een inrichting, per maand", max_cents=MOST)
    inkomen = EuroField("Inkomen voor de afloscapaciteit, per maand", max_cents=MOST)
    kosten = EuroField("Kosten van de hulp, per maand", max_cents=MOST)
    eenmalig = EuroField("Geld dat één keer komt, voor de schuldeisers", max_cents=MOST)
    officieel = EuroField(
        "Officieel vtlb, per maand", max_cents=MOST, description="Gaat voor onze eigen berekening."
    )
    officieel_op = DateField("Dag van de officiële berekening", not_future=True)
    officieel_bewijs = TextField("Waar staat die berekening?", max_length=200)
    why = TextField("Waar komt dit vandaan?", max_length=500, description="Bijvoorbeeld: jaaropgave 2025.")


class CorrectionForm(PageForm):
    """One correction on the vtlb."""

    kind = DropdownField("Waarvoor?", [InputRequired("Kies waarvoor de correctie is.")], choices=Correctie)
    cents = EuroField("Bedrag per maand", [InputRequired("Vul het bedrag in.")], max_cents=MOST)
    way = ChoiceField("Erbij of eraf?", choices=[(ERBIJ, "Erbij"), (ERAF, "Eraf")], default=ERBIJ)
    evidence = TextField(
        "Waar blijkt dit uit?", [InputRequired("Schrijf op waar dit uit blijkt.")], max_length=200
    )
    initials = TextField("Paraaf", [InputRequired("Zet uw paraaf.")], max_length=10)
    note = TextField("Toelichting", max_length=300)


def _stored(found: queries.StaffInput) -> dict[str, Any]:
    stored: dict[str, Any] = {name: value for name, value in found.answers.items() if name != "leefsituatie"}
    kind = found.answers.get("leefsituatie")
    factor = found.answers.get("woonlandfactor")
    stored["woonlandfactor"] = f"{int(factor) // 100}.{int(factor) % 100:02d}" if factor else None
    stored["leefsituatie"] = Leefsituatie(str(kind)) if kind else None
    stored |= {"no_bijstand": found.no_bijstand, "why": found.why or None}
    if found.official:
        stored |= {
            "officieel": found.official.cents, "officieel_op": found.official.op,
            "officieel_bewijs": found.official.bewijs,
        }  # fmt: skip
    return stored


def _told(form: GivenForm) -> queries.StaffInput:
    answers: dict[str, Any] = {name: form[name].data for name in queries.AMOUNTS}
    answers |= {name: bool(form[name].data) for name in queries.YES_NO}
    answers["leefsituatie"] = form.leefsituatie.data.value if form.leefsituatie.data else None
    factor = form.woonlandfactor.data
    answers["woonlandfactor"] = int(Fraction(factor) * 100) if factor else None
    three = (form.officieel.data, form.officieel_op.data, form.officieel_bewijs.data)
    if any(each is not None for each in three) and any(each is None for each in three):
        raise actions.OfficialIncomplete
    official = OfficieelVtlb(*three) if three[0] is not None else None
    return queries.StaffInput(
        version=form.version.data or 0, answers=answers, no_bijstand=bool(form.no_bijstand.data), official=official,
        why=form.why.data or "",
    )  # fmt: skip


@blueprint.route("/dossiers/<kenmerk>/berekening/gegevens", methods=["GET", "POST"])
@door("calculation:change", dossier="named", part="berekening")
def calculation_given(dossier: DossierView) -> Page:
    """Fill in what the dossier does not say, or says wrongly."""
    actor = current_actor()
    found = queries.legal_figures(session(), actor, dossier, local_date(now()))
    session().close()
    form = read_form(GivenForm, _stored(found.staff), found.staff.version)
    if form.validate_on_submit():
        there = url_for("counsellor.calculation", kenmerk=dossier.kenmerk, melding="vastgelegd")
        try:
            answer = done_or_refused(
                form, there,
                lambda token: actions.fill_in(session(), actor, now(), dossier, _told(form), form=token),
            )  # fmt: skip
        except Conflict:
            newer = queries.staff_input_of(session(), actor, dossier.id)
            return two_versions(form, _stored(newer), newer.version, request.path)
        if answer:
            return answer
    if found.given:
        for name, given in found.given.answers.items():
            if name in queries.YES_NO:
                continue
            why = f": {given.why}" if given.why else ""
            form[name].description = f"{_CHECK.get(name, '')}Nu: {given.shown} ({given.origin.label}{why})."
    return shown(render_template("counsellor/calculation_given.html", dossier=dossier, form=form), form)


@blueprint.route("/dossiers/<kenmerk>/berekening/correcties/nieuw", methods=["GET", "POST"])
@door("calculation:change", dossier="named", part="berekening")
def add_correction(dossier: DossierView) -> Page:
    """Write down a correction on the vtlb."""
    form = CorrectionForm()
    if form.validate_on_submit():
        there = url_for("counsellor.calculation", kenmerk=dossier.kenmerk, melding="vastgelegd")
        answer = done_or_refused(
            form, there,
            lambda token: actions.add_correction(
                session(), current_actor(), now(), dossier, _correction(form), form=token
            ),
        )  # fmt: skip
        if answer:
            return answer
    return _correction_page(dossier, form)


@blueprint.route("/dossiers/<kenmerk>/berekening/correcties/<uuid:correction_id>", methods=["GET", "POST"])
@door("calculation:change", dossier="named", part="berekening")
def change_correction(dossier: DossierView, correction_id: UUID) -> Page:
    """Change a correction on the vtlb."""
    actor = current_actor()
    stored, version = _stored_correction(dossier, correction_id)
    form = read_form(CorrectionForm, stored, version)
    if form.validate_on_submit():
        there = url_for("counsellor.calculation", kenmerk=dossier.kenmerk, melding="vastgelegd")
        try:
            answer = done_or_refused(
                form, there,
                lambda token: actions.change_correction(
                    session(), actor, now(), dossier, correction_id, _correction(form), form.version.data, form=token
                ),
            )  # fmt: skip
        except Conflict:
            stored, version = _stored_correction(dossier, correction_id)
            return two_versions(form, stored, version, request.path)
        if answer:
            return answer
    return _correction_page(dossier, form)


@blueprint.post("/dossiers/<kenmerk>/berekening/correcties/<uuid:correction_id>/weghalen")
@door("calculation:change", dossier="named", part="berekening")
def remove_correction(dossier: DossierView, correction_id: UUID) -> Response:
    """Take a correction out of the sum."""
    form, there = PageForm(), url_for("counsellor.calculation", kenmerk=dossier.kenmerk, melding="weggehaald")
    if not form.validate_on_submit():
        abort(400)
    actions.remove_correction(
        session(), current_actor(), now(), dossier, correction_id, form=FormToken(form.token.data, there)
    )
    return redirect(there, 303)


@blueprint.post("/dossiers/<kenmerk>/berekening/vastleggen")
@door("calculation:change", dossier="named", part="berekening")
def keep_calculation(dossier: DossierView) -> Response:
    """Keep the figures of today; what misses something is not kept."""
    actor, form = current_actor(), PageForm()
    there = url_for("counsellor.calculation", kenmerk=dossier.kenmerk, melding="vastgelegd")
    if not form.validate_on_submit():
        abort(400)
    found = queries.legal_figures(session(), actor, dossier, local_date(now()))
    session().close()
    if found.figures is None:
        return redirect(url_for("counsellor.calculation", kenmerk=dossier.kenmerk), 303)
    actions.keep_calculation(
        session(),
        actor,
        now(),
        dossier,
        found.figures,
        legal(found.figures),
        form=FormToken(form.token.data, there),
    )
    return redirect(there, 303)


def _correction(form: CorrectionForm) -> actions.CorrectionTold:
    cents = -form.cents.data if form.way.data == ERAF else form.cents.data
    return actions.CorrectionTold(
        line=Correctieregel(
            form.kind.data, cents, form.evidence.data, form.initials.data, form.note.data or ""
        )
    )


def _stored_correction(dossier: DossierView, correction_id: UUID) -> tuple[dict[str, Any], int]:
    found = next(
        (each for each in queries.corrections_of(session(), current_actor(), dossier.id) if each.id == correction_id),
        None,
    )  # fmt: skip
    session().close()
    if found is None:
        abort(404)
    line = found.line
    return {
        "kind": line.soort, "cents": abs(line.cents), "way": ERAF if line.cents < 0 else ERBIJ,
        "evidence": line.bewijs, "initials": line.paraaf, "note": line.toelichting or None,
    }, found.version  # fmt: skip


def _correction_page(dossier: DossierView, form: CorrectionForm) -> Page:
    try:
        cents, norm = arbeidstoeslag_hint(norm_loader(session())(local_date(now()), *NORM_SETS))
        hint = f"{norm.label}: ongeveer {format_euro(cents)}. Controleer dit bedrag."
    except NormMissing:
        hint = ""
    return shown(render_template("counsellor/correction.html", dossier=dossier, form=form, hint=hint), form)
