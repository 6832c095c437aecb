"""The operators' chat: for them alone; what they see and press; and whoever they bar."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.addresses import REPORTS
from bot.application import build_application
from bot.machine import Condition, Machine
from bot.operator_notices import abuse, alert, alert_over
from bot.texts.say import say_in
from bot.watching import LEAST_FREE, OLDEST_LETTER, Watch
from bot.wording import Reader
from db.machinery_tables import Inbox, Outbox
from db.outbox import ANSWER, post_notice
from db.projects import find_project
from db.store import Store
from db.work import Work
from rules.keys import ProjectKey
from rules.quotas import Level
from services.alerts import ALERT, ALERT_OVER
from services.bars import ABUSE, bar_organizer
from services.organizers import welcome
from services.quotas import look_at_quotas
from services.shares import share_link
from tests.bot.desk import OPERATOR, Desk, OfflineRequest, said, tapped
from tests.cast import ANA, BETO, Clock, House

READER = Reader(OPERATOR, "en", "UTC", say_in("en"))


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
async def desk(store: Store, clock: Clock, tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_with((OPERATOR,), store, clock, tmp_path) as desk:
        yield desk


@asynccontextmanager
async def desk_with(operators: tuple[int, ...], store: Store, clock: Clock, folder: Path) -> AsyncIterator[Desk]:
    application = build_application("1:desk", "https://api.telegram.example", OfflineRequest(1), "en")
    await application.initialize()
    application.bot_data.update(operators=operators, machine=Machine(folder, "sqlite", "0013"))
    async with Desk(store, clock, application).open() as desk:
        yield desk
    await application.shutdown()
    await application.bot.request.shutdown()


@pytest.fixture
async def trip(house: House, desk: Desk) -> ProjectKey:
    await desk.take(said(ANA, "/language en"), said(OPERATOR, "/language en"))
    return (await house.open_project()).key


async def last(desk: Desk, person: int) -> str:
    return (await desk.texts(person))[-1]


async def toast(desk: Desk) -> str:
    answers = [one.parameters.get("text", "") for one in desk.fleeting if one.method == "answerCallbackQuery"]
    return answers[-1]


async def slug_of(house: House, key: ProjectKey) -> str:
    return (await house.look(find_project, key)).slug or ""


async def test_to_anybody_else_there_is_no_such_command(desk: Desk, trip: ProjectKey) -> None:
    await desk.take(said(ANA, "/nonsense"))
    unknown = await last(desk, ANA)
    await desk.take(said(ANA, "/ops"))
    assert await last(desk, ANA) == unknown
    before = len(await desk.letters())
    for where in ("", "aside.1", "faults", "send", "barred.1", "bar.aaaaaaaaaaaaaaaa"):
        await desk.take(tapped(ANA, f"1:ops:{where}"))
        assert await toast(desk) == "That button is too old."
    assert len(await desk.letters()) == before


async def test_an_operator_sees_how_the_bot_does(desk: Desk, trip: ProjectKey) -> None:
    await desk.take(said(OPERATOR, "/ops"))
    seen = await last(desk, OPERATOR)
    assert "sqlite · 0013" in seen
    assert "📥 Updates waiting: 1 · oldest 0 s" in seen  # this one
    assert "💾 No backup of ours is in its folder." in seen
    for where in ("aside.1", "faults", "held", "barred.1", ""):
        await desk.take(tapped(OPERATOR, f"1:ops:{where}"))
    texts = (await desk.texts(OPERATOR))[-5:]
    assert texts[0] == "🧊 No update is set aside."
    assert texts[1] == "💥 Nothing went wrong lately."
    assert texts[2] == "✋ No letter is held back."
    assert texts[3] == "⛔ Nobody is barred."
    for nonsense in ("aside", "aside.0", "aside.x", "update.1.1", "look.", "nobody", "retry.999"):
        await desk.take(tapped(OPERATOR, f"1:ops:{nonsense}"))
    assert {state for state, _ in await desk.states()} == {"done"}


async def test_what_was_set_aside_is_tried_again_by_a_button(desk: Desk, house: House, trip: ProjectKey) -> None:
    async def set_last_aside(work: Work) -> None:
        newest = (await work.execute(select(Inbox.inbox_number).order_by(Inbox.inbox_number.desc()).limit(1))).scalar()
        await work.execute(update(Inbox).where(Inbox.inbox_number == newest).values(state="quarantined", attempts=5))

    await desk.take(said(ANA, "/nonsense"))
    before = len(await desk.texts(ANA))
    await house.do(set_last_aside)
    await desk.take(tapped(OPERATOR, "1:ops:aside.1"))
    rows = (await desk.screens(OPERATOR))[-1]["reply_markup"]
    number = rows.partition("1:ops:update.")[2].partition('"')[0]
    await desk.take(tapped(OPERATOR, f"1:ops:update.{number}"))
    assert "Tried: 5 times" in await last(desk, OPERATOR)
    assert "nonsense" not in str(await desk.screens(OPERATOR))
    await desk.take(tapped(OPERATOR, f"1:ops:retry.{number}"))
    await desk.try_again(ANA)
    assert len(await desk.texts(ANA)) == before + 1
    await desk.take(tapped(OPERATOR, f"1:ops:retry.{number}"))
    assert {state for state, _ in await desk.states()} == {"done"}


async def test_a_fault_is_counted_where_operators_see_it(desk: Desk, house: House, trip: ProjectKey) -> None:
    await desk.store_only({"update_id": 4711, "message": {"message_id": 1, "from": {"id": "x"}}})
    for _ in range(2):
        await desk.try_again(4711)
        await asyncio.sleep(0.02)
    async with house.store.reading() as work:
        lane = (await work.execute(select(Inbox.lane).where(Inbox.update_id == 4711))).scalar()
    await desk.try_again(int(lane or 0))
    await desk.take(tapped(OPERATOR, "1:ops:faults"))
    assert "reference 4711" in await last(desk, OPERATOR)


async def test_whoever_is_barred_gets_one_sentence_but_for_what_a_buyer_looks_at(
    desk: Desk, house: House, trip: ProjectKey
) -> None:
    slug = await slug_of(house, trip)
    await desk.take(tapped(OPERATOR, f"1:ops:bar.{slug}"))
    assert "⛔ Barred since" in await last(desk, OPERATOR)
    before = await house.everything()
    for words in ("/sell 7 Luis", "/start", "07 Luis cash", "/announce Hello"):
        await desk.take(said(ANA, words))
        assert await last(desk, ANA) == (
            "⛔ Those who run this bot have stopped your raffles for now. Your buyers keep what they hold."
            " As a buyer: /mytickets, /privacy."
        )
    await desk.take(tapped(ANA, "1:sell:1"))
    assert (await toast(desk)).startswith("⛔ Those who run")
    after = await house.everything()
    assert after["orders"] == before["orders"]
    await desk.take(said(ANA, "/mytickets"), said(ANA, "/misboletos@raffles_bot"))
    assert "⛔" not in await last(desk, ANA)
    await desk.take(said(BETO, "/start"))
    assert "⛔" not in await last(desk, BETO)
    await desk.take(tapped(OPERATOR, f"1:ops:unbar.{slug}"), said(OPERATOR, f"/ops {ANA}"))
    assert "👤 Somebody · 1001" in await last(desk, OPERATOR)
    await desk.take(tapped(OPERATOR, f"1:ops:silence.{slug}"), said(ANA, "/announce Hello"))
    assert "do not let you write to all buyers" in await last(desk, ANA)
    await desk.take(tapped(OPERATOR, f"1:ops:speak.{slug}"), said(OPERATOR, "/ops nobody"), said(OPERATOR, "/ops 99"))
    await desk.take(said(ANA, "/announce Hello"))
    assert "This is how they see it" in await last(desk, ANA)
    await desk.take(said(ANA, "/sell 7 Luis"))
    assert "Luis" in await last(desk, ANA)


async def test_an_organizer_without_a_raffle_is_found_by_number(desk: Desk, house: House) -> None:
    await house.do(welcome, ANA, "Ana", "en")
    await desk.take(said(OPERATOR, f"/ops {ANA}"))
    assert (await last(desk, OPERATOR)).startswith(f"👤 Ana · {ANA}\nRuns 0 raffles\n\n")
    await desk.take(tapped(OPERATOR, f"1:ops:bar.{ANA}"))
    assert "⛔ Barred since" in await last(desk, OPERATOR)
    await desk.take(tapped(OPERATOR, "1:ops:barred.1"))
    assert labels((await desk.screens(OPERATOR))[-1])[0].startswith("Ana · ")
    await desk.take(tapped(OPERATOR, f"1:ops:limits.{ANA}"), tapped(OPERATOR, f"1:ops:less.{ANA}"))
    assert labels((await desk.screens(OPERATOR))[-1])[0] == "✅ Low limits"
    await desk.take(tapped(OPERATOR, f"1:ops:unbar.{ANA}"))
    assert "⛔ Barred since" not in await last(desk, OPERATOR)


async def test_a_stranger_reports_a_raffle_after_a_second_question(desk: Desk, house: House, trip: ProjectKey) -> None:
    code = await house.do(share_link, trip, ANA)
    await desk.take(tapped(BETO, f"1:abuse:{code}"))
    assert "Report <b>Spring trip</b>" in await last(desk, BETO)
    assert [about for _, about, _ in await desk.notices()] == []
    await desk.take(tapped(BETO, f"1:abuse:{code}.yes"), tapped(BETO, f"1:abuse:{code}.yes"))
    assert [(who, about) for who, about, _ in await desk.notices()] == [(OPERATOR, ABUSE)]
    slug = await slug_of(house, trip)
    calls = await house.look(abuse, {"slug": slug}, READER)
    assert calls is not None
    assert calls[0].parameters["text"] == "🚩 Somebody reports <b>Spring trip</b> by Somebody."
    await desk.take(tapped(OPERATOR, f"1:ops:look.{slug}"))
    assert "👤 Somebody · 1001" in await last(desk, OPERATOR)
    await house.do(bar_organizer, slug, OPERATOR)
    assert await house.look(abuse, {"slug": slug}, READER) is None


async def test_whoever_came_from_the_public_page_reports_in_the_same_way(
    desk: Desk, house: House, trip: ProjectKey
) -> None:
    slug = await slug_of(house, trip)
    await desk.take(said(BETO, f"/start {REPORTS}{slug}"))
    assert "Report <b>Spring trip</b>" in await last(desk, BETO)
    await desk.take(tapped(BETO, f"1:abuse:{slug}"), tapped(BETO, "1:abuse:"))
    assert await last(desk, BETO) == "Nothing was reported."
    assert [about for _, about, _ in await desk.notices()] == []
    await desk.take(tapped(BETO, f"1:abuse:{slug}.yes"))
    assert [(who, about) for who, about, _ in await desk.notices()] == [(OPERATOR, ABUSE)]
    for nonsense in ("", "x", "a" * 16, "a" * 26):
        await desk.take(said(BETO, f"/start {REPORTS}{nonsense}"))
        assert "no longer good" in await last(desk, BETO)
    await house.do(bar_organizer, slug, OPERATOR)
    await desk.take(tapped(BETO, f"1:abuse:{slug}.yes"), said(BETO, f"/start {REPORTS}{slug}"))
    assert "no longer good" in await last(desk, BETO)


async def test_where_nobody_looks_nothing_is_reported(house: House, store: Store, clock: Clock, tmp_path: Path) -> None:
    slug = await slug_of(house, (await house.open_project()).key)
    async with desk_with((), store, clock, tmp_path) as desk:
        await desk.take(said(BETO, f"/start {REPORTS}{slug}"))
        assert "no longer good" in await last(desk, BETO)


async def test_a_limit_is_met_seen_and_widened_by_an_operator(desk: Desk, house: House, trip: ProjectKey) -> None:
    slug = await slug_of(house, trip)
    await desk.take(tapped(OPERATOR, f"1:ops:less.{slug}"), said(ANA, "/new Two"), said(ANA, "/new Three"))
    assert await last(desk, ANA) == (
        "At most 2 raffles can be made in 24 hours. It is possible again tomorrow 15:30."
        " For more, tell those who run this bot your number: 1001."
    )
    await desk.take(said(OPERATOR, f"/ops {ANA}"))
    seen = await last(desk, OPERATOR)
    assert "📏 In 24 hours · Low limits\n⚠️ raffles made: 2 of 2\n· numbers taken: 0 of 20,000\n" in seen
    await desk.take(tapped(OPERATOR, f"1:ops:limits.{slug}"))
    assert labels((await desk.screens(OPERATOR))[-1])[0] == "✅ Low limits"
    for level in ("usual", "more", "boundless"):
        await desk.take(tapped(OPERATOR, f"1:ops:{level}.{slug}"))
        told = (await desk.screens(OPERATOR))[-1]
        assert LEVELS[level][0] in labels(told)
        assert f"raffles made: {LEVELS[level][1]}" in told["text"]
    await desk.take(said(ANA, "/new Three"))
    assert "Three" in await last(desk, ANA)
    await desk.take(
        tapped(ANA, f"1:ops:more.{slug}"), tapped(OPERATOR, "1:ops:more.x"), tapped(OPERATOR, "1:ops:limits")
    )
    assert (await house.look(look_at_quotas, ANA)).level is Level.BOUNDLESS


def labels(screen: dict[str, str]) -> list[str]:
    return [button["text"] for row in json.loads(screen["reply_markup"])["inline_keyboard"] for button in row]


LEVELS = {
    "usual": ("✅ Usual limits", "2 of 20"),
    "more": ("✅ 10 × the limits", "2 of 200"),
    "boundless": ("✅ No limits", "2"),
}


async def test_a_queue_that_stands_is_told_once_and_once_when_it_flows(
    desk: Desk, house: House, clock: Clock, tmp_path: Path
) -> None:
    await house.do(post_notice, "ticket", ANA, {}, ANSWER, "one")
    watch = Watch(Roomy(tmp_path), [OPERATOR])
    await watch.look(house.store)
    for seconds in (OLDEST_LETTER + 1, 60):
        clock.pass_(timedelta(seconds=seconds))
        await watch.look(house.store)
    assert [about for who, about, _ in await desk.notices() if who == OPERATOR] == [ALERT]
    async with house.store.work() as work:
        await work.execute(update(Outbox).where(Outbox.letter_key == "one").values(state="dropped"))
        work.keep()
    await watch.look(house.store)
    assert [about for who, about, _ in await desk.notices() if who == OPERATOR] == [ALERT, ALERT_OVER]
    for word, keys in ((alert, {"cause": "letters", "measure": 700}), (alert_over, {"cause": "letters"})):
        assert await house.look(word, keys, READER)
        assert await house.look(word, keys | {"cause": "of another version"}, READER) is None


async def test_a_full_disk_is_an_alert(desk: Desk, house: House, tmp_path: Path) -> None:
    machine = Roomy(tmp_path)
    watch = Watch(machine, [OPERATOR])
    for free in (LEAST_FREE - 1, LEAST_FREE + 1, 2 * LEAST_FREE):
        machine.free = free
        await watch.look(house.store)
    assert [(about, keys["cause"]) for _, about, keys in await desk.notices()] == [
        (ALERT, "disk"),
        (ALERT_OVER, "disk"),
    ]


class Roomy(Machine):
    """With as much room as is said."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "sqlite", "0013")
        self.free = 10**12

    def look(self) -> Condition:
        return super().look()._replace(free_bytes=self.free)
