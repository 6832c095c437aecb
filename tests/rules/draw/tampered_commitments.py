"""Commitments that are not written as they must be, do not fit their method, or are not the ones that were hashed."""

from collections.abc import Iterator

from tests.rules.draw.hands import (
    BADLY_WRITTEN,
    Edits,
    Tampering,
    line,
    recommitted,
    sound,
    swapped_lines,
    told,
    without_line,
)

_UNREADABLE: Edits = {
    "lines in another order": swapped_lines(1, 2),
    "a line missing": without_line(8),
    "the last line missing": without_line(15),
    "a line twice": lambda text: text.replace("seq=1\n", "seq=1\nseq=1\n"),
    "seq 0": line("seq", "0"),
    "seq with a zero before": line("seq", "01"),
    "seq with a sign": line("seq", "+1"),
    "seq below 0": line("seq", "-1"),
    "seq with decimals": line("seq", "1.0"),
    "seq in digits that are not ASCII": line("seq", "１"),
    "seq of 17 digits": line("seq", "1" * 17),
    "no seq": line("seq", ""),
    "a first draw with one before": line("prev", "ab" * 32),
    "a second draw with none before": line("seq", "2"),
    "prev of 63 digits": line("prev", "0" * 63),
    "prev of 65 digits": line("prev", "0" * 65),
    "prev absent": line("prev", "-"),
    "a draw id with a space": line("draw", "spring trip"),
    "a draw id with a dot": line("draw", "spring.trip"),
    "a draw id with an accent": line("draw", "ñandú"),
    "no draw id": line("draw", ""),
    "a draw id of 65 letters": line("draw", "d" * 65),
    "an organizer id with a colon": line("organizer", "org:77"),
    "a hash in upper case": line("entries", "AB" * 32),
    "a hash that is not hex": line("entries", "xy" * 32),
    "count with a zero before": line("count", "020"),
    "count in words": line("count", "twenty"),
    "count in Arabic digits": line("count", "٢٠"),
    "no prizes": line("prizes", "0"),
    "prizes of 17 digits": line("prizes", "1" + "0" * 16),
    "alternates below 0": line("alternates", "-1"),
    "per_holder 2": line("per_holder", "2"),
    "per_holder true": line("per_holder", "true"),
    "round 0": line("beacon_round", "0"),
    "a round with a sign": line("beacon_round", "+123"),
    "a chain of 63 digits": line("beacon_chain", "5" * 63),
    "locked never": line("locked_at", "-"),
    "locked in a fraction of a second": line("locked_at", "1692803673.5"),
    "a giant id": line("draw", "d" * 1_000_000),
}

_OF_ANOTHER_METHOD: dict[str, tuple[str, Edits]] = {
    "beacon": (
        "beacon",
        {
            "a method that is not one": line("method", "dice"),
            "a method in upper case": line("method", "Beacon"),
            "no method": line("method", ""),
            "a method twice": line("method", "beacon+beacon"),
            "sources in another order": line("method", "sealed+beacon"),
            "no chain": line("beacon_chain", "-"),
            "no round": line("beacon_round", "-"),
            "a secret that beacon does not use": line("seed_commit", "ab" * 32),
            "a rule that beacon does not use": line("lottery_rule", "ab" * 32),
            "sealed said of a beacon": line("method", "sealed"),
            "a secret said to be there": line("method", "beacon+sealed"),
        },
    ),
    "sealed": (
        "sealed",
        {
            "no secret": line("seed_commit", "-"),
            "a round that sealed does not use": line("beacon_round", "123"),
            "a chain that sealed does not use": line("beacon_chain", "ab" * 32),
        },
    ),
    "lottery": ("lottery", {"no rule": line("lottery_rule", "-"), "number said of it": line("method", "number")}),
    "number": (
        "number-hit",
        {
            "one prize a holder": line("per_holder", "1"),
            "an alternate": line("alternates", "1"),
            "more prizes than groups": line("prizes", "3"),
            "fewer prizes than groups": line("prizes", "1"),
        },
    ),
}


def tampered_commitments() -> Iterator[Tampering]:
    beacon, sealed = sound("beacon"), sound("sealed")
    for edits in (BADLY_WRITTEN, _UNREADABLE):
        changed = {name: recommitted(beacon, edit) for name, edit in edits.items()}
        yield from told("E_COMMIT_CANON", "commitment", changed)
    absent = {field: value for field, value in beacon.items() if field != "commitment"}
    values = {"null": None, "a number": 1, "a list of lines": beacon["commitment"].splitlines(), "an object": {}}
    others = {f"{name} for a text": beacon | {"commitment": value} for name, value in values.items()}
    yield from told("E_COMMIT_CANON", "commitment", others | {"absent": absent})
    yield from _methods()
    shown = {"sealed": sealed["sealed"], "lottery": sound("lottery")["lottery"]}
    for source, value in shown.items():
        yield from told("E_METHOD", "beacon", {f"{source} shown, and not used": beacon | {source: value}})
    yield from told("E_METHOD", "sealed", {"beacon shown, and not used": sealed | {"beacon": beacon["beacon"]}})
    yield from _times_and_hashes()


def _methods() -> Iterator[Tampering]:
    for about, (name, edits) in _OF_ANOTHER_METHOD.items():
        base = sound("number-void" if name == "number-hit" else name)
        yield from told("E_METHOD", about, {what: recommitted(base, edit) for what, edit in edits.items()})


def _times_and_hashes() -> Iterator[Tampering]:
    beacon = sound("beacon")
    text, own = beacon["commitment"], beacon["commitment_hash"]
    other_chain = {
        "of another network": "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce",
        "of zeros": "0" * 64,
    }
    changed = {name: recommitted(beacon, line("beacon_chain", chain)) for name, chain in other_chain.items()}
    yield from told("E_BEACON_CHAIN", "committed chain", changed)
    early = {"59 seconds after the lock": "1692803674", "long before the lock": "1792803674"}
    changed = {name: recommitted(beacon, line("locked_at", at)) for name, at in early.items()}
    changed["of an earlier number"] = recommitted(beacon, line("beacon_round", "122"))
    yield from told("E_BEACON_TIME", "a round", changed)
    hashes = {
        "one of another commitment": beacon | {"commitment_hash": "ab" * 32},
        "in upper case": beacon | {"commitment_hash": own.upper()},
        "short": beacon | {"commitment_hash": own[:16]},
        "null": beacon | {"commitment_hash": None},
        "absent": {field: value for field, value in beacon.items() if field != "commitment_hash"},
        "with a line feed": beacon | {"commitment_hash": f"{own}\n"},
        "more prizes than were hashed": beacon | {"commitment": line("prizes", "3")(text)},
        "a holder may win once, after all": beacon | {"commitment": line("per_holder", "1")(text)},
        "another list named": beacon | {"commitment": line("entries", "ab" * 32)(text)},
        "an earlier lock": beacon | {"commitment": line("locked_at", "1692803600")(text)},
        "another organizer": beacon | {"commitment": line("organizer", "org_78")(text)},
    }
    yield from told("E_COMMIT_HASH", "commitment hash", hashes)
