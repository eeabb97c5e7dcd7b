"""The payments on debts that the step "beslag-en-verrekening" tells of, for the month; counted once with the others."""

from schuldhulp.budget.inhoudingen import DebtPayment, Kind, Told
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.debts import Attachments
from schuldhulp.money import Period

STEP_OF_ATTACHMENTS = "beslag-en-verrekening"


def payments_told(record: Attachments) -> tuple[DebtPayment, ...]:
    """What is taken by beslag (per period as told, else per month) and by verrekening per month; eurocents."""
    found = []
    if record.attachment is YesNo.YES and type(record.attachment_cents) is int:
        per = record.attachment_per if isinstance(record.attachment_per, Period) else Period.MONTH
        by = record.attachment_by if type(record.attachment_by) is str else Kind.BESLAG.label
        found.append(DebtPayment(Kind.BESLAG, record.attachment_cents, per, by, told=Told.STEP))
    if record.set_off is YesNo.YES and type(record.set_off_cents) is int:
        by = record.set_off_by if type(record.set_off_by) is str else Kind.VERREKENING.label
        found.append(DebtPayment(Kind.VERREKENING, record.set_off_cents, Period.MONTH, by, told=Told.STEP))
    return tuple(found)
