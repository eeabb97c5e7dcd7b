"""The form of each step, by slug: the one that fills the record of the step."""

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from schuldhulp.dossier.steps import STEPS
from schuldhulp.web.forms import ChoiceField, LongTextField, PageForm
from schuldhulp.web.steps import forms_debts, forms_money, forms_plan, forms_situation
from schuldhulp.web.steps.step_form import StepForm, form_data, record_from

__all__ = ["FORMS", "FORM_FOR", "StepForm", "StuckForm", "form_class", "form_data", "record_from"]


def forms_by_record(*modules: ModuleType) -> dict[type, type[StepForm]]:
    """The forms of these modules by the record they fill. Raises TypeError where two forms fill one record."""
    found: dict[type, type[StepForm]] = {}
    for module in modules:
        for form in vars(module).values():
            if (
                not (isinstance(form, type) and issubclass(form, StepForm))
                or form is StepForm
                or form.in_part
            ):
                continue
            if form.record in found:
                raise TypeError(f"{form.__name__} and {found[form.record].__name__} fill one record")
            found[form.record] = form
    return found


FORMS = forms_by_record(forms_situation, forms_money, forms_debts, forms_plan)
FORM_FOR: Mapping[str, type[StepForm]] = MappingProxyType(
    {step.slug: FORMS[step.record] for step in STEPS if step.record in FORMS}
)


def form_class(slug: str, *, threat_open: bool) -> type[StepForm]:
    """The form of a step now; at an open threat that step asks three questions. Raises KeyError if unknown."""
    if threat_open and slug == "dreigt-er-iets":
        return forms_situation.ThreatNowForm
    return FORM_FOR[slug]


class StuckForm(PageForm):
    """ "Het lukt niet": a normal answer; both questions may stay empty."""

    why = LongTextField("Wat maakt het lastig?", description="Dit hoeft niet.", rows=3)
    wish = ChoiceField(
        "Hoe zullen wij het dan doen?",
        choices=[
            ("phone", "Bel mij"),
            ("desk", "Ik kom langs"),
            ("visit", "Kom bij mij langs"),
            ("paper", "Op papier"),
            ("skip", "Laat deze stap nu rusten"),
        ],
    )
