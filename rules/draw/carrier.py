"""The file that carries a proof: JSON, bounded before it is read, refused where two could read it differently."""

import json
from typing import NoReturn

from rules.draw.validity import NotValid

FORMAT = "raffle-draw-proof/1"
MOST_BYTES = 256 << 20
"""Some three million entries."""
_MOST_VALUES = 100_000
_LONGEST_INTEGER = 17


def read_carrier(proof: bytes | str) -> dict[str, object]:
    """Not valid JSON, too large, a field given twice, another format: no commitment could be read from it."""
    text = _text(proof)
    if sum(map(text.count, "{[,")) > _MOST_VALUES:
        raise _unreadable("it holds more values than any proof")
    try:
        carried = json.loads(text, object_pairs_hook=_once, parse_int=_integer, parse_constant=_constant)
    except (ValueError, RecursionError):
        raise _unreadable("it is not JSON") from None
    if not isinstance(carried, dict) or carried.get("format") != FORMAT:
        raise _unreadable(f"its format is not {FORMAT}")
    return carried


def _text(proof: bytes | str) -> str:
    # What is not ASCII may take four times the memory once it is read.
    if len(proof) > (MOST_BYTES if proof.isascii() else MOST_BYTES // 4):
        raise _unreadable("it is too large")
    if isinstance(proof, str):
        return proof
    try:
        return proof.decode()
    except UnicodeDecodeError:
        raise _unreadable("it is not UTF-8") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise _unreadable("a field is given twice")
    return fields


def _integer(digits: str) -> int | float:
    """One too long for any field is no integer to us: making it would take time without bound."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float("inf")


def _constant(name: str) -> NoReturn:
    raise _unreadable(f"{name} is not JSON")


def _unreadable(why: str) -> NotValid:
    return NotValid("E_COMMIT_CANON", f"no commitment can be read from this file: {why}")
