"""Making a raffle: six questions, answered by buttons or words; nothing is written before the end."""

from dataclasses import replace

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.context import Context
from bot.conversation import LEAVE, Conversation, GoTo, on
from bot.conversations.create_draft import (
    RULE,
    STEPS,
    SUMMARY,
    Draft,
    about_lottery,
    screen_of,
    show,
    suggested_names,
)
from bot.doors import AnyHandler
from bot.oneline.prizes import check_prizes, read_prizes
from bot.screens import creating as screens
from bot.screens.creating import QUESTIONS
from bot.screens.lottery import usual_what
from bot.texts import greetings, refusals
from rules.choices import read_draw_method
from rules.dates import read_moment
from rules.lottery_answers import NOTHING_SAID, answer
from rules.misreadings import ButtonTooOld
from rules.money import read_amount
from rules.numbers import NumberRange, read_range
from rules.refusals import Refusal
from rules.states import DrawMethod
from rules.words import NAME_LIMIT, clean_line
from services.plans import create_as_planned
from services.projects import create_project
from services.sets import check_beside
from services.totals import glance_at

NEW = ("new", "nueva", "nova", "crear", "criar")


async def begin(update: Update, context: Context) -> object:
    if context.incoming.message is not None and context.words:
        project = await create_project(context.work, context.person.id, context.words)
        await context.tell(screens.made_at_once(context.say, project))
        return LEAVE
    draft = Draft(context.user.currency)
    await context.tell(screen_of(context, QUESTIONS[0], draft))
    return GoTo(QUESTIONS[0], draft)


async def tapped(update: Update, context: Context) -> object:
    question, _, words = context.pressed.value.partition(".")
    if question != context.step:
        return await show_present(update, context)
    draft: Draft = context.draft
    if question == RULE:
        asked, _, words = words.partition(".")
        if asked != draft.open_question:
            return await show_present(update, context)
    if question == "prizes":
        return await _choose_about_prizes(context, words)
    if question == "name":
        words = _suggested(context, words)
    elif (question, words) == ("date", "none"):
        return await _go_on(context, replace(draft, draw_at=None))
    return await _go_on(context, _answered(context, words))


async def typed(update: Update, context: Context) -> object:
    """What cannot be read is told above the question, which is asked once more."""
    try:
        draft = _answered(context, context.words)
    except Refusal as refusal:
        return await show(context, context.step, context.draft, refusals.refused(context.say, refusal))
    if context.step == "prizes":
        return await show(context, "prizes", draft)
    return await _go_on(context, draft)


async def back(update: Update, context: Context) -> object:
    draft: Draft = context.draft
    if context.step == RULE:
        return await show(context, "method", replace(draft, asking=None))
    if draft.changing:
        return await _sum_up(context, draft)
    before = STEPS[max(STEPS.index(context.step) - 1, 0)]
    return await show(context, before, draft)


async def change_answer(update: Update, context: Context) -> object:
    question = context.pressed.value
    if question not in QUESTIONS:
        raise ButtonTooOld
    return await show(context, question, replace(context.draft, changing=True))


async def create(update: Update, context: Context) -> object:
    """By the summary that was shown last, and once: then there is nothing left to create."""
    draft: Draft = context.draft
    if context.stale:
        return await show(context, SUMMARY, draft, greetings.tap_too_late(context.say))
    if context.pressed.value != draft.mark:
        return await show_present(update, context)
    project = await create_as_planned(context.work, context.person.id, draft.plan)
    await context.show(screens.created(context.say, await glance_at(context.work, project.key), context.work.now))
    return LEAVE


async def cancel(update: Update, context: Context) -> object:
    await context.tap.edit_message_text(greetings.cancelled(context.say))
    return LEAVE


async def show_present(update: Update, context: Context) -> object:
    """A button of another question: the one that is open is shown in its place."""
    await context.toast(greetings.old_button(context.say))
    return await show(context, context.step, context.draft)


async def repeat_summary(update: Update, context: Context) -> object:
    return await _sum_up(context, context.draft)


def read_size(words: str) -> NumberRange:
    """One number alone says how many there are."""
    numbers = read_range(words)
    if numbers.init == numbers.final > 1:
        numbers = NumberRange(1, numbers.final, 0)
    check_beside([], numbers)
    return numbers


def _answered(context: Context, words: str) -> Draft:
    draft: Draft = context.draft
    language = context.say.language
    match context.step:
        case "name":
            return replace(draft, name=clean_line(words, "name", NAME_LIMIT))
        case "prizes":
            return replace(draft, prizes=check_prizes(draft.prizes + read_prizes(words)), another=False)
        case "numbers":
            return replace(draft, numbers=read_size(words))
        case "price":
            return replace(draft, unit_price=read_amount(words, draft.currency, language))
        case "date":
            return replace(draft, draw_at=read_moment(words, context.work.now, context.user.zone, language))
        case "method":
            return _found_by(draft, read_draw_method(words))
    return _about_lottery(context, words)


def _found_by(draft: Draft, method: DrawMethod) -> Draft:
    """A lottery only when all is known of it."""
    if method == DrawMethod.NUMBER:
        return replace(draft, asking=NOTHING_SAID)
    return replace(draft, draw_method=method, asking=None)


def _about_lottery(context: Context, words: str) -> Draft:
    draft: Draft = context.draft
    about = about_lottery(context, draft)
    answers = answer(
        draft.asking or NOTHING_SAID,
        draft.open_question or "sure",
        words,
        about.country,
        usual_what(context.say, about),
    )
    draft = replace(draft, asking=answers)
    if draft.open_question is not None:
        return draft
    return replace(draft, asking=None, draw_method=DrawMethod.NUMBER, lottery=answers.lottery)


def _suggested(context: Context, number: str) -> str:
    names = dict(enumerate(suggested_names(context)))
    if not number.isdecimal() or int(number) not in names:
        raise ButtonTooOld
    return names[int(number)]


async def _choose_about_prizes(context: Context, wish: str) -> object:
    draft: Draft = context.draft
    match wish:
        case "more":
            return await show(context, "prizes", replace(draft, another=True))
        case "clear":
            return await show(context, "prizes", replace(draft, prizes=(), another=False))
        case "done":
            return await _go_on(context, replace(draft, another=False))
    raise ButtonTooOld


async def _go_on(context: Context, draft: Draft) -> object:
    if draft.asking is not None:
        return await show(context, RULE, draft)
    after = SUMMARY if context.step == RULE else STEPS[STEPS.index(context.step) + 1]
    if draft.changing or after == SUMMARY:
        return await _sum_up(context, draft)
    return await show(context, after, draft)


async def _sum_up(context: Context, draft: Draft) -> object:
    settled = replace(draft, changing=False, another=False, asking=None, mark=context.work.mark)
    return await show(context, SUMMARY, settled)


_typed = filters.TEXT & ~filters.COMMAND
_ASKING: list[AnyHandler] = [
    on(Action.ANSWER, tapped),
    on(Action.BACK, back),
    MessageHandler(_typed, typed),
]

conversation = Conversation(
    "create",
    version=1,
    draft=Draft,
    entry_points=[CommandHandler([*NEW], begin), on(Action.NEW, begin)],
    steps={
        **dict.fromkeys((*QUESTIONS, RULE), _ASKING),
        SUMMARY: [
            on(Action.CREATE, create),
            on(Action.ALTER, change_answer),
            on(Action.BACK, back),
            MessageHandler(_typed, repeat_summary),
        ],
    },
    fallbacks=[
        on(Action.CANCEL, cancel),
        *(on(action, show_present) for action in (Action.ANSWER, Action.CREATE, Action.ALTER)),
    ],
)
