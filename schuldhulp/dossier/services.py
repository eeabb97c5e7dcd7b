"""Services beside the phases: betalingsregeling, budgetbeheer, bewind and Wsnp, each started and stopped."""

from enum import StrEnum

from schuldhulp.dossier.phases import Phase
from schuldhulp.refusals import Refused


class Service(StrEnum):
    """What runs beside the phases, started and stopped on its own."""

    BETALINGSREGELING = "betalingsregeling"
    BUDGETBEHEER = "budgetbeheer"
    BEWIND = "bewind"
    WSNP = "wsnp"

    @property
    def label(self) -> str:
        """The name on screen."""
        return "Wsnp" if self is Service.WSNP else self.value.capitalize()


class ServiceAlreadyRuns(Refused):
    """The service was started before and not stopped."""

    sentence = "Deze dienst loopt al."


class ServiceNotRunning(Refused):
    """The service has not been started, or has been stopped."""

    sentence = "Deze dienst loopt niet."


class DossierIsClosed(Refused):
    """Nothing starts in a closed dossier."""

    sentence = "Dit dossier is afgesloten. Open het eerst weer."


def check_service(service: Service, start: bool, running: frozenset[Service], phase: Phase) -> None:
    """Refuse to start a service twice or in a closed dossier, or to stop one that does not run."""
    if start and phase is Phase.AFGESLOTEN:
        raise DossierIsClosed
    if start and service in running:
        raise ServiceAlreadyRuns
    if not start and service not in running:
        raise ServiceNotRunning
