"""An own photo behind a board: asked for, sent, loaded outside of any unit, kept small, shown, and taken away again."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy.exc import IntegrityError
from telegram.error import NetworkError, TimedOut

from bot.application import HANDLERS
from bot.backdrops_due import LARGEST_SENT, BackdropsDue
from bot.board_notices import backdrop_refused
from bot.board_notices import board as board_notice
from bot.downloads import Downloads, FileLargerThanSaid, FileNotToBeHad
from bot.pictures.backdrops import LARGEST
from bot.texts.say import say_in
from bot.transport import Transport
from bot.wording import Call, Reader
from db.backdrops import SentPhoto, find_backdrop_if_any, keep_photo, list_sent_photos
from db.store import Store
from rules.keys import ProjectKey
from rules.refusals import NotFound
from services.backdrops import BACKDROP_REFUSED, send_backdrop, set_backdrop, take_backdrop_away
from services.boards import BOARD
from services.erasing import erase
from services.histories import list_history
from services.practice import end_practice, start_practice
from tests.bot.desk import JSON, Desk, desk_of, said, tapped
from tests.bot.hands import do, labels, sees
from tests.bot.some_boards import photo
from tests.cast import ANA, BETO, House
from tests.people import Person, Telegram

pytestmark = pytest.mark.story

TRIP = ProjectKey(ANA, 1)
TAKE_AWAY = "1:nophot:1"
ANA_READS = Reader(ANA, "en", "UTC", say_in("en"))


class Telegrams:
    """What it does when it is asked for a file."""

    def __init__(self, *answers: bytes | Exception) -> None:
        self._answers = [*answers]
        self.asked: list[str] = []

    async def load(self, file_id: str, most: int) -> bytes:
        self.asked.append(file_id)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
async def desk(store: Store, house: House) -> AsyncIterator[Desk]:
    async with desk_of(store, house.clock, HANDLERS) as desk:
        await do(desk, "/language en")
        await house.open_project(ANA, 0, 99)
        yield desk


async def ask(desk: Desk) -> None:
    await desk.take(tapped(ANA, "1:photo:1"))


def picture(file_id: str = "photo-1", size: int = 200_000, **other: object) -> JSON:
    sizes = [
        {"file_id": f"{file_id}-small", "file_unique_id": "s", "width": 90, "height": 60, "file_size": 900},
        {"file_id": file_id, "file_unique_id": "l", "width": 1200, "height": 800, "file_size": size},
    ]
    return _sent(photo=sizes, **other)


def file(kind: str, size: int = 200_000) -> JSON:
    return _sent(document={"file_id": "file", "file_unique_id": "f", "mime_type": kind, "file_size": size})


def _sent(**what: object) -> JSON:
    update = said(ANA, "-")
    del update["message"]["text"]
    update["message"] |= what
    return update


async def look(store: Store, telegrams: Telegrams) -> None:
    await BackdropsDue(telegrams.load).look(store)


async def about(desk: Desk, what: str) -> list[dict[str, object]]:
    return [keys for _, notice, keys in await desk.notices() if notice == what]


async def kept(house: House, key: ProjectKey = TRIP) -> bytes | None:
    return await house.look(find_backdrop_if_any, key)


async def shown(house: House) -> Call:
    (call,) = await house.look(board_notice, {**TRIP._asdict(), "page": 1}, ANA_READS) or []
    return call


async def test_a_photo_is_sent_and_the_board_comes_with_it(desk: Desk, house: House, store: Store) -> None:
    before = await shown(house)
    await ask(desk)
    assert "Send me a photo" in await sees(desk)
    await desk.take(picture())
    assert "in a moment" in await sees(desk)
    assert await about(desk, BOARD) == []
    telegrams = Telegrams(photo(size=(3000, 2000)))
    await look(store, telegrams)
    assert telegrams.asked == ["photo-1"]
    assert await about(desk, BOARD) == [{**TRIP._asdict(), "page": 1}]
    assert len(await kept(house) or b"") <= LARGEST
    after = await shown(house)
    assert before.drawing is not None
    assert after.drawing is not None
    assert (after.drawing.kind, after.drawing.name) == ("image/jpeg", "board.jpg")
    assert after.drawing.file_key != before.drawing.file_key
    assert Image.open(BytesIO(after.drawing.draw())).size == (1024, 1280)


async def test_nothing_is_loaded_twice(desk: Desk, store: Store) -> None:
    await ask(desk)
    await desk.take(picture())
    telegrams = Telegrams(photo())
    await look(store, telegrams)
    await look(store, telegrams)
    assert len(telegrams.asked) == len(await about(desk, BOARD)) == 1


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png", "image/webp"])
async def test_it_may_come_as_a_file_too(desk: Desk, house: House, store: Store, kind: str) -> None:
    await ask(desk)
    await desk.take(file(kind))
    await look(store, Telegrams(photo(kind.removeprefix("image/").upper())))
    assert await kept(house) is not None


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        (said(ANA, "a beach"), "That is no photo"),
        (file("application/pdf"), "That is no photo"),
        (picture(size=LARGEST_SENT + 1), "too large: 10 MB"),
    ],
)
async def test_the_question_stays_open_until_a_photo_comes(
    desk: Desk, house: House, store: Store, wrong: JSON, answer: str
) -> None:
    await ask(desk)
    await desk.take(wrong)
    assert answer in await sees(desk)
    assert await house.look(list_sent_photos, 9) == []
    await desk.take(picture())
    assert len(await house.look(list_sent_photos, 9)) == 1


@pytest.mark.parametrize("fault", [FileNotToBeHad(), FileLargerThanSaid(), b"no photo at all"])
async def test_what_cannot_be_used_is_said_and_the_photo_before_it_stays(
    desk: Desk, house: House, store: Store, fault: bytes | Exception
) -> None:
    for answer in (photo(), fault):
        await ask(desk)
        await desk.take(picture())
        await look(store, Telegrams(answer))
    assert (await about(desk, BACKDROP_REFUSED), await kept(house) is None) == ([TRIP._asdict()], False)
    (call,) = await house.look(backdrop_refused, TRIP._asdict(), ANA_READS) or []
    assert "could not use the photo" in call.parameters["text"]
    assert await house.look(list_sent_photos, 9) == []


async def test_where_there_was_none_before_nothing_is_left_of_it(desk: Desk, house: House, store: Store) -> None:
    await ask(desk)
    await desk.take(picture())
    await look(store, Telegrams(FileNotToBeHad()))
    assert await kept(house) is None
    await house.do(send_backdrop, TRIP, "another", ANA)
    assert len(await house.look(list_sent_photos, 9)) == 1


async def test_while_telegram_is_away_it_is_tried_again_a_few_times(desk: Desk, house: House, store: Store) -> None:
    await house.do(send_backdrop, TRIP, "photo", ANA)
    away = Telegrams(TimedOut())
    for _ in range(3):
        await look(store, away)
    assert len(away.asked) == 1
    for _ in range(9):
        house.clock.pass_(timedelta(minutes=16))
        await look(store, away)
    assert len(away.asked) == 6
    assert await about(desk, BACKDROP_REFUSED) == [TRIP._asdict()]


async def test_it_comes_when_telegram_is_back(desk: Desk, house: House, store: Store) -> None:
    await house.do(send_backdrop, TRIP, "photo", ANA)
    telegrams = Telegrams(TimedOut(), RuntimeError("whatever"), photo())
    for _ in range(3):
        await look(store, telegrams)
        house.clock.pass_(timedelta(minutes=1))
    assert await kept(house) is not None


async def test_a_newer_photo_and_a_change_of_mind_win_over_what_is_on_its_way(house: House, store: Store) -> None:
    await house.open_project(ANA)
    for then, left in (("second", b"second"), (None, None)):
        await house.do(send_backdrop, TRIP, "first", ANA)
        (first,) = await house.look(list_sent_photos, 9)
        if then is None:
            await house.do(take_backdrop_away, TRIP, ANA)
        else:
            await house.do(send_backdrop, TRIP, then, ANA)
        await house.do(set_backdrop, first, b"first")
        assert await kept(house) is None
        for second in await house.look(list_sent_photos, 9):
            await house.do(set_backdrop, second, b"second")
        assert await kept(house) == left


async def test_it_is_taken_away_by_a_tap_and_the_history_tells(desk: Desk, house: House, store: Store) -> None:
    await ask(desk)
    await desk.take(picture())
    await look(store, Telegrams(photo()))
    await ask(desk)
    assert (await labels(desk))["Take it away"] == TAKE_AWAY
    await desk.take(tapped(ANA, TAKE_AWAY))
    assert await kept(house) is None
    assert len(await about(desk, BOARD)) == 2
    kinds = [row.kind for row in (await house.look(list_history, TRIP, 1)).found]
    assert kinds[:2] == ["project.backdrop_removed", "project.backdrop_set"]
    await do(desk, "/history")
    assert "A photo stands behind the board" in await sees(desk)


async def test_beto_cannot_put_a_photo_behind_ana_s_board(desk: Desk, house: House) -> None:
    await desk.take(tapped(BETO, "1:photo:1"))
    assert await house.refuses(NotFound, send_backdrop, ProjectKey(BETO, 1), "photo", BETO)


async def test_with_its_organizer_the_photo_is_gone(house: House) -> None:
    key = (await house.open_project(3001)).key
    await house.do(send_backdrop, key, "photo", 3001)
    await house.do(set_backdrop, SentPhoto(*key, "photo", 3001, None, 0), b"photo")
    await house.do(send_backdrop, key, "another", 3001)
    await house.do(erase, 3001, lambda _: "Nobody")
    assert await kept(house, key) is None
    assert await house.look(list_sent_photos, 9) == []


async def test_with_a_practice_raffle_it_is_gone(house: House) -> None:
    await house.open_project(ANA)
    key = (await house.do(start_practice, ANA, "Practice", "A bicycle", ["Uno", "Dos"])).key
    await house.do(send_backdrop, key, "photo", ANA)
    await house.do(set_backdrop, SentPhoto(*key, "photo", ANA, None, 0), b"photo")
    await house.do(end_practice, key, ANA)
    assert await kept(house, key) is None


async def test_more_than_is_needed_is_not_kept(house: House) -> None:
    await house.open_project(ANA)
    await house.do(send_backdrop, TRIP, "photo", ANA)
    with pytest.raises(IntegrityError):
        await house.do(keep_photo, SentPhoto(*TRIP, "photo", ANA, None, 0), b"x" * (LARGEST + 1))


async def test_in_a_group_the_board_answers_whoever_sent_it(desk: Desk, house: House, store: Store) -> None:
    await house.do(send_backdrop, TRIP, "photo", -100, 17)
    await look(store, Telegrams(photo()))
    assert await about(desk, BOARD) == [{**TRIP._asdict(), "page": 1, "answers": 17}]
    (call,) = await house.look(backdrop_refused, {**TRIP._asdict(), "answers": 17}, ANA_READS) or []
    assert json.loads(call.parameters["reply_parameters"])["message_id"] == 17


# Loading


@pytest.fixture
async def downloads(telegram: Telegram) -> AsyncIterator[Downloads]:
    transport = Transport(2)
    await transport.initialize()
    yield Downloads(transport, f"{telegram.url}/bot{telegram.token}", f"{telegram.url}/file/bot{telegram.token}")
    await transport.shutdown()


async def sent_by(ana: Person, content: bytes) -> str:
    return (await ana.send_photo(content)).photo or ""


async def test_a_file_is_loaded_as_it_was_sent(downloads: Downloads, ana: Person) -> None:
    content = photo()
    assert await downloads.load(await sent_by(ana, content), 10**7) == content


async def test_what_is_larger_than_wanted_is_not_loaded(downloads: Downloads, ana: Person) -> None:
    with pytest.raises(FileLargerThanSaid):
        await downloads.load(await sent_by(ana, photo()), 1_000)


async def test_a_file_that_telegram_does_not_know_is_not_to_be_had(downloads: Downloads) -> None:
    with pytest.raises(FileNotToBeHad):
        await downloads.load("nothing", 1_000)


@pytest.mark.parametrize("does", ["flood", "error", "garbage", "drop_before"])
async def test_who_is_away_may_be_asked_again(downloads: Downloads, telegram: Telegram, ana: Person, does: str) -> None:
    file_id = await sent_by(ana, photo())
    await telegram.fault(does, "getFile")
    with pytest.raises(NetworkError) as raised:
        await downloads.load(file_id, 10**7)
    assert telegram.token not in str(raised.value)
