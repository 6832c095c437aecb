"""The strict verifier: every step of the proof looked at in order, and the first failure named by its code."""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from rules.codes import is_receipt
from rules.draw.carrier import read_carrier
from rules.draw.choosing import choose, choose_by_number, find_seed, place_of, result_text
from rules.draw.entries import Entries, Entry
from rules.draw.methods import check_method, check_round, sources_of
from rules.draw.reading import read_commitment, read_entries
from rules.draw.sources import Revealed, check_sources
from rules.draw.texts import Commitment, digest
from rules.draw.validity import NotValid, Step


class Winner(NamedTuple):
    """A prize that nobody won has neither number nor holder."""

    place: str
    number: int | None
    holder: int | None


class Verdict(NamedTuple):
    """Of a proof that holds; the commitment's hash is still to be compared with the one seen before the draw."""

    commitment: Commitment
    commitment_hash: str
    entries: Entries
    revealed: Revealed
    seed: bytes | None
    winners: tuple[Winner, ...]
    result_hash: str
    steps: tuple[Step, ...]

    @property
    def method(self) -> str:
        return self.commitment.method


def verify(proof: bytes | str, entries: str | None = None) -> Verdict:
    """Raises NotValid at the first failure. The list may be given apart, for a proof that only says where it is."""
    steps: list[Step] = []
    try:
        return _verify(read_carrier(proof), entries, steps)
    except NotValid as wrong:
        raise NotValid(wrong.code, wrong.why, tuple(steps)) from None


def find_own(entries: Entries, draw: str, receipt: str) -> int | None:
    """The number that this receipt belongs to; every line is tried."""
    if not is_receipt(receipt):
        raise NotValid("E_RECEIPT", "a receipt is 26 letters a-z and digits 2-7")
    begun = hashlib.sha256(f"raffle-draw/1 ticket\n{draw}\n".encode("ascii"))
    for at, number in enumerate(entries.numbers):
        tried = begun.copy()
        tried.update(f"{number}\n{receipt}\n".encode("ascii"))
        if entries.has_tag(at, tried.digest()):
            return number
    return None


def _verify(carried: Mapping[str, object], apart: str | None, steps: list[Step]) -> Verdict:
    commitment = _check_commitment(carried, steps)
    entries = _check_entries(commitment, carried.get("entries") if apart is None else apart, steps)
    revealed = check_sources(commitment, carried, steps)
    commitment_hash = str(carried["commitment_hash"])
    seed, chosen = draw_winners(commitment, commitment_hash, entries, revealed)
    result = result_text(commitment_hash, seed, chosen, commitment.prizes)
    if carried.get("result") != result:
        raise NotValid("E_RESULT", "the winners do not follow from the list and the source of chance")
    result_hash = digest(result)
    steps.append(Step("result", result_hash))
    winners = tuple(_winner(place_of(at, commitment.prizes), entry) for at, entry in enumerate(chosen))
    return Verdict(commitment, commitment_hash, entries, revealed, seed, winners, result_hash, tuple(steps))


def _check_commitment(carried: Mapping[str, object], steps: list[Step]) -> Commitment:
    text = carried.get("commitment")
    commitment = read_commitment(text)
    check_method(commitment)
    check_round(commitment)
    unused = {"sealed", "beacon", "lottery"} - sources_of(commitment.method)
    for source in sorted(unused):
        if carried.get(source) is not None:
            raise NotValid("E_METHOD", f"{source} is shown, and {commitment.method} does not use it")
    commitment_hash = digest(str(text))
    if carried.get("commitment_hash") != commitment_hash:
        raise NotValid("E_COMMIT_HASH", "the hash of the commitment is another")
    steps.append(Step("commitment", commitment_hash))
    return commitment


def _check_entries(commitment: Commitment, text: object, steps: list[Step]) -> Entries:
    if text is None:
        raise NotValid("E_ENTRIES_CANON", "the list is not in the proof: give it apart")
    draw, entries = read_entries(text)
    if digest(str(text)) != commitment.entries:
        raise NotValid("E_ENTRIES_HASH", "this is not the list that the commitment names")
    if draw != commitment.draw or len(entries) != commitment.count:
        raise NotValid(
            "E_ENTRIES_MISMATCH", "the list is of another draw or of another length than the commitment says"
        )
    steps.append(Step("entries", str(len(entries))))
    return entries


def draw_winners(
    commitment: Commitment, commitment_hash: str, entries: Entries, revealed: Revealed
) -> tuple[bytes | None, list[Entry] | list[Entry | None]]:
    """The seed, which `number` has none of, and who was chosen."""
    if commitment.method == "number" and revealed.rule is not None and revealed.value is not None:
        return None, choose_by_number(revealed.rule, revealed.value, entries)
    seed = find_seed(commitment_hash, revealed.secret, revealed.randomness, revealed.value)
    return seed, choose(seed, entries, commitment.prizes, commitment.alternates, commitment.per_holder)


def _winner(place: str, entry: Entry | None) -> Winner:
    return Winner(place, None, None) if entry is None else Winner(place, entry.number, entry.holder)
