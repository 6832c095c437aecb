"""A signature is the beacon's or it is not, and every moment has its round."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py_arkworks_bls12381 import GT, G1Point, G2Point

from rules.draw.beacon import GENESIS, check_signature, find_signed, round_at, second_of, time_of
from rules.draw.validity import NotValid
from tests.rules.draw.proofs import ROUNDS
from tests.rules.draw.tampered_sources import OUTSIDE_THE_SUBGROUP

FIRST = datetime(2023, 8, 23, 15, 9, 27, tzinfo=UTC)


@pytest.mark.parametrize("number", ROUNDS)
def test_a_real_round_is_believed(number: int) -> None:
    assert check_signature(number, ROUNDS[number].signature) == ROUNDS[number].randomness


def test_a_real_signature_is_of_its_own_round_alone() -> None:
    for number in (122, 124, 1000, 0, 2**64 - 1):
        with pytest.raises(NotValid, match="E_BEACON_SIG"):
            check_signature(number, ROUNDS[123].signature)


@given(st.binary(max_size=100) | st.binary(min_size=48, max_size=48))
@settings(deadline=None)
def test_no_other_bytes_are_believed(signature: bytes) -> None:
    with pytest.raises(NotValid, match="E_BEACON_SIG"):
        check_signature(123, signature)


def test_the_pairing_alone_would_believe_a_point_outside_the_subgroup() -> None:
    forged = G1Point.from_compressed_bytes_unchecked(bytes.fromhex(OUTSIDE_THE_SUBGROUP))
    true = G1Point.from_compressed_bytes(ROUNDS[123].signature)
    assert forged != true
    assert GT.pairing(forged, G2Point()) == GT.pairing(true, G2Point())
    with pytest.raises(NotValid, match="the beacon's group"):
        check_signature(123, bytes.fromhex(OUTSIDE_THE_SUBGROUP))


def test_randomness_is_the_hash_of_the_signature() -> None:
    assert hashlib.sha256(ROUNDS[123].signature).digest() == ROUNDS[123].randomness


@pytest.mark.parametrize(
    ("after", "number"),
    [
        (timedelta(days=-900), 1),
        (timedelta(microseconds=-1), 1),
        (timedelta(0), 1),
        (timedelta(microseconds=1), 2),
        (timedelta(seconds=3), 2),
        (timedelta(seconds=3.5), 3),
        (timedelta(seconds=366), 123),
    ],
)
def test_the_round_of_a_moment_is_the_first_that_is_not_before_it(after: timedelta, number: int) -> None:
    assert round_at(FIRST + after) == number


def test_rounds_are_three_seconds_apart_from_the_first() -> None:
    assert (FIRST.timestamp(), time_of(1), second_of(1)) == (GENESIS, FIRST, GENESIS)
    assert time_of(123) == datetime(2023, 8, 23, 15, 15, 33, tzinfo=UTC)
    assert time_of(1000).timestamp() == second_of(1000)


@given(st.integers(1, 10**9))
@settings(deadline=None)
def test_a_round_is_the_round_of_its_own_time(number: int) -> None:
    assert round_at(time_of(number)) == number
    assert round_at(time_of(number) + timedelta(microseconds=1)) == number + 1


def test_a_signature_is_found_in_what_a_relay_says_and_in_what_a_person_pastes() -> None:
    text = ROUNDS[123].signature.hex()
    for shown in (f'{{"round":1,"signature":"{text}"}}', text.upper(), f"  0x{text}\n", f"it says {text}."):
        assert find_signed(123, shown) == ROUNDS[123]
    for shown in ("", "ab" * 32, f"{text}00", text[:-1], "é", ROUNDS[1000].signature.hex()):
        with pytest.raises(NotValid, match="E_BEACON_SIG"):
            find_signed(123, shown)
