"""Locking, drawing and verifying long lists with a real round of the beacon, and how long others wait meanwhile."""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from random import Random
from time import perf_counter
from typing import NamedTuple

from bench.measure import Figure, Figures, figure, in_turns, tell, tell_targets
from rules.codes import receipt
from rules.draw.beacon import CHAIN, Round, find_signed, second_of
from rules.draw.choosing import result_text
from rules.draw.entries import Entries, entries_of, entry_pieces
from rules.draw.proof import Proof, proof_json
from rules.draw.sources import Revealed
from rules.draw.texts import ZERO, Commitment, commitment_text, digest, digest_of
from rules.draw.verifying import draw_winners, find_own, verify

SIZES = (100_000, 1_000_000)
PRIZES, ALTERNATES, EACH = 10, 10, 3
"""And how many numbers a holder has."""

ROUND = 123
SIGNATURE = "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92"
_TICK = 0.001
_TARGETS = {
    "lock, draw and proof of 100,000": "at most 1,000 ms",
    "verify 100,000 with the beacon": "at most 1,000 ms",
    "lock and draw 1,000,000": "at most 5,000 ms",
    "others wait meanwhile, 1,000,000": "at most 50 ms",
}

Sold = Sequence[tuple[int, int, str]]


class Locked(NamedTuple):
    commitment: Commitment
    text: str
    entries: Entries
    pieces: Sequence[str]


class Drawn(NamedTuple):
    seed: bytes | None
    result: str


async def bench_draws(rounds: int, sizes: Sequence[int] = SIZES) -> None:
    reached: Figures = {}
    for size in sizes:
        reached |= await _bench_list_of(size, rounds)
    targets = {name: _TARGETS.get(name, "-") for name in reached}
    tell_targets("Draws (ms)", reached, targets)


async def _bench_list_of(size: int, rounds: int) -> Figures:
    sold = list_sold(size)
    found = find_signed(ROUND, SIGNATURE)
    locked = lock(sold)
    drawn = draw(locked, found)
    proof = prove(locked, drawn, found)
    raw = "".join(locked.pieces).encode()
    waits: dict[str, list[float]] = defaultdict(list)
    baseline = "sha256 of the list's bytes"
    ways: dict[str, Callable[[], object]] = {
        baseline: lambda: hashlib.sha256(raw).digest(),
        "lock: tags, list, hashes": lambda: lock(sold),
        "draw: seed, winners, result": lambda: draw(locked, found),
        "write the proof": lambda: prove(locked, drawn, found),
        "verify": lambda: verify(proof),
        "find the own number by a receipt that is nobody's": lambda: find_own(locked.entries, "bench", "z" * 26),
    }
    figures = await in_turns(rounds, {name: _aside(way, waits[name]) for name, way in ways.items()})
    tell(f"A draw of {size:,} numbers ({len(raw) / 1e6:.1f} MB)", "ms", figures, baseline)
    whole = ("lock: tags, list, hashes", "draw: seed, winners, result", "write the proof")
    return {
        f"lock and draw {size:,}": _sum(figures, whole[:2]),
        f"lock, draw and proof of {size:,}": _sum(figures, whole),
        f"verify {size:,} with the beacon": figures["verify"],
        f"others wait meanwhile, {size:,}": figure(waits[whole[0]] + waits[whole[1]]),
    }


def lock(sold: Sold) -> Locked:
    entries = entries_of("bench", sold)
    pieces = list(entry_pieces("bench", entries))
    commitment = Commitment(
        draw="bench",
        organizer="ana",
        seq=1,
        prev=ZERO,
        entries=digest_of(pieces),
        count=len(entries),
        prizes=PRIZES,
        alternates=ALTERNATES,
        per_holder=True,
        method="beacon",
        seed_commit=None,
        beacon_chain=CHAIN,
        beacon_round=ROUND,
        lottery_rule=None,
        locked_at=second_of(ROUND) - 60,
    )
    return Locked(commitment, commitment_text(commitment), entries, pieces)


def draw(locked: Locked, found: Round) -> Drawn:
    commitment_hash = digest(locked.text)
    revealed = Revealed(randomness=found.randomness)
    seed, chosen = draw_winners(locked.commitment, commitment_hash, locked.entries, revealed)
    return Drawn(seed, result_text(commitment_hash, seed, chosen, PRIZES))


def prove(locked: Locked, drawn: Drawn, found: Round) -> str:
    return proof_json(Proof(locked.text, "".join(locked.pieces), drawn.result, drawn.seed, beacon=found))


def list_sold(size: int) -> Sold:
    chance = Random(7)
    return [(number, chance.randrange(max(1, size // EACH)), receipt(chance)) for number in range(size)]


def _aside(act: Callable[[], object], waits: list[float]) -> Callable[[], Awaitable[float]]:
    """In a thread, as the bot does it, while somebody else on the loop looks how long they wait."""

    async def timed() -> float:
        done = asyncio.Event()
        watching = asyncio.ensure_future(_longest_wait(done))
        taken = await asyncio.to_thread(_timed, act)
        done.set()
        waits.append(await watching)
        return taken

    return timed


def _timed(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1000


async def _longest_wait(done: asyncio.Event) -> float:
    longest = 0.0
    while not done.is_set():
        start = perf_counter()
        await asyncio.sleep(_TICK)
        longest = max(longest, perf_counter() - start - _TICK)
    return longest * 1000


def _sum(figures: Figures, names: Sequence[str]) -> Figure:
    parts = [figures[name] for name in names]
    return Figure(*(sum(values) for values in zip(*parts, strict=True)))
