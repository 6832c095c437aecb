"""Notices: worded in the reader's language when they leave, dropped when nobody wants them, nobody else's trouble."""

import json
from itertools import count

import pytest
from sqlalchemy import select
from structlog.typing import EventDict

from bot.aftermath import WORDING_TRIES
from bot.wording import Call, Keys, Reader, message
from db.machinery_tables import Outbox
from db.outbox import BULK, post_notice
from db.work import Work
from rules.keys import BuyerKey
from services.operators import tell_of_failed_backup, tell_of_quarantine
from services.organizers import choose_language, welcome
from tests.bot.post import Post
from tests.cast import House
from tests.people import Person, Telegram


@pytest.fixture(autouse=True)
async def _started(ana: Person) -> None:
    """Nobody can be written to who has not pressed START."""
    await ana.say("/start")


async def heard(person: Person) -> list[str]:
    return [message.text for message in await person.messages() if message.sender != person.id]


async def payloads(post: Post) -> list[tuple[str, str]]:
    async with post.store.reading() as work:
        rows = await work.execute(select(Outbox.kind, Outbox.payload).order_by(Outbox.letter_number))
        return [(kind, payload) for kind, payload in rows]


async def word_number(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """In as many pieces as it says; none, and the world does not want it any more."""
    pieces = range(keys["pieces"])
    return [message(f"{reader.language} {keys['number']}.{piece}") for piece in pieces] or None


async def test_a_notice_is_worded_in_the_language_of_its_reader_when_it_leaves(
    post: Post, ana: Person, house: House
) -> None:
    post.wordings["number"] = word_number
    await house.do(welcome, ana.id, "Ana", "en")
    await post.notify(ana.id, "number", {"number": 7, "pieces": 1})
    await house.do(choose_language, ana.id, "pt")
    async with post.open():
        assert await post.settled() == ["sent"]
    assert await heard(ana) == ["pt_BR 7.0"]
    assert await payloads(post) == [("notice", '{"number": 7, "pieces": 1}')]


async def test_a_stranger_reads_it_in_the_language_of_the_bot(post: Post, ana: Person) -> None:
    post.wordings["number"] = word_number
    await post.notify(ana.id, "number", {"number": 7, "pieces": 1})
    async with post.open():
        await post.settled()
    assert await heard(ana) == ["en 7.0"]


async def test_the_same_notice_posted_twice_is_one(post: Post, ana: Person, house: House) -> None:
    key = BuyerKey(ana.id, 3)
    await house.do(post_notice, "number", ana.id, key, BULK, "once")
    await house.do(post_notice, "number", ana.id, {"number": 1}, BULK, "once")
    assert [json.loads(payload) for _, payload in await payloads(post)] == [key._asdict()]


async def test_what_the_world_no_longer_wants_is_dropped_and_the_next_is_sent(post: Post, ana: Person) -> None:
    post.wordings["number"] = word_number
    await post.notify(ana.id, "number", {"number": 1, "pieces": 0})
    await post.notify(ana.id, "number", {"number": 2, "pieces": 1})
    async with post.open():
        assert await post.settled() == ["dropped", "sent"]
    assert await heard(ana) == ["en 2.0"]


async def test_a_notice_of_several_calls_comes_with_nothing_in_between(post: Post, ana: Person) -> None:
    post.wordings["number"] = word_number
    await post.notify(ana.id, "number", {"number": 1, "pieces": 3})
    await post.notify(ana.id, "number", {"number": 2, "pieces": 1})
    async with post.open():
        assert set(await post.settled()) == {"sent"}
    assert await heard(ana) == ["en 1.0", "en 1.1", "en 1.2", "en 2.0"]


async def test_what_follows_a_call_that_is_said_otherwise_still_follows_it(post: Post, ana: Person) -> None:
    async def wrong_markup_first(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
        return [message("<b>5 &lt; 6"), message("x" * 5000), message("last")]

    post.wordings["wrong"] = wrong_markup_first
    await post.notify(ana.id, "wrong", {})
    await post.post((ana.id, "next"))
    async with post.open():
        await post.settled()
    first, *halves, last, following = await heard(ana)
    assert (first, "".join(halves), last, following) == ("5 < 6", "x" * 5000, "last", "next")


async def test_a_notice_that_cannot_be_worded_is_tried_again_and_set_aside_and_stops_nobody(
    post: Post, telegram: Telegram, ana: Person, logged: list[EventDict]
) -> None:
    tries: list[Keys] = []

    async def never(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
        tries.append(keys)
        raise ValueError("a fault of ours")

    post.wordings["never"] = never
    luis = await telegram.person("Luis")
    await luis.say("/start")
    await post.notify(ana.id, "never", {"number": 1})
    await post.notify(ana.id, "unheard of", {})
    await post.post((ana.id, "behind"), (luis.id, "beside"))
    async with post.open():
        await luis.sees("beside")
        assert await heard(ana) == []
        assert await post.settled(moving=0.5) == ["dropped", "dropped", "sent", "sent"]
    assert len(tries) == WORDING_TRIES
    assert await heard(ana) == ["behind"]
    assert [line["about"] for line in logged if line["event"] == "letter"].count("never") == WORDING_TRIES


async def test_a_notice_that_did_not_get_through_is_worded_anew(post: Post, telegram: Telegram, ana: Person) -> None:
    worded = count(1)

    async def how_often(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
        return [message(f"worded {next(worded)} times")]

    post.wordings["often"] = how_often
    await telegram.fault("error", "sendMessage", code=502)
    await post.notify(ana.id, "often", {})
    async with post.open():
        assert await post.settled(moving=0.5) == ["sent"]
    assert await heard(ana) == ["worded 2 times"]


async def test_operators_are_told_of_an_update_that_was_set_aside_once_and_by_its_number_alone(
    post: Post, ana: Person, house: House
) -> None:
    for _ in range(2):
        await house.do(tell_of_quarantine, [ana.id], 4711, "message", "ValueError")
    await house.do(welcome, ana.id, "Ana", "es")
    async with post.open():
        assert await post.settled() == ["sent"]
    assert await heard(ana) == [
        "Una actualización no se pudo atender y se dejó aparte.\nReferencia: 4711\nTipo: message\nFallo: ValueError"
    ]


async def test_operators_are_told_why_there_is_no_backup_of_the_night(post: Post, ana: Person, house: House) -> None:
    for _ in range(2):
        await house.do(tell_of_failed_backup, [ana.id], "backup: <data> has room for 3 MB.", house.clock.now)
    await house.do(welcome, ana.id, "Ana", "es")
    async with post.open():
        assert await post.settled() == ["sent"]
    (said,) = await heard(ana)
    assert said.startswith("No se pudo hacer la copia de seguridad de anoche.")
    assert said.endswith("Motivo: backup: <data> has room for 3 MB.")
