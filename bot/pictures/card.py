"""The picture of a project, to be shared: what is won, what a number costs, how many are free, when and by whom."""

from typing import NamedTuple

from bot.pictures import panel
from bot.pictures.colours import Look, look_of
from bot.pictures.lettering import BOLD, REGULAR, Lines, Room, can_write, fitted, line
from bot.pictures.panel import INSIDE, LABEL, LEFT, RIGHT
from bot.pictures.progress import PROGRESS, Part, draw_progress
from bot.pictures.sheet import Box, Sheet
from bot.pictures.stub import TEAR, Fact, draw_stub
from bot.texts import pictures, words
from bot.texts.say import Say

_PRICE = range(200, 59, -4)
_PRIZES = range(68, 35, -4)
_MOST_PRIZES = 8
_REST = range(34, 25, -2)


class Card(NamedTuple):
    """Names as people wrote them: nothing in them is markup here."""

    project_number: int
    project: str
    state: str
    prizes: tuple[str, ...]
    price: str
    draw: str | None
    rule: str
    """How winners are found; may be empty."""
    organizer: str
    sold: int
    reserved: int
    free: int
    link: str | None
    """That lets people choose numbers."""
    practice: bool = False


def draw_card(say: Say, card: Card, *, dark: bool = False) -> bytes:
    look = look_of(card.project_number, dark=dark)
    sheet = panel.new_sheet(look)
    band = panel.draw_band(sheet, look, pictures.raffle(say), _note(say, card), card.project, None)
    room = Box(LEFT, band + 36, RIGHT, TEAR - 32)
    if card.sold + card.reserved + card.free:
        draw_progress(sheet, look, _parts(say, card), room._replace(top=room.bottom - PROGRESS))
        room = room._replace(bottom=room.bottom - PROGRESS - 30)
    prizes = [prize for prize in card.prizes if can_write(prize)]
    if prizes:
        _draw_prizes(sheet, look, say, prizes, room)
    else:
        _draw_price(sheet, look, say, card.price, room)
    draw_stub(sheet, look, card.link, pictures.choose(say), _foot(say, card, with_price=bool(prizes)))
    return sheet.png()


def _note(say: Say, card: Card) -> str:
    if card.practice:
        return pictures.practice(say)
    return words.project_state(say, card.state) if card.state != "open" else ""


def _parts(say: Say, card: Card) -> list[Part]:
    reserved = [Part("reserved", card.reserved, pictures.reserved(say, card.reserved))] if card.reserved else []
    return [
        Part("sold", card.sold, pictures.sold(say, card.sold)),
        *reserved,
        Part("available", card.free, pictures.free(say, card.free)),
    ]


def _foot(say: Say, card: Card, *, with_price: bool) -> list[Fact]:
    how = [pictures.draw(say), card.rule] if card.rule else [pictures.draw(say)]
    price = [Fact(pictures.price(say), card.price, "large")] if with_price else []
    return [
        *price,
        Fact(" · ".join(how), card.draw or pictures.no_date_yet(say)),
        Fact(pictures.organizer(say), card.organizer, "long"),
    ]


def _draw_price(sheet: Sheet, look: Look, say: Say, price: str, room: Box) -> None:
    """Where the prizes would stand: in the middle of their room."""
    amount = line(price, BOLD, INSIDE, _PRICE)
    spare = max(0, room.height - panel.height_of_fact(amount))
    panel.draw_fact(sheet, look, pictures.price(say), amount, room._replace(top=room.top + spare // 2), look.accent)


def _draw_prizes(sheet: Sheet, look: Look, say: Say, prizes: list[str], room: Box) -> None:
    label = line(pictures.prizes(say, len(prizes)), REGULAR, INSIDE, LABEL)
    top = sheet.write(label, (room.left, room.top), look.soft, look.panel) + 4
    named = [f"{place}. {prize}" for place, prize in enumerate(prizes, 1)] if len(prizes) > 1 else prizes
    for each in _shown(say, named, Room(room.width, room.bottom - top)):
        top = sheet.write(each, (room.left, top), look.ink, look.panel)


def _shown(say: Say, prizes: list[str], room: Room) -> list[Lines]:
    """One below the other, all in one size; what does not fit as a count."""
    for shown in range(min(len(prizes), _MOST_PRIZES), 0, -1):
        left = len(prizes) - shown
        rest = [line(pictures.and_more(say, left), REGULAR, room.width, _REST)] if left else []
        for size in _PRIZES:
            lines = [fitted(prize, BOLD, room, [size]) for prize in prizes[:shown]]
            if sum(each.height for each in [*lines, *rest]) <= room.height:
                return lines + rest
    return [fitted(prizes[0], BOLD, room, [_PRIZES[-1]])]
