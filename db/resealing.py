"""Everything that is sealed, sealed anew with another key: some rows at a time, from the start again after a kill."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Select, bindparam, or_, select, tuple_, update

from db.buyer_tables import Links, Proofs
from db.buyers import Buyer, stored_buyer
from db.data_keys import change_key_print
from db.draw_tables import Draws, Winners
from db.import_tables import ImportParts
from db.links import Link, link_print
from db.sealing import UNREADABLE, Sealing
from db.store import Store
from db.tables import Buyers, Orders
from db.task_files import drop_every_file
from db.work import Work, columns

AT_ONCE = 500


class TwoKeys(Sealing):
    """Seals with the new key, and still reads what was sealed with the old one."""

    def __init__(self, new: bytes, old: bytes) -> None:
        super().__init__(new)
        self._old = Sealing(old)

    def unseal(self, sealed: str) -> str:
        text = super().unseal(sealed)
        return self._old.unseal(sealed) if text == UNREADABLE else text


class _Reason(NamedTuple):
    user_id: int
    project_number: int
    order_number: int
    void_reason: str | None


class _Rejection(NamedTuple):
    user_id: int
    project_number: int
    order_number: int
    proof_number: int
    reason: str | None


class _Secret(NamedTuple):
    user_id: int
    project_number: int
    draw_number: int
    secret: str | None


class _ClaimCode(NamedTuple):
    user_id: int
    project_number: int
    draw_number: int
    result_number: int
    place_number: int
    claim_code: str | None


class _ListPart(NamedTuple):
    user_id: int
    project_number: int
    import_number: int
    part_number: int
    content: str | None


class _Kind(NamedTuple):
    """A table with something sealed."""

    table: type[Any]
    shape: type[Any]
    keys: int
    """So many of its first columns are its key."""
    sealed: tuple[str, ...]
    prints: Callable[[Work, Any], Mapping[str, object]] = lambda work, row: {}
    """What is made of it."""


def _phone_prints(work: Work, buyer: Buyer) -> Mapping[str, object]:
    stored = stored_buyer(work, buyer)
    return {name: stored[name] for name in ("phone_print", "phone_tail_print")}


_KINDS = (
    _Kind(Buyers, Buyer, 2, ("phone", "phone_e164", "email", "notes"), _phone_prints),
    _Kind(Orders, _Reason, 3, ("void_reason",)),
    _Kind(Links, Link, 2, ("code",), lambda work, link: {"code_print": link_print(work, link.code)}),
    _Kind(Proofs, _Rejection, 4, ("reason",)),
    _Kind(Draws, _Secret, 3, ("secret",)),
    _Kind(Winners, _ClaimCode, 5, ("claim_code",)),
    _Kind(ImportParts, _ListPart, 4, ("content",)),
)


async def reseal_everything(store: Store, before: str, after: str) -> int:
    """How many rows. The store reads both keys; at the end its print is the new one's. What neither can read stays."""
    count = 0
    for kind in _KINDS:
        key: tuple[int, ...] = (-(2**63),) * kind.keys
        while True:
            async with store.work() as work:
                rows = await work.rows(kind.shape, _page(kind), {**_named(key), "limit": AT_ONCE})
                count += await _reseal(work, kind, rows)
                work.keep()
            if len(rows) < AT_ONCE:
                break
            key = rows[-1][: kind.keys]
    async with store.work() as work:
        work.leave_no_trace()
        # Whoever waits for one asks for it again.
        await drop_every_file(work)
        await change_key_print(work, before, after)
        work.keep()
    return count


def _page(kind: _Kind) -> Select[Any]:
    keys = _keys(kind)
    return (
        select(*columns(kind.table, kind.shape))
        .where(
            tuple_(*keys) > tuple_(*(bindparam(f"after_{place}", type_=BigInteger) for place in range(kind.keys))),
            or_(*(getattr(kind.table, name).is_not(None) for name in kind.sealed)),
        )
        .order_by(*keys)
        .limit(bindparam("limit"))
    )


async def _reseal(work: Work, kind: _Kind, rows: Sequence[Any]) -> int:
    readable = [row for row in rows if UNREADABLE not in [getattr(row, name) for name in kind.sealed]]
    if readable:
        this_one = [key == bindparam(f"after_{place}") for place, key in enumerate(_keys(kind))]
        await work.execute(update(kind.table).where(*this_one), [_anew(work, kind, row) for row in readable])
    return len(readable)


def _anew(work: Work, kind: _Kind, row: Any) -> dict[str, object]:
    written = {name: getattr(row, name) for name in kind.sealed}
    return {**written, **kind.prints(work, row), **_named(row[: kind.keys])}


def _keys(kind: _Kind) -> list[Any]:
    return [getattr(kind.table, name) for name in kind.shape._fields[: kind.keys]]


def _named(key: Sequence[int]) -> dict[str, object]:
    return {f"after_{place}": number for place, number in enumerate(key)}
