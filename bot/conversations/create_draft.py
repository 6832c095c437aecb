"""A raffle that is being thought out: what was answered so far, and the screen of each question."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

from bot.context import Context
from bot.conversation import GoTo
from bot.screen import Screen
from bot.screens import creating as screens
from bot.screens.creating import QUESTIONS, About, Date, Place
from bot.texts import creating as texts
from bot.texts.say import Said
from rules.dates import USUAL_HOUR, at_hour, example
from rules.lottery import Lottery
from rules.lottery_answers import NOTHING_SAID, Answers, open_question
from rules.numbers import NumberRange
from rules.states import DrawMethod
from services.plans import Plan

SUMMARY = "summary"
RULE = "rule"
"""What is asked about a lottery, before it is the way in which winners are found."""
STEPS = (*QUESTIONS, SUMMARY)

_OFFERED_DAYS = ((7, texts.in_a_week), (14, texts.in_two_weeks), (30, texts.in_a_month))
_FIRST_NAME = 30


@dataclass(frozen=True)
class Draft:
    currency: str
    """As it was when the questions began: the price is in it."""
    name: str | None = None
    prizes: tuple[str, ...] = ()
    another: bool = False
    """The next prize is being written."""
    numbers: NumberRange | None = None
    unit_price: int | None = None
    draw_at: datetime | None = None
    draw_method: DrawMethod | None = None
    lottery: Lottery | None = None
    """That decides, if it is a lottery's number that wins."""
    asking: Answers | None = None
    """What was said so far about a lottery that is not decided yet."""
    changing: bool = False
    """One answer, and then back to the summary."""
    mark: str = ""
    """Of the summary shown last: only it creates."""

    @property
    def plan(self) -> Plan:
        name, numbers, price, method = self.name, self.numbers, self.unit_price, self.draw_method
        if name is None or numbers is None or price is None or method is None:
            raise ValueError("not all is answered yet")
        lottery = self.lottery if method == DrawMethod.NUMBER else None
        return Plan(name, self.prizes, numbers, price, self.currency, self.draw_at, method, lottery)

    @property
    def open_question(self) -> str | None:
        """About the lottery."""
        return open_question(self.asking or NOTHING_SAID, [self.numbers] if self.numbers else [])


async def show(context: Context, step: str, draft: Draft, why: Said | None = None) -> GoTo[Draft]:
    await context.show(screen_of(context, step, draft, why))
    return GoTo(step, draft)


def screen_of(context: Context, step: str, draft: Draft, why: Said | None = None) -> Screen:
    say, now, zone = context.say, context.work.now, context.user.zone
    place = Place(step, draft.name, draft.changing, why)
    match step:
        case "name":
            return screens.what_name(say, place, suggested_names(context))
        case "prizes":
            return screens.what_prizes(say, place, draft.prizes, another=draft.another)
        case "numbers":
            return screens.which_numbers(say, place)
        case "price":
            return screens.what_price(say, place, draft.currency)
        case "date":
            return screens.when(say, place, offered_dates(context), say.moment(example(now, zone), now), zone)
        case "method":
            return screens.how_won(say, place)
        case "rule":
            question, answers = draft.open_question or "sure", draft.asking or NOTHING_SAID
            return screens.about_lottery(say, place, question, answers, about_lottery(context, draft))
    return screens.summary(say, draft.plan, draft.mark, now, why)


def about_lottery(context: Context, draft: Draft) -> About:
    return About([draft.numbers] if draft.numbers else [], len(draft.prizes), context.user.country)


def suggested_names(context: Context) -> list[str]:
    first_name = context.user.name.split()[0][:_FIRST_NAME]
    return [unescape(texts.named_after(context.say, first_name)), unescape(texts.grand_raffle(context.say))]


def offered_dates(context: Context) -> list[Date]:
    """What is typed is a day: it stays the day that was seen, whenever it is tapped."""
    zone, now = context.user.zone, context.work.now
    today = now.astimezone(ZoneInfo(zone)).date()
    days = [(today + timedelta(days=ahead), label) for ahead, label in _OFFERED_DAYS]
    seen = [(day, label, context.say.day_of(at_hour(day, USUAL_HOUR, zone), now)) for day, label in days]
    return [Date(label(context.say, shown), day.isoformat()) for day, label, shown in seen]
