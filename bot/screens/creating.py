"""The screens of a raffle that is being made: its six questions, the summary, and the raffle when it is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens import lottery
from bot.screens.cards import project_card
from bot.screens.fairness import signed_method, to_read
from bot.screens.home import go_home, to_share
from bot.texts import cards, closing, countries, selling, words
from bot.texts import creating as texts
from bot.texts import home as at_home
from bot.texts.fairness import in_short
from bot.texts.say import Said, Say, lines
from bot.texts.shown import of_range
from rules.choices import DRAW_METHODS
from rules.lottery_answers import Answers
from rules.money import decimals_of
from rules.prices import usual_price, usual_prices
from services.plans import Plan
from services.totals import Glance

if TYPE_CHECKING:
    from db.projects import Project

Row = list[InlineKeyboardButton]
About = lottery.About

QUESTIONS = ("name", "prizes", "numbers", "price", "date", "method")
"""In the order in which they are asked, by the name that a button carries."""

USUAL_NUMBERS = ("00-99", "000-999", "1-100", "1-1000")
_CHANGES = {
    "name": texts.change_name,
    "prizes": texts.change_prizes,
    "numbers": texts.change_numbers,
    "price": texts.change_price,
    "date": texts.change_date,
    "method": texts.change_method,
}


class Place(NamedTuple):
    """Where a question stands: what the raffle is called so far, and why it is asked again."""

    question: str
    name: str | None
    changing: bool
    """One answer of the summary."""
    why: Said | None = None


class Date(NamedTuple):
    """A day that is offered: as it is said, and as one would type it."""

    label: Said
    typed: str


def what_name(say: Say, place: Place, suggested: Sequence[str]) -> Screen:
    rows = [[_answer(name, "name", number)] for number, name in enumerate(suggested)]
    return _asked(say, place, [texts.what_name(say)], rows)


def what_prizes(say: Say, place: Place, prizes: Sequence[str], *, another: bool) -> Screen:
    if not prizes:
        later = [[_answer(texts.say_it_later(say), "prizes", "done")]]
        return _asked(say, place, [texts.what_is_won(say)], later)
    said = texts.what_else_is_won(say) if another else texts.anything_else(say)
    more = [] if another else [_answer(texts.add_another(say), "prizes", "more")]
    anew = _answer(texts.start_over(say), "prizes", "clear")
    go_on = _answer(texts.go_on(say), "prizes", "done")
    return _asked(say, place, [*prize_lines(say, prizes), "", said], [[*more, go_on], [anew]])


def which_numbers(say: Say, place: Place) -> Screen:
    buttons = [_answer(typed, "numbers", typed) for typed in USUAL_NUMBERS]
    return _asked(say, place, [texts.which_numbers(say)], [buttons[:2], buttons[2:]])


def what_price(say: Say, place: Place, currency: str) -> Screen:
    buttons = [_answer(label, "price", typed) for label, typed in price_choices(say, currency)]
    text = texts.what_price(say, currency, price_example(currency))
    return _asked(say, place, [text], [buttons[:2], buttons[2:]])


def when(say: Say, place: Place, dates: Sequence[Date], example: str, zone: str) -> Screen:
    rows = [[_answer(one.label, "date", one.typed)] for one in dates]
    text = texts.when(say, example, countries.city(say, zone))
    return _asked(say, place, [text], [*rows, [_answer(texts.no_date_yet(say), "date", "none")]])


def how_won(say: Say, place: Place) -> Screen:
    rows = [[_answer(label, "method", typed)] for label, typed in method_choices(say)]
    return _asked(say, place, how_won_lines(say), [*rows, [to_read(say)]])


def about_lottery(say: Say, place: Place, question: str, answers: Answers, about: About) -> Screen:
    """What has to be known of it before a number of it can win."""
    asked = lottery.asked(say, question, answers, about)
    buttons = [_answer(label, "rule", f"{question}.{typed}") for label, typed in asked.choices]
    rows = [buttons[start : start + asked.row] for start in range(0, len(buttons), asked.row)]
    return _asked(say, place, asked.said, rows)


def summary(say: Say, plan: Plan, mark: str, now: datetime, why: Said | None = None) -> Screen:
    text = lines(*_above(why), *plan_lines(say, plan, now), "", texts.is_it_right(say))
    changes = [button(label(say), Action.ALTER, name) for name, label in _CHANGES.items()]
    rows = [changes[start : start + 2] for start in range(0, len(changes), 2)]
    create = [button(texts.create(say), Action.CREATE, mark)]
    return Screen(text, keyboard(create, *rows, [button(selling.cancel(say), Action.CANCEL)]))


def created(say: Say, seen: Glance, now: datetime) -> Screen:
    number = seen.project.project_number
    text = lines(texts.created(say), "", project_card(say, seen, now))
    sell = button(at_home.sell(say), Action.SELL, number)
    return Screen(text, keyboard(to_share(say, seen.project), [sell, _change(say, number)], go_home(say)))


def made_at_once(say: Say, project: Project) -> Screen:
    number = project.project_number
    text = lines(texts.made_at_once(say, project.name), "", texts.next_numbers_and_prizes(say))
    numbers = button(texts.add_numbers(say), Action.EDIT, number, "numbers")
    prize = button(texts.add_prize(say), Action.EDIT, number, "prize")
    return Screen(text, keyboard([numbers, prize], [_change(say, number)], go_home(say)))


def plan_lines(say: Say, plan: Plan, now: datetime) -> list[Said]:
    size = plan.numbers.final - plan.numbers.init + 1
    price, total = (say.money(amount, plan.currency) for amount in (plan.unit_price, plan.unit_price * size))
    return [
        cards.title(say, plan.name),
        *(prize_lines(say, plan.prizes) or [texts.no_prize_yet(say)]),
        texts.numbers(say, of_range(plan.numbers), size),
        texts.price(say, price) if size == 1 else texts.all_together(say, price, total),
        texts.draw_at(say, say.moment(plan.draw_at, now) if plan.draw_at else texts.no_date_yet(say)),
        *([closing.at_the_draw(say)] if plan.draw_at else []),
        *_found_by(say, plan),
    ]


def _found_by(say: Say, plan: Plan) -> list[Said]:
    """The rule of a lottery as buyers read it, and what is uneven about it."""
    if plan.lottery is None:
        return [texts.method(say, words.draw_method(say, plan.draw_method))]
    return [*lottery.rule_lines(say, plan.lottery), *lottery.warnings(say, plan.lottery, [plan.numbers])]


def prize_lines(say: Say, prizes: Sequence[str]) -> list[Said]:
    return [texts.prize(say, number, name) for number, name in enumerate(prizes, 1)]


def how_won_lines(say: Say) -> list[Said]:
    told = [line for method in DRAW_METHODS for line in (Said(""), in_short(say, method))]
    return [texts.how_won(say), *told]


def method_choices(say: Say) -> list[tuple[str, str]]:
    """Labels, and what one would type."""
    return [(signed_method(say, one), one.value) for one in DRAW_METHODS]


def price_choices(say: Say, currency: str) -> list[tuple[str, str]]:
    """Labels, and what one would type."""
    minor = 10 ** decimals_of(currency)
    return [(say.money(price * minor, currency), str(price)) for price in usual_prices(currency)]


def price_example(currency: str) -> str:
    return str(usual_price(currency))


def _asked(say: Say, place: Place, said: Sequence[str], rows: Sequence[Row]) -> Screen:
    back = place.changing or place.question != QUESTIONS[0]
    leave = button(selling.cancel(say), Action.CANCEL)
    last = [button(at_home.back(say), Action.BACK), leave] if back else [leave]
    return Screen(lines(*_above(place.why), _heading(say, place), *said), keyboard(*rows, last))


def _heading(say: Say, place: Place) -> Said:
    title = cards.title(say, place.name) if place.name else texts.new_raffle(say)
    if place.changing or place.question not in QUESTIONS:
        return title
    return texts.step(say, title, QUESTIONS.index(place.question) + 1, len(QUESTIONS))


def _above(why: Said | None) -> list[Said]:
    """What went wrong, apart from what is asked."""
    return [why, Said("")] if why else []


def _answer(label: str, question: str, typed: object) -> InlineKeyboardButton:
    return button(label, Action.ANSWER, question, typed)


def _change(say: Say, project_number: int) -> InlineKeyboardButton:
    return button(texts.change(say), Action.EDIT, project_number)
