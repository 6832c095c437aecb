"""The card of a raffle as a letter: its picture with what is offered, and the way to choose numbers."""

import json
from functools import partial
from hashlib import sha256

from telegram.helpers import create_deep_linked_url

from bot.drawings import Drawing
from bot.pictures.card import Card, draw_card
from bot.rewording import fits_caption
from bot.screen import Screen
from bot.screens import offers, sharing
from bot.texts import cards, words
from bot.texts.say import Say, say_in
from bot.wording import Call, Keys, Reader, answering, message, picture
from db.work import Work
from services.cards import Occasion, find_card
from services.readers import find_reader
from services.shares import Offer

_DRAWN = "1"
"""Of the way cards are drawn: another one, and those that Telegram has are old."""


async def card(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """How the raffle stands when it leaves. Words too long for a caption follow their picture."""
    offer = await find_card(work, keys["code"])
    if offer is None:
        return None
    user = await find_reader(work, keys["telegram_id"], offer.project.user_id)
    say, url = say_in(user.language, user.zone), create_deep_linked_url(reader.bot_name, keys["code"])
    page = reader.addresses.page(offer.project.slug)
    screen, drawing = _screen(say, offer, keys, url, page, work, reports=reader.reports), draw(say, offer, url)
    calls = [picture(screen.text, drawing, screen.keyboard)]
    if not fits_caption(screen.text):
        calls = [picture(cards.title(say, offer.project.name), drawing), message(*screen)]
    return [answering(keys, calls[0]), *calls[1:]]


def draw(say: Say, offer: Offer, url: str) -> Drawing:
    """Known by all that it shows."""
    project = offer.project
    drawn = Card(
        project_number=project.project_number,
        project=project.name,
        state=project.state,
        prizes=offer.prizes,
        price=offers.price_between(say, offer.prices, project.currency) if offer.prices else "",
        draw=offers.moment_from_afar(say, project.draw_at),
        rule=words.draw_method(say, project.draw_method) if project.draw_method else "",
        organizer=offer.organizer_name,
        sold=offer.sold,
        reserved=offer.reserved,
        free=offer.free,
        link=url if offers.is_on_sale(offer) else None,
    )
    shown = sha256(json.dumps([_DRAWN, say.language, project.is_dark, *drawn]).encode()).hexdigest()[:24]
    file_key = f"card/{project.user_id}/{project.project_number}/{shown}"
    drawing = partial(draw_card, say, drawn, dark=project.is_dark)
    return Drawing("photo", "card.png", "image/png", drawing, file_key)


def _screen(say: Say, offer: Offer, keys: Keys, url: str, page: str | None, work: Work, *, reports: bool) -> Screen:
    match Occasion(keys["occasion"]):
        case Occasion.TO_FORWARD:
            return sharing.to_forward(say, offer, url, page, work.now)
        case Occasion.OPENED:
            return offers.opened(say, offer, keys["code"], work.now, reports=reports)
        case Occasion.IN_A_GROUP:
            return offers.posted(say, offer, url, work.now)
