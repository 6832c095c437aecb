"""Lists that are not written as they must be, are not the committed one, or belong to another draw; and results."""

from collections.abc import Iterator

from tests.rules.draw.hands import (
    BADLY_WRITTEN,
    Edit,
    Edits,
    Tampering,
    line,
    recommitted,
    relisted,
    sound,
    swap,
    swapped_lines,
    told,
    without_line,
)

_UNREADABLE: Edits = {
    "two lines in another order": swapped_lines(4, 5),
    "a number twice": swap("\n2 1 ", "\n1 1 "),
    "a number below 0": swap("\n0 1 ", "\n-1 1 "),
    "a number with a zero before": swap("\n5 2 ", "\n05 2 "),
    "a number too large for any": swap("\n6765 1 ", "\n9007199254740992 1 "),
    "a number of 17 digits": swap("\n6765 1 ", "\n67650000000000000 1 "),
    "digits that are not ASCII": swap("\n8 1 ", "\n８ 1 "),
    "holder 0": swap("\n0 1 ", "\n0 0 "),
    "the first holder is 2": swap("\n0 1 ", "\n0 2 "),
    "a holder left out": swap(" 4 ", " 5 "),
    "a holder with a zero before": swap("\n0 1 ", "\n0 01 "),
    "a holder of 11 digits": swap("\n1 2 ", "\n1 20000000000 "),
    "two spaces": swap("\n0 1 ", "\n0  1 "),
    "a tab between": swap("\n0 1 ", "\n0\t1 "),
    "a line in two": swap("\n0 1 ", "\n0 1\n"),
    "a line without its tag": lambda text: text.replace(text.split("\n")[5], "2 1 "),
    "a tag of 63 digits": lambda text: f"{text[:-2]}\n",
    "a tag of 65 digits": lambda text: f"{text[:-1]}0\n",
    "a tag in upper case": lambda text: text[:-65] + text[-65:].upper(),
    "count too small": line("count", "19"),
    "count too large": line("count", "21"),
    "count 0": line("count", "0"),
    "count with a zero before": line("count", "020"),
    "count larger than any list": line("count", "9999999999999999"),
    "no count": without_line(2),
    "no draw": without_line(1),
    "no lines": lambda text: "".join(text.splitlines(True)[:3]),
    "no lines, and said so": lambda text: line("count", "0")("".join(text.splitlines(True)[:3])),
    "a draw id with an accent": line("draw", "ñandú"),
}

_NOT_THE_COMMITTED: Edits = {
    "a number more": lambda text: line("count", "21")(text) + f"9999 5 {'ab' * 32}\n",
    "a number less": lambda text: line("count", "19")("".join(text.splitlines(True)[:-1])),
    "a number inside left out": lambda text: line("count", "19")(
        "".join(one for at, one in enumerate(text.splitlines(True)) if at != 8)
    ),
    "another number": swap("\n6765 1 ", "\n6766 1 "),
    "another holder": swap("\n8 1 ", "\n8 2 "),
    "a holder of their own": swap("\n6765 1 ", "\n6765 6 "),
    "another tag": lambda text: text[:-65] + "ab" * 32 + "\n",
    "two tags exchanged": lambda text: _exchanged(text, 3, 4),
    "another draw's id": line("draw", "spring-trip_2"),
}


def _exchanged(text: str, first: int, second: int) -> str:
    lines = text.split("\n")
    lines[first], lines[second] = (
        f"{lines[one].rpartition(' ')[0]} {lines[other].rpartition(' ')[2]}"
        for one, other in ((first, second), (second, first))
    )
    return "\n".join(lines)


def tampered_lists() -> Iterator[Tampering]:
    for name in ("beacon", "number-hit-of-ours"):
        base = sound("beacon" if name == "beacon" else "number-next")
        for edits in (BADLY_WRITTEN, _UNREADABLE):
            changed = {what: relisted(base, edit) for what, edit in edits.items()}
            yield from told("E_ENTRIES_CANON", f"list of {name}", changed)
        changed = {what: base | {"entries": edit(base["entries"])} for what, edit in _NOT_THE_COMMITTED.items()}
        yield from told("E_ENTRIES_HASH", f"list of {name}", changed)
    base = sound("beacon")
    values = {"null": None, "a number": 20, "a list of lines": base["entries"].splitlines()}
    others = {f"{name} for a text": base | {"entries": value} for name, value in values.items()}
    elsewhere = {field: value for field, value in base.items() if field != "entries"}
    others["only an address"] = elsewhere | {"entries_url": "https://example.org/entries.txt"}
    yield from told("E_ENTRIES_CANON", "list", others)
    mismatched = {
        "the commitment counts one more": recommitted(base, line("count", "21")),
        "the commitment counts none": recommitted(base, line("count", "0")),
        "the commitment is of another draw": recommitted(base, line("draw", "another")),
        "a list of another draw": relisted(base, line("draw", "another")),
        "a shorter list": relisted(base, _NOT_THE_COMMITTED["a number less"]),
    }
    yield from told("E_ENTRIES_MISMATCH", "list", mismatched)


def _retold(name: str) -> Edit:
    """The result of another proof, as if it were of this one."""
    return lambda _: str(sound(name)["result"])


_OTHER_RESULTS: dict[str, Edits] = {
    "beacon": {
        "winners exchanged": lambda text: _places(swapped_lines(4, 5)(text)),
        "an alternate made a winner": lambda text: _places(swapped_lines(5, 6)(text)),
        "a prize left out": lambda text: line("winners", "2")(without_line(4)(text)),
        "an alternate left out": lambda text: line("winners", "2")(without_line(6)(text)),
        "a line left out, the number kept": without_line(6),
        "a line more": lambda text: line("winners", "4")(text) + f"A2 0 1 {'ab' * 32}\n",
        "a line twice": lambda text: text + text.splitlines(True)[6],
        "fewer winners said": line("winners", "2"),
        "another seed": line("seed", "ab" * 32),
        "no seed": line("seed", "-"),
        "another commitment": line("commitment", "ab" * 32),
        "another winner": lambda text: text.replace(text.split("\n")[4], f"P1 0 1 {'ab' * 32}"),
        "another tag for the winner": lambda text: text[:-65] + "ab" * 32 + "\n",
        "an alternate called a winner": swap("\nA1 ", "\nP3 "),
        "a prize that nobody won": lambda text: text.replace(text.split("\n")[4], "P1 - - -"),
        "a place in small letters": swap("\nP1 ", "\np1 "),
        "hashes in upper case": str.upper,
        "the result of another method": _retold("beacon-and-sealed"),
    },
    "beacon-one-prize-a-holder": {"holders may win twice": _retold("beacon")},
    "sealed": {"the result of another draw": _retold("sealed-twelve")},
    "number-void": {
        "the void prize won": lambda text: text.replace("P1 - - -", f"P1 34 3 {'ab' * 32}"),
        "a seed": line("seed", "ab" * 32),
        "the void prize left out": lambda text: line("winners", "1")(without_line(4)(text)),
    },
    "number-next": {"nobody won": lambda text: text.replace(text.split("\n")[4], "P1 - - -")},
}


def _places(text: str) -> str:
    """The lines as they stand, with places in order again."""
    head, lines = text.splitlines(True)[:4], text.splitlines(True)[4:]
    places = [one.split(" ")[0] for one in sorted(lines, key=lambda one: (one[0] == "A", int(one.split(" ")[0][1:])))]
    return "".join(head + [f"{place} {one.partition(' ')[2]}" for place, one in zip(places, lines, strict=True)])


def tampered_results() -> Iterator[Tampering]:
    for name, edits in (*_OTHER_RESULTS.items(), ("lottery", BADLY_WRITTEN)):
        base = sound(name)
        changed = {what: base | {"result": edit(base["result"])} for what, edit in edits.items()}
        yield from told("E_RESULT", f"result of {name}", changed)
    base = sound("beacon")
    values = {"null": None, "a number": 1, "a list of lines": base["result"].splitlines()}
    others = {f"{name} for a text": base | {"result": value} for name, value in values.items()}
    others["absent"] = {field: value for field, value in base.items() if field != "result"}
    lottery = sound("lottery")
    figure = lottery["lottery"] | {"value": "01234-56789-99999-00000-27183"}
    others["of the figure before it was changed"] = lottery | {"lottery": figure}
    yield from told("E_RESULT", "result", others)
