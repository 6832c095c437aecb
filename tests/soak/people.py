"""People of a soak: they live in the playground's own process, and wait for every answer before they go on."""

import asyncio
from base64 import b64decode
from collections.abc import Iterator
from itertools import count
from random import Random

from playground.deeds.opening import open_link
from playground.deeds.saying import say, send_files
from playground.deeds.tapping import tap
from playground.jsons import JSON
from playground.shapes import Upload
from playground.world.world import World
from tests.people.seen import Seen, Wanted
from tests.soak.account import Account
from tests.soak.ears import Ear, Silence
from tests.soak.model import Raffle
from tests.soak.passing import Passing

PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
FIRST_NAMES = ("Pia", "Leo", "Zoe", "Eva", "Ida", "Noa", "Tom", "Ivo")


class Town:
    """Everybody; whoever hears something is found by their chat."""

    def __init__(self, world: World, account: Account, pace: float, passing: Passing) -> None:
        self.world = world
        self.account = account
        self.passing = passing
        self.pace = pace
        """Seconds that somebody thinks, on average."""
        self._ears: dict[int, Ear] = {}
        self._tags: Iterator[int] = count(1)
        world.events.listen(self._notice)

    def tag(self) -> str:
        return f"q{next(self._tags)}z"

    def invite(self, name: str, tag: str) -> tuple[int, Ear]:
        person = int(self.world.invent({"first_name": f"{name} {tag}"})["id"])
        ear = self._ears[person] = Ear(person, tag, self.account)
        self.account.people += 1
        return person, ear

    def overhear(self, group: int, tag: str) -> Ear:
        """What is said there, where nobody but its organizer may be named."""
        self._ears[group] = Ear(group, tag, self.account)
        return self._ears[group]

    def leave(self, chat: int) -> None:
        """From now on nobody looks after what is heard there."""
        self._ears.pop(chat).find_the_rest()

    def _notice(self, event: JSON) -> None:
        if event["kind"] in {"message", "edited"} and event["chat"] in self._ears:
            self._ears[event["chat"]].hear(event)
        elif event["kind"] == "callback_answer" and event["chat"] in self._ears:
            self._ears[event["chat"]].last_toast = event["text"]


class Somebody:
    def __init__(self, town: Town, name: str, chance: Random) -> None:
        self.tag = town.tag()
        self.name = f"{name} {self.tag}"
        self.town = town
        self.chance = chance
        self.id, self.ear = town.invite(name, self.tag)
        self.turn = asyncio.Lock()
        """Held while they are under way."""
        self.acts = 0

    async def say(self, words: str, *wanted: Wanted) -> Seen:
        since = await self._think()
        say(self.town.world, self.id, self.town.world.chats[self.id], {"text": words})
        return await self.ear.hears(*wanted, since=since)

    async def open(self, link: str, *wanted: Wanted) -> Seen:
        since = await self._think()
        open_link(self.town.world, self.id, link)
        return await self.ear.hears(*wanted, since=since)

    async def tap(self, label: str, on: Seen, *wanted: Wanted) -> Seen:
        message = self.town.world.chats[self.id].messages[on.id]
        place = Seen(message, self.id).place(label)
        if place is None:
            raise Silence(f"{self.id} finds no button {label!r} on {message}")
        return await self.tap_at(*place, on, *wanted)

    async def tap_at(self, row: int, column: int, on: Seen, *wanted: Wanted) -> Seen:
        since = await self._think()
        place = {"message_id": on.id, "row": row, "column": column}
        tap(self.town.world, self.id, self.town.world.chats[self.id], place)
        return await self.ear.hears(*wanted, since=since)

    async def send_photo(self, *wanted: Wanted) -> Seen:
        since = await self._think()
        content = PIXEL + str(self.chance.random()).encode()  # no two alike
        upload = Upload("receipt.png", "image/png", content)
        send_files(self.town.world, self.id, self.town.world.chats[self.id], [upload], {"as": "photo"})
        return await self.ear.hears(*wanted, since=since)

    async def _think(self) -> int:
        await asyncio.sleep(self.chance.uniform(0, 2 * self.town.pace))
        self.acts += 1
        self.town.account.acts += 1
        return len(self.ear.heard)


class Organizer(Somebody):
    def __init__(self, town: Town, name: str, chance: Random, hold: int | None = None) -> None:
        super().__init__(town, name, chance)
        self.raffle = Raffle(town.account, f"Trip {self.tag}", hold)
        self.link = ""
        self.announced = 0
        self.group: int | None = None
        """In which a board of it stands."""
        self._typed: list[str] = []

    def some_buyer(self) -> str:
        """Without Telegram; somebody new, or who bought before."""
        if not self._typed or self.chance.random() < 0.6:
            tag = self.town.tag()
            self.ear.known.add(tag)
            self._typed.append(f"{self.chance.choice(FIRST_NAMES)} {tag}")
            return self._typed[-1]
        return self.chance.choice(self._typed)


class Buyer(Somebody):
    def __init__(self, town: Town, name: str, chance: Random, organizer: Organizer) -> None:
        super().__init__(town, name, chance)
        self.organizer = organizer
        self.has_come = False
        self.ear.known |= {organizer.tag}
        organizer.ear.known |= {self.tag}

    @property
    def raffle(self) -> Raffle:
        return self.organizer.raffle
