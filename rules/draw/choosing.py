"""From the seed to the winners: a stream of words, uniform choice without replacement, and the familiar number rule."""

import hashlib
import hmac
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import count

from rules.draw.entries import Entry
from rules.draw.texts import LotteryRule

_WORDS = struct.Struct(">8I")
_SPAN = 1 << 32


def find_seed(
    commitment_hash: str, secret: str | None = None, randomness: bytes | None = None, value: str | None = None
) -> bytes:
    """From what the method uses: the secret in hex, the beacon's randomness, the lottery's figure."""
    beacon = "-" if randomness is None else randomness.hex()
    text = (
        f"raffle-draw/1 seed\ncommitment={commitment_hash}\nsealed={secret or '-'}\nbeacon={beacon}\n"
        f"lottery={value or '-'}\n"
    )
    return hashlib.sha256(text.encode("ascii")).digest()


def words(seed: bytes) -> Iterator[int]:
    """32 bits each, without end."""
    for block in count():
        yield from _WORDS.unpack(hmac.digest(seed, b"raffle-draw/1 stream %d" % block, "sha256"))


def uniform(stream: Iterator[int], below: int) -> int:
    """Every value with exactly the same chance; always takes a word, also where there is nothing to choose."""
    limit = _SPAN - _SPAN % below
    for word in stream:
        if word < limit:
            return word % below
    raise ValueError("the stream ended")


def choose(seed: bytes, entries: Sequence[Entry], prizes: int, alternates: int, per_holder: bool) -> list[Entry]:
    """The winners in order of the prizes, then the alternates in calling order; fewer if the list is short."""
    want = prizes + alternates
    chosen: list[Entry] = []
    holders: set[int] = set()
    for at in _shuffled(seed, len(entries)):
        entry = entries[at]
        if per_holder and entry.holder in holders:
            continue
        holders.add(entry.holder)
        chosen.append(entry)
        if len(chosen) == want:
            break
    return chosen


def _shuffled(seed: bytes, size: int) -> Iterator[int]:
    stream = words(seed)
    order = array("I", range(size))
    for at in range(size):
        other = at + uniform(stream, size - at)
        order[at], order[other] = order[other], order[at]
        yield order[at]


def choose_by_number(rule: LotteryRule, value: str, entries: Sequence[Entry]) -> list[Entry | None]:
    """For each group of the figure who holds the number; None where it was not sold and that means nobody."""
    return [_holder_of(_taken(rule, group), rule, entries) for group in value.split("-")]


def _taken(rule: LotteryRule, group: str) -> int:
    side, _, digits = (rule.take or "").partition(":")
    return int(group[: int(digits)] if side == "first" else group[-int(digits) :])


def _holder_of(number: int, rule: LotteryRule, entries: Sequence[Entry]) -> Entry | None:
    at = bisect_left(entries, number, key=lambda entry: entry.number)
    if at < len(entries) and entries[at].number == number:
        return entries[at]
    return entries[at % len(entries)] if rule.unsold == "next_sold" else None


def result_text(commitment_hash: str, seed: bytes | None, winners: Sequence[Entry | None], prizes: int) -> str:
    """The first `prizes` of the chosen won; the others are alternates."""
    shown = "-" if seed is None else seed.hex()
    head = f"raffle-draw/1 result\ncommitment={commitment_hash}\nseed={shown}\nwinners={len(winners)}\n"
    lines = (
        f"{place_of(at, prizes)} {'- - -' if entry is None else f'{entry.number} {entry.holder} {entry.tag}'}\n"
        for at, entry in enumerate(winners)
    )
    return head + "".join(lines)


def place_of(at: int, prizes: int) -> str:
    return f"P{at + 1}" if at < prizes else f"A{at - prizes + 1}"
