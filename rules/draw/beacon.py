"""The public beacon, drand's quicknet: which round is due when, and whether a signature is the round's own."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

from py_arkworks_bls12381 import GT, G1Point, G2Point

from rules.draw.validity import NotValid

CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
GENESIS = 1692803367
PERIOD = 3
LEAD = 60
"""Seconds that must lie between the lock and the round."""

_KEY = bytes.fromhex(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
_DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
_SIGNATURE_BYTES = 48
_SHOWN = re.compile("(?<![0-9a-f])[0-9a-f]{96}(?![0-9a-f])")
_FIRST = datetime.fromtimestamp(GENESIS, UTC)
_EACH = timedelta(seconds=PERIOD)


class Round(NamedTuple):
    """With a signature that has been checked."""

    number: int
    signature: bytes
    randomness: bytes


def round_at(moment: datetime) -> int:
    """The first round at that moment or after it."""
    return max(1, -((_FIRST - moment) // _EACH) + 1)


def second_of(number: int) -> int:
    """In unix time, also of a round that no calendar reaches."""
    return GENESIS + PERIOD * (number - 1)


def time_of(number: int) -> datetime:
    return _FIRST + _EACH * (number - 1)


def find_signed(number: int, shown: str) -> Round:
    """The round, from whatever shows its signature: a relay's answer, or what a person pasted.

    Nothing else in it is believed, for a signature proves itself.
    """
    found = _SHOWN.search(shown.lower())
    if found is None:
        raise NotValid("E_BEACON_SIG", "no signature of 96 hex digits is in it")
    signature = bytes.fromhex(found[0])
    return Round(number, signature, check_signature(number, signature))


def check_signature(number: int, signature: bytes) -> bytes:
    """The round's randomness, if the signature is the one that only the beacon could make.

    A point outside the subgroup is refused: with one added to a true signature the pairing holds still, and the
    randomness could be steered.
    """
    point = _point(signature)
    message = hashlib.sha256(number.to_bytes(8, "big")).digest()
    expected = G1Point.hash_to_curve(message, _DOMAIN)
    if not GT.pairing_check([point, -expected], [G2Point(), _group_key()]):
        raise NotValid("E_BEACON_SIG", f"this is not the beacon's signature of round {number}")
    return hashlib.sha256(signature).digest()


def _point(signature: bytes) -> G1Point:
    if len(signature) != _SIGNATURE_BYTES:
        raise NotValid("E_BEACON_SIG", f"a signature is {_SIGNATURE_BYTES} bytes")
    try:
        point = G1Point.from_compressed_bytes_unchecked(signature)
    except ValueError:
        raise NotValid("E_BEACON_SIG", "the signature is not a point of the curve") from None
    # Written again: what can be spelled in two ways would have two hashes, and so two outcomes.
    if point.to_compressed_bytes() != signature or point == G1Point.identity() or not point.is_in_subgroup():
        raise NotValid("E_BEACON_SIG", "the signature is not a point of the beacon's group")
    return point


@cache
def _group_key() -> G2Point:
    return G2Point.from_compressed_bytes(_KEY)
