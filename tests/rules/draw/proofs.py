"""Valid proofs to look at and to tamper with: those of others, and one of our own for each way to draw."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rules.draw.beacon import CHAIN, Round, second_of
from rules.draw.choosing import result_text
from rules.draw.entries import Entries, entries_of, entry_list
from rules.draw.methods import sources_of
from rules.draw.proof import Figure, Proof, proof_json
from rules.draw.sources import Revealed
from rules.draw.texts import ZERO, Commitment, LotteryRule, commitment_text, digest, rule_text, seal
from rules.draw.verifying import draw_winners

EXAMPLES: dict[str, Any] = json.loads((Path(__file__).parent / "examples.json").read_text())
ROUNDS = {
    one["round"]: Round(one["round"], bytes.fromhex(one["signature"]), bytes.fromhex(one["randomness"]))
    for one in EXAMPLES["rounds"]
}

Json = dict[str, Any]
Sold = Sequence[tuple[int, str, str]]

SOLD: Sold = [
    (number, holder, chr(ord("a") + at % 26) * 26)
    for at, (number, holder) in enumerate(
        zip(
            (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584, 4181, 6765),
            ("Luis", "Marta", "Luis", "Sofia", "Marta", "Luis", "Pedro", "Luis", "Rosa", "Luis") * 2,
            strict=True,
        )
    )
]
SECRET = "5e" * 32
SEEDING = LotteryRule("National lottery", "2026-12-22", "first five prizes", 5, 5, 83, "https://example.org/results")
SEEDING_VALUE = "01234-56789-99999-00000-27182"
NUMBER = LotteryRule("Saturday lottery", "2026-12-26", "two prizes", 2, 4, 26, "https://example.org/saturday")
VALUES = {"hit": "7734-0089", "void": "7735-0089", "next": "7735-9990"}


def draws_of_our_own() -> dict[str, str]:
    """Each a whole proof file, by a name that says what it shows."""
    found = {
        method.replace("+", "-and-"): drawn(method)
        for method in ("beacon", "sealed", "beacon+sealed", "lottery", "lottery+sealed")
    }
    found["beacon-one-prize-a-holder"] = drawn("beacon", prizes=3, alternates=4, per_holder=True)
    found["beacon-more-prizes-than-numbers"] = drawn("beacon", prizes=40, alternates=2)
    found["beacon-fewer-holders-than-prizes"] = drawn("beacon", prizes=6, alternates=3, per_holder=True)
    found["beacon-second-draw"] = drawn("beacon", seq=2, prev="ab" * 32, number=1000)
    found["beacon-highest-number"] = drawn("beacon", sold=[(0, "Luis", "b" * 26), (2**53 - 1, "Marta", "c" * 26)])
    for name, unsold in (("hit", "void"), ("void", "void"), ("next", "next_sold")):
        rule = NUMBER._replace(take="last:2", unsold=unsold)
        found[f"number-{name}"] = drawn("number", prizes=2, alternates=0, rule=rule, value=VALUES[name])
    rule = NUMBER._replace(take="first:4", unsold="next_sold")
    found["number-first-digits-after-the-last"] = drawn(
        "number", prizes=2, alternates=0, rule=rule, value="9999-0004", sold=SOLD[1:]
    )
    return found


def drawn(
    method: str, *, rule: LotteryRule = SEEDING, value: str = SEEDING_VALUE, number: int = 123, **said: Any
) -> str:
    sold: Sold = said.pop("sold", SOLD)
    draw = said.setdefault("draw", "spring-trip_1")
    entries, used = entries_of(draw, sold), sources_of(method)
    commitment = _commitment(method, entries, rule, number, said)
    revealed = Revealed(
        SECRET if "sealed" in used else None,
        ROUNDS[number].randomness if "beacon" in used else None,
        rule if "lottery" in used else None,
        value if "lottery" in used else None,
    )
    text = commitment_text(commitment)
    seed, chosen = draw_winners(commitment, digest(text), entries, revealed)
    return proof_json(
        Proof(
            text,
            entry_list(draw, entries),
            result_text(digest(text), seed, chosen, commitment.prizes),
            seed,
            revealed.secret,
            ROUNDS[number] if "beacon" in used else None,
            Figure(rule_text(rule), value, {"entered_by": "organizer"}) if "lottery" in used else None,
            [{"where": "group", "url": "https://t.me/spring_trip/7", "date": "2023-08-23T15:13:00Z"}],
            "raffle-bot tests",
        )
    )


def _commitment(method: str, entries: Entries, rule: LotteryRule, number: int, said: Json) -> Commitment:
    used = sources_of(method)
    beacon = {"beacon_chain": CHAIN, "beacon_round": number} if "beacon" in used else {}
    fields: Json = {
        "organizer": "org_77",
        "seq": 1,
        "prev": ZERO,
        "entries": digest(entry_list(said["draw"], entries)),
        "count": len(entries),
        "prizes": 2,
        "alternates": 1,
        "per_holder": False,
        "method": method,
        "seed_commit": seal(said["draw"], SECRET) if "sealed" in used else None,
        "beacon_chain": None,
        "beacon_round": None,
        "lottery_rule": digest(rule_text(rule)) if "lottery" in used else None,
        "locked_at": second_of(number) - 60,
    }
    return Commitment(**fields | beacon | said)
