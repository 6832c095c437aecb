"""Changing a raffle: its pages and questions, each answered by a button or words; and calling it off."""

from dataclasses import replace

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.buttons import Tap
from bot.context import Context
from bot.conversation import LEAVE, Conversation, on
from bot.conversations import home, lottery_changes, set_lines
from bot.conversations.change_deeds import DEEDS, Draft, Wish, add_prizes
from bot.conversations.change_pages import ASKED, ask, look, page_of
from bot.oneline.prices import read_new_set
from bot.screen import Screen
from bot.screens import change_questions as questions
from bot.screens import changing as screens
from bot.texts import changing as texts
from bot.texts import greetings, refusals
from bot.texts import settings as of_settings
from rules.keys import ProjectKey
from rules.misreadings import AmountUnreadable, ButtonTooOld
from rules.money import read_amount
from rules.numbers import read_range
from rules.refusals import Refusal
from services.clones import clone_project
from services.endings import cancel_project, list_refunds
from services.overviews import Sheet
from services.projects import active_project
from services.sets import add_set_to, check_beside


async def show_page(update: Update, context: Context) -> object:
    """The whole raffle, a part of it, or a question about it: `3`, `3.sets.2`, `3.price.1`."""
    number, page, item, _ = _parts(context.pressed)
    return await open_page(context, Draft(number, page, item))


async def open_page(context: Context, draft: Draft) -> object:
    sheet = await look(context, draft.project_number)
    if draft.field == "rule":
        return await lottery_changes.begin(context, draft.project_number)
    if draft.field in questions.QUESTIONS and draft.field != "set_price":
        return await ask(context, sheet, draft)
    await context.show(page_of(context, sheet, draft.field, draft.item))
    return LEAVE


async def tapped(update: Update, context: Context) -> object:
    number, field, item, words = _parts(context.pressed)
    draft = Draft(number, field, item)
    if field in ("numbers", "set_price", "clone"):
        return await _tapped_once(context, draft, words)
    if field == "rule":
        return await lottery_changes.tapped(context, draft, words)
    if field not in DEEDS:
        raise ButtonTooOld
    if lottery_changes.begins(draft, words):
        return await lottery_changes.begin(context, number)
    if not context.stale:
        await _do(context, draft, words)
    await context.show(await _after(context, draft))
    return LEAVE


async def typed(update: Update, context: Context) -> object:
    """What is refused is told above the question, which is asked once more."""
    try:
        async with context.work.part():
            return await _answer(context, context.draft, context.words)
    except Refusal as refusal:
        sheet = await look(context, context.draft.project_number)
        return await ask(context, sheet, context.draft, refusals.refused(context.say, refusal))


async def call_off(update: Update, context: Context) -> object:
    number = context.pressed.number
    done = await cancel_project(context.work, ProjectKey(context.person.id, number), context.person.id)
    await context.show(screens.called_off(context.say, done))
    return LEAVE


async def show_refunds(update: Update, context: Context) -> object:
    number, page = _two(context.pressed)
    found = await list_refunds(context.work, ProjectKey(context.person.id, number), page)
    sheet = await look(context, number)
    await context.show(screens.refunds(context.say, sheet.glance.project, found))
    return LEAVE


async def leave_for_home(update: Update, context: Context) -> object:
    await home.show_home(update, context)
    return LEAVE


async def leave_for_project(update: Update, context: Context) -> object:
    await home.show_project(update, context)
    return LEAVE


async def begin_set(update: Update, context: Context) -> object:
    """Without a price it is asked for; without anything, for both."""
    if not context.words:
        return await _begin(context, "numbers")
    number = (await active_project(context.work, context.person.id)).project_number
    return await _take_numbers(context, await look(context, number), Draft(number, "numbers"), context.words)


async def begin_prize(update: Update, context: Context) -> object:
    if not context.words:
        return await _begin(context, "prize")
    await set_lines.add_prizes_said(context)
    return LEAVE


async def _begin(context: Context, field: str) -> object:
    number = await set_lines.find_active(context, field)
    return None if number is None else await open_page(context, Draft(number, field))


async def _answer(context: Context, draft: Draft, words: str) -> object:
    sheet = await look(context, draft.project_number)
    project, by = sheet.glance.project, context.person.id
    match draft.field:
        case "numbers":
            return await _take_numbers(context, sheet, draft, words)
        case "set_price":
            return await _add_set(context, sheet, draft, words)
        case "prize":
            added = await add_prizes(context, project, words)
            await context.show(screens.prizes_added(context.say, project, added))
        case "rule":
            return await lottery_changes.take(context, draft, words)
        case "clone":
            clone = await clone_project(context.work, project.key, by, words or None)
            await context.show(
                page_of(context, await look(context, clone.project_number), "", 0, texts.cloned(context.say))
            )
        case _ if lottery_changes.begins(draft, words):
            return await lottery_changes.begin(context, draft.project_number)
        case _:
            await _do(context, draft, words)
            await context.show(await _after(context, draft))
    return LEAVE


async def _take_numbers(context: Context, sheet: Sheet, draft: Draft, words: str) -> object:
    """With a price behind them they are added at once, as in one line."""
    project = sheet.glance.project
    try:
        new = read_new_set(words, project.currency, context.say.language)
    except AmountUnreadable as unread:
        if unread.text:
            raise
        numbers = read_range(words)
        check_beside(sheet.sets, numbers)
        return await ask(context, sheet, replace(draft, field="set_price", numbers=numbers))
    await set_lines.add_new_set(context, project, new)
    return LEAVE


async def _add_set(context: Context, sheet: Sheet, draft: Draft, words: str) -> object:
    project = sheet.glance.project
    if draft.numbers is None:
        raise ButtonTooOld
    price = read_amount(words, project.currency, context.say.language)
    added = await add_set_to(context.work, project.key, draft.numbers, price, context.person.id)
    await context.show(screens.set_added(context.say, project, added))
    return LEAVE


async def _tapped_once(context: Context, wished: Draft, words: str) -> object:
    """Makes something new, so that only the open question takes it: a second tap finds no question."""
    draft: Draft | None = context.draft
    asked = draft is not None and (draft.project_number, draft.field) == (wished.project_number, wished.field)
    if draft is None or not asked or context.stale:
        await context.toast(greetings.old_button(context.say))
        return await open_page(context, replace(wished, field="sets" if wished.field != "clone" else ""))
    return await _answer(context, draft, words)


async def _do(context: Context, draft: Draft, words: str) -> None:
    sheet = await look(context, draft.project_number)
    await DEEDS[draft.field].do(context, Wish(sheet.glance.project, draft.item, words))


async def _after(context: Context, draft: Draft) -> Screen:
    sheet = await look(context, draft.project_number)
    told = greetings.tap_too_late(context.say) if context.stale else of_settings.kept(context.say)
    return page_of(context, sheet, DEEDS[draft.field].after, 1, told)


def _parts(tap: Tap) -> tuple[int, str, int, str]:
    """The raffle, the page or field, the set or prize, and what would be typed."""
    number, _, rest = tap.value.partition(".")
    field, _, rest = rest.partition(".")
    item, _, words = rest.partition(".")
    return _number(tap, number), field, _number(tap, item or "0"), words


def _two(tap: Tap) -> tuple[int, int]:
    number, _, page = tap.value.partition(".")
    return _number(tap, number), _number(tap, page or "1")


def _number(tap: Tap, digits: str) -> int:
    return Tap(tap.action, digits).number


conversation = Conversation(
    "change",
    version=1,
    draft=Draft,
    # The buttons go on working when the question is long forgotten.
    entry_points=[
        CommandHandler(["set", "serie"], begin_set),
        CommandHandler(["prize", "premio"], begin_prize),
        on(Action.EDIT, show_page),
        on(Action.CHANGE, tapped),
        on(Action.CALL_OFF, call_off),
        on(Action.REFUNDS, show_refunds),
    ],
    steps={ASKED: [MessageHandler(filters.TEXT & ~filters.COMMAND, typed)]},
    fallbacks=[on(Action.HOME, leave_for_home), on(Action.PROJECT, leave_for_project)],
)
