import pytest

from schuldhulp.dossier.phases import Phase
from schuldhulp.dossier.services import (
    DossierIsClosed,
    Service,
    ServiceAlreadyRuns,
    ServiceNotRunning,
    check_service,
)

NONE: frozenset[Service] = frozenset()


def test_services_start_and_stop_beside_any_open_phase() -> None:
    for phase in Phase:
        if phase is not Phase.AFGESLOTEN:
            check_service(Service.BUDGETBEHEER, True, frozenset({Service.BEWIND}), phase)
    check_service(Service.BEWIND, False, frozenset({Service.BEWIND}), Phase.AFGESLOTEN)


def test_not_twice_not_in_a_closed_dossier_not_stopped_before_started() -> None:
    with pytest.raises(ServiceAlreadyRuns):
        check_service(Service.WSNP, True, frozenset({Service.WSNP}), Phase.STABILISATIE)
    with pytest.raises(DossierIsClosed):
        check_service(Service.WSNP, True, NONE, Phase.AFGESLOTEN)
    with pytest.raises(ServiceNotRunning):
        check_service(Service.WSNP, False, NONE, Phase.STABILISATIE)


def test_names_on_screen() -> None:
    assert [service.label for service in Service] == ["Betalingsregeling", "Budgetbeheer", "Bewind", "Wsnp"]
