"""Which separators of a typed amount group its thousands, and which one begins its decimals."""

import re

_SPACES = re.compile("[ \u00a0\u2009\u202f]")
_DIGITS = re.compile("[0-9]+")


def split_amount(number: str, grouping: str) -> tuple[str, str] | None:
    """The digits before and after the decimal separator; nothing if it is not written as a number.

    One separator before one or two digits is the decimal one, whichever it is. One before exactly three digits
    groups thousands only if the language groups with it; otherwise they are decimals.
    """
    plain = _SPACES.sub(" ", number)
    pieces, marks = re.split("[., ]", plain), re.findall("[., ]", plain)
    if not all(map(_DIGITS.fullmatch, pieces[1:] or pieces)) or (" " in marks and " " not in grouping):
        return None
    if not _DIGITS.fullmatch(pieces[0]):
        # Only ".50" begins with a separator.
        return ("", pieces[1]) if pieces[0] == "" and len(marks) == 1 and marks != [" "] else None
    if len(marks) < 2:
        return _split_once(pieces, marks, grouping)
    return _split_often(pieces, marks)


def _split_once(pieces: list[str], marks: list[str], grouping: str) -> tuple[str, str] | None:
    if not marks or (marks[0] in grouping and _are_thousands(pieces)):
        return "".join(pieces), ""
    return None if marks == [" "] else (pieces[0], pieces[1])


def _split_often(pieces: list[str], marks: list[str]) -> tuple[str, str] | None:
    if len(set(marks)) == 1:
        return ("".join(pieces), "") if _are_thousands(pieces) else None
    if len(set(marks[:-1])) > 1 or marks[-1] in marks[:-1] or marks[-1] == " " or not _are_thousands(pieces[:-1]):
        return None
    return "".join(pieces[:-1]), pieces[-1]


def _are_thousands(pieces: list[str]) -> bool:
    return len(pieces[0]) <= 3 and not pieces[0].startswith("0") and all(len(piece) == 3 for piece in pieces[1:])
