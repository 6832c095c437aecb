"""Secrets, signatures and figures that are not those which the commitment named."""

from collections.abc import Iterator
from typing import Any

from tests.rules.draw.hands import (
    BADLY_WRITTEN,
    Edits,
    Tampering,
    line,
    recommitted,
    reruled,
    sound,
    swap,
    swapped_lines,
    told,
    without_line,
)
from tests.rules.draw.proofs import ROUNDS, SECRET, SEEDING_VALUE, Json

OUTSIDE_THE_SUBGROUP = (
    "809dde3f545ed5f3fd7839a1d80941f747a9117c844e2778a88f7a69d63bc69e29ce9dd0e5f3fb1be0802af85b01b1d7"
)
"""Round 123's true signature plus a point of cofactor order: the pairing alone would let it pass."""

_PRIME = "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab"


_WITHOUT_BYTES = ("half a character",)
"""What no hash can be made of, not even a fitting one."""


def _with(proof: Json, source: str, **fields: Any) -> Json:
    return proof | {source: proof[source] | fields}


def _lacking(proof: Json, source: str, field: str) -> Json:
    return proof | {source: {name: value for name, value in proof[source].items() if name != field}}


def tampered_secrets() -> Iterator[Tampering]:
    for name in ("sealed", "beacon-and-sealed", "lottery-and-sealed"):
        base = sound(name)
        secrets = {
            "another secret": "5f" * 32,
            "a secret in upper case": SECRET.upper(),
            "a secret of 63 digits": SECRET[:-1],
            "a secret of 65 digits": f"{SECRET}0",
            "a secret with a line feed": f"{SECRET}\n",
            "null for a secret": None,
            "a number for a secret": 5,
        }
        changed: dict[str, Any] = {what: _with(base, "sealed", secret=secret) for what, secret in secrets.items()}
        changed["no secret"] = _lacking(base, "sealed", "secret")
        changed["nothing revealed"] = base | {"sealed": None}
        changed["a text for the object"] = base | {"sealed": SECRET}
        changed["absent"] = {field: value for field, value in base.items() if field != "sealed"}
        changed["sealed with another secret"] = recommitted(base, line("seed_commit", "ab" * 32))
        yield from told("E_SEALED", f"secret of {name}", changed)


def tampered_rounds() -> Iterator[Tampering]:
    base = sound("beacon")
    text = sound("beacon")["beacon"]["signature"]
    other = {"round": 1000, "signature": ROUNDS[1000].signature.hex(), "randomness": ROUNDS[1000].randomness.hex()}
    rounds = {"another": 124, "a text": "123", "true": True, "null": None, "a list": [123], "below 0": -123}
    changed: dict[str, Any] = {f"{name} for a number": _with(base, "beacon", round=one) for name, one in rounds.items()}
    changed["no number"] = _lacking(base, "beacon", "round")
    changed["a later one with all that belongs to it"] = _with(base, "beacon", **other)
    changed["none shown"] = base | {"beacon": None}
    changed["a list for the object"] = base | {"beacon": [123, text]}
    changed["absent"] = {field: value for field, value in base.items() if field != "beacon"}
    yield from told("E_BEACON_ROUND", "round", changed)
    chains = {"of another network": "ab" * 32, "in upper case": base["beacon"]["chain"].upper(), "null": None}
    changed = {name: _with(base, "beacon", chain=chain) for name, chain in chains.items()}
    yield from told("E_BEACON_CHAIN", "shown chain", changed | {"absent": _lacking(base, "beacon", "chain")})
    own = base["beacon"]["randomness"]
    values = {"another round's": other["randomness"], "in upper case": own.upper(), "turned round": own[::-1]}
    values |= {"null": None, "short": own[:32]}
    changed = {name: _with(base, "beacon", randomness=value) for name, value in values.items()}
    changed["absent"] = _lacking(base, "beacon", "randomness")
    yield from told("E_BEACON_RANDOMNESS", "randomness", changed)


def tampered_signatures() -> Iterator[Tampering]:
    base = sound("beacon")
    own = ROUNDS[123].signature
    text = own.hex()
    signatures = {
        "of another round": ROUNDS[1000].signature.hex(),
        "negated": bytes([own[0] ^ 0x20]).hex() + text[2:],
        "outside the subgroup": OUTSIDE_THE_SUBGROUP,
        "a point of the curve that is not in the subgroup": "80" + "00" * 46 + "04",
        "at infinity": "c0" + "00" * 47,
        "at infinity, with a sign": "e0" + "00" * 47,
        "at infinity, with something more": "c0" + "00" * 46 + "01",
        "not a point of the curve": "80" + "00" * 46 + "01",
        "beyond the field": f"{int(_PRIME, 16) | 0x8 << 380:096x}",
        "said not to be compressed": bytes([own[0] & 0x7F]).hex() + text[2:],
        "of zeros": "00" * 48,
        "of ones": "ff" * 48,
        "the group's generator": (
            "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"
        ),
        "one bit changed": text[:-1] + f"{int(text[-1], 16) ^ 1:x}",
        "truncated": text[:-2],
        "half a byte short": text[:-1],
        "a byte too long": f"{text}00",
        "in upper case": text.upper(),
        "with 0x": f"0x{text}",
        "with a space": f"{text[:48]} {text[48:]}",
        "with a line feed": f"{text}\n",
        "empty": "",
        "null": None,
        "a list of bytes": list(own),
        "giant": "00" * 500_000,
    }
    changed = {name: _with(base, "beacon", signature=one) for name, one in signatures.items()}
    yield from told("E_BEACON_SIG", "signature", changed | {"absent": _lacking(base, "beacon", "signature")})


_RULES_OF_NO_LOTTERY: Edits = {
    "no groups": line("groups", "0"),
    "33 groups": line("groups", "33"),
    "no digits": line("digits", "0"),
    "13 digits": line("digits", "13"),
    "more bits than the digits hold": line("bits", "84"),
    "bits beyond all bounds": line("bits", "1276"),
    "bits of 16 digits": line("bits", "9" * 16),
    "bits with a zero before": line("bits", "083"),
    "no name": line("name", ""),
    "a name of 201 characters": line("name", "n" * 201),
    "a name with an accent": line("name", "Lotería Nacional"),
    "a date the other way round": line("draw_date", "22-12-2026"),
    "a date in Arabic digits": line("draw_date", "٢٠٢٦-12-22"),
    "no address": line("url", ""),
    "what ends in a space": line("what", "first five prizes "),
    "take, where the figure is a seed": line("take", "last:2"),
    "unsold, where the figure is a seed": line("unsold", "void"),
    "lines in another order": swapped_lines(1, 2),
    "a line missing": without_line(7),
}
_RULES_OF_NO_NUMBER: Edits = {
    "no take": line("take", "-"),
    "no unsold": line("unsold", "-"),
    "more digits taken than there are": line("take", "last:5"),
    "no digits taken": line("take", "last:0"),
    "digits from the middle": line("take", "middle:2"),
    "digits with a zero before": line("take", "last:02"),
    "the number below, if unsold": line("unsold", "previous_sold"),
}


def tampered_figures() -> Iterator[Tampering]:
    for name in ("lottery", "number-void"):
        yield from _rules_that_were_not_committed(name)
        values = _values(sound(name)["lottery"]["value"])
        changed = {what: _with(sound(name), "lottery", value=value) for what, value in values.items()}
        changed["absent"] = _lacking(sound(name), "lottery", "value")
        yield from told("E_LOTTERY_VALUE", f"figure of {name}", changed)
    lottery, number = sound("lottery"), sound("number-void")
    for edits in (BADLY_WRITTEN, _RULES_OF_NO_LOTTERY):
        changed = {name: reruled(lottery, edit) for name, edit in edits.items() if name not in _WITHOUT_BYTES}
        yield from told("E_LOTTERY_RULE", "rule", changed)
    changed = {name: reruled(number, edit) for name, edit in _RULES_OF_NO_NUMBER.items()}
    yield from told("E_LOTTERY_RULE", "rule of a number", changed)
    few = {"one bit too few": line("bits", "24"), "none": line("bits", "0")}
    yield from told("E_LOTTERY_BITS", "bits", {name: reruled(lottery, edit) for name, edit in few.items()})
    yield from told("E_METHOD", "number", {"a rule with another group": reruled(number, line("groups", "3"))})


def _rules_that_were_not_committed(name: str) -> Iterator[Tampering]:
    base = sound(name)
    rule = base["lottery"]["rule"]
    changed: dict[str, Any] = {
        "another date": _with(base, "lottery", rule=swap("2026-12", "2026-11")(rule)),
        "another name": _with(base, "lottery", rule=line("name", "Our own lottery")(rule)),
        "fewer digits": _with(base, "lottery", rule=line("digits", "3")(rule)),
        "lines that end in CR LF": _with(base, "lottery", rule=rule.replace("\n", "\r\n")),
        "letters with accents": _with(base, "lottery", rule=rule.replace("lottery\n", "lotería\n")),
        "null for a rule": _with(base, "lottery", rule=None),
        "half a character": _with(base, "lottery", rule=rule.replace("lottery\n", "lottery \ud800\n")),
        "no rule": _lacking(base, "lottery", "rule"),
        "none shown": base | {"lottery": None},
        "a text for the object": base | {"lottery": rule},
        "another rule committed": recommitted(base, line("lottery_rule", "ab" * 32)),
        "absent": {field: value for field, value in base.items() if field != "lottery"},
    }
    yield from told("E_LOTTERY_RULE_HASH", f"rule of {name}", changed)


def _values(own: str) -> dict[str, Any]:
    assert own != SEEDING_VALUE[:9]
    first, _, others = own.partition("-")
    return {
        "a group less": first,
        "a group more": f"{own}-{first}",
        "a digit less": own[:-1],
        "a digit more": f"{own}0",
        "a letter": f"{own[:-1]}x",
        "digits that are not ASCII": f"{own[:-1]}３",
        "a space between": f"{first} {others}",
        "a comma between": f"{first},{others}",
        "spaces around": f" {own} ",
        "a line feed after it": f"{own}\n",
        "a sign": f"-{own[1:]}",
        "null": None,
        "a number": 7734,
        "a list of groups": own.split("-"),
        "empty": "",
    }
