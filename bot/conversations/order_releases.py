"""Numbers given back: by buttons or typed, and only after a second question; or at once, by one line."""

from collections.abc import Collection
from dataclasses import replace

from telegram import Update

from bot.context import Context
from bot.conversation import LEAVE, GoTo
from bot.conversations.order_draft import CHOOSING, SURE, Draft, about, is_drafted, of_draft, opened
from bot.conversations.order_lines import release_at_once, release_by_line
from bot.oneline.sales import read_release
from bot.screens import order_questions as screens
from rules.keys import ProjectKey
from rules.misreadings import ButtonTooOld
from rules.refusals import NumbersNotHeld
from rules.states import OrderState
from services.orders import OrderView, find_order_of_number, find_order_view
from services.projects import active_project


async def ask_release(update: Update, context: Context) -> object:
    view = await opened(context, [OrderState.RESERVED], more=True)
    if view is None:
        return LEAVE
    if len(context.pressed.numbers) > 2 and is_drafted(context, view):
        return await _ask_surely(context, view, context.draft.numbers)
    if len(view.numbers) == 1:
        return await _ask_surely(context, view, view.numbers)
    await context.show(screens.release(context.say, view, ()))
    return GoTo(CHOOSING, about(view))


async def choose_release(update: Update, context: Context) -> object:
    """One number more or less; or all of them, when none is named."""
    view = await opened(context, [OrderState.RESERVED], more=True)
    if view is None:
        return LEAVE
    _, _, *tapped = context.pressed.numbers
    if not tapped:
        return await _ask_surely(context, view, view.numbers)
    before = set(context.draft.numbers) if is_drafted(context, view) else set()
    chosen = tuple(sorted((before ^ set(tapped)) & set(view.numbers)))
    await context.show(screens.release(context.say, view, chosen))
    return GoTo(CHOOSING, replace(about(view), numbers=chosen))


async def type_release(update: Update, context: Context) -> object:
    draft: Draft = context.draft
    numbers = read_release(context.words)
    if draft.order_number:
        view = await of_draft(context)
        strange = tuple(sorted(set(numbers) - set(view.numbers)))
        if strange:
            raise NumbersNotHeld(strange, view.ranges)
        return await _ask_surely(context, view, numbers)
    key = ProjectKey(context.person.id, draft.project_number)
    view = await find_order_view(context.work, await find_order_of_number(context.work, key, numbers[0]))
    await context.show(screens.really_release_typed(context.say, view, numbers))
    return GoTo(SURE, replace(draft, numbers=numbers))


async def release_surely(update: Update, context: Context) -> object:
    project, order = context.pressed.take(2)
    draft: Draft = context.draft
    if (project, order) != (draft.project_number, draft.order_number):
        raise ButtonTooOld
    key = ProjectKey(context.person.id, project)
    await release_at_once(context, key, draft.numbers, order or None)
    return LEAVE


async def begin_release(update: Update, context: Context) -> object:
    if context.words:
        await release_by_line(context)
        return LEAVE
    project = await active_project(context.work, context.person.id)
    await context.tell(screens.release_typed(context.say, project.project_number))
    return GoTo(CHOOSING, Draft(project.project_number))


async def _ask_surely(context: Context, view: OrderView, numbers: Collection[int]) -> object:
    chosen = tuple(sorted(numbers))
    await context.show(screens.really_release(context.say, view, chosen))
    return GoTo(SURE, replace(about(view), numbers=chosen))
