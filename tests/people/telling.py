"""A story told deed by deed, in which the bot may die at any of them."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from tests.people.person import Person
from tests.people.process import BotUnderTest


class Step(NamedTuple):
    does: Literal["say", "tap", "press"]
    what: str
    sees: str


async def tell(bot: BotUnderTest, person: Person, story: Sequence[Step], *, killed_after: int = 0) -> None:
    """After so many deeds another process goes on, before anybody has seen what the last of them did."""
    for number, step in enumerate(story, start=1):
        await getattr(person, step.does)(step.what)
        if number == killed_after:
            await bot.kill()
            await bot.start()
        await person.sees(step.sees)
