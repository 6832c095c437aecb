"""The report that somebody asked for, looked up and told: on a screen at once, or in a letter when it takes longer."""

from datetime import date

from bot.screen import Screen
from bot.screens import report_views, reports
from bot.texts.say import Say
from db.work import Work
from rules.keys import ProjectKey
from rules.misreadings import ButtonTooOld
from services.comparisons import compare
from services.rankings import report_buyers, report_sellers
from services.report_days import report_days
from services.reports import Asked, View, report_methods, report_sets, report_whole
from services.sets import look_at_sets


async def report_screen(work: Work, say: Say, key: ProjectKey, asked: Asked) -> Screen:
    days, now, project = asked.days, work.now, (await look_at_sets(work, key)).project
    match asked.view:
        case View.WHOLE:
            return reports.whole(say, await report_whole(work, key, days), days, now)
        case View.SETS:
            return report_views.by_sets(say, project, await report_sets(work, key, days), days, now)
        case View.METHODS:
            return report_views.by_methods(say, project, await report_methods(work, key, days), days, now)
        case View.BUYERS:
            page = await report_buyers(work, key, days, asked.page)
            return report_views.by_buyers(say, project, page, days, now)
        case View.SELLERS:
            return report_views.by_sellers(say, await report_sellers(work, key, days), days, now)
        case View.DAYS:
            shown = await report_days(work, key, days, _last_day(asked.page))
            return report_views.by_days(say, project, shown, days, now)
        case View.COMPARED:
            return report_views.compared(say, project, await compare(work, key), now)


def _last_day(page: int) -> date | None:
    """The first page is of the newest; the others say their last day instead of a number."""
    try:
        return None if page <= 1 else date.fromordinal(page)
    except (ValueError, OverflowError):
        raise ButtonTooOld from None
