"""What an organizer writes to the buyers of a raffle: it reaches those who are meant, once, and can be stopped."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.announcement_notices import announcement as word
from bot.announcing import announce
from bot.tasks_due import Progress
from bot.texts.say import say_in
from bot.wording import Call, Reader
from db.announcements import Announcement, find_announcement, forget_texts
from db.audiences import Meant
from db.invariants import check
from db.outbox import ANSWER, BEHIND, BULK, REMINDER, claim_letters, list_due, mark_dropped, mark_sent, post_notice
from db.tasks import find_task
from db.users import mark_unreachable
from db.work import Work
from rules.announcements import (
    PEOPLE_A_DAY,
    TEXT_LIMIT,
    AnnouncedEnough,
    Audience,
    Earlier,
    NobodyToWriteTo,
    TooManyLinks,
    require_quota,
)
from rules.keys import BuyerKey, ProjectKey, TaskKey
from rules.misreadings import TextMissing, TextTooLong
from rules.numbers import Chosen
from rules.quotas import DAY
from rules.refusals import NotFound
from rules.states import PaymentMethod
from rules.tasks import TaskKind, TaskRunning, TaskStopped
from services.announcements import begin_announcement, look_at_audiences
from services.announcing import ANNOUNCEMENT, count_sent, post_some
from services.buying import buy
from services.endings import cancel_project
from services.erasing import erase
from services.locking import lock_for_draw
from services.merges import merge_buyers
from services.opting_out import list_unwanted, opt_in, opt_in_everywhere, opt_out
from services.organizers import choose_language, welcome
from services.payments import pay
from services.practice import start_practice
from services.privacy import my_data
from services.strangers import Person
from services.tasks import begin_task, cancel_task, end_task, start_task
from tests.cast import ANA, BETO, House
from tests.services.drawn import DUE, bring, ready
from tests.services.strangers import MARTA, ZOE, bought
from tests.services.test_buying import letters

WORDS = "Tomorrow at 20:00 <b>we</b> draw & sing"


async def begin(
    work: Work, key: ProjectKey, audience: Audience = Audience.ALL, text: str = WORDS, file_id: str | None = None
) -> Announcement:
    """As it is asked for in a private chat."""
    task = await begin_task(work, key, TaskKind.ANNOUNCEMENT, key.user_id)
    return await begin_announcement(work, task, key.project_number, audience, text, file_id)


@pytest.fixture
async def trip(house: House) -> ProjectKey:
    """Luis has paid 1 and reserved 2, Marta has reserved 3, Zoe has paid 4; Rosa, of whom nothing else is known, 5."""
    key = (await house.open_project()).key
    paid = (await bought(house, key, 1)).order
    await house.do(pay, paid.key, ANA, PaymentMethod.CASH)
    await bought(house, key, 2)
    await bought(house, key, 3, person=MARTA)
    zoes = (await bought(house, key, 4, person=ZOE)).order
    await house.do(pay, zoes.key, ANA, PaymentMethod.CASH)
    await house.reserve(key, 5)
    return key


async def post_all(house: House, key: TaskKey, most: int = 2) -> list[int]:
    return [posted for _ in range(10) if (posted := await house.do(post_some, key, most))]


async def got(house: House) -> list[int]:
    return [chat for chat, _ in await letters(house, ANNOUNCEMENT)]


async def calls_to(house: House, key: TaskKey, person: int) -> list[Call] | None:
    async with house.store.reading() as work:
        return await word(work, key._asdict(), Reader(person, "en", "UTC", say_in("en")))


async def test_each_buyer_gets_one_letter_whatever_they_hold(house: House, trip: ProjectKey) -> None:
    found = await house.look(look_at_audiences, trip)
    assert found.meant == {Audience.ALL: Meant(3, 0, 1), Audience.UNPAID: Meant(2, 0, 1)}
    begun = await house.do(begin, trip)
    assert (begun.people, begun.opted_out) == (3, 0)
    assert await post_all(house, begun.key) == [2, 1]
    assert await letters(house, ANNOUNCEMENT) == [(person, begun.key._asdict()) for person in (71, 72, 73)]
    assert (await house.told())[-1].kind == "announcement.begun"
    assert (await house.told())[-1].after == {"audience": "all", "people": 3}
    assert [finding async for finding in check(house.store)] == []


async def test_only_who_owes_is_written_to_and_whoever_pays_meanwhile_is_not(house: House, trip: ProjectKey) -> None:
    begun = await house.do(begin, trip, Audience.UNPAID)
    await post_all(house, begun.key)
    assert await got(house) == [71, 72]
    order = (await bought(house, trip, 9, person=MARTA)).order
    assert await calls_to(house, begun.key, 72) is not None
    for number in (order.order_number, 3):
        await house.do(pay, order.key._replace(order_number=number), ANA, PaymentMethod.CASH)
    assert await calls_to(house, begun.key, 72) is None
    assert await calls_to(house, begun.key, 71) is not None


async def test_winners_are_written_to_once_there_are_some(house: House) -> None:
    key = (await ready(house)).key
    order = (await bought(house, key, 20)).order
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    assert Audience.WINNERS not in (await house.look(look_at_audiences, key)).meant
    await house.refuses(NobodyToWriteTo, begin, key, Audience.WINNERS)
    waiting = await house.do(lock_for_draw, key, ANA, DUE)
    house.clock.now = DUE + timedelta(minutes=10)
    await bring(house, waiting)
    assert sum((await house.look(look_at_audiences, key)).meant[Audience.WINNERS]) == 1


async def test_the_words_are_the_organizer_s_and_never_markup(house: House, trip: ProjectKey) -> None:
    await house.do(welcome, 71, "Luis", "es")
    await house.do(choose_language, 71, "pt_BR")
    begun = await house.do(begin, trip)
    calls = await calls_to(house, begun.key, 71)
    assert calls is not None
    assert calls[0].parameters["text"] == (
        "📣 <b>Ana</b> · Spring trip\n\nTomorrow at 20:00 &lt;b&gt;we&lt;/b&gt; draw &amp; sing"
    )
    assert (
        "Não quero mais mensagens assim"
        in json.loads(calls[0].parameters["reply_markup"])["inline_keyboard"][1][0]["text"]
    )
    assert await calls_to(house, begun.key, 99) is None


async def test_a_photo_goes_with_them(house: House, trip: ProjectKey) -> None:
    begun = await house.do(begin, trip, file_id="a photo")
    calls = await calls_to(house, begun.key, 73)
    assert calls is not None
    assert (calls[0].method, calls[0].parameters["photo"]) == ("sendPhoto", "a photo")
    assert "draw &amp; sing" in calls[0].parameters["caption"]


async def test_no_word_of_it_is_in_a_letter_or_in_the_history(house: House, trip: ProjectKey) -> None:
    begun = await house.do(begin, trip, text="Xylophone")
    await post_all(house, begun.key)
    rows = await house.everything()
    assert {table for table, found in rows.items() if "Xylophone" in repr(found)} == {"announcements"}


async def test_stopped_nothing_more_is_posted_and_what_waits_never_leaves(house: House, trip: ProjectKey) -> None:
    begun = await house.do(begin, trip)
    await house.do(post_some, begun.key, 2)
    assert await calls_to(house, begun.key, 71) is not None
    await house.do(cancel_task, begun.key)
    assert await calls_to(house, begun.key, 71) is None
    before = await house.everything()
    with pytest.raises(TaskStopped):
        await house.do(post_some, begun.key, 2)
    assert await house.everything() == before


async def test_after_a_kill_at_any_step_nobody_is_missed_and_nobody_gets_it_twice(
    house: House, trip: ProjectKey
) -> None:
    begun = await house.do(begin, trip)
    for _ in range(4):
        async with house.store.work() as work:
            await post_some(work, begun.key, 1)  # killed before it is kept
        await house.do(start_task, begun.key)
        await house.do(post_some, begun.key, 1)
    assert await got(house) == [71, 72, 73]


async def test_an_account_that_turns_out_to_be_another_buyer_gets_it_once(house: House, trip: ProjectKey) -> None:
    begun = await house.do(begin, trip)
    await house.do(post_some, begun.key, 1)
    await house.do(merge_buyers, BuyerKey(ANA, 4), BuyerKey(ANA, 1), ANA)
    await post_all(house, begun.key)
    assert await got(house) == [71, 72, 73]


async def test_who_opted_out_gets_none_and_everything_else(house: House, trip: ProjectKey) -> None:
    order = (await bought(house, trip, 30)).order
    assert await house.do(opt_out, 71, order.key) == "Ana"
    await house.do(opt_out, 71, order.key)
    assert await house.look(list_unwanted, 71) == ["Ana"]
    assert (await house.look(my_data, 71))["no_announcements_of"] == ["Ana"]
    assert (await house.look(look_at_audiences, trip)).meant[Audience.ALL] == Meant(2, 1, 1)
    begun = await house.do(begin, trip)
    await post_all(house, begun.key)
    assert await got(house) == [72, 73]
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    assert 71 in [chat for chat, _ in await letters(house, "ticket")]
    await house.do(cancel_project, trip, ANA)
    assert 71 in [chat for chat, _ in await letters(house, "called-off")]
    await house.do(opt_in, 71, order.key)
    assert await house.look(list_unwanted, 71) == []


async def test_who_opts_out_in_between_does_not_get_what_waits(house: House, trip: ProjectKey) -> None:
    begun = await house.do(begin, trip)
    await post_all(house, begun.key)
    order = (await bought(house, trip, 30)).order
    await house.do(opt_out, 71, order.key)
    assert await calls_to(house, begun.key, 71) is None
    await house.do(opt_in_everywhere, 71)
    assert await calls_to(house, begun.key, 71) is not None


async def test_an_opt_out_is_of_one_organizer_and_nobody_opts_out_for_another(house: House, trip: ProjectKey) -> None:
    betos = (await house.open_project(BETO)).key
    order, theirs = (await bought(house, trip, 30)).order, (await bought(house, betos, 7)).order
    await house.refuses(NotFound, opt_out, 72, order.key)
    await house.refuses(NotFound, opt_in, 72, order.key)
    await house.do(opt_out, 71, order.key)
    begun = await house.do(begin, betos)
    await post_all(house, begun.key)
    assert await got(house) == [71]
    assert theirs.user_id == BETO


async def test_an_opt_out_holds_whoever_they_are_to_the_organizer_later(house: House, trip: ProjectKey) -> None:
    order = (await bought(house, trip, 30)).order
    await house.do(opt_out, 71, order.key)
    await house.do(merge_buyers, BuyerKey(ANA, 4), BuyerKey(ANA, 1), ANA)
    begun = await house.do(begin, trip)
    await post_all(house, begun.key)
    assert await got(house) == [72, 73]


async def test_erased_it_is_gone_and_so_is_an_opt_out(house: House, trip: ProjectKey) -> None:
    order = (await bought(house, trip, 30)).order
    await house.do(opt_out, 71, order.key)
    await house.do(erase, 71, lambda _: "Nobody")
    assert (await house.everything())["opt_outs"] == []
    begun = await house.do(begin, trip, file_id="a photo")
    await post_all(house, begun.key)
    await house.do(cancel_project, trip, ANA)
    await house.do(erase, ANA, lambda _: "Nobody")
    gone = await house.look(find_announcement, begun.key)
    assert (gone.text, gone.file_id) == (None, None)
    assert await calls_to(house, begun.key, 72) is None
    assert await house.do(post_some, begun.key) == 0


async def test_some_days_after_its_end_the_words_are_forgotten(house: House, trip: ProjectKey) -> None:
    begun = await house.do(begin, trip)
    house.clock.pass_(timedelta(days=30))
    await house.do(forget_texts, timedelta(days=7))
    assert (await house.look(find_announcement, begun.key)).text == WORDS
    await house.do(end_task, begun.key)
    await house.do(forget_texts, timedelta(days=7))
    assert (await house.look(find_announcement, begun.key)).text == WORDS
    house.clock.pass_(timedelta(days=8))
    await house.do(forget_texts, timedelta(days=7))
    assert (await house.look(find_announcement, begun.key)).text is None


async def test_of_practice_and_where_nobody_is_reached_nothing_is_sent(house: House) -> None:
    key = (await house.open_project()).key
    await house.refuses(NobodyToWriteTo, begin, key)
    await house.reserve(key, 1)
    await house.refuses(NobodyToWriteTo, begin, key)
    await bought(house, key, 2)
    await house.do(welcome, 71, "Luis", "es")
    await house.do(mark_unreachable, 71)
    await house.refuses(NobodyToWriteTo, begin, key)
    practice = (await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos"])).key
    await house.refuses(NobodyToWriteTo, begin, practice)


async def test_words_are_bounded(house: House, trip: ProjectKey) -> None:
    await house.refuses(TextMissing, begin, trip, Audience.ALL, " \u200b ")
    await house.refuses(TextTooLong, begin, trip, Audience.ALL, "a" * (TEXT_LIMIT + 1))
    links = "https://a.example www.b.example t.me/c http://d.example"
    refused = await house.refuses(TooManyLinks, begin, trip, Audience.ALL, links)
    assert (refused.count, refused.limit) == (4, 3)
    await house.do(begin, trip, text="a" * TEXT_LIMIT)


async def test_another_organizer_s_raffle_is_not_there(house: House, trip: ProjectKey) -> None:
    await house.open_project(BETO)
    task = await house.do(begin_task, ProjectKey(BETO, 1), TaskKind.ANNOUNCEMENT, BETO)
    for number in (1, 2):
        await house.refuses(
            NotFound if number == 2 else NobodyToWriteTo, begin_announcement, task, number, Audience.ALL, WORDS, None
        )
    await house.refuses(NotFound, post_some, task)


async def test_three_a_day_one_at_a_time(house: House, trip: ProjectKey) -> None:
    first_at = house.clock.now
    for _ in range(3):
        begun = await house.do(begin, trip)
        await house.refuses(TaskRunning, begin, trip)
        await house.do(end_task, begun.key)
        house.clock.pass_(timedelta(hours=1))
    refused = await house.refuses(AnnouncedEnough, begin, trip)
    assert refused.until == first_at + DAY
    house.clock.now = first_at + DAY
    await house.do(begin, trip)


def test_very_many_people_are_written_to_once_a_day(house: House) -> None:
    now = house.clock.now
    morning, noon = now - timedelta(hours=6), now - timedelta(hours=3)
    require_quota([], 10 * PEOPLE_A_DAY, now)
    require_quota([Earlier(morning, 10)], PEOPLE_A_DAY - 10, now)
    with pytest.raises(AnnouncedEnough) as refused:
        require_quota([Earlier(morning, 10), Earlier(noon, 20)], PEOPLE_A_DAY - 25, now)
    assert refused.value.until == morning + DAY
    with pytest.raises(AnnouncedEnough) as refused:
        require_quota([Earlier(morning, 10), Earlier(noon, 20)], PEOPLE_A_DAY, now)
    assert refused.value.until == noon + DAY


async def test_a_ticket_overtakes_many_of_them(
    house: House, trip: ProjectKey, sized: Callable[[int, int], int]
) -> None:
    many = sized(200, 1_000)

    async def crowd(work: Work) -> None:
        for number in range(many):
            await buy(work, more, Chosen((number,)), Person(5_000 + number, f"Somebody {number}"))

    more = (await house.open_project(final=1_999)).key
    await house.do(crowd)
    begun = await house.do(begin, more)
    assert await post_all(house, begun.key, many // 2) == [many // 2] * 2
    await house.do(_leave, 2_000, {ANSWER, BEHIND})
    assert {letter.priority for letter in await house.look(list_due, 10)} == {BULK}
    await house.do(post_notice, "ticket", 5_900, {"user_id": ANA}, ANSWER, "a ticket")
    assert (await house.look(list_due, 10))[0].letter_key == "a ticket"


async def _leave(work: Work, most: int, priorities: set[int]) -> None:
    while going := [letter for letter in await list_due(work, most) if letter.priority in priorities]:
        await claim_letters(work, going)
        await mark_sent(work, [(letter, letter.letter_number) for letter in going])


async def test_it_goes_on_as_fast_as_its_letters_leave_and_tells_what_came_of_it(
    house: House, trip: ProjectKey
) -> None:
    begun = await house.do(begin, trip)
    await house.do(start_task, begun.key)
    task = await house.look(find_task, begun.key)
    running = asyncio.create_task(announce(house.store, task, Progress(house.store, task, 0.0), every=0.005))
    await _until(house, begun.key, on_their_way=3)
    await asyncio.sleep(0.05)
    assert not running.done()
    await house.do(_leave, 100, {ANSWER, BEHIND, REMINDER})
    first, second, third = [one for one in await house.look(list_due, 10) if one.method == ANNOUNCEMENT]
    await house.do(mark_sent, [(first, 1), (second, 2)])
    await house.do(mark_dropped, third)
    async with asyncio.timeout(5):
        await running
    assert (await house.look(find_task, begun.key)).state == "done"
    assert await house.look(count_sent, begun.key) == (3, 0, 2, 0)


async def test_what_does_not_leave_is_not_waited_for_for_ever(house: House, trip: ProjectKey) -> None:
    begun = await house.do(begin, trip)
    await house.do(start_task, begun.key)
    task = await house.look(find_task, begun.key)
    async with asyncio.timeout(5):
        await announce(house.store, task, Progress(house.store, task, 0.0), every=0.005, patience=0.05)
    assert await house.look(count_sent, begun.key) == (3, 0, 0, 3)
    assert await calls_to(house, begun.key, 71) is not None


async def _until(house: House, key: TaskKey, on_their_way: int) -> None:
    async with asyncio.timeout(5):
        while (await house.look(count_sent, key)).on_their_way != on_their_way:
            await asyncio.sleep(0.005)
