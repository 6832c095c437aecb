"""The questions about a raffle that is there already: each says how it stands, and shows the usual answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens import draw_terms, lottery, reminders
from bot.screens.cards import project_title
from bot.screens.closing import closing_in_words
from bot.screens.creating import USUAL_NUMBERS, Date, how_won_lines, method_choices, price_choices, price_example
from bot.screens.fairness import to_read
from bot.texts import changing as texts
from bot.texts import countries, creating, words
from bot.texts import draw_terms as of_terms
from bot.texts import home as at_home
from bot.texts import more_time as of_wishes
from bot.texts import reminders as of_reminders
from bot.texts.say import Said, Say, lines
from bot.texts.shown import of_range
from rules.buying import MOST_PER_ORDER
from rules.closing import closing_kept, read_closing
from rules.lottery_answers import NOTHING_SAID, Answers, open_question
from rules.lottery_answers import QUESTIONS as LOTTERY_QUESTIONS
from rules.numbers import LARGEST_NUMBER, NumberRange, show_number
from rules.reminding import plan_kept, read_plan

if TYPE_CHECKING:
    from db.prizes import Prize
    from db.projects import Project
    from db.sets import RaffleSet

Choices = Sequence[tuple[str, str]]
"""Labels, and what one would type."""

_HOLDS = (12, 24, 48, 72, 120, 168)
_GRACES = (0, 6, 12, 24)
_PLANS = ("24h,3h", "48h,24h,3h", "24h", "3h")
_CLOSINGS = ("0", "1h", "3h", "1d", "never")
_MORE_TIMES = (6, 12, 24, 48, 72)
_MORE_NUMBERS = (100, 500, 1000)
_LIMITS = (1, 2, 3, 5, 10, 20)


class About(NamedTuple):
    """What a question is about."""

    project: Project
    raffle_set: RaffleSet | None = None
    prize: Prize | None = None
    numbers: NumberRange | None = None
    """That are to be added, as soon as they have a price."""
    sets: Sequence[RaffleSet] = ()
    dates: Sequence[Date] = ()
    example: str = ""
    zone: str = ""
    rule: Answers = NOTHING_SAID
    """What was said so far about the lottery that decides."""
    lottery: lottery.About = lottery.About((), 0, None)


class Asked(NamedTuple):
    said: Sequence[Said]
    choices: Choices = ()
    back: tuple[object, ...] = ()
    """The page from which it came."""
    row: int = 2
    item: int = 0
    """Which of several questions of the same name it is."""
    more: tuple[InlineKeyboardButton, ...] = ()
    """What can be read about it."""


def question(say: Say, field: str, about: About, why: Said | None = None) -> Screen:
    asked = QUESTIONS[field](say, about)
    number = about.project.project_number
    of = about.raffle_set.set_number if about.raffle_set else about.prize.prize_number if about.prize else 0
    item = asked.item or of
    buttons = [button(label, Action.CHANGE, number, field, item, typed) for label, typed in asked.choices]
    above = [why, Said("")] if why else []
    back: list[InlineKeyboardButton] = [button(at_home.back(say), Action.EDIT, number, *asked.back)]
    rows = [buttons[start : start + asked.row] for start in range(0, len(buttons), asked.row)]
    return Screen(lines(*above, project_title(say, about.project), *asked.said), keyboard(*rows, asked.more, back))


def _name(say: Say, about: About) -> Asked:
    return Asked([texts.new_name(say, about.project.name)])


def _description(say: Say, about: About) -> Asked:
    return Asked([texts.new_description(say)], [(texts.remove(say), "")] if about.project.description else ())


def _date(say: Say, about: About) -> Asked:
    choices = [(one.label, one.typed) for one in about.dates]
    said = creating.when(say, about.example, countries.city(say, about.zone))
    return Asked([said], [*choices, (creating.no_date_yet(say), "none")], row=1)


def _method(say: Say, about: About) -> Asked:
    return Asked(how_won_lines(say), method_choices(say), row=1, more=(to_read(say),))


def _rule(say: Say, about: About) -> Asked:
    name = open_question(about.rule, about.lottery.ranges) or "sure"
    asked = lottery.asked(say, name, about.rule, about.lottery)
    return Asked(asked.said, asked.choices, ("method",), asked.row, item=LOTTERY_QUESTIONS.index(name) + 1)


def _alternates(say: Say, about: About) -> Asked:
    return Asked([of_terms.how_many_alternates(say)], _counts(say, draw_terms.ALTERNATES), ("terms",), row=3)


def _claim_days(say: Say, about: About) -> Asked:
    return Asked([of_terms.how_many_days(say)], _counts(say, draw_terms.DAYS), ("terms",), row=3)


def _once(say: Say, about: About) -> Asked:
    choices = [(of_terms.several_prizes(say), "no"), (of_terms.one_prize(say), "yes")]
    return Asked([of_terms.how_often(say)], choices, ("terms",), row=1)


def _hold(say: Say, about: About) -> Asked:
    return Asked([texts.new_hold(say, words.span(say, about.project.hold_minutes))], _spans(say, _HOLDS))


def _grace(say: Say, about: About) -> Asked:
    return Asked([texts.new_grace(say, words.span(say, about.project.grace_minutes))], _spans(say, _GRACES))


def _per_order(say: Say, about: About) -> Asked:
    return Asked([texts.how_many_per_order(say)], _limits(say, say.count(MOST_PER_ORDER)), ("limits",), row=3)


def _per_buyer(say: Say, about: About) -> Asked:
    return Asked([texts.how_many_per_buyer(say)], _limits(say, texts.no_limit(say)), ("limits",), row=3)


def _reminders(say: Say, about: About) -> Asked:
    now = reminders.spans(say, plan_kept(about.project.reminder_plan))
    usual = [(reminders.spans(say, read_plan(typed)), typed) for typed in _PLANS]
    return Asked([of_reminders.question(say, now)], [*usual, (of_reminders.never(say), "0")], row=1)


def _cash_plan(say: Say, about: About) -> Asked:
    plan = about.project.cash_reminder_plan
    now = of_reminders.as_for_everybody(say) if plan is None else reminders.spans(say, plan_kept(plan))
    usual = [(reminders.spans(say, read_plan(typed)), typed) for typed in _PLANS]
    same, never = (of_reminders.as_for_everybody(say), "="), (of_reminders.never(say), "0")
    return Asked([of_reminders.question_for_cash(say, now)], [same, *usual, never], row=1)


def _more_time(say: Say, about: About) -> Asked:
    usual = [(words.span(say, 60 * one), f"{one}h") for one in _MORE_TIMES]
    return Asked([of_wishes.how_much(say)], [*usual, (of_reminders.never(say), "0")], ("limits",))


def _closing(say: Say, about: About) -> Asked:
    now = closing_in_words(say, closing_kept(about.project.closing))
    usual = [(_capital(closing_in_words(say, read_closing(typed))), typed) for typed in _CLOSINGS]
    return Asked([texts.new_closing(say, now)], usual, row=1)


def _numbers(say: Say, about: About) -> Asked:
    taken = max((one.final for one in about.sets), default=None)
    usual = USUAL_NUMBERS if taken is None else tuple(f"{taken + 1}-{taken + more}" for more in _MORE_NUMBERS)
    return Asked([creating.which_numbers(say)], [(typed, typed) for typed in usual], ("sets",))


def _price_of_new(say: Say, about: About) -> Asked:
    currency = about.project.currency
    shown = texts.price_of(say, of_range(about.numbers) if about.numbers else "")
    said = creating.what_price(say, currency, price_example(currency))
    return Asked([shown, said], price_choices(say, currency), ("numbers",))


def _price(say: Say, about: About) -> Asked:
    one, currency = _set(about), about.project.currency
    now, example = say.money(one.unit_price, currency), price_example(currency)
    said = texts.new_price(say, of_range(one.numbers), now, example)
    return Asked([said], price_choices(say, currency), ("set", one.set_number))


def _grow(say: Say, about: About) -> Asked:
    one = _set(about)
    ends = [end for end in (one.final + 10, one.final + 100, one.final + one.size) if end <= LARGEST_NUMBER]
    shown = [show_number(end, one.width) for end in sorted(set(ends))]
    said = texts.new_end(say, of_range(one.numbers), shown[-1] if shown else str(LARGEST_NUMBER))
    return Asked([said], [(texts.up_to(say, end), end) for end in shown], ("set", one.set_number))


def _prize(say: Say, about: About) -> Asked:
    return Asked([texts.next_prize(say)], back=("prizes",))


def _rename(say: Say, about: About) -> Asked:
    if about.prize is None:
        raise TypeError("a prize is renamed")
    return Asked([texts.prize_again(say, about.prize.name)], back=("won", about.prize.prize_number))


def _clone(say: Say, about: About) -> Asked:
    return Asked([texts.name_of_clone(say)], [(texts.same_name(say), "")])


def _capital(said: Said) -> str:
    return said[:1].upper() + said[1:]


def _set(about: About) -> RaffleSet:
    if about.raffle_set is None:
        raise TypeError("a set is changed")
    return about.raffle_set


def _limits(say: Say, none: str) -> Choices:
    return [*_counts(say, _LIMITS), (none, "none")]


def _counts(say: Say, counts: Sequence[int]) -> Choices:
    return [(say.count(one), str(one)) for one in counts]


def _spans(say: Say, hours: Sequence[int]) -> Choices:
    return [(words.span(say, 60 * one), f"{one}h") for one in hours]


QUESTIONS: Mapping[str, Callable[[Say, About], Asked]] = {
    "name": _name,
    "about": _description,
    "date": _date,
    "method": _method,
    "rule": _rule,
    "spare": _alternates,
    "claim": _claim_days,
    "once": _once,
    "hold": _hold,
    "grace": _grace,
    "remind": _reminders,
    "cash_plan": _cash_plan,
    "more_time": _more_time,
    "closing": _closing,
    "per_order": _per_order,
    "per_buyer": _per_buyer,
    "numbers": _numbers,
    "set_price": _price_of_new,
    "price": _price,
    "grow": _grow,
    "prize": _prize,
    "rename": _rename,
    "clone": _clone,
}
"""By the name that a button carries."""
