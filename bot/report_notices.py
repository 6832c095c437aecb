"""The notices that tell how a raffle stands: a report that took long to add up, and a chart."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from hashlib import sha256

from bot.drawings import Drawing
from bot.pictures.chart import Chart, draw_chart
from bot.pictures.chart_bars import Bar, scale_for
from bot.pictures.chart_steps import Cut, Step, cut_for, steps_of, sums
from bot.reporting import report_screen
from bot.screens import charts as screens
from bot.screens.reports import days_said
from bot.texts import charts as texts
from bot.texts.reports import all_days
from bot.texts.say import Said, Say, say_in
from bot.wording import Call, Keys, Reader, answering, message, picture
from db.work import Work
from rules.keys import ProjectKey
from rules.money import decimals_of
from services.charts import Measure, Shown, look_at_chart
from services.organizers import find_organizer
from services.periods import Days, days_told
from services.reports import Asked, View

_DRAWN = "1"
"""Of the way charts are drawn: another one, and those that Telegram has are old."""


async def report(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """In a group without its buttons, for they would be nobody's; always in the organizer's language."""
    key = ProjectKey(keys["user_id"], keys["project_number"])
    organizer = await find_organizer(work, key.user_id)
    say = say_in(organizer.language, organizer.zone)
    asked = Asked(View(keys.get("view", View.WHOLE)), days_told(keys), keys.get("page", 1))
    screen = await report_screen(work, say, key, asked)
    return [message(screen.text) if reader.chat_id != organizer.id else message(*screen)]


async def chart(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """How it stands when it leaves; in a group without its buttons too."""
    days, measure = days_told(keys), Measure(keys["measure"])
    found = await look_at_chart(work, ProjectKey(keys["user_id"], keys["project_number"]), days, measure)
    say = say_in(found.organizer.language, found.organizer.zone)
    screen = screens.chart(say, found, days, measure, work.now)
    drawing = draw(say, found, days, measure, say.day(say.today(work.now), say.today(work.now)))
    buttons = screen.keyboard if reader.chat_id == found.organizer.id else None
    return [answering(keys, picture(screen.text, drawing, buttons))]


def draw(say: Say, found: Shown, days: Days, measure: Measure, as_of: str) -> Drawing:
    """Known by all that it shows, and forgotten with the card: the organizer's name is on it."""
    project, drawn = found.glance.project, _drawn(say, found, days, measure, as_of)
    told = sha256(json.dumps([_DRAWN, say.language, project.is_dark, *drawn]).encode()).hexdigest()[:24]
    file_key = f"card/{project.user_id}/{project.project_number}/chart/{told}"
    drawing = partial(draw_chart, say, drawn, dark=project.is_dark)
    return Drawing("photo", "chart.png", "image/png", drawing, file_key)


def _drawn(say: Say, found: Shown, days: Days, measure: Measure, as_of: str) -> Chart:
    project, steps = found.glance.project, steps_of(found.first, found.last)
    money = measure is Measure.MONEY
    values = [(one.day, one.paid if money else one.sold + one.reserved) for one in found.days]
    waits = [(one.day, 0 if money else one.reserved) for one in found.days]
    then = [(one.day, one.paid if money else one.sold + one.reserved) for one in found.days_before]
    line = sums(steps, then) if found.before is not None else []
    bars = [
        Bar(label, value, waiting)
        for label, value, waiting in zip(
            _dates(say, found, steps), sums(steps, values), sums(steps, waits), strict=True
        )
    ]
    unit = 10 ** decimals_of(project.currency) if money else 1
    scale = scale_for(max([*(bar.value for bar in bars), *line], default=0), unit)
    total = sum(bar.value for bar in bars)
    return Chart(
        project_number=project.project_number,
        project=project.name,
        state=project.state,
        days=days_said(say, days, found.last) or all_days(say),
        what=texts.what_and_how(say, texts.collected(say) if money else texts.taken(say), _how(say, found)),
        headline=say.money(total, project.currency) if money else say.count(total),
        bars=tuple(bars),
        scale=scale,
        marks=tuple(say.rough(Decimal(scale.step * at) / unit) for at in range(scale.steps + 1)),
        before=found.before.name if found.before is not None else "",
        line=tuple(line),
        sold=found.glance.sold,
        reserved=found.glance.reserved,
        free=found.glance.free,
        organizer=found.organizer.name,
        as_of=as_of,
        practice=project.practice,
    )


def _how(say: Say, found: Shown) -> Said:
    how = {Cut.DAY: texts.by_day, Cut.WEEK: texts.by_week, Cut.MONTH: texts.by_month, Cut.YEAR: texts.by_year}
    return how[cut_for(found.first, found.last)](say)


def _dates(say: Say, found: Shown, steps: Sequence[Step]) -> Iterator[str]:
    cut = cut_for(found.first, found.last)
    for step in steps:
        if cut is Cut.YEAR:
            yield str(step.first.year)
        else:
            yield say.month(step.first) if cut is Cut.MONTH else say.short_day(step.first)
