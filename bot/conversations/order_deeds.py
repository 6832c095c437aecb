"""What is done with an order by one tap, and the screens of orders that are only looked at."""

from datetime import timedelta

from telegram import Update
from telegram.helpers import create_deep_linked_url

from bot.buttons import Tap
from bot.context import Context
from bot.conversation import LEAVE
from bot.screen import Screen
from bot.screens import happenings, to_buyers
from bot.screens import order_deeds as done
from bot.screens import orders as screens
from bot.screens.proof_rows import WaitingProofs
from bot.texts import order_deeds as texts
from bot.texts.say import Said, Say, lines, say_in
from rules.choices import read_method
from rules.keys import OrderKey, ProjectKey
from rules.misreadings import ButtonTooOld
from rules.refusals import NotAsShown, OrderNotPaid, OrderNotPayable, ProjectUnclear
from rules.states import OrderState, PaymentMethod
from services.buyers import NumberedBuyer
from services.copies import send_copy
from services.holders import change_holder
from services.orders import (
    OrderView,
    extend,
    find_order_view,
    list_order_events,
    list_what_they_hold,
    look_at_orders,
)
from services.payments import pay
from services.projects import active_project, list_open_projects
from services.proofs import find_waiting_proof, list_waiting_proofs
from services.reach import is_within_reach
from services.readers import find_reader
from services.reminding import find_reminder, remind
from services.tickets import Ticket, find_ticket, send_again

_LONGEST_EXTENSION = 10**6


async def show_owing_of_active(update: Update, context: Context) -> object:
    try:
        project = await active_project(context.work, context.person.id)
    except ProjectUnclear:
        choice = await list_open_projects(context.work, context.person.id)
        await context.tell(screens.projects(context.say, choice))
        return LEAVE
    await context.tell(await _owing(context, project.key, 1))
    return LEAVE


async def show_owing(update: Update, context: Context) -> object:
    await context.show(await _owing(context, *_pressed_list(context)))
    return LEAVE


async def show_paid(update: Update, context: Context) -> object:
    key, page = _pressed_list(context)
    orders = await look_at_orders(context.work, key, OrderState.PAID, page)
    await context.show(screens.paid(context.say, orders))
    return LEAVE


async def show_order(update: Update, context: Context) -> object:
    view = await pressed_order(context)
    proof = await find_waiting_proof(context.work, view.order.key)
    await context.show(screens.order(context.say, view, context.work.now, proof=proof))
    return LEAVE


async def show_history(update: Update, context: Context) -> object:
    view = await pressed_order(context, more=True)
    page = context.pressed.numbers[2] if len(context.pressed.numbers) > 2 else 1
    events = await list_order_events(context.work, view.order.key, page)
    await context.show(happenings.history(context.say, view, events, context.work.now))
    return LEAVE


async def pay_by_tap(update: Update, context: Context) -> object:
    """The amount that the button names, if no more and no less is owed than it was shown with."""
    head, _, word = context.pressed.value.rpartition(".")
    project, number, owed, amount = Tap(context.pressed.action, head).take(4)
    view = await _view(context, project, number)
    if view.order.state != OrderState.RESERVED:
        raise OrderNotPayable(number, view.order.state)
    if view.order.owed != owed:
        raise NotAsShown(number)
    await tell_paid(context, view.order.key, read_method(word), amount)
    return LEAVE


async def extend_by_tap(update: Update, context: Context) -> object:
    project, number, minutes, seen = context.pressed.take(4)
    view = await _view(context, project, number)
    told = view.order.told_deadline_at
    if minutes > _LONGEST_EXTENSION:
        raise ButtonTooOld
    if view.order.state == OrderState.RESERVED and (told is None or int(told.timestamp()) != seen):
        raise NotAsShown(number)
    await extend(context.work, view.order.key, timedelta(minutes=minutes), context.person.id)
    await tell_extended(context, view.order.key)
    return LEAVE


async def hand_on_by_tap(update: Update, context: Context) -> object:
    project, number, buyer = context.pressed.take(3)
    await hand_on(context, OrderKey(context.person.id, project, number), NumberedBuyer(buyer))
    return LEAVE


async def hand_on(context: Context, key: OrderKey, buyer: NumberedBuyer) -> None:
    await change_holder(context.work, key, buyer, context.person.id)
    view = await find_order_view(context.work, key)
    await _tell_done(context, done.handed_on(context.say, view, context.person.id), view)


async def tell_paid(context: Context, key: OrderKey, method: PaymentMethod, amount: int) -> None:
    paid = await pay(context.work, key, context.person.id, method, amount)
    view = await find_order_view(context.work, key)
    await _tell_done(context, done.paid(context.say, view, paid.payment, context.work.now), view)


async def tell_extended(context: Context, key: OrderKey) -> None:
    view = await find_order_view(context.work, key)
    await _tell_done(context, done.extended(context.say, view, context.work.now), view)


async def send_ticket(update: Update, context: Context) -> object:
    """To the buyer; to oneself where the button says so, or where the buyer cannot be reached."""
    view = await pressed_order(context, more=True)
    ticket = await find_ticket(context.work, view.order.key)
    if ticket is None:
        raise OrderNotPaid(view.order.order_number, view.order.state)
    is_reached = await is_within_reach(context.work, view.buyer)
    if len(context.pressed.numbers) > 2:
        await send_copy(context.work, view.order.key, context.person.id)
        await context.toast(texts.copy_on_its_way(context.say))
    elif is_reached:
        await send_again(context.work, view.order.key)
        await context.toast(texts.ticket_on_its_way(context.say, view.buyer.name))
    else:
        words = to_buyers.ticket(await _say_to_buyer(context, view), ticket)
        await context.tell(done.to_forward(context.say, view, _with_check(context, ticket, words)))
        await send_copy(context.work, view.order.key, context.person.id)
    return LEAVE


async def remind_now(update: Update, context: Context) -> object:
    view = await pressed_order(context)
    reminder = await find_reminder(context.work, view.order.key)
    if reminder is None:
        raise OrderNotPayable(view.order.order_number, view.order.state)
    if await is_within_reach(context.work, view.buyer):
        await remind(context.work, view.order.key, context.person.id)
        await context.toast(texts.reminder_on_its_way(context.say, view.buyer.name))
        return LEAVE
    say = await _say_to_buyer(context, view)
    await _give_to_forward(context, view, to_buyers.reminder(say, reminder, context.work.now))
    return LEAVE


async def pressed_order(context: Context, *, more: bool = False) -> OrderView:
    """The first two numbers of the button name it; with more, perhaps one follows them."""
    numbers = context.pressed.numbers
    if len(numbers) not in (2, 2 + more):
        raise ButtonTooOld
    return await _view(context, *numbers[:2])


async def _view(context: Context, project: int, number: int) -> OrderView:
    return await find_order_view(context.work, OrderKey(context.person.id, project, number))


async def find_waiting(context: Context, key: ProjectKey, page: int = 1) -> WaitingProofs:
    """With what their orders hold."""
    found = await list_waiting_proofs(context.work, key, page)
    orders = {OrderKey(*key, one.order_number) for one in found.found}
    return WaitingProofs(found, await list_what_they_hold(context.work, sorted(orders)))


async def _owing(context: Context, key: ProjectKey, page: int) -> Screen:
    """On the first page with the proofs that wait."""
    orders = await look_at_orders(context.work, key, OrderState.RESERVED, page)
    proofs = await find_waiting(context, key) if page == 1 else None
    return screens.owing(context.say, orders, context.work.now, proofs)


def _pressed_list(context: Context) -> tuple[ProjectKey, int]:
    """A project, and perhaps a page."""
    project, *page = context.pressed.numbers
    if len(page) > 1:
        raise ButtonTooOld
    return ProjectKey(context.person.id, project), page[0] if page else 1


async def _tell_done(context: Context, told: Said, view: OrderView) -> None:
    screen = done.with_way_back(context.say, told, [view], context.work.mark)
    await context.show(screen)


async def _say_to_buyer(context: Context, view: OrderView) -> Say:
    reader = await find_reader(context.work, view.buyer.telegram_id, context.person.id)
    return say_in(reader.language, reader.zone)


def _with_check(context: Context, ticket: Ticket, words: Said) -> Said:
    """Where there is no picture to scan, the link itself."""
    code = ticket.order.check_code
    return lines(words, create_deep_linked_url(context.bot.username, code)) if code else words


async def _give_to_forward(context: Context, view: OrderView, words: Said) -> None:
    await context.show(done.to_forward(context.say, view, words))
    await context.tell(Screen(words))
