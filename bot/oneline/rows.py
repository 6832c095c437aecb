"""The numbers that people's projects, sets and buyers count by."""

import re

from rules.refusals import NotFound
from rules.words import split_words

_ROW_NUMBER = re.compile("#? ?0*([0-9]{1,19})")
_LARGEST = 2**63 - 1


def read_project_number(text: str) -> int:
    return read_row_number(" ".join(split_words(text)), "project")


def read_row_number(text: str, noun: str) -> int:
    """`3` or `#3`; nothing is found under what no row can have."""
    typed = _ROW_NUMBER.fullmatch(text)
    if not typed or int(typed[1]) > _LARGEST:
        raise NotFound(noun, text)
    return int(typed[1])
