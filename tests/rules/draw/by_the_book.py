"""The seed, the stream and the choice once more, as the contract words them, slow and without a thought."""

import hashlib
import hmac
from collections.abc import Sequence

from rules.draw.entries import Entry


class Stream:
    def __init__(self, seed: bytes) -> None:
        self._seed = seed
        self.words_taken = 0

    def word(self) -> int:
        block, place = divmod(self.words_taken, 8)
        self.words_taken += 1
        mac = hmac.new(self._seed, f"raffle-draw/1 stream {block}".encode(), hashlib.sha256).digest()
        return int.from_bytes(mac[place * 4 : place * 4 + 4], "big")

    def uniform(self, n: int) -> int:
        limit = 2**32 - (2**32 % n)
        while True:
            v = self.word()
            if v < limit:
                return v % n


def chosen(seed: bytes, entries: Sequence[Entry], prizes: int, alternates: int, per_holder: bool) -> list[Entry]:
    stream, a, found = Stream(seed), list(entries), list[Entry]()
    for i in range(len(a)):
        if len(found) == prizes + alternates:
            break
        j = i + stream.uniform(len(a) - i)
        a[i], a[j] = a[j], a[i]
        if per_holder and a[i].holder in [one.holder for one in found]:
            continue
        found.append(a[i])
    return found
