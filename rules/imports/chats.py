"""Lists that were copied out of a chat: what the messenger writes before each message, and who wrote it."""

import re
from typing import NamedTuple

from rules.phones import is_phone

_DAY = r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4}"
_CLOCK = r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[ \u00a0\u202f]?[aApP]\.?[ \u00a0\u202f]?[mM]\.?)?"
_STAMP = re.compile(rf"[\u200e\u200f]?(?:\[{_DAY},? +{_CLOCK}\] *|{_DAY},? +{_CLOCK} +[-–] +)")
_SENDER = re.compile(r"[\u200e\u200f]?~?[ \u00a0\u202f]?([^:\n]{1,60}): *")


class Message(NamedTuple):
    text: str
    sender: str
    """Nobody, where it was not copied from a chat, or they are only a number there."""


def message_in(line: str) -> Message:
    if not line[:2].strip("[\u200e\u200f")[:1].isdigit():
        return Message(line, "")
    stamp = _STAMP.match(line)
    if stamp is None:
        return Message(line, "")
    said = line[stamp.end() :]
    sender = _SENDER.match(said)
    if sender is None:
        return Message(said, "")
    name = sender[1].strip("\u200e\u200f\u202a\u202c\u2068\u2069 ")
    return Message(said[sender.end() :].lstrip("\u200e\u200f"), "" if is_phone(name) else name)
