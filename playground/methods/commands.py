"""Command menus by scope and language, and the menu button."""

import re

from playground.errors import BadRequest
from playground.jsons import JSON
from playground.methods.registry import answers
from playground.world.world import World

MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


def _key(world: World, params: JSON) -> str:
    scope = params.get("scope", {"type": "default"})
    language = params.get("language_code", "")
    if not _LANGUAGE.fullmatch(language):
        raise BadRequest("BOT_COMMAND_LANGUAGE_INVALID" if len(language) > 2 else "LANG_CODE_INVALID")
    words = [scope["type"]]
    if "chat_id" in scope:
        if scope["chat_id"] not in world.chats:
            raise BadRequest("chat not found")
        words.append(str(scope["chat_id"]))
    if "user_id" in scope:
        words.append(str(scope["user_id"]))
    return f"{':'.join(words)}/{language}"


@answers("setMyCommands")
def set_my_commands(world: World, params: JSON) -> bool:
    commands = params["commands"]
    if len(commands) > MOST_COMMANDS:
        raise BadRequest("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"].lstrip("/")):
            raise BadRequest("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise BadRequest("BOT_COMMAND_DESCRIPTION_INVALID")
    listed = [{**command, "command": command["command"].lstrip("/")} for command in commands]
    world.bot.commands[_key(world, params)] = listed
    return _tell(world)


@answers("getMyCommands")
def list_my_commands(world: World, params: JSON) -> list[JSON]:
    return world.bot.commands.get(_key(world, params), [])


@answers("deleteMyCommands")
def delete_my_commands(world: World, params: JSON) -> bool:
    world.bot.commands.pop(_key(world, params), None)
    return _tell(world)


@answers("setChatMenuButton")
def set_chat_menu_button(world: World, params: JSON) -> bool:
    chat = params.get("chat_id")
    if chat is not None and chat not in world.people:
        raise BadRequest("chat not found")
    world.bot.menu_buttons["" if chat is None else str(chat)] = params.get("menu_button", {"type": "default"})
    return _tell(world)


@answers("getChatMenuButton")
def find_chat_menu_button(world: World, params: JSON) -> JSON:
    chat = params.get("chat_id")
    return world.bot.menu_buttons.get("" if chat is None else str(chat), {"type": "default"})


def _tell(world: World) -> bool:
    world.note_bot()
    world.events.tell("commands", list(world.people))
    return True
