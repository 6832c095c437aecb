"""The board of a raffle as a picture, by a command or a tap; its pages, shapes and looks take one another's place."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.actions import Action
from bot.context import Context
from bot.conversation import on
from bot.conversations.active import find_active
from bot.pictures.shapes import SHAPES
from bot.texts import pictures
from rules.keys import ProjectKey
from rules.misreadings import ButtonTooOld
from services.looks import set_look

BOARD = ("board", "tablero", "quadro")


async def show_board(update: Update, context: Context) -> None:
    project = await find_active(context, Action.BOARD)
    if project is not None:
        await context.tell_board(project.key, 1)


async def turn_board(update: Update, context: Context) -> None:
    number, *place = context.pressed.numbers
    page, shape = (*place, *(1, 0)[len(place) :])[:2]
    if len(place) > 2 or shape >= len(SHAPES):
        raise ButtonTooOld
    # Asked for from elsewhere it comes by itself, whatever was shown there.
    instead_of = context.shown_photo if place else None
    await context.tell_board(ProjectKey(context.person.id, number), page, shape, instead_of)


async def change_look(update: Update, context: Context) -> None:
    """Remembered for all pictures of this raffle; the button says which look is wished, so that twice is as once."""
    number, page, shape, dark = context.pressed.take(4)
    if shape >= len(SHAPES) or dark > 1:
        raise ButtonTooOld
    key = ProjectKey(context.person.id, number)
    await set_look(context.work, key, bool(dark), context.person.id)
    await context.toast((pictures.dark_from_now_on if dark else pictures.light_from_now_on)(context.say))
    await context.tell_board(key, page, shape, context.shown_photo)


HANDLERS = (CommandHandler(BOARD, show_board), on(Action.BOARD, turn_board), on(Action.LOOK, change_look))
