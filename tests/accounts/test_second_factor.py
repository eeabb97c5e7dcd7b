"""The second step on both databases: a code works once however many come at once, and what stands stored is sealed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import select, text

from schuldhulp.access import Role
from schuldhulp.accounts import limits
from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.queries import find_session, hats_of, token_hash
from schuldhulp.accounts.second_factor import actions, queries, recovery, totp
from schuldhulp.accounts.second_factor.rows import CodeUsed, NothingBegun, renew_codes
from schuldhulp.accounts.second_factor.step import ALWAYS_ASKED, SecondStep, is_half
from schuldhulp.accounts.second_factor.tables import RecoveryCode, TotpSeed
from schuldhulp.unit_of_work import open_write
from tests.world import SEED, World


def coming(world: World, session: Any, who: str = "noor") -> actions.Coming:
    """Somebody who gave a password and stands before the second step."""
    person_id = world.people[who].person_id
    assert person_id is not None
    hats = hats_of(session, person_id, world.now)
    session.close()
    token = start_session(session, world.now, person_id, hats, "half", SecondStep.DUE)
    return actions.Coming(person_id, token_hash(token), hats, "heel")


def test_codes_are_those_of_the_standard_and_of_three_steps_only() -> None:
    # RFC 6238, appendix B, SHA-1: the last six of the eight digits.
    seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for moment, digits in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert totp.step_of_code(seed, digits, datetime.fromtimestamp(moment, UTC)) == moment // 30
    now = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
    here = totp.step_of(now)
    taken = [ago for ago in range(-4, 5) if totp.step_of_code(seed, totp.code_at(seed, here + ago), now)]
    assert taken == [-1, 0, 1]
    assert totp.step_of_code(seed, "", now) is None and totp.step_of_code(seed, "é" * 6, now) is None


def test_every_role_but_client_partner_and_supporter_is_always_asked() -> None:
    assert set(Role) - ALWAYS_ASKED == {Role.CLIENT, Role.PARTNER, Role.SUPPORTER, Role.SYSTEM}
    assert all(
        is_half(SecondStep.NOT_ASKED, role) and not is_half(SecondStep.DONE, role) for role in ALWAYS_ASKED
    )
    assert is_half(SecondStep.DUE, None) and is_half(SecondStep.DUE, Role.CLIENT)
    assert not is_half(SecondStep.NOT_ASKED, Role.CLIENT)


@pytest.mark.parametrize("kind", ["app", "paper"])
def test_of_twenty_who_use_one_code_at_once_one_comes_in(world: World, kind: str) -> None:
    code = recovery.new_codes()[0]
    with world.open() as session:
        open_write(session, None)
        renew_codes(session, world.now, world.people["noor"].person_id, [recovery.hash_code(code)])
        session.commit()
        who = [coming(world, session) for _ in range(20)]
        typed = (
            world.code(world.people["noor"].person_id) if kind == "app" else code.upper().replace("-", " ")
        )
        proof = queries.proof_of(session, who[0].person_id, typed, world.now)
    assert proof is not None

    def one(each: actions.Coming) -> str | None:
        with world.open() as session:
            try:
                return actions.come_in(session, world.now, each, proof)
            except CodeUsed:
                return None

    with ThreadPoolExecutor(20) as pool:
        tokens = [token for token in pool.map(one, who) if token]
    assert len(tokens) == 1
    with world.open() as session:
        found = find_session(session, tokens[0], world.now)
        assert found is not None and not found.half and found.person_id == who[0].person_id
        assert (queries.proof_of(session, who[0].person_id, typed, world.now) is None) == (kind == "paper")


def test_a_code_ends_those_before_it_and_another_persons_is_no_good(world: World) -> None:
    with world.open() as session:
        who, other = coming(world, session), coming(world, session, "gert")
        here = totp.step_of(world.now)
        late = queries.proof_of(session, who.person_id, totp.code_at(SEED, here - 1), world.now)
        right = queries.proof_of(session, who.person_id, totp.code_at(SEED, here), world.now)
        assert late is not None and right is not None
        actions.come_in(session, world.now, who, right)
        for used in (late, right):
            with pytest.raises(CodeUsed):
                actions.come_in(session, world.now, who, used)
        assert queries.proof_of(session, other.person_id, "abcd-efgh-jkmn-pqrs", world.now) is None


def test_a_recovery_code_ends_every_other_session_and_an_app_code_none(world: World) -> None:
    codes = recovery.new_codes()
    with world.open() as session:
        open_write(session, None)
        hashes = [recovery.hash_code(code) for code in codes]
        renew_codes(session, world.now, world.people["noor"].person_id, hashes)
        session.commit()
        elsewhere, who = world.session_for("noor"), coming(world, session)
        app = queries.proof_of(session, who.person_id, world.code(who.person_id), world.now)
        assert app is not None
        actions.come_in(session, world.now, who, app)
        assert find_session(session, elsewhere, world.now) is not None
        session.close()
        paper = queries.proof_of(session, who.person_id, codes[3], world.now)
        assert paper is not None
        inside = actions.come_in(session, world.now, coming(world, session), paper)
        assert find_session(session, elsewhere, world.now) is None
        assert find_session(session, inside, world.now) is not None
        assert queries.factors_of(session, who.person_id).codes_left == 7


def test_a_new_app_counts_after_one_code_and_takes_the_place_of_the_old_one(world: World) -> None:
    with world.open() as session:
        who = coming(world, session)
        actions.begin_app(session, world.now, who.person_id)
        actions.begin_app(session, world.now, who.person_id)
        begun = queries.seed_of(session, who.person_id, confirmed=False)
        assert (
            begun is not None
            and pyotp.TOTP(begun[1]).now()
            and queries.factors_of(session, who.person_id).app
        )
        session.close()
        typed = totp.code_at(begun[1], totp.step_of(world.now))
        assert queries.proof_of(session, who.person_id, typed, world.now) is None, (
            "not confirmed: counts for nothing"
        )
        proof = queries.AppCode(begun[0], totp.step_of(world.now))
        actions.confirm_app_and_come_in(session, world.now, who, proof, ["hash"])
        with pytest.raises(NothingBegun):
            actions.confirm_app_and_come_in(session, world.now, who, proof, ["hash"])
        seeds = session.scalars(select(TotpSeed).where(TotpSeed.person_id == who.person_id)).all()
        assert [row.id for row in seeds] == [begun[0]] and begun[1].encode() not in seeds[0].seed_sealed


def test_a_half_session_is_over_after_a_quarter_of_an_hour_and_a_whole_one_is_not(world: World) -> None:
    with world.open() as session:
        person_id = world.people["noor"].person_id
        assert person_id is not None
        half = start_session(session, world.now, person_id, [], "half", SecondStep.DUE)
        whole = world.session_for("noor")
        for minutes, alive in ((14, True), (16, False)):
            later = world.now + timedelta(minutes=minutes)
            assert (find_session(session, half, later) is not None) == alive
            assert find_session(session, whole, later) is not None


def test_of_many_codes_typed_at_once_five_are_looked_at(world: World) -> None:
    def one(_: int) -> bool:
        with world.open() as session:
            try:
                limits.count_try(session, limits.CODE, "somebody", world.now)
            except limits.TooManyTries:
                return False
            return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(one, range(40))) == 5


def test_what_is_stored_of_a_second_step_tells_no_code(world: World) -> None:
    codes = recovery.new_codes()
    with world.open() as session:
        open_write(session, None)
        hashes = [recovery.hash_code(code) for code in codes[:2]]
        renew_codes(session, world.now, world.people["noor"].person_id, hashes)
        session.commit()
        assert len({recovery.plain(code) for code in codes}) == 8
        rows = session.execute(text("SELECT * FROM recovery_code")).all()
        rows += session.execute(text("SELECT * FROM totp_seed")).all()
        stored = b"".join(bytes(part) if isinstance(part, bytes | memoryview) else str(part).encode()
                          for row in rows for part in row)  # fmt: skip
        assert SEED.encode() not in stored and not any(recovery.plain(c).encode() in stored for c in codes)
        kept = session.scalars(select(RecoveryCode.code_hash)).all()
        assert all(each.startswith("$argon2id$") for each in kept)
