"""Letters that bring a file: drawn as they leave, known to Telegram from then on, and never lost for their picture."""

import asyncio
import threading
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from bot.drawings import Drawing
from bot.wording import Call, Keys, Reader, known_file, message, picture
from db.files import find_file_id, keep_file
from db.machinery_tables import Files
from db.work import Work
from tests.bot.post import Post
from tests.cast import House
from tests.people import Person, Telegram
from tests.people.seen import JSON

pytestmark = pytest.mark.story


class Brush:
    """Draws one small picture, and knows how often and where it was asked to."""

    def __init__(self, caption: str = "<b>7</b> &amp; 12", file_key: str | None = "ticket/1/1/1/abc") -> None:
        self.caption = caption
        self.file_key = file_key
        self.threads: list[int] = []
        self.breaks = False

    def draw(self) -> bytes:
        self.threads.append(threading.get_ident())
        if self.breaks:
            raise RuntimeError("no font")
        drawn = BytesIO()
        Image.new("RGB", (64, 80), "teal").save(drawn, "PNG")
        return drawn.getvalue()

    async def word(self, work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
        drawing = Drawing("photo", "ticket.png", "image/png", self.draw, self.file_key)
        return [picture(self.caption, drawing), *([message("after it")] if keys.get("more") else [])]


@pytest.fixture(autouse=True)
async def _started(ana: Person) -> None:
    """Nobody can be written to who has not pressed START."""
    await ana.say("/start")


@pytest.fixture
def brush(post: Post) -> Brush:
    brush = Brush()
    post.wordings["drawn"] = brush.word
    return brush


async def send(post: Post, ana: Person, **keys: int) -> list[str]:
    again = post.again()
    again.wordings.update(post.wordings)
    again._posted = post._posted
    await again.notify(ana.id, "drawn", keys)
    post._posted = again._posted
    async with again.open():
        return await again.settled(moving=0.5)


async def photos(telegram: Telegram) -> list[JSON]:
    return [call["params"] for call in await telegram.calls("sendPhoto") if call["error"] is None]


async def received(person: Person) -> list[tuple[bool, str]]:
    """Whether with a picture, and the words."""
    messages = [message for message in await person.messages() if message.sender != person.id]
    return [(message.photo is not None, message.text) for message in messages]


async def test_what_is_drawn_is_uploaded_once_and_then_known(
    post: Post, brush: Brush, telegram: Telegram, ana: Person, house: House
) -> None:
    await send(post, ana)
    picture_sent = await ana.load((await ana.sees("7 & 12")).photo or "")
    assert Image.open(BytesIO(picture_sent)).width >= 64
    kept = await house.look(find_file_id, "ticket/1/1/1/abc")
    assert kept
    assert await send(post, ana) == ["sent", "sent"]
    assert [sent["photo"] for sent in await photos(telegram)][1] == kept
    assert await received(ana) == [(True, "7 & 12")] * 2
    assert len(brush.threads) == 1
    assert brush.threads[0] != threading.get_ident()


async def test_what_belongs_to_nobody_else_s_letter_is_not_kept(
    post: Post, brush: Brush, ana: Person, house: House
) -> None:
    brush.file_key = None
    await send(post, ana)
    await send(post, ana)
    assert len(brush.threads) == 2
    async with house.store.reading() as work:
        assert (await work.execute(select(Files.file_key))).all() == []


async def test_where_it_cannot_be_drawn_the_words_go_alone_and_what_follows_comes_too(
    post: Post, brush: Brush, ana: Person
) -> None:
    brush.breaks = True
    await send(post, ana, more=1)
    assert await received(ana) == [(False, "7 & 12"), (False, "after it")]


async def test_a_file_that_telegram_has_lost_is_drawn_anew(post: Post, brush: Brush, ana: Person, house: House) -> None:
    await house.do(keep_file, "ticket/1/1/1/abc", "lost")
    await send(post, ana)
    assert await received(ana) == [(True, "7 & 12")]
    assert await house.look(find_file_id, "ticket/1/1/1/abc") not in (None, "lost")


@pytest.mark.parametrize("does", ["flood", "error", "drop_before", "drop_after"])
async def test_a_file_waits_and_is_repeated_like_any_letter(
    post: Post, brush: Brush, telegram: Telegram, ana: Person, does: str
) -> None:
    facts: JSON = {"flood": {"retry_after": 1}, "error": {"code": 502}}.get(does, {})
    await telegram.fault(does, "sendPhoto", chat=ana.id, **facts)
    assert await send(post, ana) == ["sent"]
    got = await received(ana)
    assert set(got) == {(True, "7 & 12")}
    assert len(got) == (2 if does == "drop_after" else 1)


@pytest.mark.parametrize("why", ["IMAGE_PROCESS_FAILED", "can't parse entities: x", "message caption is too long"])
async def test_what_telegram_does_not_take_as_a_picture_is_said_without_it(
    post: Post, brush: Brush, telegram: Telegram, ana: Person, why: str
) -> None:
    await telegram.fault("error", "sendPhoto", code=400, description=f"Bad Request: {why}", times=5)
    assert set(await send(post, ana)) == {"sent"}
    assert await received(ana) == [(False, "7 & 12")]


async def test_a_picture_that_somebody_sent_before_is_passed_on_or_its_words_alone(post: Post, ana: Person) -> None:
    async def word(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
        return [known_file("photo", "nothing that anybody knows", "look")]

    post.wordings["drawn"] = word
    assert set(await send(post, ana)) == {"sent"}
    assert await received(ana) == [(False, "look")]


async def test_who_blocked_the_bot_holds_up_nobody_with_a_picture(
    post: Post, brush: Brush, telegram: Telegram, ana: Person
) -> None:
    await ana.block_bot()
    assert await send(post, ana) == ["dropped"]


async def test_others_are_answered_while_somebody_s_picture_is_drawn(
    post: Post, brush: Brush, telegram: Telegram, ana: Person
) -> None:
    luis = await telegram.person("Luis")
    await luis.say("/start")
    drawing, go_on = threading.Event(), threading.Event()
    draw = brush.draw

    def slowly() -> bytes:
        drawing.set()
        go_on.wait(5)
        return draw()

    brush.draw = slowly  # type: ignore[method-assign]
    await post.notify(ana.id, "drawn", {})
    async with post.open():
        await asyncio.to_thread(drawing.wait, 5)
        await post.post((luis.id, "beside"))
        await luis.sees("beside", within=2)
        go_on.set()
        await post.settled()
    assert await received(ana) == [(True, "7 & 12")]
