"""What happens by itself, as it is seen: reminders that are planned, and what is told when time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.buttons import Action, button, keyboard, link
from bot.screen import Screen
from bot.screens.home import go_home
from bot.screens.pages import fitting, turning
from bot.screens.selling import some
from bot.screens.to_buyers import after_reminder
from bot.screens.to_buyers import reminder as of_one
from bot.texts import my_tickets, to_buyers, words
from bot.texts import reminders as texts
from bot.texts.say import Said, Say, joined, lines
from bot.whatsapp import link_to
from rules.reminding import Plan, plan_kept
from rules.states import ProjectState
from rules.terms import minutes
from services.expiries import Ended
from services.pages import Page
from services.reminding import RemindedAll, Reminder

if TYPE_CHECKING:
    from db.projects import Project
    from db.reminders import Coming

_NAME = 16
_ENDED = 10
_OUT_OF_REACH, _UNWANTED = "📵", "🔕"

Row = list[InlineKeyboardButton]


def planned(say: Say, project: Project, page: Page[Coming], now: datetime, above: Said | None = None) -> Screen:
    rows = [_coming(say, project, one, now) for one in page.found]
    text = lines(
        *([above, ""] if above else []),
        texts.title(say, project.name),
        _plan(say, project),
        "",
        texts.coming(say) if rows else texts.nothing_coming(say),
        *rows,
        texts.out_of_reach(say) if any(not one.within_reach for one in page.found) else None,
        texts.do_not_want(say) if any(one.within_reach and not one.wanted for one in page.found) else None,
    )
    turn = turning(page, Action.REMINDERS, project.project_number)
    return Screen(text, keyboard(turn, *_deeds(say, project), go_home(say)))


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
    return joined([heading, *([_as_typed(say, first.how_to_pay)] if first.how_to_pay else [])], "\n\n")


def to_forward(say: Say, by_buyer: Sequence[Sequence[Reminder]], now: datetime) -> Screen:
    """With a link for each buyer, that opens WhatsApp with what they owe."""
    practice = any(one.practice for reminders in by_buyer for one in reminders)
    rows: list[Said] = []
    buttons: list[Row] = []
    for reminders in by_buyer:
        name, phone = reminders[0].buyer_name, reminders[0].phone_e164
        rows += [_owes(say, one, now) for one in reminders]
        text = of_one(say, reminders[0], now) if len(reminders) == 1 else several_in_words(say, reminders, now)
        buttons.append([link(texts.whatsapp(say, fitting(name, 30)), link_to(phone, text))])
    text = lines(to_buyers.practice(say) if practice else None, texts.pass_on(say), "", *rows)
    return Screen(text, keyboard(*buttons))


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


def _coming(say: Say, project: Project, one: Coming, now: datetime) -> Said:
    sign = "" if one.wanted and one.within_reach else f" {_UNWANTED if one.within_reach else _OUT_OF_REACH}"
    owed = say.money(one.owed, project.currency)
    return texts.row(say, say.moment(one.due_at, now), fitting(one.buyer_name, _NAME), owed, sign)


def _deeds(say: Say, project: Project) -> list[Row]:
    number = project.project_number
    if project.state not in (ProjectState.OPEN, ProjectState.CLOSED):
        return []
    when = [] if project.practice else [button(texts.when(say), Action.EDIT, number, "remind")]
    return [[button(texts.remind_all(say), Action.REMIND_ALL, number)], when]


def _owes(say: Say, one: Reminder, now: datetime) -> Said:
    until = say.moment(one.order.told_deadline_at or now, now)
    return texts.owes(say, fitting(one.buyer_name, _NAME), say.money(one.order.owed, one.currency), until)


def _as_typed(say: Say, words: str) -> Said:
    return to_buyers.project(say, words)
