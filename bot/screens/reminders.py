"""What happens by itself, as it is seen: reminders that are planned, and what is told when time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard, link
from bot.screen import Screen
from bot.screens.home import go_home
from bot.screens.pages import fitting, turning
from bot.screens.selling import some
from bot.screens.to_buyers import after_reminder
from bot.screens.to_buyers import reminder as of_one
from bot.texts import more_time, my_tickets, orders, to_buyers, words
from bot.texts import reminders as texts
from bot.texts.say import Said, Say, joined, lines
from bot.whatsapp import link_to
from rules.reminding import Plan, plan_kept
from rules.states import PaymentMethod, ProjectState
from rules.terms import minutes
from services.digests import ToWrite
from services.expiries import Ended
from services.pages import Page
from services.reminding import Reminder
from services.reminding_all import RemindedAll

if TYPE_CHECKING:
    from db.projects import Project
    from db.reminders import Coming

_NAME = 16
_ON_BUTTON = 12
_ENDED = 10
_OUT_OF_REACH, _UNWANTED = "📵", "🔕"

Row = list[InlineKeyboardButton]


def planned(say: Say, project: Project, page: Page[Coming], now: datetime, above: Said | None = None) -> Screen:
    rows = [_coming(say, project, one, now) for one in page.found]
    text = lines(
        *([above, ""] if above else []),
        texts.title(say, project.name),
        _plan(say, project),
        _cash_plan(say, project),
        "",
        texts.coming(say) if rows else texts.nothing_coming(say),
        *rows,
        texts.out_of_reach(say) if any(not one.within_reach for one in page.found) else None,
        texts.do_not_want(say) if any(one.within_reach and not one.wanted for one in page.found) else None,
    )
    turn = turning(page, Action.REMINDERS, project.project_number)
    back = button(orders.to_who_owes(say), Action.OWES, project.project_number)
    return Screen(text, keyboard(turn, *_deeds(say, project), [back, *go_home(say)]))


def reminded_all(say: Say, done: RemindedAll) -> Said:
    return lines(
        texts.reminded(say, done.buyers) if done.buyers else None,
        texts.to_forward(say, done.to_forward) if done.to_forward else None,
    )


def spans(say: Say, plan: Plan) -> str:
    return joined([words.span(say, minutes(span)) for span in plan], ", ") if plan else texts.never(say)


def of_several(say: Say, reminders: Sequence[Reminder], now: datetime) -> Screen:
    """One list, whose deadline comes first, first; what can be done is done for each, so the first has its buttons."""
    first = reminders[0]
    if len(reminders) == 1:
        return Screen(of_one(say, first, now), after_reminder(say, first.order))
    everything = button(my_tickets.back(say), Action.MY_TICKETS, 1)
    return Screen(several_in_words(say, reminders, now), keyboard([everything]))


def several_in_words(say: Say, reminders: Sequence[Reminder], now: datetime) -> Said:
    first = reminders[0]
    listed = [
        texts.one_of_several(
            say,
            some(one.numbers, one.ranges),
            one.project_name,
            say.money(one.order.owed, one.currency),
            say.moment(one.order.told_deadline_at or now, now),
            one.order.code,
        )
        for one in reminders
    ]
    heading = lines(
        to_buyers.practice(say) if first.practice else None, texts.several_reserved(say, first.buyer_name), *listed
    )
    is_cash = all(one.order.pays_by == PaymentMethod.CASH for one in reminders)
    if is_cash:
        return joined([heading, more_time.only_in_cash(say, first.organizer_name)], "\n\n")
    return joined([heading, *([_as_typed(say, first.how_to_pay)] if first.how_to_pay else [])], "\n\n")


def to_forward(say: Say, mark: str, buyers: Sequence[ToWrite], now: datetime) -> Screen:
    """With a link for each buyer, that opens WhatsApp with what they owe; and one to say that it was done."""
    if not buyers:
        return Screen(texts.nobody_to_write_to(say), keyboard(go_home(say)))
    practice = any(one.practice for buyer in buyers for one in buyer.reminders)
    is_done = all(buyer.is_done for buyer in buyers)
    text = lines(
        to_buyers.practice(say) if practice else None,
        texts.all_written_to(say) if is_done else texts.pass_on(say),
        "",
        *(_owes(say, one, now, is_done=buyer.is_done) for buyer in buyers for one in buyer.reminders),
    )
    left = [_to_write(say, mark, one, now) for one in buyers if not one.is_done]
    return Screen(text, keyboard(*left, *([] if left else [go_home(say)])))


def _to_write(say: Say, mark: str, one: ToWrite, now: datetime) -> Row:
    first, several = one.reminders[0], len(one.reminders) > 1
    text = several_in_words(say, one.reminders, now) if several else of_one(say, first, now)
    label = texts.whatsapp(say, fitting(first.buyer_name, _ON_BUTTON))
    done = button(texts.written_to(say), Action.PASSED_ON, mark, one.buyer_number)
    return [link(label, link_to(first.phone_e164, text)), done]


def time_is_over(say: Say, ended: Ended) -> Screen:
    """To its buyer."""
    numbers = some(ended.numbers, ended.ranges)
    text = lines(
        to_buyers.practice(say) if ended.practice else None,
        texts.time_is_over(say, len(ended.numbers), ended.buyer_name, numbers, ended.project_name),
        texts.take_back(say),
    )
    return Screen(text, keyboard([button(my_tickets.take_back(say), Action.TAKE_BACK, ended.order.code)]))


def have_ended(say: Say, ended: Sequence[Ended]) -> Screen:
    """To the organizer."""
    rows = [
        texts.ended_row(say, fitting(one.buyer_name, _NAME), some(one.numbers, one.ranges), one.project_name)
        for one in ended[:_ENDED]
    ]
    text = lines(
        to_buyers.practice(say) if ended[0].practice else None,
        texts.ended(say, len(ended)),
        *rows,
        texts.and_more(say, len(ended) - _ENDED) if len(ended) > _ENDED else None,
        texts.paid_in_part(say) if any(one.order.paid for one in ended) else None,
    )
    return Screen(text, keyboard(go_home(say)))


def _plan(say: Say, project: Project) -> Said:
    if project.practice:
        return texts.plan_of_practice(say)
    plan = plan_kept(project.reminder_plan)
    return texts.plan(say, spans(say, plan)) if plan else texts.no_plan(say)


def _cash_plan(say: Say, project: Project) -> Said | None:
    kept = project.cash_reminder_plan
    return None if kept is None or project.practice else texts.cash_plan(say, spans(say, plan_kept(kept)))


def _coming(say: Say, project: Project, one: Coming, now: datetime) -> Said:
    sign = "" if one.wanted and one.within_reach else f" {_UNWANTED if one.within_reach else _OUT_OF_REACH}"
    owed = say.money(one.owed, project.currency)
    return texts.row(say, say.moment(one.due_at, now), fitting(one.buyer_name, _NAME), owed, sign)


def _deeds(say: Say, project: Project) -> list[Row]:
    number = project.project_number
    if project.state not in (ProjectState.OPEN, ProjectState.CLOSED):
        return []
    when = [
        button(texts.when(say), Action.EDIT, number, "remind"),
        button(texts.for_cash(say), Action.EDIT, number, "cash_plan"),
    ]
    return [[button(texts.remind_all(say), Action.REMIND_ALL, number)], [] if project.practice else when]


def _owes(say: Say, one: Reminder, now: datetime, *, is_done: bool) -> Said:
    name, owed = fitting(one.buyer_name, _NAME), say.money(one.order.owed, one.currency)
    if is_done:
        return texts.owes_and_knows(say, name, owed)
    return texts.owes(say, name, owed, say.moment(one.order.told_deadline_at or now, now))


def _as_typed(say: Say, words: str) -> Said:
    return to_buyers.project(say, words)
