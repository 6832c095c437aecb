"""What a hand that changes a proof can do: alter a text and make the hashes around it fit again, or not."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from tests.rules.draw.proofs import EXAMPLES, Json, draws_of_our_own

Edit = Callable[[str], str]
Edits = Mapping[str, Edit]


class Tampering(NamedTuple):
    """The whole file, and the code with which every verifier refuses it."""

    name: str
    proof: str
    code: str


@cache
def sound_proofs() -> dict[str, str]:
    return {name: json.dumps(proof) for name, proof in EXAMPLES["proofs"].items()} | draws_of_our_own()


def sound(name: str) -> Json:
    loaded: Json = json.loads(sound_proofs()[name])
    return loaded


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def swap(old: str, new: str) -> Edit:
    """The first occurrence; that there is one is part of the test."""

    def edit(text: str) -> str:
        assert old in text, f"nothing to change: {old!r}"
        return text.replace(old, new, 1)

    return edit


def line(field: str, value: str) -> Edit:
    def edit(text: str) -> str:
        lines = text.split("\n")
        at = next(at for at, one in enumerate(lines) if one.startswith(f"{field}="))
        lines[at] = f"{field}={value}"
        return "\n".join(lines)

    return edit


def without_line(at: int) -> Edit:
    return lambda text: "".join(one for index, one in enumerate(text.splitlines(True)) if index != at)


def swapped_lines(first: int, second: int) -> Edit:
    def edit(text: str) -> str:
        lines = text.splitlines(True)
        lines[first], lines[second] = lines[second], lines[first]
        return "".join(lines)

    return edit


BADLY_WRITTEN: Edits = {
    "lines end in CR LF": lambda text: text.replace("\n", "\r\n"),
    "no last line feed": lambda text: text[:-1],
    "an empty line at the end": lambda text: f"{text}\n",
    "an empty line inside": swap("\n", "\n\n"),
    "a space at a line's end": swap("\n", " \n"),
    "a space at the last line's end": lambda text: f"{text[:-1]} \n",
    "a space before": lambda text: f" {text}",
    "a byte order mark": lambda text: f"\ufeff{text}",
    "a tab": swap("=", "=\t"),
    "a zero byte": swap("\n", "\0\n"),
    "another version": swap("raffle-draw/1", "raffle-draw/2"),
    "another title": swap("raffle-draw/1 ", "raffle-draw/1 the "),
    "the title alone": lambda text: text.partition("\n")[0] + "\n",
    "nothing": lambda _: "",
    "a line too many": lambda text: f"{text}more=1\n",
    "a comment": lambda text: f"# seen\n{text}",
    "letters with accents": swap("\n", "é\n"),
    "half a character": swap("\n", "\ud800\n"),
    "a line separator of Unicode": swap("\n", "\u2028"),
}
"""True of each of the texts."""


def recommitted(proof: Json, edit: Edit) -> Json:
    """With a hash that fits the changed commitment."""
    text = edit(proof["commitment"])
    return proof | {"commitment": text, "commitment_hash": hash_of(text)}


def relisted(proof: Json, edit: Edit) -> Json:
    """With a commitment that names the changed list."""
    text = edit(proof["entries"])
    return recommitted(proof | {"entries": text}, line("entries", hash_of(text)))


def reruled(proof: Json, edit: Edit) -> Json:
    """With a commitment that names the changed rule."""
    text = edit(proof["lottery"]["rule"])
    changed = proof | {"lottery": proof["lottery"] | {"rule": text}}
    return recommitted(changed, line("lottery_rule", hash_of(text)))


def told(code: str, about: str, proofs: Mapping[str, Any]) -> Iterator[Tampering]:
    for name, proof in proofs.items():
        yield Tampering(f"{about}: {name}", proof if isinstance(proof, str) else json.dumps(proof), code)
