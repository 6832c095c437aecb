"""The board of a raffle as a letter: the picture of its numbers, and the way to its other pages and shapes."""

import json
from functools import partial
from hashlib import sha256

from bot.drawings import Drawing
from bot.pictures.backdrops import Backdrop
from bot.pictures.board import Board, draw_board
from bot.pictures.board_rows import BoardRow
from bot.pictures.shapes import PORTRAIT, SHAPES, STORY, Shape
from bot.screens import board as screens
from bot.screens import offers
from bot.texts import backdrops as of_backdrops
from bot.texts import pictures
from bot.texts.say import Say, say_in
from bot.wording import Call, Keys, Reader, answering, document, edit_picture, message, picture
from db.projects import find_project
from db.work import Work
from rules.keys import ProjectKey
from services.boards import BoardPage, look_at_page
from services.organizers import find_organizer

_DRAWN = "2"
"""Of the way boards are drawn: another one, and those that Telegram has are old."""


async def board(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """How the numbers stand when it leaves, in its organizer's language also in a group."""
    page = await look_at_page(work, ProjectKey(keys["user_id"], keys["project_number"]), keys["page"])
    say = say_in(page.organizer.language, page.organizer.zone)
    shape = SHAPES[keys.get("shape", 0)]
    drawing, (text, keyboard) = draw(say, page, shape), screens.board(say, page, shape)
    # As a photo Telegram would make it smaller, and stories need every pixel.
    if drawing.field == "document":
        return [answering(keys, document(text, drawing, keyboard))]
    if "instead_of" in keys:
        return [edit_picture(keys["instead_of"], text, drawing, keyboard)]
    return [answering(keys, picture(text, drawing, keyboard))]


async def backdrop_refused(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    project = await find_project(work, ProjectKey(keys["user_id"], keys["project_number"]))
    organizer = await find_organizer(work, project.user_id)
    words = of_backdrops.not_usable(say_in(organizer.language, organizer.zone), project.name)
    return [answering(keys, message(words))]


def draw(say: Say, page: BoardPage, shape: Shape = PORTRAIT) -> Drawing:
    """Known by all that it shows, and forgotten with the card: the organizer's name is on it."""
    drawn, backdrop, dark = _board(say, page), _backdrop(page), page.project.is_dark
    mark = backdrop.mark if backdrop is not None else ""
    told = sha256(json.dumps([_DRAWN, say.language, shape.name, mark, dark, *drawn]).encode()).hexdigest()[:24]
    file_key = f"card/{page.project.user_id}/{page.project.project_number}/board/{told}"
    ending, kind = ("jpg", "image/jpeg") if backdrop is not None else ("png", "image/png")
    field = "document" if shape is STORY else "photo"
    drawing = partial(draw_board, say, drawn, dark=dark, shape=shape, backdrop=backdrop)
    return Drawing(field, f"{pictures.file_name(say)}.{ending}", kind, drawing, file_key)


def _backdrop(page: BoardPage) -> Backdrop | None:
    return Backdrop(page.photo, sha256(page.photo).hexdigest()[:24]) if page.photo is not None else None


def _board(say: Say, page: BoardPage) -> Board:
    project = page.project
    return Board(
        project_number=project.project_number,
        project=project.name,
        state=project.state,
        prizes=page.prizes,
        price=offers.price_between(say, page.prices, project.currency),
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
