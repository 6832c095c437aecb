"""A long list is drawn and verified in a memory that grows with it and no further."""

import hashlib
import resource
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from rules.draw.carrier import MOST_BYTES
from rules.draw.choosing import choose
from rules.draw.entries import Entries, entry_pieces
from rules.draw.reading import read_entries
from rules.draw.texts import digest_of
from tests.rules.draw.proofs import ROUNDS, drawn

ROOT = Path(__file__).parents[3]
A_PROCESS, AN_ENTRY = 500 << 20, 400
"""Bytes of address space: what Python and its libraries take, and what each entry may add."""


def listed(size: int) -> Entries:
    entries = Entries()
    for number in range(size):
        entries.add(number, number // 3 + 1, hashlib.sha256(number.to_bytes(8, "big")).digest())
    return entries


def test_each_entry_takes_some_fifty_bytes() -> None:
    tracemalloc.start()
    entries = listed(20_000)
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < 60 * len(entries)


def test_winners_of_a_million_are_found_and_the_list_is_read_as_it_was_written(
    sized: Callable[[int, int], int],
) -> None:
    entries = listed(sized(50_000, 1_000_000))
    text = "".join(entry_pieces("large", entries))
    draw, again = read_entries(text)
    assert (draw, digest_of(entry_pieces("large", again))) == ("large", hashlib.sha256(text.encode()).hexdigest())
    winners = choose(ROUNDS[123].randomness, again, 50, 50, True)
    assert winners == choose(ROUNDS[123].randomness, entries, 50, 50, True)
    assert len({entry.holder for entry in winners}) == 100


def test_a_long_proof_is_verified_in_bounded_memory(tmp_path: Path, sized: Callable[[int, int], int]) -> None:
    size = sized(30_000, 1_000_000)
    proof = tmp_path / "proof.json"
    proof.write_text(drawn("beacon", sold=[(number, str(number % 1000), "a" * 26) for number in range(size)]))
    ended = verified(proof, A_PROCESS + size * AN_ENTRY)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "P1: number " in ended.stdout


def test_a_giant_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    giant = tmp_path / "giant.json"
    with giant.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert verified(giant, A_PROCESS).stdout.startswith("E_COMMIT_CANON ")


def verified(proof: Path, most: int) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bot", "verify", str(proof)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
    )
