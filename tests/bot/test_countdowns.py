"""A draw that comes nearer, and its result, as edits of one message: each step once, whoever was away catches up."""

import asyncio
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from bot.draws_due import DrawsDue
from db.draws import Draw
from db.machinery_tables import Outbox
from rules.draw.beacon import Round
from rules.keys import ProjectKey
from services.countdowns import COUNTDOWN, SHOWN, count_down
from services.draws import void_draw
from services.locking import lock_for_draw
from services.organizers import choose_language, choose_quiet_hours
from tests.bot.post import Post
from tests.cast import House
from tests.people import Person, Seen
from tests.services.drawn import DAY, DUE, MINUTE, bring, ready

HOUR = timedelta(hours=1)

pytestmark = pytest.mark.story


async def silent(number: int) -> Round | None:
    return None


@pytest.fixture
async def locked(house: House, ana: Person) -> Draw:
    """Two days before, with three prizes."""
    await ana.say("/start")
    project = await ready(house, prizes=3, user_id=ana.id)
    await house.do(choose_language, ana.id, "en")
    await house.do(choose_quiet_hours, ana.id, time(0), time(0))
    house.clock.now = DUE - 2 * DAY
    return await house.do(lock_for_draw, project.key, ana.id, DUE)


async def heard(person: Person) -> list[Seen]:
    return [message for message in await person.messages() if message.sender != person.id]


async def steps(house: House, about: str) -> list[str]:
    async with house.store.reading() as work:
        rows = await work.execute(
            select(Outbox.letter_key).where(Outbox.method == about).order_by(Outbox.letter_number)
        )
        return [key.rpartition("/")[2] for (key,) in rows]


async def test_one_message_counts_down(house: House, ana: Person, post: Post, locked: Draw) -> None:
    async with post.open():
        await post.settled()
        assert "in 48 hours" in (await heard(ana))[-1].text
        for left, told in ((DAY, "in 24 hours"), (HOUR, "in 1 hour"), (10 * MINUTE, "in 10 min"), (MINUTE, "in 1 min")):
            house.clock.now = DUE - left
            for _ in range(3):
                await DrawsDue(silent).look(house.store)
            await post.settled()
            messages = await heard(ana)
            assert len(messages) == 2
            assert told in messages[-1].text
        house.clock.now = DUE
        await DrawsDue(silent).look(house.store)
        await post.settled()
        assert "The moment has come" in (await heard(ana))[-1].text
    assert await steps(house, COUNTDOWN) == ["86400", "3600", "600", "60", "0"]


async def test_who_was_away_edits_it_once(house: House, ana: Person, post: Post, locked: Draw) -> None:
    async with post.open():
        await post.settled()
        house.clock.now = DUE - 5 * MINUTE
        assert await house.do(count_down) == 1
        assert await house.do(count_down) == 0
        await post.settled()
        assert "in 5 minutes" in (await heard(ana))[-1].text


async def test_what_was_told_at_the_lock_is_no_step(house: House, ana: Person) -> None:
    project = await ready(house, user_id=ana.id)
    house.clock.now = DUE - 5 * MINUTE
    await house.do(lock_for_draw, project.key, ana.id, DUE)
    assert await house.do(count_down) == 0
    house.clock.now = DUE - MINUTE
    assert await house.do(count_down) == 1


async def test_a_draw_taken_back_is_not_counted_down_any_more(
    house: House, ana: Person, post: Post, locked: Draw
) -> None:
    async with post.open():
        await post.settled()
        await house.do(void_draw, locked.key, "Postponed", ana.id)
        await post.settled()
        house.clock.now = DUE - MINUTE
        await DrawsDue(silent).look(house.store)
        await post.settled()
        _, countdown, void = await heard(ana)
        assert countdown.text == "↩️ This draw was taken back."
        assert "Why: Postponed" in void.text


async def test_the_result_is_told_prize_by_prize(house: House, ana: Person, post: Post, locked: Draw) -> None:
    async with post.open():
        await post.settled()
        house.clock.now = DUE + MINUTE
        await bring(house, locked)
        seen: list[str] = []
        for _ in range(5):
            await quiet(post)
            seen.append((await heard(ana))[2].text)
            house.clock.pass_(timedelta(seconds=2))
        _, countdown, told, to_pass_on = await heard(ana)
        assert "The moment has come" in countdown.text
        assert told.text == seen[-1]
        assert "tell these winners yourself" in to_pass_on.text
        assert [sum(f"Prize {number}" in text for number in (1, 2, 3)) for text in seen] == [0, 1, 2, 3, 3]
        assert "Prize 3" in seen[1]
    assert await steps(house, SHOWN) == ["1", "2", "3"]


async def test_a_process_that_was_killed_in_between_shows_all_of_it(
    house: House, ana: Person, post: Post, locked: Draw
) -> None:
    async with post.open():
        await post.settled()
        house.clock.now = DUE + MINUTE
        await bring(house, locked)
        await ana.sees("And now")
    house.clock.pass_(HOUR)
    again = post.again()
    async with again.open():
        await again.settled()
        _, _, told, _ = await heard(ana)
        assert "is drawn" in told.text
        assert all(f"Prize {number}" in told.text for number in (1, 2, 3))


async def test_the_organizer_who_never_got_the_first_word_is_told_it_whole(
    house: House, ana: Person, post: Post
) -> None:
    project = await ready(house, prizes=2, user_id=ana.id)
    draw = await house.do(lock_for_draw, ProjectKey(*project.key), ana.id, DUE)
    house.clock.now = DUE + MINUTE
    await bring(house, draw)
    house.clock.pass_(HOUR)
    await ana.say("/start")
    async with post.open():
        await post.settled()
        assert len([one for one in await heard(ana) if "sorteado" in one.text or "drawn" in one.text]) == 1


async def quiet(post: Post) -> None:
    """Until nothing more may leave now."""
    async with asyncio.timeout(10):
        while await post.letters() or "sending" in await post.states():
            post.courier.posted.set()
            await asyncio.sleep(0.02)
