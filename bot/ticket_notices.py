"""Tickets as letters: the picture with its words, or the words alone where the picture fails."""

import json
from functools import partial
from hashlib import sha256

from telegram.helpers import create_deep_linked_url

from bot.drawings import Drawing
from bot.pictures.ticket import Ticket as Drawn
from bot.pictures.ticket import draw_ticket
from bot.rewording import fits_caption
from bot.screens import to_buyers
from bot.texts.say import Say, say_in
from bot.wording import Call, Keys, Reader, message, picture
from db.work import Work
from rules.keys import OrderKey
from rules.numbers import show_number
from services.orders import find_order_view
from services.readers import find_reader
from services.tickets import Ticket, find_ticket

_DRAWN = "2"
"""Of the way tickets are drawn: another one, and those that Telegram has are old."""


async def ticket(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """Whoever handed it on meanwhile is not concerned any more."""
    key = _key(keys)
    found = await find_ticket(work, key)
    if found is None or (await find_order_view(work, key)).buyer.telegram_id != reader.chat_id:
        return None
    user = await find_reader(work, reader.chat_id, found.order.user_id)
    return _calls(say_in(user.language, user.zone), found, reader.bot_name)


async def ticket_copy(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """For the organizer to forward: as its buyer would read it."""
    key = _key(keys)
    found = await find_ticket(work, key)
    if found is None or reader.chat_id != key.user_id:
        return None
    buyer = (await find_order_view(work, key)).buyer
    user = await find_reader(work, buyer.telegram_id, key.user_id)
    return _calls(say_in(user.language, user.zone), found, reader.bot_name)


def _calls(say: Say, found: Ticket, bot_name: str) -> list[Call]:
    """Words too long for a caption follow their picture."""
    words = to_buyers.ticket(say, found)
    code = found.order.check_code
    if code is None:
        return [message(words)]
    drawing = draw(say, found, create_deep_linked_url(bot_name, code))
    if fits_caption(words):
        return [picture(words, drawing)]
    return [picture(to_buyers.ticket_in_short(say, found), drawing), message(words)]


def draw(say: Say, found: Ticket, link: str) -> Drawing:
    """Known by all that it shows."""
    width = {number: one.width for one in found.ranges for number in found.numbers if one.init <= number <= one.final}
    drawn = Drawn(
        project_number=found.order.project_number,
        project=found.project_name,
        prizes=found.prizes,
        numbers=tuple(show_number(number, width.get(number, 0)) for number in found.numbers),
        holder=found.holder_name,
        paid=say.money(found.total, found.currency),
        draw=to_buyers.moment_of_draw(say, found),
        organizer=found.organizer_name,
        code=found.code,
        link=link,
        practice=found.practice,
    )
    shown = sha256(json.dumps([_DRAWN, say.language, found.dark, *drawn]).encode()).hexdigest()[:24]
    file_key = f"ticket/{'/'.join(map(str, found.order.key))}/{shown}"
    drawing = partial(draw_ticket, say, drawn, dark=found.dark)
    return Drawing("photo", "ticket.png", "image/png", drawing, file_key)


def _key(keys: Keys) -> OrderKey:
    return OrderKey(keys["user_id"], keys["project_number"], keys["order_number"])
