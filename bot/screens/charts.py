"""The words under a chart, and the way to the other one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.actions import Action
from bot.asked import ask
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.cards import project_title
from bot.screens.reports import days_said
from bot.texts import cards, reports
from bot.texts import charts as texts
from bot.texts.say import Say, lines
from services.charts import Measure
from services.periods import Days
from services.reports import Asked

if TYPE_CHECKING:
    from services.charts import Shown


def chart(say: Say, found: Shown, days: Days, measure: Measure, now: datetime) -> Screen:
    project = found.glance.project
    text = lines(
        project_title(say, project),
        days_said(say, days, say.today(now)),
        cards.nothing_is_real(say) if project.practice else None,
    )
    other = (texts.of_numbers(say), 2) if measure is Measure.MONEY else (texts.of_money(say), 1)
    turn = button(other[0], Action.CHART, ask(project.project_number, Asked(days=days, page=other[1])))
    back = button(reports.to_report(say), Action.REPORT, ask(project.project_number, Asked(days=days)))
    return Screen(text, keyboard([turn, back]))
