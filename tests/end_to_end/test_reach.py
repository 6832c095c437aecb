"""People who stop the bot, and come back."""

import asyncio

from db.users import find_user_if_any
from tests.cast import House
from tests.people import BotUnderTest, Person


async def test_whoever_stops_the_bot_is_marked_until_they_come_back_and_hears_nothing_of_it(
    bot: BotUnderTest, ana: Person, house: House
) -> None:
    async def is_marked() -> bool:
        user = await house.look(find_user_if_any, ana.id)
        return user is not None and user.unreachable_at is not None

    async def becomes(*, marked: bool) -> None:
        async with asyncio.timeout(20):
            while await is_marked() != marked:
                await asyncio.sleep(0.05)

    await ana.say("/start")
    await ana.sees("I run raffles")
    before = [message.text for message in await ana.messages()]
    await ana.block_bot()
    await becomes(marked=True)
    await ana.unblock_bot()
    await becomes(marked=False)
    assert [message.text for message in await ana.messages()] == before
    await ana.say("/language")
    await ana.sees("Which language")
