"""What a buyer sees who opens a link."""

from datetime import datetime

from bot.screen import Screen
from bot.texts import links as texts
from bot.texts.say import Said, Say, lines
from bot.texts.shown import numbers
from services.orders import OrderPage, OrderRow


def connected(say: Say, name: str, organizer: str, page: OrderPage, now: datetime) -> Screen:
    held = [_line(say, row, now) for row in page.rows if row.count]
    said = [texts.you_hold(say), *held] if held else [texts.you_hold_nothing(say)]
    more = texts.and_more(say) if page.more else None
    return Screen(lines(texts.connected(say, name, organizer), "", *said, more))


def _line(say: Say, row: OrderRow, now: datetime) -> Said:
    shown = numbers(row.numbers, row.ranges) + (", …" if row.count > len(row.numbers) else "")
    if row.order.told_deadline_at is None or not row.order.owed:
        return texts.paid(say, row.project_name, shown)
    owed = say.money(row.order.owed, row.currency)
    return texts.reserved(say, row.project_name, shown, owed, say.moment(row.order.told_deadline_at, now))
