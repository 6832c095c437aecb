"""The step in which numbers are chosen: by the grid, by typing them, or at random."""

from dataclasses import replace

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.buttons import Action
from bot.context import Context
from bot.conversation import AnyHandler, on
from bot.conversations.sale_draft import Draft, look, show_numbers
from bot.screens import selling as screens
from bot.texts import selling
from rules.numbers import AtRandom, read_choice, show_among
from services import picking


async def pick(update: Update, context: Context) -> object:
    draft: Draft = context.draft
    number = context.pressed.number
    if number in draft.numbers:
        return await show_numbers(context, draft.without(number))
    selection = await look(context, draft)
    chosen = await picking.add_to_selection(context.work, selection, [number])
    after = await look(context, replace(draft, numbers=chosen))
    if number in after.gone:
        await context.toast(selling.taken(context.say, show_among([number], after.ranges)))
        return await show_numbers(context, draft)
    return await show_numbers(context, replace(draft, numbers=after.numbers))


async def turn_page(update: Update, context: Context) -> object:
    page = context.pressed.number
    return await show_numbers(context, replace(context.draft, page=page))


async def jump(update: Update, context: Context) -> object:
    first, last = context.pressed.take(2)
    selection = await look(context, context.draft)
    pages = (await picking.page_of(context.work, selection, 1, free_only=False)).pages
    last = min(last, pages)
    await context.show(screens.jump(context.say, selection, max(1, min(first, last)), last))
    return None


async def change_view(update: Update, context: Context) -> object:
    free_only = context.pressed.value == "1"
    return await show_numbers(context, replace(context.draft, free_only=free_only, page=1))


async def add_at_random(update: Update, context: Context) -> object:
    count = context.pressed.number
    return await _show_with_random(context, count)


async def clear(update: Update, context: Context) -> object:
    return await show_numbers(context, replace(context.draft, numbers=()))


async def type_numbers(update: Update, context: Context) -> object:
    draft: Draft = context.draft
    choice = read_choice(context.words)
    if isinstance(choice, AtRandom):
        return await _show_with_random(context, choice.count)
    selection = await look(context, draft)
    numbers = await picking.add_to_selection(context.work, selection, choice.numbers)
    page = draft.page if draft.free_only else picking.page_with(selection, choice.numbers[0])
    return await show_numbers(context, replace(draft, numbers=numbers, page=page))


async def _show_with_random(context: Context, count: int) -> object:
    selection = await look(context, context.draft)
    numbers = await picking.add_random(context.work, selection, count)
    return await show_numbers(context, replace(context.draft, numbers=numbers))


HANDLERS: tuple[AnyHandler, ...] = (
    on(Action.PICK, pick),
    on(Action.PAGE, turn_page),
    on(Action.JUMP, jump),
    on(Action.VIEW, change_view),
    on(Action.RANDOM, add_at_random),
    on(Action.CLEAR, clear),
    MessageHandler(filters.TEXT & ~filters.COMMAND, type_numbers),
)
