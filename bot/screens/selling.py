"""The screens of a sale: the grid of numbers, the buyer, the summary, and the confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.texts import selling, waiting, words
from bot.texts.say import Said, Say, lines
from rules.numbers import NumberRange, show_among, show_number
from rules.states import OrderState, PaymentMethod, RaffleState
from services.picking import Cell, Page, Selection, numbers_between
from services.sales import Taken
from services.undo import Undone

if TYPE_CHECKING:
    from db.buyers import Buyer
    from db.orders import Order
    from db.projects import Project

_ACROSS = {4: 5, 5: 4, 7: 3}
"""So many numbers of so many digits, chosen or not, can be read in one row on a telephone; of longer ones two."""
_READ_AMONG_FIVE = 5
"""So many signs can be read there where five buttons stand in a row."""
_JUMPS = 20
_NAMED = 4
"""So many numbers are named on a button; more are counted."""
_LISTED = 40
"""So many numbers are written out in a text."""

Row = list[InlineKeyboardButton]


def projects(say: Say, projects: Sequence[Project], *, reserving: bool) -> Screen:
    action = Action.RESERVE if reserving else Action.SELL
    rows = [[button(one.name, action, one.project_number)] for one in projects]
    return Screen(selling.which_project(say), keyboard(*rows, [_cancel(say)]))


def picker(say: Say, selection: Selection, page: Page, *, free_only: bool, taken: int | None = None) -> Screen:
    chosen = set(selection.numbers)
    cells = [_cell(cell, chosen=cell.number in chosen) for cell in page.cells]
    across = next((count for digits, count in _ACROSS.items() if _digits(selection) <= digits), 2)
    grid = [cells[start : start + across] for start in range(0, len(cells), across)]
    other = selling.all_numbers(say) if free_only else selling.free_only(say)
    view = [button(other, Action.VIEW, int(not free_only))]
    if chosen:
        view.append(button(selling.clear(say), Action.CLEAR))
    wait = [] if taken is None else [_tell_me(say, selection, taken)]
    rows = [*grid, *_pages(selection, page, free_only=free_only), view, wait, _go_on(say, selection), [_cancel(say)]]
    return Screen(_picker_text(say, selection, page), keyboard(*rows))


def _tell_me(say: Say, selection: Selection, number: int) -> InlineKeyboardButton:
    return button(waiting.tell_me(say, show_among([number], selection.ranges)), Action.TELL_ME, number)


def jump(say: Say, selection: Selection, first: int, last: int) -> Screen:
    """Stretches of pages, smaller with each step."""
    step = -(-(last - first + 1) // _JUMPS)
    stretches = [(start, min(start + step - 1, last)) for start in range(first, last + 1, step)]
    buttons = [_stretch(selection, *stretch) for stretch in stretches]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    back = [button(selling.back(say), Action.PAGE, first)]
    return Screen(selling.where_to(say, selection.project.name), keyboard(*rows, back))


def buyer(
    say: Say, selection: Selection, buyers: Sequence[Buyer], *, searched: str | None = None, new: str | None = None
) -> Screen:
    text = lines(
        selling.who_buys(say, listed(selection), total_of(say, selection)),
        selling.found_for(say, searched) if searched and buyers else selling.how_to_name_a_buyer(say),
    )
    found = [button(f"{words.BUYER} {one.name}", Action.BUYER, one.buyer_number) for one in buyers]
    rows = [found[start : start + 2] for start in range(0, len(found), 2)]
    add = [button(selling.new_buyer(say, new), Action.NEW_BUYER)] if new else None
    return Screen(text, keyboard(*rows, add, [_back(say), _cancel(say)]))


def finish(
    say: Say, selection: Selection, name: Said, hold_minutes: int, *, reserving: bool, method: PaymentMethod | None
) -> Screen:
    text = lines(
        selling.confirm(say, listed(selection), name, total_of(say, selection)),
        gone_of(say, selection),
        selling.how_paid(say),
    )
    methods = [method] if method else list(PaymentMethod)
    sold = [[button(selling.sold_by(say, words.method(say, one)), Action.SOLD, one.value)] for one in methods]
    held = [button(selling.reserve_for(say, words.span(say, hold_minutes)), Action.HOLD, hold_minutes)]
    rows = [held, *sold] if reserving else [*sold, held]
    return Screen(text, keyboard(*rows, [_back(say), _cancel(say)]))


def done(say: Say, taken: Taken, method: PaymentMethod | None, mark: str, now: datetime) -> Screen:
    """What was done by one tap or one message, with the way back."""
    undo = [button(selling.undo(say), Action.UNDO, mark)]
    more = [button(selling.sell_more(say), Action.SELL, taken.project.project_number)]
    order = button(
        selling.order_of(say, taken.order.code),
        Action.ORDER,
        taken.order.project_number,
        taken.order.order_number,
    )
    # Whom the bot cannot write to gets it from the organizer's hand.
    forward = method is not None and taken.buyer.telegram_id is None
    ticket = [to_ticket(say, taken.order)] if forward else []
    return Screen(told(say, taken, method, now), keyboard([*undo, order], [*ticket, *more]))


def to_ticket(say: Say, order: Order) -> InlineKeyboardButton:
    return button(selling.send_ticket(say), Action.TICKET, order.project_number, order.order_number)


def told(say: Say, taken: Taken, method: PaymentMethod | None, now: datetime) -> Said:
    numbers = some(taken.numbers, taken.ranges)
    total = say.money(taken.order.total, taken.project.currency)
    if method is not None:
        first = selling.sold(say, taken.buyer.name, numbers)
        second = selling.paid_with(say, total, words.method(say, method), taken.order.code)
    else:
        first = selling.reserved(say, taken.buyer.name, numbers)
        deadline = taken.order.told_deadline_at
        until = say.moment(deadline, now) if deadline else Said("")
        second = selling.owed_until(say, total, until, taken.order.code)
    reader = taken.buyer.telegram_id
    ticket = selling.ticket_sent(say) if method is not None and reader not in (None, taken.order.made_by) else None
    return lines(first, second, selling.of_project(say, taken.project.name), ticket)


def listed(selection: Selection) -> str:
    return some(selection.numbers, selection.ranges)


def some(numbers: Sequence[int], ranges: Sequence[NumberRange]) -> str:
    """All of them while they fit on a screen."""
    rest = len(numbers) - _LISTED
    return show_among(sorted(numbers)[:_LISTED], ranges) + (f" … +{rest}" if rest > 0 else "")


def _picker_text(say: Say, selection: Selection, page: Page) -> Said:
    chosen = len(selection.numbers)
    if chosen:
        below = selling.chosen_so_far(say, chosen, listed(selection), total_of(say, selection))
    else:
        below = selling.nothing_chosen(say) if page.cells else selling.all_taken(say)
    return lines(_head(say, selection), gone_of(say, selection), below)


def _head(say: Say, selection: Selection) -> Said:
    prices = sorted({one.unit_price for one in selection.sets})
    name, currency = selection.project.name, selection.project.currency
    if len(prices) == 1:
        return selling.choose_numbers(say, name, say.money(prices[0], currency))
    span = f"{say.money(prices[0], currency)} - {say.money(prices[-1], currency)}"
    return selling.choose_numbers_of_several_prices(say, name, span)


def gone_of(say: Say, selection: Selection) -> Said | None:
    if not selection.gone:
        return None
    return selling.gone_meanwhile(say, len(selection.gone), some(selection.gone, selection.ranges))


def total_of(say: Say, selection: Selection) -> str:
    return say.money(selection.total, selection.project.currency)


def _cell(cell: Cell, *, chosen: bool) -> InlineKeyboardButton:
    shown = show_number(cell.number, cell.width)
    if cell.state != RaffleState.AVAILABLE:
        shown = words.sign_of(cell.state)
    return button(f"•{shown}•" if chosen else shown, Action.PICK, cell.number)


def _digits(selection: Selection) -> int:
    return max((len(show_number(one.final, one.width)) for one in selection.ranges), default=0)


def _pages(selection: Selection, page: Page, *, free_only: bool) -> list[Row]:
    """In one row, if what is in the middle can be read there on every page: nothing moves while one turns them."""
    dice = [button(f"🎲 {count}", Action.RANDOM, count) for count in (1, 3)]
    if page.pages == 1:
        return [dice]
    if free_only:
        middle = button(f"{page.number}/{page.pages}", Action.NOTHING)
    else:
        first, last = numbers_between(selection, page.number, page.number)
        middle = button(f"{first}-{last}", Action.JUMP, 1, page.pages)
    before = button("‹", Action.PAGE, (page.number - 2) % page.pages + 1)
    after = button("›", Action.PAGE, page.number % page.pages + 1)
    longest = len(f"{page.pages}/{page.pages}") if free_only else 2 * _digits(selection) + 1
    if longest <= _READ_AMONG_FIVE:
        return [[before, middle, after, *dice]]
    return [[middle], [before, after, *dice]]


def _stretch(selection: Selection, first: int, last: int) -> InlineKeyboardButton:
    label = "-".join(numbers_between(selection, first, last))
    return button(label, Action.PAGE, first) if first == last else button(label, Action.JUMP, first, last)


def _go_on(say: Say, selection: Selection) -> Row:
    if not selection.numbers:
        return []
    few = len(selection.numbers) <= _NAMED
    label = selling.go_on(say, listed(selection)) if few else selling.go_on_with_many(say, len(selection.numbers))
    return [button(label, Action.GO_ON)]


def _back(say: Say) -> InlineKeyboardButton:
    return button(selling.back(say), Action.BACK)


def _cancel(say: Say) -> InlineKeyboardButton:
    return button(selling.cancel(say), Action.CANCEL)


class RowTold(NamedTuple):
    said: Said
    done: bool


def told_in_short(say: Say, taken: Taken, method: PaymentMethod | None) -> Said:
    numbers = some(taken.numbers, taken.ranges)
    if method is None:
        return selling.reserved(say, taken.buyer.name, numbers)
    return selling.sold(say, taken.buyer.name, numbers)


def rows_done(say: Say, rows: Sequence[RowTold], mark: str, project_number: int) -> Screen:
    """Each line with what came of it; one undo takes back all that were done."""
    done = sum(row.done for row in rows)
    more = button(selling.sell_more(say), Action.SELL, project_number)
    undo = [button(selling.undo(say), Action.UNDO, mark)] if done else []
    text = lines(*(row.said for row in rows), selling.rows_done(say, done, len(rows)))
    return Screen(text, keyboard([*undo, more]))


def undone(say: Say, undone: Undone) -> Screen:
    said = [selling.undone(say, some(one.numbers, one.ranges), one.buyer_name) for one in undone.orders]
    lives = [one.after for one in undone.orders if one.after.state != OrderState.CANCELLED]
    orders = [
        button(selling.order_of(say, one.code), Action.ORDER, one.project_number, one.order_number) for one in lives
    ]
    return Screen(lines(*said, selling.as_before(say)), keyboard(orders[:1]) if orders else None)
