"""How the texts of a draw are written: one pattern for each, by which they are written and read."""

import re

_INT = "(?:0|[1-9][0-9]{0,15})"
_FROM_1 = "[1-9][0-9]{0,15}"
_ID = "[A-Za-z0-9_-]{1,64}"
_HEX64 = "[0-9a-f]{64}"
_WORDS = "[ -~]{0,199}[!-~]"


def _form(title: str, **fields: str) -> re.Pattern[str]:
    lines = "".join(f"{name}=(?P<{name}>{form})\n" for name, form in fields.items())
    return re.compile(f"raffle-draw/1 {title}\n{lines}")


COMMITMENT = _form(
    "commitment",
    draw=_ID,
    organizer=_ID,
    seq=_FROM_1,
    prev=_HEX64,
    entries=_HEX64,
    count=_INT,
    prizes=_FROM_1,
    alternates=_INT,
    per_holder="[01]",
    method="[!-~]{0,64}",
    seed_commit=f"{_HEX64}|-",
    beacon_chain=f"{_HEX64}|-",
    beacon_round=f"{_FROM_1}|-",
    lottery_rule=f"{_HEX64}|-",
    locked_at=_INT,
)
RULE = _form(
    "lottery",
    name=_WORDS,
    draw_date="[0-9]{4}-[0-9]{2}-[0-9]{2}",
    what=_WORDS,
    groups="[1-9]|[12][0-9]|3[0-2]",
    digits="[1-9]|1[0-2]",
    bits="0|[1-9][0-9]{0,3}",
    url=_WORDS,
    take="(?:first|last):(?:[1-9]|1[0-2])|-",
    unsold="void|next_sold|-",
)
ENTRIES_HEAD = _form("entries", draw=_ID, count=_FROM_1)
ENTRY = re.compile(f"({_INT}) ([1-9][0-9]{{0,9}}) ({_HEX64})\n")
HEX64 = re.compile(_HEX64)
SIGNATURE = re.compile("[0-9a-f]{96}")
