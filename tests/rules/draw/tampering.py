"""Everything that a dishonest or careless hand could change in a proof, and the code with which it is refused.

`python -m tests.rules.draw.tampering` writes it as JSON, for verifiers in other languages: `valid` are proofs that
hold, with their winners; `tampered` those that do not, with their code; `receipts` who finds which number. Each
proof is the text of its file.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

from rules.draw.verifying import verify
from tests.rules.draw.hands import Tampering, sound, sound_proofs
from tests.rules.draw.proofs import SOLD
from tests.rules.draw.tampered_commitments import tampered_commitments
from tests.rules.draw.tampered_files import tampered_files
from tests.rules.draw.tampered_lists import tampered_lists, tampered_results
from tests.rules.draw.tampered_sources import (
    tampered_figures,
    tampered_rounds,
    tampered_secrets,
    tampered_signatures,
)

RECEIPTS: dict[str, int | str | None] = {
    SOLD[0][2]: SOLD[0][0],
    SOLD[7][2]: SOLD[7][0],
    "z" * 26: None,
    "a" * 25: "E_RECEIPT",
    "a" * 27: "E_RECEIPT",
    "A" * 26: "E_RECEIPT",
    "a" * 25 + "1": "E_RECEIPT",
    "a" * 26 + "\n": "E_RECEIPT",
    "": "E_RECEIPT",
}
"""The number that each finds in the list of `beacon`; None if it is nobody's."""


def valid_proofs() -> dict[str, str]:
    """Also with what a verifier ignores, or reads as the same."""
    beacon = sound("beacon")
    harmless = {
        "fields that nobody knows": beacon | {"x": {"é": [1.5, True, None]}, "operator_signature": "ab"},
        "a seed and a result hash that are only shown": beacon | {"seed": "ab" * 32, "result_hash": 1},
        "fields in another order": dict(reversed(beacon.items())),
        "without what is only shown": {
            field: value
            for field, value in beacon.items()
            if field in ("format", "commitment", "commitment_hash", "entries", "beacon", "result")
        },
    }
    written = {name: json.dumps(proof) for name, proof in harmless.items()}
    written["letters as escapes"] = json.dumps(beacon).replace("raffle-draw/1 entries", "\\u0072affle-draw\\/1 entries")
    written["letters that are not ASCII"] = json.dumps(beacon | {"generator": "sorteo 🎟"}, ensure_ascii=False)
    written["spaces and line feeds between"] = json.dumps(beacon, indent=4).replace("\n", "\r\n\t")
    return sound_proofs() | written


def tamperings() -> Iterator[Tampering]:
    yield from tampered_commitments()
    yield from tampered_lists()
    yield from tampered_secrets()
    yield from tampered_rounds()
    yield from tampered_signatures()
    yield from tampered_figures()
    yield from tampered_results()
    yield from tampered_files()


def everything() -> dict[str, Any]:
    return {
        "valid": [
            {"name": name, "proof": proof, "winners": verify(proof).winners} for name, proof in valid_proofs().items()
        ],
        "tampered": [one._asdict() for one in tamperings()],
        "receipts": [{"proof": "beacon", "receipt": receipt, "finds": found} for receipt, found in RECEIPTS.items()],
    }


if __name__ == "__main__":
    json.dump(everything(), sys.stdout)
