"""Who is meant by a name and perhaps a phone: somebody who is known, or somebody new."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from rules.refusals import BuyerAmbiguous


class Known(Protocol):
    @property
    def buyer_number(self) -> int: ...
    @property
    def phone(self) -> str | None: ...


KnownT = TypeVar("KnownT", bound=Known)


def who_is_meant(name: str, with_phone: KnownT | None, named: Sequence[KnownT], *, has_phone: bool) -> KnownT | None:
    """Whose phone is equal; else the only one of that name, if no other phone is given; None is somebody new."""
    if with_phone is not None:
        return with_phone
    possible = {buyer.buyer_number: buyer for buyer in named if not has_phone or buyer.phone is None}
    if len(possible) > 1:
        raise BuyerAmbiguous(name, tuple(sorted(possible)))
    return next(iter(possible.values()), None)
