"""The short words that chance writes: an order's reference code, a number's receipt, the mark of what one unit did."""

import re
from random import Random

# Without the letters and digits that are mistaken for one another when read aloud or by hand.
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
# Each of the 256 values of a byte becomes one of 32 letters, each of them as likely as another: base32, lower case.
_BASE32 = b"abcdefghijklmnopqrstuvwxyz234567"
_LETTER_OF = _BASE32 * 8
# The last of 26 letters has only three bits left of 128.
_LAST_OF = _BASE32[::4] * 32
_RECEIPT_LETTERS = 26
_MARK = re.compile("[a-z2-7]{8}")
_SLUG = re.compile("[a-z0-9]{16}")
_RECEIPT = re.compile("[a-z2-7]{26}")


def order_code(chance: Random, order_number: int) -> str:
    """Long enough that an organizer's orders seldom share one, whatever their count."""
    length = 4 if order_number < 20_000 else 5 if order_number < 500_000 else 7
    drawn, letters = chance.randrange(len(_LETTERS) ** length), []
    for _ in range(length):
        drawn, letter = divmod(drawn, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return "".join(letters)


def receipt(chance: Random) -> str:
    """128 random bits as 26 characters."""
    return receipts(chance, 1)[0]


def receipts(chance: Random, count: int) -> list[str]:
    """All of them at once: to ask the system for chance takes longer than to write it down."""
    drawn = chance.randbytes(_RECEIPT_LETTERS * count)
    letters, last = drawn.translate(_LETTER_OF).decode(), drawn.translate(_LAST_OF).decode()
    ends = range(_RECEIPT_LETTERS - 1, len(drawn), _RECEIPT_LETTERS)
    return [letters[end + 1 - _RECEIPT_LETTERS : end] + last[end] for end in ends]


def slug(chance: Random) -> str:
    """80 random bits as 16 characters, of which an address is made."""
    return _letters(chance, 16)


def is_slug(text: str) -> bool:
    """Those of older projects were made of other letters."""
    return _SLUG.fullmatch(text) is not None


def draw_id(chance: Random) -> str:
    """128 random bits: it is never given to another draw, and says nothing of how many there are."""
    return receipt(chance)


def is_receipt(text: str) -> bool:
    return _RECEIPT.fullmatch(text) is not None


def new_mark(chance: Random) -> str:
    """40 random bits as 8 characters: no two units of one organizer within minutes share it."""
    return _letters(chance, 8)


def _letters(chance: Random, count: int) -> str:
    return chance.randbytes(count).translate(_LETTER_OF).decode()


def is_mark(text: str) -> bool:
    return _MARK.fullmatch(text) is not None
