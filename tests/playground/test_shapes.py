"""The compiled shapes: what fits is read, what does not is refused, and what the server says fits as well."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.errors import BadRequest
from playground.jsons import JSON
from playground.methods import REGISTRY
from playground.parameters import read_parameters
from playground.readers import Misfit, reader_of
from playground.shapes import METHODS
from playground.world.members import bring, found, member_view
from playground.world.posting import post
from playground.world.world import World

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def test_every_method_that_is_answered_is_official() -> None:
    assert REGISTRY.keys() <= METHODS.keys()


@given(st.sampled_from(sorted(METHODS)), st.data())
def test_no_call_breaks_the_reader(method: str, data: st.DataObject) -> None:
    names = [name.rstrip("!") for name in METHODS[method]] or ["none"]
    given_params = data.draw(st.dictionaries(st.sampled_from(names), ANYTHING, max_size=4))
    try:
        read = read_parameters(method, given_params)
    except BadRequest:
        return
    assert read.keys() <= given_params.keys()


@pytest.mark.parametrize(
    ("value", "read"),
    [("5", 5), (5, 5), ("-100123", -100123), ("@name", "@name"), ("007", 7)],
)
def test_a_chat_id_is_a_number_or_a_name(value: object, read: object) -> None:
    assert read_parameters("sendMessage", {"chat_id": value, "text": "x"})["chat_id"] == read


@pytest.mark.parametrize("value", [True, 1.5, [], {}, 2**63])
def test_what_is_no_chat_id_is_refused(value: object) -> None:
    with pytest.raises(BadRequest, match="chat_id"):
        read_parameters("sendMessage", {"chat_id": value, "text": "x"})


@pytest.mark.parametrize(
    ("text", "read"), [("true", True), ("True", True), ("1", True), ("false", False), ("0", False)]
)
def test_forms_write_booleans_as_words(text: str, read: bool) -> None:
    assert (
        read_parameters("sendMessage", {"chat_id": 1, "text": "x", "protect_content": text})["protect_content"] is read
    )


@pytest.mark.parametrize(
    "markup",
    [
        {"keyboard": [["a"]]},
        {"inline_keyboard": [[{"text": 1}]]},
        {"inline_keyboard": [{"text": "a"}]},
        {"inline_keyboard": [[{"text": "a", "callback": "b"}]]},
        {"keyboard": [[{"text": "a", "request_contact": "yes"}]]},
        {},
        [],
        "{",
    ],
)
def test_a_keyboard_of_another_shape_is_refused(markup: object) -> None:
    with pytest.raises(BadRequest, match="reply_markup"):
        read_parameters("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": markup})


def test_of_several_types_the_fitting_one_is_read() -> None:
    results: list[dict[str, Any]] = [
        {"type": "photo", "id": "1", "photo_file_id": "x"},
        {"type": "photo", "id": "2", "photo_url": "x", "thumbnail_url": "y"},
        {"type": "article", "id": "3", "title": "x", "input_message_content": {"message_text": "y"}},
    ]
    assert read_parameters("answerInlineQuery", {"inline_query_id": "1", "results": results})["results"] == results
    with pytest.raises(BadRequest, match="Can't find field"):
        read_parameters("answerInlineQuery", {"inline_query_id": "1", "results": [{"type": "article", "id": "1"}]})


def fits(kind: str, value: JSON) -> None:
    try:
        reader_of(kind, outermost=False)(value)
    except Misfit as misfit:
        pytest.fail(f"{kind}: {misfit} in {value}")


def test_what_the_server_makes_is_of_the_official_shape() -> None:
    world = World()
    ana, luis = (world.invent({"first_name": name, "username": name.lower()})["id"] for name in ("Ana", "Luis"))
    group = found(world, ana, "supergroup", "Class")
    bring(world, group, luis, ana)
    bring(world, group, world.bot.id, ana, "administrator")
    post(world, world.chats[ana], world.users[ana], {"text": "x"})
    for chat in world.chats.values():
        for message in chat.messages.values():
            fits("Message", message)
    fits("User", world.bot.me())
    for status in ("creator", "administrator", "member", "left", "kicked"):
        fits("ChatMember", member_view(world, group, ana, status))
    for _, waiting in world.updates.waiting():
        fits("Update", json.loads(waiting.body))
