"""Any call of a right shape is answered or refused, none breaks the server, and every answer can be written as JSON."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.errors import ApiError
from playground.examples.echo import png
from playground.jsons import written
from playground.methods import REGISTRY
from playground.parameters import read_parameters
from playground.shapes import METHODS, TYPES, Upload
from playground.world.members import bring, found
from playground.world.posting import post
from playground.world.world import FIRST_PERSON, FIRST_SUPERGROUP, World

NUMBERS = st.sampled_from([FIRST_PERSON, FIRST_PERSON + 1, FIRST_SUPERGROUP, 0, 1, 2, 3, -1, 10**12])
WORDS = st.sampled_from(
    ["", "x", "a b", "photo", "document", "typing", "HTML", "<b>x</b>", "<b", "es", "start", "12", "😀" * 50]
)
FILES = st.sampled_from(
    [Upload("x.png", "image/png", png((1, 2, 3))), Upload("x.txt", "text/plain", b"x"), "attach://x", "nothing"]
)
DEPTH = 4
CHATS = st.sampled_from([FIRST_PERSON, FIRST_PERSON, FIRST_PERSON + 1, FIRST_SUPERGROUP, 5])
KNOWN = {
    "chat_id": CHATS,
    "from_chat_id": CHATS,
    "message_id": st.integers(1, 4),
    "message_ids": st.lists(st.integers(1, 4), min_size=1, max_size=3, unique=True).map(sorted),
    "text": st.sampled_from(["Hello", "<i>Hello</i>", "@ana /start https://example.org"]),
}
"""Where nearly everything else would be refused."""


def values(shape: str, depth: int = DEPTH) -> st.SearchStrategy[Any]:
    """Something of that shape, mostly."""
    if "|" in shape:
        return st.one_of([values(part, depth) for part in shape.split("|")])
    if shape.startswith("Array of "):
        return st.lists(values(shape.removeprefix("Array of "), depth), max_size=3)
    if shape.startswith("="):
        return st.just(shape[1:])
    simple = {
        "String": WORDS,
        "Integer": NUMBERS,
        "Boolean": st.booleans(),
        "Float": st.sampled_from([0.0, 4.5, 200.0]),
    }
    if shape in simple:
        return simple[shape]
    if shape == "InputFile":
        return FILES
    return st.deferred(lambda: objects(shape, depth - 1)) if depth > 0 else st.just({})


def objects(name: str, depth: int) -> st.SearchStrategy[Any]:
    declared = TYPES[name]
    if isinstance(declared, list):
        return st.one_of([values(each, depth) for each in declared])
    required = {field[:-1]: values(shape, depth) for field, shape in declared.items() if field.endswith("!")}
    optional = {field: values(shape, depth - 1) for field, shape in declared.items() if not field.endswith("!")}
    return st.fixed_dictionaries(required, optional=optional)


def calls() -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    def of(method: str) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
        shapes = {name.rstrip("!"): shape for name, shape in METHODS[method].items()}
        drawn = {name: KNOWN[name] if name in KNOWN else values(shape) for name, shape in shapes.items()}
        usual = {name for name in shapes if f"{name}!" in METHODS[method] or name in KNOWN}
        required = {name: drawn[name] for name in usual}
        optional = {name: drawn[name] for name in shapes if name not in usual}
        few = st.lists(st.sampled_from(sorted(optional)), max_size=3, unique=True) if optional else st.just([])
        chosen = few.flatmap(
            lambda names: st.fixed_dictionaries({**required, **{name: optional[name] for name in names}})
        )
        return st.tuples(st.just(method), chosen)

    return st.sampled_from(sorted(REGISTRY)).flatmap(of)


def world() -> World:
    """Ana and Luis have started the bot and share a supergroup that it leads."""
    made = World()
    ana, luis = (made.invent({"first_name": name})["id"] for name in ("Ana", "Luis"))
    group = found(made, ana, "supergroup", "Class")
    for user, status in ((luis, "member"), (made.bot.id, "administrator")):
        bring(made, group, user, ana, status)
    for person in (ana, luis):
        made.chats[person].started = True
        post(made, made.chats[person], made.users[person], {"text": "/start"})
        post(made, made.chats[person], made.bot.user(), {"text": "Hello"})
        picture = made.files.receive("photo", Upload("x.png", "image/png", png((1, 2, 3))))
        post(made, made.chats[person], made.bot.user(), picture.content_fields())
    return made


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(calls(), min_size=1, max_size=4))
def test_every_call_is_answered_or_refused(several: list[tuple[str, dict[str, Any]]]) -> None:
    made = world()
    for method, params in several:
        try:
            read = read_parameters(method, params)
            result = REGISTRY[method](made, {**read, "_uploads": {"x": Upload("x.png", "image/png", png((1, 2, 3)))}})
        except ApiError:
            continue
        json.loads(written(result))
        json.loads(written([chat.kept() for chat in made.chats.values()]))
