"""The words of contacts and appointments: how, what for, what came of it. Pure."""

from enum import StrEnum

from schuldhulp.dossier.clocks import Channel

CHANNEL_LABELS = {
    Channel.PHONE: "Telefoon",
    Channel.OFFICE: "Op kantoor",
    Channel.HOME: "Huisbezoek",
    Channel.VIDEO: "Beeldbellen",
    Channel.WRITTEN: "Brief, mail of sms",
}


class Purpose(StrEnum):
    """What an appointment is for; a code, so that it may stand in the open."""

    FIRST_TALK = "eerste_gesprek"
    PLAN = "plan"
    PAPERS = "papieren"
    URGENT = "spoed"
    PROGRESS = "voortgang"
    OTHER = "anders"

    @property
    def label(self) -> str:
        """The words that staff and client read."""
        return {
            "eerste_gesprek": "Eerste gesprek",
            "plan": "Het plan bespreken",
            "papieren": "Papieren of stappen samen doen",
            "spoed": "Wat nu dringend is",
            "voortgang": "Kijken hoe het gaat",
            "anders": "Iets anders",
        }[self.value]


class Result(StrEnum):
    """What came of an appointment."""

    OPEN = "open"
    HELD = "held"
    MISSED = "missed"
    MOVED = "moved"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The word on screen, without blame."""
        return {
            "open": "gepland",
            "held": "geweest",
            "missed": "ging niet door",
            "moved": "verzet",
            "cancelled": "gaat niet door",
        }[self.value]


class Answer(StrEnum):
    """What the client said to the day and time. Nothing is final without a yes."""

    OPEN = "open"
    YES = "accepted"
    NO = "declined"
    OTHER_MOMENT = "other_moment"
    IN_WRITING = "in_writing"

    @property
    def label(self) -> str:
        """What staff read."""
        return {
            "open": "nog geen antwoord",
            "accepted": "de cliënt vindt het goed",
            "declined": "de cliënt wil dit liever niet",
            "other_moment": "de cliënt wil liever een ander moment",
            "in_writing": "de cliënt doet het liever schriftelijk",
        }[self.value]

    @property
    def for_client(self) -> str:
        """What the client chooses."""
        return {
            "open": "U heeft nog niet geantwoord",
            "accepted": "Ja, dat is goed",
            "declined": "Liever niet",
            "other_moment": "Liever een ander moment",
            "in_writing": "Liever schriftelijk",
        }[self.value]
