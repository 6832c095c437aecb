"""What is told of a draw: to its organizer at once, to its buyers some at a time, to the winners first.

A letter names keys alone; what it says is found when it leaves.
"""

from collections.abc import Sequence
from typing import NamedTuple

from db.buyers import find_buyer
from db.draws import Draw, change_draw, find_draw, list_results
from db.due_draws import claim_news, list_to_tell
from db.orders import find_order
from db.outbox import ANSWER, BEHIND, BULK, Posted, notice, post_letters, post_notice
from db.projects import Project, find_project_if_any
from db.raffles import list_numbers_of
from db.sets import list_ranges
from db.users import find_user_if_any
from db.winners import HeldBy, list_winners
from db.work import Work
from rules.keys import BuyerKey, DrawKey, OrderKey
from rules.numbers import NumberRange
from rules.states import OrderState, WinnerState
from services.draw_posts import tell_where_boards_stand

LOCKED, DRAWN, VOID = "locked", "drawn", "void"
"""The news that all buyers of a draw are told; `draw-locked` and so on is the letter."""
WON, PRIZE_PASSED, PRIZE_CONFIRMED, FIGURE_WANTED = "draw-won", "prize-passed", "prize-confirmed", "draw-figure"
WINNERS_TO_FORWARD = "winners-to-forward"
"""What the organizer passes on to winners out of our reach."""
AT_ONCE = 200
_FORWARDED_AT_ONCE = 8
"""So many buttons a message has without becoming a wall."""


class DrawNews(NamedTuple):
    """What one order has to do with a draw."""

    project: Project
    draw: Draw
    organizer_name: str
    numbers: tuple[int, ...]
    ranges: tuple[NumberRange, ...]
    code: str
    won: tuple[HeldBy, ...]
    """Of these numbers, prizes and places in line."""
    result_hash: str | None
    telegram_id: int | None
    """Of whoever has them now."""


def letter(news: str) -> str:
    return f"draw-{news}"


async def tell_organizer(work: Work, news: str, draw: Draw) -> None:
    """And everybody where a live board stands; once for each result."""
    results = len(await list_results(work, draw.key))
    once = once_for_organizer(news, draw.key, results)
    await post_notice(work, letter(news), draw.user_id, draw.key, ANSWER, once)
    await tell_where_boards_stand(work, draw, results)


def once_for_organizer(news: str, key: DrawKey, results: int) -> str:
    """The letter's key, by which the message that it became is found again."""
    return "/".join((letter(news), *map(str, key), str(results)))


async def tell_winners(work: Work, several: Sequence[HeldBy]) -> None:
    """By us, or else by their organizer."""
    far = []
    for held in several:
        user = None if held.telegram_id is None else await find_user_if_any(work, held.telegram_id)
        if held.telegram_id is None or (user is not None and user.unreachable_at is not None):
            far.append(held.winner)
        else:
            await tell_winner(work, held)
    for start in range(0, len(far), _FORWARDED_AT_ONCE):
        part = far[start : start + _FORWARDED_AT_ONCE]
        written = " ".join(f"{one.result_number}.{one.place_number}" for one in part)
        once = "/".join((WINNERS_TO_FORWARD, *map(str, part[0].key), str(part[0].claim_until)))
        await post_notice(
            work, WINNERS_TO_FORWARD, part[0].user_id, {**part[0].draw._asdict(), "winners": written}, BEHIND, once
        )


async def tell_winner(work: Work, held: HeldBy) -> None:
    """That a prize is theirs now; it names the buyer, so that their organizer hears of it if they cannot be reached."""
    if held.telegram_id is None:
        return
    once = "/".join((WON, *map(str, held.winner.key), str(held.winner.claim_until)))
    keys = {**held.winner.key._asdict(), "buyer_number": held.buyer.buyer_number}
    await post_notice(work, WON, held.telegram_id, keys, ANSWER, once)


async def tell_of_prize(work: Work, about: str, held: HeldBy) -> None:
    """The organizer: it was not claimed in time, or its winner has confirmed it."""
    once = "/".join((about, *map(str, held.winner.key)))
    await post_notice(work, about, held.winner.user_id, held.winner.key, ANSWER, once)


async def tell_some(work: Work, most: int = AT_ONCE) -> int:
    """The next orders of a draw of which there is news: how many were looked at, 0 when all have been told."""
    telling = await claim_news(work)
    if telling is None:
        return 0
    draw = await find_draw(work, telling.key)
    orders, results = await list_to_tell(work, telling, most), len(await list_results(work, telling.key))
    letters = [
        _to_buyer(draw, telling.news, results, one.order, one.buyer.buyer_number, one.telegram_id)
        for one in orders
        if one.telegram_id is not None
    ]
    if letters:
        await post_letters(work, letters)
    told = draw._replace(told_order=orders[-1].order.order_number) if orders else draw
    await change_draw(work, told if len(orders) == most else told._replace(news=None, told_order=0))
    return max(1, len(orders))


async def find_draw_news(work: Work, key: DrawKey, order_key: OrderKey) -> DrawNews | None:
    """None when the order has nothing to do with it any more: then nobody shall be told."""
    project = await find_project_if_any(work, key.project)
    order = await find_order(work, order_key)
    if project is None or order.state != OrderState.PAID:
        return None
    organizer = await find_user_if_any(work, key.user_id)
    results = await list_results(work, key)
    won = [one for one in await list_winners(work, key) if one.winner.order == order_key]
    return DrawNews(
        project=project,
        draw=await find_draw(work, key),
        organizer_name=organizer.name if organizer else "",
        numbers=tuple(raffle.raffle_number for raffle in await list_numbers_of(work, order_key)),
        ranges=await list_ranges(work, key.project),
        code=order.code,
        won=tuple(one for one in won if one.winner.state != WinnerState.CORRECTED),
        result_hash=results[-1].result_hash if results else None,
        telegram_id=(await find_buyer(work, BuyerKey(order.user_id, order.buyer_number))).telegram_id,
    )


def _to_buyer(draw: Draw, news: str, results: int, order: OrderKey, buyer_number: int, telegram_id: int) -> Posted:
    """One for each order, whose numbers it tells, and each result: a figure that was corrected is told anew."""
    keys = {**draw.key._asdict(), "order_number": order.order_number, "buyer_number": buyer_number}
    once = "/".join((letter(news), "buyer", *map(str, draw.key), str(order.order_number), str(results)))
    return notice(letter(news), telegram_id, keys, BULK, once)
