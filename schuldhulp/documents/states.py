"""Where a paper can stand, and in which words; the client and staff read the same. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

STATES: Mapping[str, str] = MappingProxyType(
    {
        "needed": "nog nodig",
        "received": "ontvangen",
        "seen": "bekeken",
        "approved": "goedgekeurd",
        "question": "er is een vraag over",
        "missing": "heeft u niet",
        "cannot": "lukt niet",
        "not_applicable": "geldt niet",
        "dropped": "niet meer nodig",
    }
)
WAYS = ("balie", "post", "photo")
# In our hands, whatever we think of it.
IN = ("received", "seen", "approved", "question")
# The client said that it does not come.
NOT_COMING = ("missing", "cannot", "not_applicable")
# What a paper was used for, in the words of both.
USES: Mapping[str, str] = MappingProxyType(
    {
        "budget": "uw budget",
        "debts": "uw lijst met schulden",
        "decision": "het besluit over uw aanvraag",
        "arrangement": "de regeling met uw schuldeisers",
        "identity": "zien wie u bent",
    }
)
WHOSE: Mapping[str, str] = MappingProxyType({"client": "van u", "partner": "van uw partner"})
