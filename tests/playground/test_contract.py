"""PEOPLE.md says what the people side really answers."""

import json
import re
from pathlib import Path
from typing import Any

import playground
from playground.server import message_routes, people_routes, switch_routes
from playground.world.faults import Fault
from tests.people import Person, Telegram

ROOM = Path(playground.__file__).parent
CONTRACT = (ROOM / "PEOPLE.md").read_text("utf-8")


def example(beginning: str) -> dict[str, Any]:
    """The JSON block that begins like this."""
    blocks = re.findall(r"```json\n(.*?)```", CONTRACT, re.DOTALL)
    found: dict[str, Any] = json.loads(next(block for block in blocks if block.startswith(beginning)))
    return found


async def test_the_whole_has_the_documented_members(telegram: Telegram) -> None:
    written, real = example('{"event": 41,\n "bot"'), await telegram.ask("GET", "/api/state")
    assert written.keys() == real.keys()
    for part in ("bot", "process", "clock"):
        assert written[part].keys() == real[part].keys(), part
    assert written["people"][0].keys() == real["people"][0].keys()


async def test_a_chat_has_the_documented_members(ana: Person) -> None:
    assert example('{"id": 7000000001,\n "type"').keys() == (await ana.view()).keys()


def test_every_kind_of_event_is_documented() -> None:
    told: set[str] = set()
    for source in ROOM.rglob("*.py"):
        told |= set(re.findall(r"""\.tell\(\s*"(\w+)\"""", source.read_text("utf-8")))
    assert len(told) > 10
    assert told - set(re.findall(r"^\| `(\w+)` \|", CONTRACT, re.MULTILINE)) == set()


def test_every_fault_is_documented() -> None:
    examples = re.search(r'```json\n(\{"method": "sendMessage", "does".*?)```', CONTRACT, re.DOTALL)
    assert examples is not None
    wishes = [json.loads(line) for line in examples[1].splitlines()]
    assert {wish["does"] for wish in wishes} == {
        "error", "flood", "garbage", "hang", "drop_before", "drop_after", "duplicate", "reorder",
    }  # fmt: skip
    known = set(Fault.__dataclass_fields__) | {"times"}
    assert all(wish.keys() <= known for wish in wishes)


def test_every_route_is_documented() -> None:
    for route in [*people_routes.ROUTES, *message_routes.ROUTES, *switch_routes.ROUTES]:
        last = re.sub(r"\{[^}]*\}", "", route.path).rstrip("/").rpartition("/")[2]
        assert f"/{last}" in CONTRACT, route.path
