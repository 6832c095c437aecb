"""What happens by itself: old updates are forgotten, old questions closed."""

from datetime import timedelta

from bot.clock import UPDATES_ARE_KEPT, tidy
from db.dialogs import Dialog, find_dialog, put_dialog
from db.inbox import Arrived, add_arrived, claim_head, list_lanes, mark_done
from db.work import Work
from tests.cast import ANA, House


async def arrive(work: Work, update_id: int, *, done: bool) -> None:
    await add_arrived(work, [Arrived(update_id, update_id, "{}")])
    head = await claim_head(work, update_id)
    if done and head is not None:
        await mark_done(work, head.inbox_number)


async def test_updates_that_were_worked_off_are_forgotten_in_time_and_no_others(house: House) -> None:
    await house.do(arrive, 1, done=True)
    await house.do(arrive, 2, done=False)
    house.clock.pass_(UPDATES_ARE_KEPT - timedelta(minutes=1))
    await house.do(arrive, 3, done=True)
    house.clock.pass_(timedelta(minutes=2))
    await tidy(house.store)
    inbox = (await house.everything())["inbox"]
    assert sorted(row[1] for row in inbox) == [2, 3]
    assert [lane.lane for lane in await house.look(list_lanes)] == [2]


async def test_a_question_that_nobody_answered_is_closed(house: House) -> None:
    soon, later = house.clock.now + timedelta(hours=1), house.clock.now + timedelta(hours=9)
    await house.do(put_dialog, Dialog(1, ANA, "language", "choosing", 1, "{}", soon))
    await house.do(put_dialog, Dialog(2, ANA, "language", "choosing", 1, "{}", later))
    house.clock.pass_(timedelta(hours=2))
    await tidy(house.store)
    assert await house.look(find_dialog, 1, ANA) is None
    assert await house.look(find_dialog, 2, ANA) is not None
