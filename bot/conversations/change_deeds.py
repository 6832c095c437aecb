"""What can be changed of a raffle, by the name that a button carries: each is one call, and the page to see then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.context import Context
from bot.oneline.prizes import read_prizes
from rules.buying import read_limit
from rules.choices import read_draw_method, read_yes
from rules.closing import read_closing
from rules.dates import read_moment
from rules.deadlines import read_span
from rules.draw_terms import read_alternates, read_claim_days
from rules.keys import SetKey
from rules.lottery_answers import NOTHING_SAID, Answers
from rules.money import read_amount
from rules.more_time import read_more_time
from rules.numbers import NumberRange, read_range
from rules.reminding import read_cash_plan, read_plan
from services.draw_settings import alternates_of, claim_days_of, per_holder_of, set_draw_terms
from services.prizes import add_prize_to, remove_prize, rename_prize
from services.projects import (
    close_project,
    describe_project,
    rename_project,
    set_cash_plan,
    set_closing,
    set_draw_date,
    set_draw_method,
    set_limits,
    set_more_time,
    set_reminder_plan,
    set_terms,
)
from services.reopening import reopen_project
from services.sets import change_price, grow_set, remove_set

if TYPE_CHECKING:
    from db.prizes import Prize
    from db.projects import Project


@dataclass(frozen=True)
class Draft:
    """A question that is open about a raffle."""

    project_number: int
    field: str
    item: int = 0
    """The set or the prize that it is about."""
    numbers: NumberRange | None = None
    """That wait for their price."""
    rule: Answers = NOTHING_SAID
    """What was said so far about its lottery."""


class Wish(NamedTuple):
    project: Project
    item: int
    words: str


async def rename(context: Context, wish: Wish) -> None:
    await rename_project(context.work, wish.project.key, wish.words, context.person.id)


async def describe(context: Context, wish: Wish) -> None:
    """What is typed is never empty: that is what the button says that takes the description away."""
    await describe_project(context.work, wish.project.key, wish.words or None, context.person.id)


async def date(context: Context, wish: Wish) -> None:
    zone, language = context.user.zone, context.say.language
    at = None if wish.words == "none" else read_moment(wish.words, context.work.now, zone, language)
    await set_draw_date(context.work, wish.project.key, at, context.person.id)


async def choose_method(context: Context, wish: Wish) -> None:
    await set_draw_method(context.work, wish.project.key, read_draw_method(wish.words), context.person.id)


async def change_alternates(context: Context, wish: Wish) -> None:
    await _set_draw_terms(context, wish.project, alternates=read_alternates(wish.words))


async def change_claim_days(context: Context, wish: Wish) -> None:
    await _set_draw_terms(context, wish.project, claim_days=read_claim_days(wish.words))


async def win_once(context: Context, wish: Wish) -> None:
    await _set_draw_terms(context, wish.project, per_holder=read_yes(wish.words))


async def _set_draw_terms(
    context: Context,
    project: Project,
    alternates: int | None = None,
    claim_days: int | None = None,
    per_holder: bool | None = None,
) -> None:
    await set_draw_terms(
        context.work,
        project.key,
        alternates_of(project) if alternates is None else alternates,
        claim_days_of(project) if claim_days is None else claim_days,
        context.person.id,
        per_holder=per_holder_of(project) if per_holder is None else per_holder,
    )


async def change_hold(context: Context, wish: Wish) -> None:
    grace = timedelta(minutes=wish.project.grace_minutes)
    await set_terms(context.work, wish.project.key, read_span(wish.words), grace, context.person.id)


async def change_grace(context: Context, wish: Wish) -> None:
    hold = timedelta(minutes=wish.project.hold_minutes)
    await set_terms(context.work, wish.project.key, hold, read_span(wish.words), context.person.id)


async def limit_orders(context: Context, wish: Wish) -> None:
    project = wish.project
    await set_limits(context.work, project.key, read_limit(wish.words), project.most_per_buyer, context.person.id)


async def limit_buyers(context: Context, wish: Wish) -> None:
    project = wish.project
    await set_limits(context.work, project.key, project.most_per_order, read_limit(wish.words), context.person.id)


async def change_reminders(context: Context, wish: Wish) -> None:
    await set_reminder_plan(context.work, wish.project.key, read_plan(wish.words), context.person.id)


async def change_cash_plan(context: Context, wish: Wish) -> None:
    await set_cash_plan(context.work, wish.project.key, read_cash_plan(wish.words), context.person.id)


async def change_more_time(context: Context, wish: Wish) -> None:
    await set_more_time(context.work, wish.project.key, read_more_time(wish.words), context.person.id)


async def change_closing(context: Context, wish: Wish) -> None:
    await set_closing(context.work, wish.project.key, read_closing(wish.words), context.person.id)


async def reprice(context: Context, wish: Wish) -> None:
    price = read_amount(wish.words, wish.project.currency, context.say.language)
    await change_price(context.work, SetKey(*wish.project.key, wish.item), price, context.person.id)


async def grow(context: Context, wish: Wish) -> None:
    last = read_range(wish.words).final
    await grow_set(context.work, SetKey(*wish.project.key, wish.item), last, context.person.id)


async def drop_set(context: Context, wish: Wish) -> None:
    await remove_set(context.work, SetKey(*wish.project.key, wish.item), context.person.id)


async def rename_one_prize(context: Context, wish: Wish) -> None:
    await rename_prize(context.work, wish.project.key, wish.item, wish.words, context.person.id)


async def drop_prize(context: Context, wish: Wish) -> None:
    await remove_prize(context.work, wish.project.key, wish.item, context.person.id)


async def close(context: Context, wish: Wish) -> None:
    await close_project(context.work, wish.project.key, context.person.id)


async def reopen(context: Context, wish: Wish) -> None:
    await reopen_project(context.work, wish.project.key, context.person.id)


async def add_prizes(context: Context, project: Project, words: str) -> list[Prize]:
    by = context.person.id
    return [await add_prize_to(context.work, project.key, name, by) for name in read_prizes(words)]


class Deed(NamedTuple):
    do: Callable[[Context, Wish], Awaitable[None]]
    after: str
    """The page that is seen then."""


DEEDS: Mapping[str, Deed] = {
    "name": Deed(rename, ""),
    "about": Deed(describe, ""),
    "date": Deed(date, ""),
    "method": Deed(choose_method, ""),
    "spare": Deed(change_alternates, "terms"),
    "claim": Deed(change_claim_days, "terms"),
    "once": Deed(win_once, "terms"),
    "hold": Deed(change_hold, ""),
    "grace": Deed(change_grace, ""),
    "remind": Deed(change_reminders, ""),
    "cash_plan": Deed(change_cash_plan, ""),
    "more_time": Deed(change_more_time, "limits"),
    "closing": Deed(change_closing, ""),
    "per_order": Deed(limit_orders, "limits"),
    "per_buyer": Deed(limit_buyers, "limits"),
    "close": Deed(close, ""),
    "open": Deed(reopen, ""),
    "price": Deed(reprice, "sets"),
    "grow": Deed(grow, "sets"),
    "drop_set": Deed(drop_set, "sets"),
    "rename": Deed(rename_one_prize, "prizes"),
    "drop_prize": Deed(drop_prize, "prizes"),
}
