"""The screens of proofs: what the buyer is asked for and told, and what the organizer decides on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.orders import to_order
from bot.screens.pages import fitting, in_pairs, turning
from bot.screens.proof_rows import WaitingProofs, proof_row, to_proof
from bot.screens.selling import some
from bot.texts import buying, orders, selling
from bot.texts import proofs as texts
from bot.texts.say import Said, Say, lines
from bot.texts.shown import numbers as few_numbers
from rules.misreadings import ButtonTooOld
from rules.states import OrderState, ProofState
from services.my_tickets import MyOrder
from services.own_orders import OwnOrder
from services.proofs import ProofView

if TYPE_CHECKING:
    from db.projects import Project

REASONS = (texts.no_money, texts.other_amount, texts.not_readable)
"""Why a proof is rejected, mostly: each by a tap."""


# For the buyer


def send_it(say: Say, own: OwnOrder) -> Screen:
    owed = say.money(own.order.owed, own.project.currency)
    return Screen(texts.send_it(say, some(own.numbers, own.ranges), owed), keyboard([to_own(say, own.order.code)]))


def sent(say: Say, own: OwnOrder) -> Screen:
    told = texts.sent(say, some(own.numbers, own.ranges), own.organizer_name)
    return Screen(told, keyboard([to_own(say, own.order.code)]))


def for_which(say: Say, orders: Sequence[MyOrder]) -> Screen:
    rows = [[button(_named(say, one), Action.PROVE, one.order.code)] for one in orders]
    return Screen(texts.for_which(say, len(rows)), keyboard(*rows, [button(texts.for_none(say), Action.CANCEL)]))


def i_have_paid(say: Say, code: str) -> InlineKeyboardButton:
    return button(buying.i_have_paid(say), Action.CLAIM_PAID, code)


def to_own(say: Say, code: str) -> InlineKeyboardButton:
    return button(selling.order_of(say, code), Action.MINE, code)


def rejected(say: Say, view: ProofView, organizer: str, now: datetime) -> Screen:
    told = texts.rejected(say, organizer, some(view.numbers, view.ranges), view.project.name)
    why = texts.reason(say, view.proof.reason) if view.proof.reason else None
    return Screen(lines(told, why, *_still_to_pay(say, view, now)), _once_more(say, view))


def again(say: Say, view: ProofView, organizer: str, now: datetime) -> Screen:
    told = texts.again(say, organizer, some(view.numbers, view.ranges), view.project.name)
    return Screen(lines(told, *_still_to_pay(say, view, now)), _once_more(say, view))


def _still_to_pay(say: Say, view: ProofView, now: datetime) -> list[Said]:
    until = view.order.told_deadline_at
    if view.order.state != OrderState.RESERVED or until is None or until <= now:
        return []
    return [texts.left_to_pay(say, say.money(view.order.owed, view.project.currency), say.moment(until, now))]


def _once_more(say: Say, view: ProofView) -> InlineKeyboardMarkup:
    code = view.order.code
    more = [i_have_paid(say, code)] if view.order.state == OrderState.RESERVED else []
    return keyboard([*more, to_own(say, code)])


def _named(say: Say, one: MyOrder) -> str:
    return fitting(texts.label(say, few_numbers(one.numbers[:3], one.ranges), one.project_name), 34)


# For the organizer


def proof(say: Say, view: ProofView) -> Screen:
    """The words under the picture."""
    owed = say.money(view.order.owed, view.project.currency)
    text = lines(
        texts.proof(say, some(view.numbers, view.ranges), view.buyer.name),
        texts.owed(say, owed, view.order.code),
        selling.of_project(say, view.project.name),
        texts.seen_before(say) if view.seen_before else None,
        None if view.proof.file_id else texts.without_picture(say),
    )
    if view.proof.state != ProofState.WAITING:
        return Screen(lines(text, "", texts.decided(say, view.proof.state)), keyboard([to_order(say, view.order)]))
    accept = [_of(view, texts.accept(say), Action.ACCEPT)]
    others = [_of(view, texts.reject(say), Action.REJECT), _of(view, texts.ask_again(say), Action.ASK_AGAIN)]
    same = [_where_seen(say, view, number) for number in _others_seen(view)]
    return Screen(text, keyboard(accept, others, [to_order(say, view.order)], same))


def why_reject(say: Say, view: ProofView) -> Screen:
    reasons = [[_of(view, reason(say), Action.REJECT, number)] for number, reason in enumerate(REASONS, 1)]
    back = _of(view, selling.back(say), Action.PROOF)
    head = texts.proof(say, some(view.numbers, view.ranges), view.buyer.name)
    return Screen(lines(head, "", texts.why_reject(say, view.buyer.name)), keyboard(*reasons, [back]))


def usual_reason(say: Say, number: int) -> Said:
    if not 1 <= number <= len(REASONS):
        raise ButtonTooOld
    return REASONS[number - 1](say)


def told_rejected(say: Say, view: ProofView) -> Screen:
    head = texts.proof(say, some(view.numbers, view.ranges), view.buyer.name)
    told = texts.told_rejected(say, view.buyer.name, view.proof.reason or "")
    return Screen(lines(head, told), keyboard([to_order(say, view.order)], [_to_owes(say, view.project)]))


def told_again(say: Say, view: ProofView) -> Screen:
    head = texts.proof(say, some(view.numbers, view.ranges), view.buyer.name)
    told = texts.told_again(say, view.buyer.name)
    return Screen(lines(head, told), keyboard([to_order(say, view.order)], [_to_owes(say, view.project)]))


def waiting(say: Say, project: Project, proofs: WaitingProofs) -> Screen:
    rows = [proof_row(say, project, one, proofs.held) for one in proofs.page.found] or [texts.none_waits(say)]
    buttons = in_pairs([to_proof(project, one, proofs.held) for one in proofs.page.found])
    turn = turning(proofs.page, Action.PROOFS, project.project_number)
    return Screen(
        lines(texts.waiting(say, project.name), "", *rows), keyboard(*buttons, turn, [_to_owes(say, project)])
    )


def _of(view: ProofView, label: str, action: Action, *more: object) -> InlineKeyboardButton:
    return button(label, action, *view.proof.key[1:], *more)


def _others_seen(view: ProofView) -> list[int]:
    """Other orders of this project that came with the same picture."""
    here = view.order.key
    return [one.order_number for one in view.seen_in if one.project == here.project and one != here][:2]


def _where_seen(say: Say, view: ProofView, number: int) -> InlineKeyboardButton:
    return button(texts.seen_there(say, number), Action.ORDER, view.order.project_number, number)


def _to_owes(say: Say, project: Project) -> InlineKeyboardButton:
    return button(orders.to_who_owes(say), Action.OWES, project.project_number)
