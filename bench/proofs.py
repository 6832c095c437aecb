"""A proof of any length, drawn with a real round of the beacon."""

from random import Random

from rules.codes import receipt
from rules.draw.beacon import CHAIN, find_signed, second_of
from rules.draw.choosing import result_text
from rules.draw.entries import entries_of, entry_pieces
from rules.draw.proof import Proof, proof_json
from rules.draw.sources import Revealed
from rules.draw.texts import ZERO, Commitment, commitment_text, digest, digest_of
from rules.draw.verifying import draw_winners

PRIZES, ALTERNATES, EACH = 10, 10, 3
"""And how many numbers a holder has."""
_ROUND = 123
_SIGNATURE = "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92"


def long_proof(numbers: int) -> str:
    chance, found = Random(7), find_signed(_ROUND, _SIGNATURE)
    sold = [(number, chance.randrange(max(1, numbers // EACH)), receipt(chance)) for number in range(numbers)]
    entries = entries_of("bench", sold)
    pieces = list(entry_pieces("bench", entries))
    commitment = Commitment(
        draw="bench",
        organizer="ana",
        seq=1,
        prev=ZERO,
        entries=digest_of(pieces),
        count=len(entries),
        prizes=PRIZES,
        alternates=ALTERNATES,
        per_holder=True,
        method="beacon",
        seed_commit=None,
        beacon_chain=CHAIN,
        beacon_round=_ROUND,
        lottery_rule=None,
        locked_at=second_of(_ROUND) - 60,
    )
    committed = commitment_text(commitment)
    revealed = Revealed(randomness=found.randomness)
    seed, chosen = draw_winners(commitment, digest(committed), entries, revealed)
    result = result_text(digest(committed), seed, chosen, PRIZES)
    return proof_json(Proof(committed, "".join(pieces), result, seed, beacon=found))
