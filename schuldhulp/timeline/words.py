"""Each event as one Dutch sentence that client and staff read alike. Pure.

Who did it stands beside the sentence, so the sentence itself names nobody. What only staff may know (the safety
note, alarms among colleagues) is `staff_only`; everything else that was sent or changed is for everybody.
"""

from schuldhulp.dossier.envelopes import EVENTS
from schuldhulp.timeline import (
    words_course,
    words_forms,
    words_letters,
    words_people,
    words_rights,
    words_work,
)
from schuldhulp.timeline.told import GROUPS, Told, say_at, step_name, tell

__all__ = [
    "GROUPS", "KINDS_OF_GROUP", "Told", "say_at", "step_name", "tell", "words_course", "words_forms", "words_letters",
    "words_people", "words_rights", "words_work",
]  # fmt: skip

KINDS_OF_GROUP = {
    "berichten": ("MessageSent", "MessageCorrected", "ReminderSent"),
    "stappen": ("StepAnswered", "StepPostponed", "StepStuck", "StepReviewed", "HomeworkAssigned", "HomeworkMoved",
                "HomeworkEnded", "WorkFormKept", "WorkFormShared", "WorkFormTakenBack", "WorkFormAssigned",
                "WorkFormMoved", "WorkFormEnded", "PlanReported", "PointKept"),
    "geld": ("RowChanged", "LineTakenOver", "StatementUsed", "BudgetFrozen", "DoubleDecided", "FactEstablished",
             "FactDisputed", "ArrangementMoved",
             "LetterSent", "LetterAnswered", "LetterUnanswered"),
    "contact": ("ContactLogged", "TalkWritten", "FirstTalkHeld", "AppointmentMade", "AppointmentChanged",
                "CardChanged"),
    "dreiging": ("ThreatReported", "ThreatSeen", "ThreatResolved", "AlarmRaised", "CrisisSignalled",
                 "CrisisLooked"),
    "papieren": ("PaperMarked",),
    "meekijken": ("SupportInvited", "SupportAccepted", "SupportConfirmed", "SupportChanged", "SupportEnded",
                 "SharingChanged", "AskingSuggested"),
    "traject": ("OpenedForOtherReason",
                 "CodenameStarted", "CodenameBecameKnown", "DossierRegistered", "OnlineAnswered", "DossierAssigned",
                "PhaseChanged", "DecisionRecorded",
                "TermSuspended", "RequestCompleted", "ServiceStarted", "ServiceEnded", "DossierClosed",
                "DossierReopened", "AftercareOffered", "AftercareAnswered",
                "DossierWithdrawn", "IdentityRecorded", "RightsAsked", "RightsExtended",
                "RightsAnswered", "RestrictionEnded", "TakenOut", "TakenIn", "ErasureAnnounced", "DossierErased"),
}  # fmt: skip
STAFF_KINDS = frozenset({"AlarmRaised", "CrisisSignalled", "CrisisLooked", "OpenedForOtherReason"})
TOLD_TOGETHER = frozenset({"LineTakenOver"})
"""What another event tells: a bank statement that was taken over is one line, however many lines it gave."""


def kinds_of(group: str | None, *, for_client: bool) -> tuple[str, ...]:
    """The kinds of event of one group, or of all; without those that only staff may know or another event tells."""
    found = KINDS_OF_GROUP.get(group or "", tuple(EVENTS))
    hidden = TOLD_TOGETHER | (STAFF_KINDS if for_client else frozenset())
    return tuple(kind for kind in found if kind not in hidden)
