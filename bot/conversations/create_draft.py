"""A raffle that is being thought out: what was answered so far, and the screen of each question."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

from bot.context import Context
from bot.conversation import GoTo
from bot.screen import Screen
from bot.screens import creating as screens
from bot.screens.creating import QUESTIONS, Date, Place
from bot.texts import creating as texts
from bot.texts.say import Said
from rules.dates import USUAL_HOUR, at_hour, example
from rules.numbers import NumberRange
from rules.states import DrawMethod
from services.plans import Plan

SUMMARY = "summary"
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
    changing: bool = False
    """One answer, and then back to the summary."""
    mark: str = ""
    """Of the summary shown last: only it creates."""

    @property
    def plan(self) -> Plan:
        name, numbers, price, method = self.name, self.numbers, self.unit_price, self.draw_method
        if name is None or numbers is None or price is None or method is None:
            raise ValueError("not all is answered yet")
        return Plan(name, self.prizes, numbers, price, self.currency, self.draw_at, method)


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
    return screens.summary(say, draft.plan, draft.mark, now, why)


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
