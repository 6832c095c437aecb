"""The board of a raffle as a letter: the picture of its numbers, and the way to its other pages."""

import json
from functools import partial
from hashlib import sha256

from bot.drawings import Drawing
from bot.pictures.board import Board, draw_board
from bot.pictures.board_rows import BoardRow
from bot.screens import board as screens
from bot.screens import offers
from bot.texts import pictures
from bot.texts.say import Say, say_in
from bot.wording import Call, Keys, Reader, answering, picture
from db.work import Work
from rules.keys import ProjectKey
from services.boards import BoardPage, look_at_page

_DRAWN = "1"
"""Of the way boards are drawn: another one, and those that Telegram has are old."""


async def board(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """How the numbers stand when it leaves, in its organizer's language also in a group."""
    page = await look_at_page(work, ProjectKey(keys["user_id"], keys["project_number"]), keys["page"])
    say = say_in(page.organizer.language, page.organizer.zone)
    screen = screens.board(say, page)
    return [answering(keys, picture(screen.text, draw(say, page), screen.keyboard))]


def draw(say: Say, page: BoardPage) -> Drawing:
    """Known by all that it shows, and forgotten with the card: the organizer's name is on it."""
    project = page.project
    drawn = Board(
        project_number=project.project_number,
        project=project.name,
        state=project.state,
        prizes=page.prizes,
        price=_price(say, page),
        draw=offers.moment_from_afar(say, project.draw_at),
        organizer=page.organizer.name,
        sold=page.sold,
        reserved=page.reserved,
        free=page.free,
        step=page.form.step,
        columns=page.form.columns,
        rows=tuple(BoardRow(*row) for row in page.rows),
        shown=screens.shown(page) if len(page.shown) > 1 else "",
        practice=project.practice,
    )
    told = sha256(json.dumps([_DRAWN, say.language, *drawn]).encode()).hexdigest()[:24]
    file_key = f"card/{project.user_id}/{project.project_number}/board/{told}"
    return Drawing("photo", "board.png", "image/png", partial(draw_board, say, drawn), file_key)


def _price(say: Say, page: BoardPage) -> str:
    lowest, highest = (say.money(price, page.project.currency) for price in page.prices)
    return lowest if lowest == highest else pictures.prices(say, lowest, highest)
