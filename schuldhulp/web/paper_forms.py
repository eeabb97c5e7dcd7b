"""The forms of papers: handing in, what the client answers, sorting, what staff ask and think."""

from wtforms import MultipleFileField

from schuldhulp.documents.folders.sections import FOLDERS, URGENCIES
from schuldhulp.documents.states import USES, WHOSE
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from schuldhulp.web.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    DropdownField,
    InputRequired,
    LongTextField,
    PageForm,
    TextField,
)

ACCEPTED = "image/jpeg,image/png,image/heic,image/heif,application/pdf"
_KINDS = tuple(PAPER_KINDS.items())
LATER = "later"


class UploadForm(PageForm):
    """One or more files of a paper."""

    files = MultipleFileField("Foto’s of bestanden", render_kw={"accept": ACCEPTED})


class BagForm(UploadForm):
    """Papers that are still to be sorted: each photo one of its own."""

    unopened = BooleanField("Dit zijn enveloppen die nog dicht zijn")


class AddPaperForm(PageForm):
    """Another paper for the list."""

    kind = DropdownField("Welk papier?", [InputRequired("Kies welk papier het is.")], choices=_KINDS)
    label = TextField("Hoe noemt u het?", max_length=80, description="Dit hoeft niet.")
    whose = DropdownField("Van wie?", choices=tuple(WHOSE.items()), default="client", blank="")


class AskPaperForm(AddPaperForm):
    """A paper that staff ask for."""

    remark = LongTextField(
        "Waarom of welke precies?", rows=2, max_length=500, description="De cliënt leest dit bij het papier."
    )


class AnswerForm(PageForm):
    """Not there, does not work, does not apply, or later; in one's own words."""

    answer = ChoiceField(
        "Hoe staat het ervoor?", [InputRequired("Kies wat bij u past.")],
        choices=(("missing", "Ik heb het niet"), ("cannot", "Het lukt niet"),
                 ("not_applicable", "Het geldt niet voor mij"), (LATER, "Herinner mij later")),
    )  # fmt: skip
    remind_on = DateField(
        "Op welke dag?", description="Alleen als u een herinnering wilt. U krijgt dan die ochtend een mail."
    )
    own_words = LongTextField(
        "Wilt u er iets bij zeggen?", rows=2, max_length=1_000, description="Dit hoeft niet."
    )


class SortForm(PageForm):
    """What a paper is, from whom, and where it goes."""

    kind = DropdownField("Welk papier is het?", [InputRequired("Kies welk papier het is.")], choices=_KINDS)
    label = TextField("Hoe noemt u het?", max_length=80, description="Dit hoeft niet.")
    sender = TextField("Van wie komt het?", max_length=80, description="De afzender op de envelop.")
    urgency = DropdownField("Hoe dringend?", choices=tuple(URGENCIES.items()), blank="Weet ik nog niet")
    folder = DropdownField("In welke map?", choices=tuple(FOLDERS.items()), blank="Past bij het soort papier")
    whose = DropdownField("Van wie is het?", choices=tuple(WHOSE.items()), default="client", blank="")
    unopened = BooleanField("De envelop is nog dicht")


class JudgeForm(PageForm):
    """What staff think of a paper."""

    verdict = ChoiceField(
        "Wat vindt u ervan?", [InputRequired("Kies een oordeel.")],
        choices=(("approved", "Leesbaar en goed"), ("question", "Ik heb er een vraag over"),
                 ("needed", "Nog een keer nodig"), ("dropped", "Niet meer nodig")),
    )  # fmt: skip
    remark = LongTextField(
        "Vraag of reden", rows=2, max_length=500,
        description="Nodig bij een vraag en bij ‘nog een keer nodig’. De cliënt leest dit.",
    )  # fmt: skip
    used_for = DropdownField("Gebruikt voor", choices=tuple(USES.items()), blank="Nog nergens voor")


class CutForm(PageForm):
    """Pages of a PDF that belong to another paper."""

    pages = TextField(
        "Welke bladzijden?", [InputRequired("Schrijf welke bladzijden het zijn.")], max_length=60,
        description="Bijvoorbeeld 1-3 of 2, 5.",
    )  # fmt: skip
    kind = DropdownField("Welk papier is dat?", [InputRequired("Kies welk papier het is.")], choices=_KINDS)
    label = TextField("Hoe noemt u het?", max_length=80, description="Dit hoeft niet.")
