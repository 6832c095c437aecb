"""The screens of buyers: all of them, one with what they hold, their orders, and the link for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from telegram import InlineKeyboardButton

from bot import whatsapp
from bot.actions import Action
from bot.buttons import button, keyboard, link
from bot.screen import Screen
from bot.screens.home import go_home
from bot.screens.pages import fitting, in_pairs, turning
from bot.texts import orders, selling, words
from bot.texts import people as texts
from bot.texts.say import Said, Say, joined, lines
from bot.texts.shown import numbers as few_numbers
from rules.numbers import show_among
from services.holdings import BuyerView
from services.orders import OrderPage, OrderRow
from services.pages import Page

if TYPE_CHECKING:
    from db.buyers import Buyer
    from db.holdings import Holdings

NAME, PHONE, EMAIL, NOTES = 1, 2, 3, 4
"""What can be corrected, as a button names it."""
_ON_LABEL = 3

Row = list[InlineKeyboardButton]


class Newcomer(NamedTuple):
    """Who would be added, and what tells their button from that of somebody else."""

    name: str
    check: int


def everybody(say: Say, page: Page[Buyer], *, practice: bool) -> Screen:
    title = texts.practice_title(say) if practice else texts.title(say)
    if not page.found:
        empty = texts.none_yet(say) if page.number == 1 else texts.nobody_on_this_page(say)
        back = [] if page.number == 1 else [button("‹", Action.PEOPLE, 1)]
        return Screen(lines(title, "", empty), keyboard(back, go_home(say)))
    text = lines(title, "", *_lines(say, page.found), "", texts.how_to_search(say))
    return Screen(text, keyboard(*_buttons(page.found), turning(page, Action.PEOPLE), go_home(say)))


def found(say: Say, page: Page[Buyer], searched: str, new: Newcomer | None) -> Screen:
    add = [button(fitting(selling.new_buyer(say, new.name), 40), Action.ADD_PERSON, new.check)] if new else []
    if page.found:
        text = lines(selling.found_for(say, searched), "", *_lines(say, page.found))
    else:
        text = texts.nobody_found(say, searched)
    rows = [*_buttons(page.found), turning(page, Action.FOUND), add, [_all(say)]]
    return Screen(text, keyboard(*rows))


def similar(say: Say, known: Sequence[Buyer], new: Newcomer) -> Screen:
    """Before somebody is added who may be known."""
    add = [button(fitting(selling.new_buyer(say, new.name), 40), Action.ADD_PERSON, new.check)]
    text = lines(texts.is_it_one_of_these(say, new.name), "", *_lines(say, known))
    return Screen(text, keyboard(*_buttons(known), add, [_all(say)]))


def one(say: Say, view: BuyerView, *, above: Said | None = None) -> Screen:
    buyer = view.buyer
    held = [_held(say, one) for one in view.holdings.found]
    text = lines(
        above,
        "" if above else None,
        texts.heading(say, buyer.name, buyer.buyer_number),
        texts.practice(say) if buyer.practice else None,
        texts.phone(say, buyer.phone) if buyer.phone else None,
        texts.email(say, buyer.email) if buyer.email else None,
        texts.notes(say, buyer.notes) if buyer.notes else None,
        texts.on_telegram(say) if buyer.telegram_id is not None else texts.not_on_telegram(say),
        "",
        *(held or [texts.holds_nothing(say)]),
        texts.and_more(say) if view.holdings.more else None,
    )
    return Screen(text, keyboard(*_deeds(say, buyer)))


def ask(say: Say, buyer: Buyer, field: int) -> Screen:
    question, value = {
        NAME: (texts.right_name, buyer.name),
        PHONE: (texts.right_phone, buyer.phone),
        EMAIL: (texts.right_email, buyer.email),
        NOTES: (texts.right_notes, buyer.notes),
    }[field]
    remove = [button(texts.remove(say), Action.FORGET, buyer.buyer_number, field)] if value and field != NAME else []
    text = lines(_heading(say, buyer), "", question(say, value or texts.nothing_known(say)))
    return Screen(text, keyboard(remove, [_back(say, buyer)]))


def who_is_the_same(say: Say, buyer: Buyer, others: Sequence[Buyer]) -> Screen:
    rows = [_labelled(one, Action.MERGE_WITH, buyer.buyer_number, one.buyer_number) for one in others]
    text = lines(texts.who_is_the_same(say, buyer.name), *([""] if others else []), *_lines(say, others))
    return Screen(text, keyboard(*in_pairs(rows), [_back(say, buyer)]))


def really_join(say: Say, keep: Buyer, gone: Buyer) -> Screen:
    yes = button(texts.yes_join(say), Action.MERGED, keep.buyer_number, gone.buyer_number)
    asked = texts.really_join(say, gone.name, gone.buyer_number, keep.name, keep.buyer_number)
    return Screen(asked, keyboard([yes], [_back(say, keep)]))


def invitation(say: Say, buyer: Buyer, words_to_buyer: Said) -> Screen:
    """Above the words themselves, which stand alone so that they can be forwarded."""
    send = link(orders.whatsapp(say), whatsapp.link_to(buyer.phone_e164, words_to_buyer))
    end = button(texts.take_back(say), Action.UNLINK, buyer.buyer_number)
    return Screen(texts.link_above(say, buyer.name), keyboard([send], [end, _back(say, buyer)]))


def their_orders(say: Say, buyer: Buyer, page: OrderPage) -> Screen:
    rows = [_order_line(say, row) for row in page.rows] or [texts.no_orders(say)]
    buttons = [
        button(_order_label(row), Action.ORDER, row.order.project_number, row.order.order_number) for row in page.rows
    ]
    turn = turning(page, Action.THEIR_ORDERS, buyer.buyer_number)
    text = lines(texts.orders_of(say, buyer.name), "", *rows)
    return Screen(text, keyboard(*in_pairs(buttons), turn, [_back(say, buyer)]))


def back_to(say: Say, number: int) -> InlineKeyboardButton:
    return button(selling.back(say), Action.PERSON, number)


def _deeds(say: Say, buyer: Buyer) -> list[Row]:
    def of(label: Said, action: Action, *more: int) -> InlineKeyboardButton:
        return button(label, action, buyer.buyer_number, *more)

    invite = [] if buyer.telegram_id is not None else [of(texts.link_button(say), Action.CLAIM)]
    return [
        [of(texts.sell_button(say), Action.SELL_TO), *invite],
        [of(texts.orders_button(say), Action.THEIR_ORDERS), of(texts.history_button(say), Action.THEIR_PAST)],
        [of(texts.name_button(say), Action.AMEND, NAME), of(texts.phone_button(say), Action.AMEND, PHONE)],
        [of(texts.email_button(say), Action.AMEND, EMAIL), of(texts.notes_button(say), Action.AMEND, NOTES)],
        [of(texts.join_button(say), Action.MERGE), _all(say)],
    ]


def _held(say: Say, held: Holdings) -> Said:
    paid, owed = say.money(held.paid, held.currency), say.money(held.total - held.paid, held.currency)
    first = texts.holds(say, held.project_name, texts.orders(say, held.orders))
    return lines(first, texts.all_paid(say, paid) if held.total == held.paid else texts.paid_and_owed(say, paid, owed))


def _heading(say: Say, buyer: Buyer) -> Said:
    return texts.heading(say, buyer.name, buyer.buyer_number)


def _lines(say: Say, buyers: Sequence[Buyer]) -> list[Said]:
    return [
        texts.line_with_phone(say, one.buyer_number, one.name, one.phone)
        if one.phone
        else texts.line(say, one.buyer_number, one.name)
        for one in buyers
    ]


def _buttons(buyers: Sequence[Buyer]) -> list[Row]:
    return in_pairs([_labelled(one, Action.PERSON, one.buyer_number) for one in buyers])


def _labelled(buyer: Buyer, action: Action, *values: int) -> InlineKeyboardButton:
    return button(fitting(f"{words.BUYER} {buyer.name}"), action, *values)


def _order_line(say: Say, row: OrderRow) -> Said:
    sign = words.sign_of(row.order.state)
    if not row.count:
        return texts.empty_order_line(say, sign, row.order.code, row.project_name)
    shown = few_numbers(row.numbers, row.ranges) + ("…" if row.count > len(row.numbers) else "")
    return texts.order_line(say, sign, shown, row.project_name, say.money(row.order.total, row.currency))


def _order_label(row: OrderRow) -> str:
    shown = show_among(row.numbers[:_ON_LABEL], row.ranges) + ("…" if row.count > _ON_LABEL else "")
    return joined([f"{words.sign_of(row.order.state)} {shown or row.order.code}"], "")


def _back(say: Say, buyer: Buyer) -> InlineKeyboardButton:
    return back_to(say, buyer.buyer_number)


def _all(say: Say) -> InlineKeyboardButton:
    return button(texts.all_button(say), Action.PEOPLE)
