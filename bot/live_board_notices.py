"""Boards in groups and channels as letters: posted, edited in place, or told of by those that cannot stand there."""

import json
from hashlib import sha256

from telegram.helpers import create_deep_linked_url

from bot.board_notices import draw
from bot.buttons import written
from bot.screens import draw_letters
from bot.screens import live_boards as screens
from bot.texts import live_boards as texts
from bot.texts.say import Say, say_in
from bot.wording import Call, Keys, Reader, edit_caption, edit_picture, message, picture
from db.files import find_file_id
from db.projects import find_project
from db.users import User
from db.work import Work
from rules.keys import DrawKey, LiveBoardKey, ProjectKey
from rules.states import DrawState
from services.boards import look_at_page
from services.draws import DrawView, look_at_draw
from services.live_boards import LiveView, look_at_live_board
from services.organizers import find_organizer


async def live_board(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """How the numbers stand when it leaves. Nothing, if a later letter says so, or it is what stands there already."""
    view = await look_at_live_board(work, LiveBoardKey(keys["user_id"], keys["project_number"], reader.chat_id))
    if view is None or view.board.letter != keys["letter"]:
        return None
    call = _shown(view, reader, work)
    return None if call.shows == view.board.shown else [call]


async def replaced(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    organizer = await find_organizer(work, keys["user_id"])
    there = {"message_id": str(keys["message_id"])}
    words = edit_caption(keys["message_id"], texts.newer_one(_speaking_to(organizer)))
    return [words._replace(shows=""), Call("unpinChatMessage", there)]


async def refused(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    project = await find_project(work, ProjectKey(keys["user_id"], keys["project_number"]))
    words = texts.not_in_channel if keys["in_channel"] else texts.not_in_group
    return [message(words(reader.say, project.name))]


async def draw_posted(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """As long as it is the last that is known of the draw."""
    view = await look_at_draw(work, DrawKey(keys["user_id"], keys["project_number"], keys["draw_number"]))
    if view.draw.state != keys["state"] or len(view.results) != keys["results"]:
        return None
    organizer = await find_organizer(work, keys["user_id"])
    return [_of_draw(_speaking_to(organizer), view, organizer.name, reader, work)]


async def known_picture(work: Work, key: ProjectKey, say: Say) -> str | None:
    """Of the first page as it is now, if Telegram has it already."""
    file_key = draw(say, await look_at_page(work, key, 1)).file_key
    return None if file_key is None else await find_file_id(work, file_key)


def _of_draw(say: Say, view: DrawView, organizer: str, reader: Reader, work: Work) -> Call:
    match DrawState(view.draw.state):
        case DrawState.LOCKED:
            return message(*draw_letters.published(say, view, organizer, reader.addresses, work.now))
        case DrawState.DRAWN:
            return message(*draw_letters.drawn_for_all(say, view, reader.addresses))
        case DrawState.VOID:
            return message(*draw_letters.void_for_all(say, view, reader.addresses))


def _shown(view: LiveView, reader: Reader, work: Work) -> Call:
    say, message_id = _speaking_to(view.page.organizer), view.board.message_id
    url = create_deep_linked_url(reader.bot_name, view.code) if view.code is not None else None
    text, keyboard = screens.live_board(say, view.page, url, work.now)
    drawing = draw(say, view.page)
    told = [text, written(keyboard) if keyboard is not None else "", drawing.file_key]
    shows = sha256(json.dumps(told).encode()).hexdigest()[:24]
    if message_id is None:
        return picture(text, drawing, keyboard)._replace(shows=shows)
    return edit_picture(message_id, text, drawing, keyboard)._replace(shows=shows)


def _speaking_to(organizer: User) -> Say:
    return say_in(organizer.language, organizer.zone)
