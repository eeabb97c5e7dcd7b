"""What the table of limits keeps of who tried what."""

import hashlib
import hmac

from sqlalchemy import select

from schuldhulp.accounts.limits import SIGN_IN_PER_ORIGIN, count_try
from schuldhulp.accounts.tables import RateLimit
from tests.world import World

ADDRESS = "203.0.113.77"


def test_the_table_tells_no_address_to_who_has_no_key(world: World) -> None:
    """With an unkeyed hash all 4.3 thousand million addresses are tried in minutes."""
    with world.open() as session:
        count_try(session, SIGN_IN_PER_ORIGIN, ADDRESS, world.now)
        count_try(session, SIGN_IN_PER_ORIGIN, ADDRESS, world.now)
        (row,) = session.scalars(select(RateLimit)).all()
    assert row.count == 2
    texts = (
        ADDRESS,
        f"{SIGN_IN_PER_ORIGIN.name}\x00{ADDRESS}",
        f"limit:{SIGN_IN_PER_ORIGIN.name}\x00{ADDRESS}",
    )
    for text in texts:
        unkeyed = (hashlib.sha256(text.encode()), hmac.new(b"", text.encode(), hashlib.sha256))
        assert not any(one.digest().startswith(row.key) for one in unkeyed)
