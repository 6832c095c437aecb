"""How the clock goes through what is due: a look first, and a unit that writes only where there is something to do."""

from collections.abc import Awaitable, Callable

from db.store import Store
from db.work import Work


async def is_any(store: Store, look: Callable[[Work], Awaitable[object]]) -> bool:
    async with store.glance() as work:
        return bool(await look(work))


async def do_some(store: Store, deed: Callable[[Work], Awaitable[int]]) -> int:
    """How many were done."""
    async with store.work() as work:
        done = await deed(work)
        work.keep()
    return done
