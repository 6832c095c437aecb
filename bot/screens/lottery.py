"""The official lottery that decides, as it is asked for, as buyers read its rule, and what is warned of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.texts import lottery as texts
from bot.texts.say import Said, Say
from bot.texts.shown import few, of_range
from rules.lotteries import has_all_figures, known_lotteries
from rules.lottery import NEXT_SOLD, VOID, Lottery, chances
from rules.lottery_answers import Answers, fitting_takes, is_even, may_lean
from rules.numbers import NumberRange, show_among

_LENGTHS = ("2", "3", "4", "5", "6")


class About(NamedTuple):
    """The raffle for which it is asked."""

    ranges: Sequence[NumberRange]
    prizes: int
    country: str | None


class Question(NamedTuple):
    said: Sequence[Said]
    choices: Sequence[tuple[str, str]] = ()
    """Labels, and what one would type."""
    row: int = 1


def asked(say: Say, question: str, answers: Answers, about: About) -> Question:
    match question:
        case "name":
            return Question([texts.which(say)], [(one.name, one.name) for one in known_lotteries(about.country)])
        case "url":
            return Question([texts.where(say)])
        case "digits":
            return Question([texts.how_long(say)], [(one, one) for one in _LENGTHS], row=5)
        case "what":
            usual = usual_what(say, about)
            return Question([texts.what(say)], [(capital(usual), usual)])
        case "take":
            return _which_digits(say, answers, about)
        case "unsold":
            return _if_unsold(say, answers, about)
    return _sure(say, answers.lottery, about)


def usual_what(say: Say, about: About) -> str:
    return texts.first_prize(say) if about.prizes == 1 else texts.prizes_in_order(say)


def rule_lines(say: Say, lottery: Lottery) -> list[Said]:
    """As buyers read it."""
    unsold = texts.unsold_next(say) if lottery.unsold == NEXT_SOLD else texts.unsold_nobody(say)
    rule = texts.rule(say, lottery.name, lottery.what, digits_in_words(say, lottery.take or ""))
    return [rule, texts.who_wins(say), unsold, texts.look_it_up(say, lottery.url)]


def hopeless(say: Say, lottery: Lottery, ranges: Sequence[NumberRange]) -> list[Said]:
    """The numbers that nobody should buy."""
    seen = chances(lottery, ranges)
    if not seen.never:
        return []
    never, take = few(map(of_range, seen.never)), digits_in_words(say, lottery.take or "")
    return [texts.can_never_win(say, never, take, _all_figures(seen.figures))]


def warnings(say: Say, lottery: Lottery, ranges: Sequence[NumberRange]) -> list[Said]:
    """None where chances are equal; else why they are not, and what would change it."""
    if is_even(lottery, ranges):
        return []
    seen = chances(lottery, ranges)
    told = [Said(""), texts.look_before(say), *hopeless(say, lottery, ranges)]
    if seen.luckiest is not None and seen.luckiest_figures > 1:
        told.append(texts.is_luckier(say, show_among([seen.luckiest], ranges), seen.luckiest_figures))
    if may_lean(lottery):
        told.append(texts.may_lean(say))
    return [*told, *([] if seen.are_equal else [texts.to_make_them_equal(say, _all_figures(seen.figures))])]


def digits_in_words(say: Say, take: str) -> Said:
    where, _, count = take.partition(":")
    return texts.first_digits(say, int(count)) if where == "first" else texts.last_digits(say, int(count or 0))


def capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _which_digits(say: Say, answers: Answers, about: About) -> Question:
    digits = answers.digits or 0
    takes = fitting_takes(about.ranges, digits, is_full=has_all_figures(answers.url or ""))
    return Question(
        [texts.which_digits(say, str(digits))],
        [(capital(digits_in_words(say, one)), one) for one in takes],
    )


def _if_unsold(say: Say, answers: Answers, about: About) -> Question:
    seen = chances(answers._replace(unsold=VOID).lottery, about.ranges)
    without = [texts.figures_without_number(say, seen.without, say.count(seen.figures))] if seen.without else []
    return Question([texts.if_unsold(say), *without], [(texts.nobody(say), VOID), (texts.next_sold(say), NEXT_SOLD)])


def _sure(say: Say, lottery: Lottery, about: About) -> Question:
    said = [*rule_lines(say, lottery), *warnings(say, lottery, about.ranges)]
    again = [(texts.other_digits(say), "take"), (texts.other_unsold(say), "unsold")]
    return Question(said, [*again, (texts.keep_it(say), "yes")], row=2)


def _all_figures(count: int) -> str:
    width = len(str(count)) - 1
    return of_range(NumberRange(0, count - 1, width))
