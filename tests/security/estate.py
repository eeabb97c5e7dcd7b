"""A row of every kind in three dossiers, each with words that say whose they are (K-anna, K-berend, K-chris)."""

from schuldhulp.dossier.actions import create_at_desk
from schuldhulp.dossier.tables import Dossier
from schuldhulp.messages.actions import send_message
from tests.world import World

CANARIES = ("K-berend", "K-chris", "K-deleted")


def furnish(world: World) -> None:
    """Fill the dossiers of anna, berend and chris, and make one that is deleted."""
    for who, staff in (("anna", "noor"), ("berend", "noor"), ("chris", "noor_l")):
        with world.open() as session:
            dossier = world.dossier(session, who)
            send_message(session, world.people[who], world.now, dossier, f"Een vraag K-{who}")
            dossier = world.dossier(session, who, staff)
            send_message(session, world.people[staff], world.now, dossier, f"Een antwoord K-{who}")
    with world.open() as session:
        municipality = world.municipality(session)
        session.close()
        kenmerk = create_at_desk(
            session, world.people["noor"], world.now, municipality, called="K-deleted", source="balie", channel="balie",
            clock_started_on=world.now.date(),
        )  # fmt: skip
        row = session.query(Dossier).filter_by(kenmerk=kenmerk).one()
        row.deleted_at = world.now
        session.commit()
        world.kenmerken["deleted"] = kenmerk
