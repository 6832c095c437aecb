"""The short texts of a draw, to the byte: the commitment, the rule of a lottery, the seal of a secret, their hashes."""

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from rules.draw import forms

ZERO = "0" * 64
_SLICE = 1 << 20


class Commitment(NamedTuple):
    """What is published before chance is known; a field that the method does not use is None."""

    draw: str
    organizer: str
    seq: int
    prev: str
    entries: str
    count: int  # type: ignore[assignment]  # tuples have a method of that name, the text a line
    prizes: int
    alternates: int
    per_holder: bool
    method: str
    seed_commit: str | None
    beacon_chain: str | None
    beacon_round: int | None
    lottery_rule: str | None
    locked_at: int


class LotteryRule(NamedTuple):
    """Which public figure decides; take and unsold are None unless the number itself wins."""

    name: str
    draw_date: str
    what: str
    groups: int
    digits: int
    bits: int
    url: str
    take: str | None = None
    unsold: str | None = None


def digest(text: str) -> str:
    return digest_of(text[start : start + _SLICE] for start in range(0, len(text), _SLICE))


def digest_of(pieces: Iterable[str]) -> str:
    """Of a text that nobody holds in one piece; others have their turn in between."""
    hashed = hashlib.sha256()
    for piece in pieces:
        hashed.update(piece.encode())
    return hashed.hexdigest()


def seal(draw: str, secret: str) -> str:
    """The hash published before, of 64 hex digits revealed after."""
    return digest(f"raffle-draw/1 sealed\n{draw}\n{secret}\n")


def commitment_text(commitment: Commitment) -> str:
    """Raises ValueError rather than writing what no verifier would read."""
    return _written("commitment", commitment, forms.COMMITMENT)


def rule_text(rule: LotteryRule) -> str:
    """Raises ValueError rather than writing what no verifier would read; names are ASCII."""
    return _written("lottery", rule, forms.RULE)


def _written(title: str, fields: Commitment | LotteryRule, form: re.Pattern[str]) -> str:
    lines = (f"{name}={_spelled(value)}" for name, value in fields._asdict().items())
    text = "\n".join((f"raffle-draw/1 {title}", *lines, ""))
    if not form.fullmatch(text):
        raise ValueError(f"this is not a {title} that can be read again")
    return text


def _spelled(value: str | int | None) -> str:
    if value is None:
        return "-"
    return str(int(value)) if isinstance(value, bool) else str(value)
