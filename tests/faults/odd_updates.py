"""Updates of every kind that the Bot API knows, built from its shapes, and what may go wrong with one."""

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from bot import buttons
from bot.actions import Action
from playground.shapes import TYPES
from tests.people.seen import JSON

PEOPLE = range(5001, 5013)

_WORDS = ("/start", "/help", "/language", "/language es", "/language klingon", "/cancel", "es", "hello", "")
_TAPS = (buttons.data(Action.LANGUAGE, "es"), buttons.data(Action.LANGUAGE, "xx"), "0:gone:1", "")
_FIELDS = TYPES["Update"]
assert isinstance(_FIELDS, dict)
KINDS = {name: shape for name, shape in _FIELDS.items() if name != "update_id!"}

ABSURD: tuple[Callable[[Random], Any], ...] = (
    lambda _: None,
    lambda _: "",
    lambda _: 0,
    lambda _: -1,
    lambda _: True,
    lambda _: 1.5,
    lambda _: 1e308,
    lambda _: [],
    lambda _: {},
    lambda _: [None, {}],
    lambda chance: chance.choice((2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63) - 1, 2**64, 10**40)),
    lambda chance: chance.choice(("\ud800", "x\udfff/start", "a\x00b", "\u202e", "<b>&", "١٢", "7" * 30)),
    lambda chance: chance.choice(("x", "\U0001f600", "/")) * chance.choice((256, 5000, 70_000)),
    lambda chance: _nested(chance.choice((20, 300, 5000))),
    lambda chance: {"id": chance.choice(("5001", -5001, 2**70, None)), "from": 1, "chat": []},
)


def _nested(depth: int) -> Any:
    """Half lists, half objects that look like messages."""
    value: Any = 1
    for level in range(depth):
        value = [value] if level % 2 else {"reply_to_message": value, "message_id": 1}
    return value


def odd_update(update_id: int, chance: Random) -> JSON:
    """One to three things are wrong with it."""
    kind = chance.choice(("message", "callback_query", *KINDS))
    update: JSON = {"update_id": update_id, kind: _value(KINDS[kind], chance, 0)}
    for _ in range(chance.randint(1, 3)):
        chance.choice((_replace, _replace, _replace, _remove, _add, _rename))(update, chance)
    return update


def sound_update(update_id: int, person: int, words: str) -> JSON:
    return {"update_id": update_id, "message": _message(person, words)}


def kind_of(update_id: int, kind: str, chance: Random) -> JSON:
    """As it should be."""
    return {"update_id": update_id, kind: _value(KINDS[kind], chance, 0)}


# Building


def _value(shape: str, chance: Random, depth: int) -> Any:
    shape = chance.choice(shape.split("|"))
    if shape.startswith("Array of "):
        return [_value(shape.removeprefix("Array of "), chance, depth + 1) for _ in range(chance.randint(0, 2))]
    if shape.startswith("="):
        return shape[1:]
    if shape in _PLAIN:
        return _PLAIN[shape](chance)
    declared = TYPES[shape]
    if isinstance(declared, list):
        return _value(chance.choice(declared), chance, depth)
    return _object(shape, declared, chance, depth)


_PLAIN: dict[str, Callable[[Random], Any]] = {
    "String": lambda chance: chance.choice(("Ana", "es", "x1", *_TAPS)),
    "Integer": lambda chance: chance.choice((1, 7, 1_767_225_600, *PEOPLE)),
    "Float": lambda chance: chance.choice((0.5, 4.6, -74.1)),
    "Boolean": lambda chance: chance.random() < 0.5,
}


def _object(name: str, fields: dict[str, str], chance: Random, depth: int) -> JSON:
    built = {}
    for field, shape in fields.items():
        if field.endswith("!") or chance.random() < 0.3 / (1 + depth * depth * 2):
            built[field.rstrip("!")] = _value(shape, chance, depth + 1)
    if name == "User":
        built["id"] = chance.choice(PEOPLE)
    elif name == "Chat":
        built |= {"type": chance.choice(("private", "private", "group", "supergroup", "channel"))}
    elif name == "Message" and depth == 0:
        built |= _message(chance.choice(PEOPLE), chance.choice(_WORDS))
    elif name == "CallbackQuery":
        built |= {"data": chance.choice(_TAPS), "message": _message(chance.choice(PEOPLE), "Which language?")}
    return built


def _message(person: int, words: str) -> JSON:
    message: JSON = {
        "message_id": 5,
        "date": 1_767_225_600,
        "from": {"id": person, "is_bot": False, "first_name": "Ana", "language_code": "en"},
        "chat": {"id": person, "type": "private", "first_name": "Ana"},
        "text": words,
    }
    if words.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(words.split(" ")[0])}]
    return message


# Breaking


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with every key or index in it."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def _place(update: JSON, chance: Random) -> tuple[Any, Any]:
    # Something deeply nested may be in it already: there is enough to break above it.
    try:
        return chance.choice(list(_places(update)))
    except RecursionError:
        return update, chance.choice(list(update))


def _replace(update: JSON, chance: Random) -> None:
    container, key = _place(update, chance)
    container[key] = chance.choice(ABSURD)(chance)


def _remove(update: JSON, chance: Random) -> None:
    container, key = _place(update, chance)
    if len(update) > 1 or container is not update:
        del container[key]


def _add(update: JSON, chance: Random) -> None:
    container, key = _place(update, chance)
    if isinstance(container, dict):
        name = chance.choice(("unheard_of", "from", "chat", "user", "text", "message", "callback_query", "id", "date"))
        container[name] = chance.choice(ABSURD)(chance)
    else:
        container.append(container[key])


def _rename(update: JSON, chance: Random) -> None:
    """A kind that nobody knows yet, or another's content."""
    kind = next((name for name in update if name != "update_id"), None)
    if kind is not None:
        update[chance.choice(("from_the_future", *KINDS))] = copy.copy(update.pop(kind))
