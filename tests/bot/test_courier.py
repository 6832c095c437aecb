"""Letters arrive: in each chat's order, once where it can be known, and however Telegram behaves."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.aftermath import HOPELESS, STUBBORN, Attempt, is_given_up
from bot.courier import TokenRefused
from bot.telegram_answers import Answer, Verdict
from db.machinery_tables import Outbox
from db.outbox import ANSWER, BULK, CALL, Letter, list_due
from db.store import Store
from tests.bot.post import Post
from tests.people import Person, Telegram
from tests.people.seen import JSON

LETTER = Letter(4711, "x", 7, ANSWER, CALL, "sendMessage", "{}", 0, datetime(2026, 3, 2, tzinfo=UTC))


@pytest.fixture(autouse=True)
async def _started(ana: Person) -> None:
    """Nobody can be written to who has not pressed START."""
    await ana.say("/start")


@pytest.fixture
async def luis(telegram: Telegram) -> Person:
    luis = await telegram.person("Luis")
    await luis.say("/start")
    return luis


async def received(person: Person, chat: int | None = None) -> list[str]:
    return [message.text for message in await person.messages(chat=chat) if message.sender != person.id]


async def sent(telegram: Telegram) -> list[JSON]:
    return [call["params"] for call in await telegram.calls("sendMessage") if call["error"] is None]


async def test_each_chat_gets_its_letters_in_order(post: Post, ana: Person, luis: Person) -> None:
    for number in range(20):
        await post.post((ana.id, f"{number}"), (luis.id, f"{number}"))
    async with post.open():
        assert set(await post.settled()) == {"sent"}
    assert await received(ana) == await received(luis) == [str(number) for number in range(20)]


async def test_answers_go_before_what_goes_to_many(post: Post, ana: Person) -> None:
    await post.post((ana.id, "bulk 1"), (ana.id, "bulk 2"), priority=BULK)
    await post.post((ana.id, "answer"))
    async with post.open():
        await post.settled()
    assert await received(ana) == ["answer", "bulk 1", "bulk 2"]


async def test_what_is_planned_for_later_holds_up_nothing_that_is_said_meanwhile(post: Post, ana: Person) -> None:
    await post.post((ana.id, "in the morning"), after=timedelta(hours=8))
    await post.post((ana.id, "tonight"), priority=BULK)
    async with post.open():
        await ana.sees("tonight")
        assert await post.settled(moving=3600) == ["sent", "sent"]
    assert await received(ana) == ["tonight", "in the morning"]


async def test_a_pause_holds_the_chat_that_it_names_and_the_letter_comes_once(
    post: Post, telegram: Telegram, ana: Person, luis: Person
) -> None:
    await telegram.fault("flood", "sendMessage", retry_after=1, chat=ana.id)
    await post.post((ana.id, "first"), (ana.id, "second"), (luis.id, "beside"))
    async with post.open():
        await luis.sees("beside", within=0.9)
        assert await received(ana) == []
        await post.settled(moving=0.1)
    assert await received(ana) == ["first", "second"]


@pytest.mark.parametrize("does", ["error", "drop_before", "garbage"])
async def test_what_fails_for_a_while_arrives_in_order(
    post: Post, telegram: Telegram, ana: Person, luis: Person, does: str
) -> None:
    await telegram.fault(does, "sendMessage", times=2, chat=ana.id, **({"code": 502} if does == "error" else {}))
    await post.post((ana.id, "first"), (ana.id, "second"), (luis.id, "beside"))
    async with post.open():
        assert set(await post.settled(moving=0.5)) == {"sent"}
    # Whether garbage hides a message that was sent nobody can know.
    assert list(dict.fromkeys(await received(ana))) == ["first", "second"]
    assert await received(luis) == ["beside"]


async def test_a_connection_lost_after_the_sending_repeats_the_letter_rather_than_lose_it(
    post: Post, telegram: Telegram, ana: Person
) -> None:
    await telegram.fault("drop_after", "sendMessage")
    await post.post((ana.id, "first"), (ana.id, "second"))
    async with post.open():
        await post.settled(moving=0.5)
    assert await received(ana) == ["first", "first", "second"]


async def test_who_blocked_the_bot_gets_nothing_and_holds_up_nobody(post: Post, ana: Person, luis: Person) -> None:
    await ana.block_bot()
    await post.post((ana.id, "lost"), (luis.id, "beside"), (ana.id, "lost too"))
    async with post.open():
        assert await post.settled() == ["dropped", "sent", "dropped"]
    assert await received(luis) == ["beside"]


async def test_letters_follow_a_group_that_became_a_supergroup(post: Post, telegram: Telegram, ana: Person) -> None:
    group = await ana.found("group", "Class of 26")
    await post.post((group, "first"), (group, "second"))
    moved = await ana.upgrade(group)
    async with post.open():
        assert await post.settled() == ["sent", "sent"]
    assert [letter["text"] for letter in await sent(telegram)] == ["first", "second"]
    assert {int(letter["chat_id"]) for letter in await sent(telegram)} == {moved}


async def _told(post: Post, ana: Person, text: str = "told") -> str:
    await post.post((ana.id, text))
    async with post.open():
        await post.settled()
    return str((await ana.sees(text)).id)


async def test_what_is_not_modified_counts_as_delivered(store: Store, post: Post, ana: Person) -> None:
    number = await _told(post, ana)
    again = post.again()
    again._posted = 10
    await again.post_calls(("editMessageText", {"chat_id": str(ana.id), "message_id": number, "text": "told"}))
    async with again.open():
        assert await again.settled() == ["sent", "sent"]


async def test_an_edit_of_what_is_gone_is_said_afresh(post: Post, ana: Person) -> None:
    await post.post_calls(("editMessageText", {"chat_id": str(ana.id), "message_id": "4711", "text": "changed"}))
    async with post.open():
        assert await post.settled() == ["sent"]
    assert await received(ana) == ["changed"]


async def test_of_the_edits_of_one_message_that_wait_only_the_last_is_made(post: Post, ana: Person) -> None:
    def edit(message: str, text: str) -> tuple[str, dict[str, str]]:
        return "editMessageText", {"chat_id": str(ana.id), "message_id": message, "text": text}

    keyboard = ("editMessageReplyMarkup", {"chat_id": str(ana.id), "message_id": "1", "reply_markup": "{}"})
    await post.post_calls(edit("1", "a"), keyboard, edit("2", "b"))
    await post.post_calls(edit("1", "c"), edit("1", "d"))
    assert await post.states() == ["dropped", "dropped", "waiting", "dropped", "waiting"]
    await post.post_calls(keyboard)
    assert (await post.states())[-2:] == ["waiting", "waiting"]


async def test_formatting_that_telegram_does_not_take_is_left_out(post: Post, ana: Person) -> None:
    wrong = {"chat_id": str(ana.id), "text": "<b>5 &lt; 6", "parse_mode": "HTML"}
    await post.post_calls(("sendMessage", wrong))
    async with post.open():
        assert await post.settled() == ["sent"]
    assert await received(ana) == ["5 < 6"]


async def test_what_is_too_long_comes_in_pieces_with_nothing_in_between(post: Post, ana: Person) -> None:
    text = "".join(chr(ord("a") + number % 26) for number in range(9000))
    await post.post((ana.id, text), (ana.id, "next"))
    async with post.open():
        await post.settled()
    *pieces, last = await received(ana)
    assert ("".join(pieces), len(pieces), last) == (text, 3, "next")


async def test_what_cannot_be_said_in_any_way_is_given_up(post: Post, telegram: Telegram, ana: Person) -> None:
    words = "Bad Request: can't parse entities: for no reason"
    await telegram.fault("error", "sendMessage", code=400, description=words, times=None)
    await post.post((ana.id, "never"))
    async with post.open():
        assert await post.settled() == ["dropped"]
    assert len(await telegram.calls("sendMessage")) <= 3


async def test_letters_in_doubt_at_the_start_are_repeated(post: Post, ana: Person) -> None:
    await post.post((ana.id, "in doubt"), (ana.id, "next"))
    async with post.store.work() as work:
        await work.execute(update(Outbox).where(Outbox.letter_key == "test/1").values(state="sending"))
        work.keep()
    async with post.open():
        assert set(await post.settled()) == {"sent"}
    assert await received(ana) == ["in doubt", "next"]


@pytest.mark.parametrize("unheard", [1, 2, 3])
async def test_letters_of_which_nobody_learnt_that_they_were_claimed_leave_all_the_same(
    post: Post, ana: Person, luis: Person, unheard: int
) -> None:
    async with post.open():
        await post.post((ana.id, "before"))
        await post.settled()
        await post.post((ana.id, "first"), (luis.id, "first"), (ana.id, "second"))
        post.store.unheard = unheard
        assert set(await post.settled()) == {"sent"}
    assert post.store.unheard == 0
    assert (await received(ana), await received(luis)) == (["before", "first", "second"], ["first"])


async def test_without_a_token_that_telegram_knows_no_letter_is_lost(post: Post, telegram: Telegram) -> None:
    await telegram.fault("error", "sendMessage", code=401, description="Unauthorized")
    await post.post((7, "kept"))
    with pytest.raises(TokenRefused, match="does not know this token"):
        await post.courier.run()
    assert await post.states() == ["waiting"]


async def test_a_store_that_is_away_when_a_letter_has_left_stops_nobody(post: Post, ana: Person) -> None:
    async with post.open():
        await asyncio.sleep(0.05)
        await post.post((ana.id, "first"), (ana.id, "second"))
        post.store.failures = 2
        assert await post.settled(moving=0.1) == ["sent", "sent"]
    assert await received(ana) == ["first", "second"]


async def test_a_chat_with_many_letters_leaves_room_for_others(post: Post) -> None:
    await post.post(*((7, str(number)) for number in range(600)), (8, "one"))
    async with post.store.reading() as work:
        assert [(letter.chat_id, letter.attempts) for letter in await list_due(work, 500)] == [(7, 0), (8, 0)]


async def test_letters_that_arrive_together_are_written_down_together(post: Post, telegram: Telegram) -> None:
    """Thirty and more a second are not as many units."""
    people = [await telegram.person(f"Person {number}") for number in range(40)]
    for person in people:
        await person.say("/start")
    for round_ in range(3):
        await post.post(*((person.id, str(round_)) for person in people))
    post.store.units = 0
    async with post.open():
        assert await post.settled() == ["sent"] * 120
    assert post.store.units < 60
    assert await received(people[0]) == ["0", "1", "2"]


async def test_what_cannot_be_written_down_of_one_letter_holds_up_no_other(post: Post, ana: Person) -> None:
    poison = Attempt(LETTER, Answer(Verdict.SENT, 2**70))
    async with post.open():
        await asyncio.sleep(0.1)
        post.courier._tried.append(poison)
        for number in range(3):
            await post.post((ana.id, str(number)))
        assert await post.settled() == ["sent"] * 3
        assert post.courier._tried == [poison]
    assert await received(ana) == ["0", "1", "2"]


@pytest.mark.parametrize(("failures", "state"), [(STUBBORN - 1, "sent"), (STUBBORN, "dropped")])
async def test_a_letter_at_which_telegram_fails_for_ever_is_set_aside_while_others_get_through(
    post: Post, telegram: Telegram, ana: Person, luis: Person, failures: int, state: str
) -> None:
    await telegram.fault("error", "sendMessage", code=500, chat=ana.id, times=failures)
    await post.post((ana.id, "poison"), (luis.id, "beside"), (ana.id, "behind"))
    async with post.open():
        assert await post.settled(moving=30) == [state, "sent", "sent"]
    assert (await received(ana))[-1] == "behind"


def test_while_nothing_gets_through_no_letter_is_given_up_for_a_day() -> None:
    letter = LETTER._replace(attempts=HOPELESS - 2)
    fails = Answer(Verdict.AGAIN)
    assert not is_given_up(Attempt(letter, fails, others_pass=False))
    assert is_given_up(Attempt(letter, fails, others_pass=True))
    assert is_given_up(Attempt(letter._replace(attempts=HOPELESS - 1), fails, others_pass=False))


async def test_an_outage_of_the_network_is_no_fault_of_the_letter(
    post: Post, telegram: Telegram, ana: Person, luis: Person
) -> None:
    """Its tries do not bring it nearer to being set aside."""
    await telegram.fault("drop_before", "sendMessage", chat=ana.id, times=2 * STUBBORN)
    await post.post((ana.id, "kept"), (luis.id, "beside"))
    async with post.open():
        assert await post.settled(moving=30) == ["sent", "sent"]
    assert await received(ana) == ["kept"]
