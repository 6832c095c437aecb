"""The picture that chat apps show for a page: the raffle's card."""

import json
from hashlib import sha256

from bot.pictures.card import Card
from bot.screens.offers import moment_from_afar, price_between
from bot.texts import words
from bot.texts.say import Say
from services.public_pages import PublicPage

_DRAWN = "1"
"""Of the way cards are drawn: another one, and what was kept of them is old."""


def card_of(say: Say, page: PublicPage, link: str | None) -> Card:
    project, glance = page.project, page.glance
    return Card(
        project_number=project.project_number,
        project=project.name,
        state=project.state,
        prizes=page.prizes,
        price=price_of(say, page) or "",
        draw=moment_from_afar(say, project.draw_at),
        rule=words.draw_method(say, project.draw_method) if project.draw_method else "",
        organizer=page.organizer.name,
        sold=glance.sold,
        reserved=glance.reserved,
        free=glance.free,
        link=link,
    )


def price_of(say: Say, page: PublicPage) -> str | None:
    prices = [one.unit_price for one in page.sets]
    if not prices:
        return None
    return price_between(say, (min(prices), max(prices)), page.project.currency)


def tag_of(say: Say, card: Card, *, dark: bool) -> str:
    """Known by all that it shows."""
    return sha256(json.dumps([_DRAWN, say.language, dark, *card]).encode()).hexdigest()[:32]
