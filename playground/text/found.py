"""Entities that nobody marked: commands, mentions, addresses, tags, phones, found in plain text."""

import re
from collections.abc import Iterator

from playground.jsons import JSON
from playground.text.utf16 import units

_ENDINGS = (
    "com|org|net|info|io|dev|app|me|edu|gov|co|es|br|mx|ar|cl|pe|uy|ve|ec|bo|py|uk|us|eu|de|fr|it|pt|ly|tv|ai|xyz"
)
_URL = rf"""(?:(?:https?|tg)://[^\s<>"'`]+|(?<![\w@./\-])(?:[\w\-]+\.)+(?:{_ENDINGS})(?![\w\-])(?:[/?#][^\s<>"'`]*)?)"""
_FINDER = re.compile(
    rf"""(?P<email>(?<![\w.+\-])[\w.+\-]+@(?:[\w\-]+\.)+[^\W\d_]{{2,}})
    |(?P<url>{_URL})
    |(?P<bot_command>(?<![\w/<>])/[a-zA-Z0-9_]{{1,64}}(?:@[a-zA-Z0-9_]{{3,32}})?(?![\w/]))
    |(?P<mention>(?<!\w)@[a-zA-Z0-9_]{{3,32}}(?!\w))
    |(?P<hashtag>(?<![\w\#])\#(?=\w*[^\W\d])\w{{1,256}})
    |(?P<cashtag>(?<!\w)\$[A-Z]{{1,8}}(?!\w))
    |(?P<phone_number>(?<![\w+])\+\d(?:[\s.\-]?\(?\d{{1,4}}\)?){{2,5}}\d{{1,4}}(?!\w))""",
    re.VERBOSE,
)
_HINT = re.compile(r"[/@#$.+:]")
_TRAILING = ".,;:!?'\"“”«»"


def find_entities(text: str) -> list[JSON]:
    return list(_found(text)) if _HINT.search(text) else []


def _found(text: str) -> Iterator[JSON]:
    ascii_only = text.isascii()
    for match in _FINDER.finditer(text):
        kind = match.lastgroup
        words = _without_trailing(match[0]) if kind == "url" else match[0]
        if not words or (kind == "phone_number" and not 8 <= sum(map(str.isdecimal, words)) <= 15):
            continue
        offset = match.start() if ascii_only else units(text[: match.start()])
        yield {"type": kind, "offset": offset, "length": units(words)}


def _without_trailing(address: str) -> str:
    while True:
        shorter = address.rstrip(_TRAILING)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
