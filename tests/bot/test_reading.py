"""An update is read as the library reads it, but for the buttons of a screen that was tapped."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, TelegramObject, Update

from bot.reading import read_update
from tests.bot.desk import said, tapped
from tests.cast import ANA

BOT = Bot("1:desk")
_GROUP = {"id": -100, "type": "supergroup", "title": "Rifa"}
_KEYBOARD = {"inline_keyboard": [[{"text": "7", "callback_data": "1:pick:7"}]]}


def _with(update: dict[str, Any], **parts: Any) -> dict[str, Any]:
    changed = deepcopy(update)
    inner = changed.get("message") or changed["callback_query"]["message"]
    inner.update(parts)
    return changed


WORDS, TAP = said(ANA, "/sell 5 Ana"), tapped(ANA, "1:sell:1")
AS_EVER = [
    WORDS,
    said(ANA, "hola 👋"),
    _with(WORDS, chat=_GROUP),
    _with(WORDS, chat=_GROUP, reply_to_message=WORDS["message"]),
    _with(WORDS, edit_date=1_760_000_100),
    _with(WORDS, entities=[{"type": "bold", "offset": 0, "length": 2}], unknown_part=5),
    _with(WORDS, photo=[{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], text=None),
    TAP,
    _with(TAP, edit_date=1_760_000_100),
    _with(TAP, date=0),
    _with(TAP, photo=[{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]),
    {**TAP, "callback_query": {**TAP["callback_query"], "inline_message_id": "x"}},
    {"update_id": 5, "edited_message": WORDS["message"]},
    {"update_id": 5, "inline_query": {"id": "1", "from": WORDS["message"]["from"], "query": "x", "offset": ""}},
]


def _parts(thing: object) -> object:
    if isinstance(thing, TelegramObject):
        names = [name for one in type(thing).__mro__ for name in getattr(one, "__slots__", ())]
        kept = {name: getattr(thing, name) for name in names if name not in ("_bot", "_id_attrs")}
        assert thing.get_bot() is BOT
        return type(thing), {name: _parts(part) for name, part in kept.items()}
    return [_parts(one) for one in thing] if isinstance(thing, tuple) else thing


@pytest.mark.parametrize("update", AS_EVER)
def test_it_is_what_the_library_makes_of_it(update: dict[str, Any]) -> None:
    assert _parts(read_update(deepcopy(update), BOT)) == _parts(Update.de_json(deepcopy(update), BOT))


def test_the_buttons_of_a_tapped_screen_are_not_looked_at() -> None:
    update = read_update(_with(TAP, reply_markup=_KEYBOARD), BOT)
    assert _parts(update) == _parts(Update.de_json(deepcopy(TAP), BOT))


odd = (
    st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.none()) | st.dictionaries(st.text(), st.none())
)
names = ["message_id", "date", "chat", "from", "text", "entities", "edit_date", "reply_to_message"]


@given(st.sampled_from([WORDS, TAP]), st.sampled_from(names), odd)
def test_what_is_odd_is_read_or_refused_as_ever(update: dict[str, Any], name: str, value: object) -> None:
    changed = _with(update, **{name: value})
    assert _read(read_update, changed) == _read(Update.de_json, changed)


def _read(read: Any, update: dict[str, Any]) -> object:
    try:
        return _parts(read(deepcopy(update), BOT))
    except Exception as error:
        return type(error)
