"""The proof file: everything that a stranger needs to recompute the winners."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rules.draw.beacon import CHAIN, Round
from rules.draw.carrier import FORMAT
from rules.draw.texts import digest

_SLICE = 1 << 20


class Figure(NamedTuple):
    """Of the lottery: the rule's text, the value, and what is only shown, such as who entered it when."""

    rule: str
    value: str
    shown: Mapping[str, object]


class Proof(NamedTuple):
    commitment: str
    entries: str
    result: str
    seed: bytes | None
    secret: str | None = None
    beacon: Round | None = None
    lottery: Figure | None = None
    published: Sequence[Mapping[str, object]] = ()
    generator: str = ""


def proof_json(proof: Proof) -> str:
    return "".join(proof_pieces(proof))


def proof_pieces(proof: Proof) -> Iterator[str]:
    """The same piece by piece, so that nobody waits while a long list is written."""
    yield f'{{\n "format": "{FORMAT}"'
    for name, value in _before(proof).items():
        yield _field(name, value)
    yield ',\n "entries": "'
    for start in range(0, len(proof.entries), _SLICE):
        yield json.dumps(proof.entries[start : start + _SLICE])[1:-1]
    yield '"'
    for name, value in _after(proof).items():
        yield _field(name, value)
    yield "\n}\n"


def _before(proof: Proof) -> dict[str, object]:
    return {"commitment": proof.commitment, "commitment_hash": digest(proof.commitment)}


def _after(proof: Proof) -> dict[str, object]:
    return {
        "sealed": proof.secret and {"secret": proof.secret},
        "beacon": proof.beacon and _beacon(proof.beacon),
        "lottery": proof.lottery and {**proof.lottery.shown, "rule": proof.lottery.rule, "value": proof.lottery.value},
        "seed": proof.seed and proof.seed.hex(),
        "result": proof.result,
        "result_hash": digest(proof.result),
        "published": list(proof.published),
        "generator": proof.generator,
    }


def _beacon(beacon: Round) -> dict[str, object]:
    shown = {"signature": beacon.signature.hex(), "randomness": beacon.randomness.hex()}
    return {"chain": CHAIN, "round": beacon.number, **shown}


def _field(name: str, value: object) -> str:
    return f",\n {json.dumps(name)}: {json.dumps(value)}"
