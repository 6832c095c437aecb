"""What goes on with draws by itself: long lists are finished, draws whose moment came are drawn, everybody is told.

Each in a unit of its own, so that whoever writes meanwhile waits for few, and a fault in one holds up no other.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import structlog

from bot.looks import do_some, is_any
from db.due_draws import DueDraw, Unfinished, is_news, is_unclaimed, list_due, list_unfinished
from db.leases import LeaseLost
from db.store import Store
from db.work import Work
from rules.draw.beacon import Round
from rules.keys import DrawKey
from rules.refusals import Refusal
from services.countdowns import count_down, list_new_steps
from services.draw_news import tell_some
from services.drawing import ask_for_figure, conclude, draw, find_outcome
from services.draws import void_unheard
from services.locking import commit_to, make_list, store_parts
from services.readiness import is_by_beacon, is_by_lottery
from services.winners import pass_on_unclaimed

FindRound = Callable[[int], Awaitable[Round | None]]

log = structlog.get_logger()


_FIRST_WAIT, _LONGEST_WAIT = 3.0, 300.0
"""Seconds until a draw is looked at again whose source of chance was not to be had, longer each time."""


class DrawsDue:
    """The beacon is handed in: it says what a round was, or nothing."""

    def __init__(self, find_round: FindRound) -> None:
        self._find_round = find_round
        self._waits: dict[DrawKey, tuple[float, float]] = {}
        """Of draws tried in vain: when they are tried again, and how long that was to wait."""

    async def look(self, store: Store) -> None:
        unfinished, due = await _what_is_due(store)
        for one in unfinished:
            await _try(one.key, partial(finish, store, one))
        for waiting in self._whose_turn_it_is(due):
            await _try(waiting.key, partial(self._draw, store, waiting))
        while await is_any(store, list_new_steps) and await do_some(store, count_down):
            pass
        while await is_any(store, is_news) and await do_some(store, tell_some):
            pass
        while await is_any(store, is_unclaimed) and await do_some(store, pass_on_unclaimed):
            pass

    def _whose_turn_it_is(self, due: Sequence[DueDraw]) -> list[DueDraw]:
        """At once when a draw comes up; silent relays, and who types no figure, are not asked all the time."""
        now = asyncio.get_running_loop().time()
        known = {one.key: self._waits.get(one.key, (now, _FIRST_WAIT / 2)) for one in due}
        turn = {key for key, (at, _) in known.items() if at <= now}
        doubled = {key: min(2 * known[key][1], _LONGEST_WAIT) for key in turn}
        self._waits = known | {key: (now + wait, wait) for key, wait in doubled.items()}
        return [one for one in due if one.key in turn]

    async def _draw(self, store: Store, due: DueDraw) -> None:
        """The beacon is asked outside of any unit: it may take seconds to answer."""
        found: Round | None = None
        if is_by_beacon(due.method):
            found = await self._find_round(due.beacon_round or 0)
        async with store.work() as work:
            await _carry_on(work, due, found)
            work.keep()


async def finish(store: Store, one: Unfinished) -> None:
    """What is computed is read from rows that do not change any more; only what came of it is written."""
    if one.is_listed:
        async with store.reading() as work:
            outcome = await find_outcome(work, one.key)
        async with store.work() as work:
            await conclude(work, one.key, outcome)
            work.keep()
        return
    async with store.reading() as work:
        listed = await make_list(work, one.key)
    for number, part in enumerate(listed.parts, 1):
        async with store.work() as work:
            await store_parts(work, one.key, [part], number)
            work.keep()
    async with store.work() as work:
        await commit_to(work, one.key, listed)
        work.keep()


async def _carry_on(work: Work, due: DueDraw, found: Round | None) -> None:
    """In the organizer's name, as whatever time brings about."""
    if is_by_beacon(due.method) and found is None:
        await void_unheard(work, due.key)
    elif is_by_lottery(due.method):
        await ask_for_figure(work, due.key)
    else:
        await draw(work, due.key, due.user_id, signature=None if found is None else found.signature)


async def _what_is_due(store: Store) -> tuple[Sequence[Unfinished], Sequence[DueDraw]]:
    async with store.reading() as work:
        return await list_unfinished(work), await list_due(work)


async def _try(key: DrawKey, deed: Callable[[], Awaitable[None]]) -> None:
    try:
        await deed()
    except LeaseLost:
        raise
    except Refusal as refusal:  # somebody was at work with it meanwhile
        log.info("draw", draw=key.draw_number, refused=str(refusal))
    except Exception:  # the edge of the loop: the next look finds it again
        log.exception("draw", draw=key.draw_number)
