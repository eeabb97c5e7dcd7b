"""Giving dossiers to counsellors of the test world."""

from schuldhulp.dossier.events import DossierAssigned
from schuldhulp.unit_of_work import act
from tests.world import World


def assign(world: World, whose: str, to: str = "noor") -> None:
    """Give a dossier to a counsellor, as the team lead does."""
    with world.open() as session:
        dossier = world.dossier(session, whose, "tess")
        with act(session, world.people["tess"], world.now) as doing:
            row = doing.dossier(dossier.id, "team:assign")
            row.counsellor_id = world.people[to].membership_id
            doing.record(DossierAssigned(counsellor_id=row.counsellor_id, team_id=None), dossier.id)
