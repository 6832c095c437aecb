"""The entry list: every sold number, the pseudonym of who holds it, and the tag that binds it to its receipt."""

import hashlib
from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple, overload

MOST_NUMBER = 2**53 - 1
_TAG = 32
_LINES_AT_ONCE = 4096


class Entry(NamedTuple):
    number: int
    holder: int
    tag: str


class Entries(Sequence[Entry]):
    """Kept in columns: a million take 44 MB, and the garbage collector has nothing to look through."""

    def __init__(self) -> None:
        self.numbers = array("Q")
        self.holders = array("Q")
        self._tags = bytearray()

    def add(self, number: int, holder: int, tag: bytes) -> None:
        self.numbers.append(number)
        self.holders.append(holder)
        self._tags += tag

    def has_tag(self, at: int, tag: bytes) -> bool:
        return self._tags.startswith(tag, at * _TAG)

    def lines(self, start: int, end: int) -> str:
        tags = self._tags[start * _TAG : end * _TAG].hex()
        rows = zip(self.numbers[start:end], self.holders[start:end], range(0, len(tags), 64), strict=True)
        return "".join([f"{number} {holder} {tags[at : at + 64]}\n" for number, holder, at in rows])

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> list[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | list[Entry]:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        index = range(len(self))[at]
        tag = self._tags[index * _TAG : (index + 1) * _TAG].hex()
        return Entry(self.numbers[index], self.holders[index], tag)

    def __iter__(self) -> Iterator[Entry]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Entry.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]


def tag_of(draw: str, number: int, receipt: str) -> str:
    return _tag(draw, number, receipt).hex()


def _tag(draw: str, number: int, receipt: str) -> bytes:
    return hashlib.sha256(f"raffle-draw/1 ticket\n{draw}\n{number}\n{receipt}\n".encode("ascii")).digest()


def entries_of(draw: str, sold: Iterable[tuple[int, Hashable, str]]) -> Entries:
    """From number, who holds it, and receipt, in ascending order."""
    found = Entries()
    pseudonyms: dict[Hashable, int] = {}
    last = -1
    for number, who, receipt in sold:
        if not last < number <= MOST_NUMBER:
            raise ValueError(f"number {number} cannot be listed after {last}")
        last = number
        found.add(number, pseudonyms.setdefault(who, len(pseudonyms) + 1), _tag(draw, number, receipt))
    return found


def entry_list(draw: str, entries: Entries) -> str:
    """The whole text; `digest` of it is what the commitment names."""
    return "".join(entry_pieces(draw, entries))


def entry_pieces(draw: str, entries: Entries) -> Iterator[str]:
    """The same piece by piece, each of whole lines: of a million the whole is so long that copying it is felt."""
    count = len(entries)
    yield f"raffle-draw/1 entries\ndraw={draw}\ncount={count}\n"
    for start in range(0, count, _LINES_AT_ONCE):
        yield entries.lines(start, min(start + _LINES_AT_ONCE, count))
