"""`verify FILE`: a proof from a file, told step by step; needs no token, no settings and no database."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from rules.draw.beacon import time_of
from rules.draw.carrier import MOST_BYTES
from rules.draw.validity import NotValid, Step
from rules.draw.verifying import Verdict, find_own, verify

_SENTENCES = {
    "commitment": "the commitment {fact}: compare it with the one published before the draw",
    "entries": "the list, as it was fixed; how many numbers: {fact}",
    "sealed": "the secret is the one that was sealed",
    "beacon": "the beacon's round {fact}, signed by its network",
    "lottery": "the figure {fact}, as the rule wants it",
    "result": "the result {fact} follows from all this",
}


class CannotRead(Exception):
    """The file is not there, or may not be read; that says nothing about the draw."""


def verify_files(file: Path, entries: Path | None, receipt: str | None) -> tuple[bool, list[str]]:
    """Whether the proof holds, and what is said about it; of one that does not, the last line begins with the code."""
    try:
        verdict = verify(_read(file), None if entries is None else _read_list(entries))
    except NotValid as wrong:
        return False, [*_ticked(wrong.passed), str(wrong)]
    told = [*_ticked(verdict.steps), *_told(verdict)]
    try:
        return True, told if receipt is None else [*told, _own(verdict, receipt)]
    except NotValid as wrong:
        return False, [*told, str(wrong)]


def _read(file: Path) -> bytes:
    """At most a byte more than a proof may have, whatever the file says of its size."""
    try:
        with file.open("rb") as opened:
            if file.stat().st_size > MOST_BYTES:
                raise NotValid("E_COMMIT_CANON", "the file is larger than any proof that is read")
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise CannotRead(f"{file} cannot be read ({error.strerror}).") from None


def _read_list(file: Path) -> str:
    try:
        return _read(file).decode("ascii")
    except (NotValid, UnicodeDecodeError):
        raise NotValid("E_ENTRIES_CANON", "the list is too large, or not ASCII") from None


def _ticked(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield f"{_tick()} {_SENTENCES[step.key].format(fact=step.fact)}"


def _told(verdict: Verdict) -> Iterator[str]:
    number, rule = verdict.commitment.beacon_round, verdict.revealed.rule
    if number is not None:
        yield f"the round was due at {time_of(number):%Y-%m-%d %H:%M:%S} UTC: the commitment must have been seen before"
    if rule is not None:
        yield f"whether the figure is the official one of {rule.draw_date}: {rule.url}"
    if verdict.method == "sealed":
        yield "sealed proves nothing against whoever knew the secret and the list: good for rehearsals and fun"
    for place, raffle_number, holder in verdict.winners:
        yield f"{place}: nobody" if raffle_number is None else f"{place}: number {raffle_number}, holder {holder}"


def _own(verdict: Verdict, receipt: str) -> str:
    number = find_own(verdict.entries, verdict.commitment.draw, receipt)
    if number is None:
        raise NotValid("E_RECEIPT", "no number of the list has this receipt")
    places = [winner.place for winner in verdict.winners if winner.number == number]
    return f"your number {number} is in the list: {', '.join(places) or 'not chosen'}"


def _tick() -> str:
    try:
        "✓".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return "ok"
    return "✓"
