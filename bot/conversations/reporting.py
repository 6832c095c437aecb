"""How a raffle stands, asked for by a command or a tap; and its chart."""

from __future__ import annotations

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import CommandHandler

from bot.actions import Action
from bot.asked import read_asked
from bot.context import Context
from bot.conversation import on
from bot.conversations.active import find_active
from bot.oneline.finds import read_days
from bot.reporting import report_screen
from bot.screens import reports
from rules.keys import ProjectKey
from services.charts import Measure, post_chart
from services.periods import Days
from services.reports import Asked, is_quickly_told, post_report
from services.sets import look_at_sets

REPORT = ("report", "reporte", "informe", "relatorio")


async def show_report(update: Update, context: Context) -> None:
    days = read_days(context.words) if context.words else Days()
    project = await find_active(context, Action.REPORT)
    if project is not None:
        await _show(context, project.key, Asked(days=days))


async def report_by_tap(update: Update, context: Context) -> None:
    number, asked = read_asked(context.pressed.value)
    await _show(context, _key(context, number), asked)


async def which_days(update: Update, context: Context) -> None:
    where = await look_at_sets(context.work, _key(context, context.pressed.number))
    await context.show(reports.periods(context.say, where.project, context.work.now))


async def show_chart(update: Update, context: Context) -> None:
    """A picture that is drawn as it leaves. Where pages are counted, 2 is of numbers instead of money."""
    number, asked = read_asked(context.pressed.value)
    measure = Measure.NUMBERS if asked.page == 2 else Measure.MONEY
    message = context.incoming.effective_message
    in_group = message is not None and message.chat.type != ChatType.PRIVATE
    answers = (message.reply_to_message or message).message_id if message is not None and in_group else None
    await post_chart(context.work, _key(context, number), asked.days, measure, _chat(context), answers)


async def _show(context: Context, key: ProjectKey, asked: Asked) -> None:
    """What takes long to add up comes as a notice: nobody waits for it here."""
    if await is_quickly_told(context.work, key, asked):
        await context.show(await report_screen(context.work, context.say, key, asked))
        return
    await context.show(reports.later(context.say, (await look_at_sets(context.work, key)).project))
    await post_report(context.work, key, asked, _chat(context))


def _chat(context: Context) -> int:
    chat = context.incoming.effective_chat
    return context.person.id if chat is None or chat.type == ChatType.PRIVATE else chat.id


def _key(context: Context, project_number: int) -> ProjectKey:
    return ProjectKey(context.person.id, project_number)


HANDLERS = (
    CommandHandler(REPORT, show_report),
    on(Action.REPORT, report_by_tap),
    on(Action.REPORT_DAYS, which_days),
    on(Action.CHART, show_chart),
)
