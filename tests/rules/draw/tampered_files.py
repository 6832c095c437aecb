"""Files that carry no proof at all, or one that two readers could read differently."""

import json
from collections.abc import Iterator

from tests.rules.draw.hands import Tampering, sound, swap, told


def tampered_files() -> Iterator[Tampering]:
    base = sound("beacon")
    text = json.dumps(base)
    signature = json.dumps(base["beacon"]["signature"])
    files = {
        "empty": "",
        "a word": "valid",
        "truncated": text[:-1],
        "twice": text + text,
        "something after it": f"{text} ok",
        "a byte order mark before it": f"\ufeff{text}",
        "another format": swap("proof/1", "proof/2")(text),
        "no format": json.dumps({field: value for field, value in base.items() if field != "format"}),
        "a list": f"[{text}]",
        "a text": json.dumps(text),
        "null": "null",
        "a number": "1",
        "a field twice": swap('"sealed": null', '"sealed": null, "sealed": null')(text),
        "a commitment twice": swap('"commitment":', '"commitment": "", "commitment":')(text),
        "a field twice, once with an escape": swap('"sealed": null', '"sealed": null, "\\u0073ealed": null')(text),
        "a signature twice": swap('"signature":', f'"signature": {signature}, "signature":')(text),
        "an unknown field twice": swap('"sealed": null', '"sealed": null, "x": {"y": 1, "y": 1}')(text),
        "not a number": swap('"sealed": null', '"sealed": null, "x": NaN')(text),
        "an infinite number": swap('"sealed": null', '"sealed": null, "x": -Infinity')(text),
        "a number with a zero before": swap('"round": 123', '"round": 0123')(text),
        "a number with a sign": swap('"round": 123', '"round": +123')(text),
        "a number with an underscore": swap('"round": 123', '"round": 1_23')(text),
        "apostrophes for quotes": swap('"sealed"', "'sealed'")(text),
        "a comma too many": f"{text[:-1]},}}",
        "a comment": f"/* seen */ {text}",
        "a line feed inside a text": swap("\\n", "\n")(text),
        "an unknown escape": swap("\\n", "\\x0a")(text),
        "python for null": swap('"sealed": null', '"sealed": None')(text),
        "a hundred thousand values": swap('"sealed": null', '"sealed": null, "x": [' + "{}," * 100_001 + "1]")(text),
        "brackets in brackets": swap('"sealed": null', '"sealed": null, "x": ' + "[" * 90_000 + "]" * 90_000)(text),
    }
    yield from told("E_COMMIT_CANON", "file", files)
    numbers = {
        "with decimals": "123.0",
        "with an exponent": "123e0",
        "beyond all bounds": "1e400",
        "of thousands of digits": "1" * 5000,
    }
    changed = {name: swap('"round": 123', f'"round": {number}')(text) for name, number in numbers.items()}
    yield from told("E_BEACON_ROUND", "a round's number", changed)
