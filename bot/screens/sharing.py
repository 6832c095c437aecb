"""What an organizer passes a raffle on with: its link, words to forward, and what inline mode posts for them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from telegram import (
    InlineQueryResult,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InputTextMessageContent,
)
from telegram.constants import ParseMode

from bot.actions import Action
from bot.buttons import button, keyboard, link
from bot.rewording import fits_caption
from bot.screen import Screen
from bot.screens.home import go_home
from bot.screens.offers import offer_text, posted, to_choose
from bot.texts import home as at_home
from bot.texts import live_boards, offers, public_page
from bot.texts import sharing as texts
from bot.texts.say import Said, Say, lines
from services.shares import Offer

if TYPE_CHECKING:
    from db.projects import Project

_OLD = 8
"""So much of a link's code tells it from the one before."""


def shared(say: Say, project: Project, url: str, code: str, bot: str, page: str | None) -> Screen:
    """Above the words that are forwarded, which stand alone."""
    text = lines(
        texts.link_of(say, project.name, url),
        "",
        texts.who_opens_it(say),
        public_page.page_of(say, page) if page else None,
        texts.in_any_chat(say, bot),
    )
    send = "https://t.me/share/url?" + urlencode({"url": url, "text": texts.what_to_say(say, project.name)})
    new = button(texts.new_link(say), Action.NEW_LINK, project.project_number, code[:_OLD])
    live = button(live_boards.label(say), Action.POST_BOARD, project.project_number)
    return Screen(text, keyboard([link(texts.send(say), send)], [live], [new], go_home(say)))


def to_forward(say: Say, offer: Offer, url: str, page: str | None, now: datetime) -> Screen:
    text = lines(offer_text(say, offer, now), "", offers.choose_by_link(say, url))
    return Screen(text, keyboard(to_choose(say, url), [link(public_page.to_page(say), page)] if page else []))


def really_new(say: Say, project: Project, old: str) -> Screen:
    yes = button(texts.yes_new(say), Action.NEW_LINK_MADE, project.project_number, old)
    back = button(at_home.back(say), Action.SHARE, project.project_number, 1)
    return Screen(texts.really_new(say, project.name), keyboard([yes], [back]))


def nothing_to_share(say: Say, project: Project) -> Screen:
    words = texts.not_practice if project.practice else texts.not_open
    return Screen(words(say), keyboard(go_home(say)))


def pictured(say: Say, offer: Offer, url: str, now: datetime, board: str) -> InlineQueryResult:
    """With its board, that Telegram has by that file; as an article, where the words are too long for a picture."""
    screen = posted(say, offer, url, now)
    if not fits_caption(screen.text):
        return article(say, offer, url, now)
    return InlineQueryResultCachedPhoto(
        id=str(offer.project.project_number),
        photo_file_id=board,
        title=offer.project.name,
        description=_in_short(say, offer),
        caption=screen.text,
        parse_mode=ParseMode.HTML,
        reply_markup=screen.keyboard,
    )


def article(say: Say, offer: Offer, url: str, now: datetime) -> InlineQueryResultArticle:
    screen = posted(say, offer, url, now)
    return InlineQueryResultArticle(
        id=str(offer.project.project_number),
        title=offer.project.name,
        description=_in_short(say, offer),
        input_message_content=InputTextMessageContent(screen.text, parse_mode=ParseMode.HTML),
        reply_markup=screen.keyboard,
    )


def _in_short(say: Say, offer: Offer) -> Said | None:
    if offer.prices is None:
        return None
    lowest, highest = offer.prices
    words = texts.free_and_price if lowest == highest else texts.free_from
    return words(say, offer.free, say.money(lowest, offer.project.currency))
