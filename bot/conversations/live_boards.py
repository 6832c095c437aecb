"""Boards that keep themselves up to date: brought into a group by a command there, and into a channel from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Chat, ReplyKeyboardRemove, Update
from telegram.constants import ChatType
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.buttons import channel_keyboard
from bot.context import Context
from bot.conversation import on
from bot.conversations.active import find_active
from bot.conversations.board import BOARD
from bot.screens import live_boards as screens
from bot.screens import sharing
from bot.texts import live_boards as texts
from rules.keys import ProjectKey
from services.live_boards import Place, ask_for_board, list_live_boards, turn_board
from services.overviews import look_at_project
from services.projects import is_running

if TYPE_CHECKING:
    from db.projects import Project


async def post_here(update: Update, context: Context) -> None:
    project = await find_active(context, Action.POST_BOARD)
    if project is not None:
        await _post(context, project.key)


async def post_this(update: Update, context: Context) -> None:
    """In a private chat it is said where it can stand."""
    key = ProjectKey(context.person.id, context.pressed.number)
    if context.message.chat.type == ChatType.PRIVATE:
        await _show_how(context, key)
    else:
        await _post(context, key)


async def turn(update: Update, context: Context) -> None:
    """Anybody may: it is the chat that says which board is meant."""
    page, here = context.pressed.number, context.message
    if not await turn_board(context.work, here.chat.id, here.message_id, page):
        await context.toast(texts.newer_one(context.say))


async def ask_which_channel(update: Update, context: Context) -> None:
    """Only a key in place of the telephone's own can ask for one."""
    project = await _project(context, ProjectKey(context.person.id, context.pressed.number))
    keys = channel_keyboard(texts.choose_channel(context.say), project.project_number)
    await context.bot.send_message(context.person.id, texts.which_channel(context.say), reply_markup=keys)


async def take_channel(update: Update, context: Context) -> None:
    shared = context.message.chat_shared
    if shared is None:
        return
    place = Place(shared.chat_id, shared.title or "…", shared.username, is_channel=True)
    key = ProjectKey(context.person.id, shared.request_id)
    board = await ask_for_board(context.work, key, place, context.person.id)
    words = texts.coming(context.say, board.place)
    await context.bot.send_message(context.person.id, words, reply_markup=ReplyKeyboardRemove())


async def _show_how(context: Context, key: ProjectKey) -> None:
    project = await _project(context, key)
    if project.practice or not is_running(project):
        await context.show(sharing.nothing_to_share(context.say, project))
        return
    boards = await list_live_boards(context.work, key)
    await context.show(screens.how(context.say, project, boards, context.bot.username))


async def _post(context: Context, key: ProjectKey) -> None:
    """A practice raffle is nobody else's: its board does not stay."""
    project = await _project(context, key)
    if project.practice:
        await context.tell_board(key, 1)
    else:
        await ask_for_board(context.work, key, _place(context.message.chat), context.person.id)


async def _project(context: Context, key: ProjectKey) -> Project:
    return (await look_at_project(context.work, key)).glance.project


def _place(chat: Chat) -> Place:
    return Place(chat.id, chat.title or "…", chat.username, is_channel=False)


HANDLERS = (
    CommandHandler(BOARD, post_here, filters.ChatType.GROUPS),
    on(Action.POST_BOARD, post_this),
    on(Action.TURN_BOARD, turn),
    on(Action.IN_CHANNEL, ask_which_channel),
    MessageHandler(filters.ChatType.PRIVATE & filters.StatusUpdate.CHAT_SHARED, take_channel),
)
