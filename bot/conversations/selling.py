"""Selling and reserving by buttons: the numbers, the buyer, sold or reserved; the steps before can be gone back to."""

from dataclasses import replace
from datetime import timedelta

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.context import Context
from bot.conversation import LEAVE, Conversation, GoTo, on
from bot.conversations import sale_lines, sale_to_buyer
from bot.conversations.contacts import named_in, shared_contact
from bot.conversations.picker import ACTIONS, NUMBERS
from bot.conversations.sale_draft import (
    BUYER,
    FINISH,
    Draft,
    key_of,
    look,
    picker,
    show_buyers,
    show_finish,
    show_numbers,
)
from bot.oneline.sales import is_bare_sale, read_bare_sale
from bot.screens import selling as screens
from bot.texts import greetings
from rules.choices import is_method, read_method
from rules.deadlines import is_hold, read_hold
from rules.misreadings import ButtonTooOld, BuyerMissing
from rules.numbers import AtRandom, Chosen
from rules.refusals import ProjectUnclear
from rules.states import PaymentMethod
from rules.words import NAME_LIMIT
from services import picking
from services.buyers import NumberedBuyer, TypedBuyer, add_new_buyer, search
from services.projects import active_project, list_open_projects
from services.sales import Taken, reserve, sell

_FOUND = 8
_LONGEST_HOLD = 10**6


async def begin(update: Update, context: Context) -> object:
    reserving = sale_lines.is_reservation(context)
    if context.words:
        await sale_lines.act(context, reserving=reserving)
        return None
    try:
        project = await active_project(context.work, context.person.id)
    except ProjectUnclear:
        choice = await list_open_projects(context.work, context.person.id)
        await context.tell(screens.projects(context.say, choice, reserving=reserving))
        return None
    return await show_numbers(context, Draft(project.project_number, reserving), anew=True)


async def begin_by_button(update: Update, context: Context) -> object:
    number = context.pressed.number
    reserving = context.pressed.action == Action.RESERVE
    return await show_numbers(context, Draft(number, reserving), anew=True)


async def begin_by_line(update: Update, context: Context) -> object:
    """A message that reads like a sale is one only when it was confirmed."""
    sale = read_bare_sale(context.words, context.user.country)
    open_projects = await list_open_projects(context.work, context.person.id)
    if sale is None or not open_projects:
        await context.message.reply_text(greetings.not_understood(context.say))
        return None
    project = await active_project(context.work, context.person.id)
    draft = Draft(project.project_number, method=sale.method)
    selection = await look(context, draft)
    if isinstance(sale.choice, AtRandom):
        numbers = await picking.add_random(context.work, selection, sale.choice.count)
    else:
        numbers = await picking.add_to_selection(context.work, selection, sale.choice.numbers)
    return await show_finish(context, replace(draft, numbers=numbers).for_buyer(sale.buyer))


async def choose_buyer(update: Update, context: Context) -> object:
    number = context.pressed.number
    return await show_finish(context, context.draft.for_buyer(NumberedBuyer(number)))


async def choose_new_buyer(update: Update, context: Context) -> object:
    return await show_finish(context, replace(context.draft, is_new=True))


async def type_buyer(update: Update, context: Context) -> object:
    """Somebody known is offered, and the name as a new one beside them; nobody known is a new buyer at once."""
    practice = (await look(context, context.draft)).project.practice
    found = await search(context.work, context.person.id, context.words, _FOUND, practice=practice)
    meant = named_in(context)
    if isinstance(meant, NumberedBuyer) or (meant is not None and not found):
        return await show_finish(context, context.draft.for_buyer(meant))
    if not found:
        raise BuyerMissing(context.words)
    draft = context.draft if meant is None else context.draft.for_buyer(meant)
    selection = await look(context, draft)
    new = None if meant is None else meant.name
    await context.show(screens.buyer(context.say, selection, found, searched=context.words[:NAME_LIMIT], new=new))
    return GoTo(BUYER, draft)


async def share_contact(update: Update, context: Context) -> object:
    return await show_finish(context, context.draft.for_buyer(shared_contact(context)))


async def finish_sold(update: Update, context: Context) -> object:
    return await _finish(context, read_method(context.pressed.value), None)


async def finish_reserved(update: Update, context: Context) -> object:
    minutes = context.pressed.number
    if minutes > _LONGEST_HOLD:
        raise ButtonTooOld
    return await _finish(context, None, timedelta(minutes=minutes))


async def type_finish(update: Update, context: Context) -> object:
    """A method sells, a time reserves."""
    if is_hold(context.words) and not is_method(context.words):
        return await _finish(context, None, read_hold(context.words))
    return await _finish(context, read_method(context.words), None)


async def back(update: Update, context: Context) -> object:
    if context.step == FINISH:
        return await show_buyers(context, context.draft)
    return await show_numbers(context, context.draft)


async def cancel(update: Update, context: Context) -> object:
    await context.tap.edit_message_text(greetings.cancelled(context.say))
    return LEAVE


async def show_present(update: Update, context: Context) -> object:
    """A button of another step: where things stand now is shown in its place."""
    await context.toast(greetings.old_button(context.say))
    show = {NUMBERS: show_numbers, BUYER: show_buyers, FINISH: show_finish}[context.step]
    return await show(context, context.draft)


async def _finish(context: Context, method: PaymentMethod | None, hold: timedelta | None) -> object:
    """What was taken meanwhile is out of the choice, and the rest waits for another confirmation."""
    draft: Draft = context.draft
    selection = await look(context, draft)
    if selection.gone:
        return await show_finish(context, draft)
    taken = await _take(context, draft, method, hold, practice=selection.project.practice)
    mark = context.work.mark
    await context.show(screens.done(context.say, taken, method, mark, context.work.now))
    return LEAVE


async def _take(
    context: Context, draft: Draft, method: PaymentMethod | None, hold: timedelta | None, *, practice: bool
) -> Taken:
    key, chosen, by = key_of(context, draft), Chosen(draft.numbers), context.person.id
    buyer = await _buyer(context, draft, practice=practice)
    if method is None:
        return await reserve(context.work, key, chosen, buyer, by, hold)
    return await sell(context.work, key, chosen, buyer, by, method)


async def _buyer(context: Context, draft: Draft, *, practice: bool) -> NumberedBuyer | TypedBuyer:
    meant = draft.meant
    if isinstance(meant, NumberedBuyer) or not draft.is_new:
        return meant
    by = context.person.id
    added = await add_new_buyer(context.work, by, meant.name, meant.phone, by, practice=practice)
    return NumberedBuyer(added.buyer_number)


class _LooksLikeSale(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return message.chat.type == "private" and is_bare_sale(message.text or "")


_typed = filters.TEXT & ~filters.COMMAND
_OF_STEPS = (
    *ACTIONS, Action.BUYER, Action.NEW_BUYER, Action.SOLD, Action.HOLD, Action.BACK,
)  # fmt: skip

conversation = Conversation(
    "sale",
    version=1,
    draft=Draft,
    entry_points=[
        CommandHandler([*sale_lines.SELL, *sale_lines.RESERVE], begin),
        on(Action.SELL, begin_by_button),
        on(Action.RESERVE, begin_by_button),
        on(Action.SELL_TO, sale_to_buyer.begin_for_buyer),
        MessageHandler(_typed & _LooksLikeSale(), begin_by_line),
    ],
    steps={
        NUMBERS: picker.handlers,
        BUYER: [
            on(Action.BUYER, choose_buyer),
            on(Action.NEW_BUYER, choose_new_buyer),
            on(Action.BACK, back),
            MessageHandler(filters.CONTACT, share_contact),
            MessageHandler(_typed, type_buyer),
        ],
        FINISH: [
            on(Action.SOLD, finish_sold),
            on(Action.HOLD, finish_reserved),
            on(Action.BACK, back),
            MessageHandler(_typed, type_finish),
        ],
    },
    fallbacks=[on(Action.CANCEL, cancel), *(on(action, show_present) for action in _OF_STEPS)],
)
