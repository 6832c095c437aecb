"""The short words that chance writes: an order's reference code, and the receipt that proves holding a number."""

import base64
from random import Random

# Without the letters and digits that are mistaken for one another when read aloud or by hand.
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


def order_code(chance: Random, order_number: int) -> str:
    """Long enough that an organizer's orders seldom share one, whatever their count."""
    length = 4 if order_number < 20_000 else 5 if order_number < 500_000 else 7
    return "".join(chance.choice(_LETTERS) for _ in range(length))


def receipt(chance: Random) -> str:
    """128 random bits as 26 characters."""
    return base64.b32encode(chance.randbytes(16)).decode().rstrip("=").lower()
