"""What happens by itself: old updates and letters are forgotten, old questions closed."""

from datetime import timedelta

from bot.clock import LETTERS_ARE_KEPT, UPDATES_ARE_KEPT, tidy
from db.dialogs import Dialog, find_dialog, put_dialog
from db.forgetting import WINDOW, forget_letters
from db.inbox import Arrived, add_arrived, claim_head, list_lanes, mark_done
from db.outbox import ANSWER, Posted, claim_letters, list_due, mark_dropped, mark_sent, post_letters
from db.work import Work
from tests.bot.stores import MoodyStore
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


async def post(work: Work, chat: int, state: str) -> None:
    await post_letters(work, [Posted(f"{state} {chat}", chat, ANSWER, "sendMessage", "{}")])
    letters = [letter for letter in await list_due(work, 1000) if letter.chat_id == chat]
    if state != "waiting":
        await claim_letters(work, letters)
    if state == "sent":
        await mark_sent(work, [(letter, 1) for letter in letters])
    if state == "dropped":
        await mark_dropped(work, letters[0])


async def test_letters_that_are_done_with_are_forgotten_in_time_and_no_others(house: House) -> None:
    for chat, state in enumerate(("sent", "waiting", "dropped", "sending"), 1):
        await house.do(post, chat, state)
    house.clock.pass_(LETTERS_ARE_KEPT - timedelta(minutes=1))
    await house.do(post, 5, "sent")
    house.clock.pass_(timedelta(minutes=2))
    await tidy(house.store)
    assert sorted(row[2] for row in (await house.everything())["outbox"]) == [2, 4, 5]


async def test_however_many_there_are_only_a_few_are_forgotten_in_one_unit(house: House) -> None:
    count = 3 * WINDOW + 7
    await house.do(post_letters, [Posted(str(n), n, ANSWER, "sendMessage", "{}") for n in range(1, count + 1)])
    await house.do(_send_all_but, 5)
    house.clock.pass_(LETTERS_ARE_KEPT + timedelta(minutes=1))
    assert await house.do(forget_letters, LETTERS_ARE_KEPT, 0) == WINDOW
    assert len((await house.everything())["outbox"]) == count - WINDOW + 1
    store = MoodyStore(house.store)
    await tidy(store)
    assert store.units <= count // WINDOW + 4
    assert [row[2] for row in (await house.everything())["outbox"]] == [5]


async def _send_all_but(work: Work, chat: int) -> None:
    letters = [letter for letter in await list_due(work, 10_000) if letter.chat_id != chat]
    await mark_sent(work, [(letter, None) for letter in letters])


async def test_a_question_that_nobody_answered_is_closed(house: House) -> None:
    soon, later = house.clock.now + timedelta(hours=1), house.clock.now + timedelta(hours=9)
    await house.do(put_dialog, Dialog(1, ANA, "language", "choosing", 1, "{}", soon))
    await house.do(put_dialog, Dialog(2, ANA, "language", "choosing", 1, "{}", later))
    house.clock.pass_(timedelta(hours=2))
    await tidy(house.store)
    assert await house.look(find_dialog, 1, ANA) is None
    assert await house.look(find_dialog, 2, ANA) is not None
