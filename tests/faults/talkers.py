"""People who keep a bot busy, and the account of what each should have heard against what they did hear."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random
from typing import NamedTuple, Self

from bot import buttons
from bot.actions import Action
from bot.screens import first_contact
from bot.texts import greetings, refusals
from bot.texts import help as help_
from bot.texts.say import Say, say_in
from rules.misreadings import LanguageUnknown
from tests.people import Person, Telegram
from tests.people.seen import JSON

CODES = ("es", "en", "pt_BR")
AHEAD = 8
"""How many answers somebody leaves open before they wait: the bot always has a backlog."""


class Heard(NamedTuple):
    new: bool
    """Or an earlier message, changed."""
    text: str


class Talker:
    """Goes through the exchanges of the bot without end. No two answers in a row are the same, so that a repeated
    one is known for what it is."""

    def __init__(self, person: Person, chance: Random, patience: float) -> None:
        self.person = person
        self.expected: list[Heard] = []
        self.heard: list[Heard] = []
        self.repeated = 0
        self.languages = ["en"]
        """As they were set, one after the other."""
        self._chance = chance
        self._patience = patience
        self._question = 0
        self._exchanges = (self._help, self._at_once, self._typed, self._typed_wrongly, self._tapped)

    async def talk(self, ended: asyncio.Event) -> None:
        await self._say("/start", first_contact.hello(self._in).text)
        while not ended.is_set():
            # Unlike any other answer, and it leaves everything as it is.
            await self._say_in_vain("/language ")
            await self._chance.choice(self._exchanges)()
        await self.all_heard()

    async def all_heard(self, still_open: int = 0) -> None:
        def look() -> bool | None:
            return True if len(self.expected) - len(self.heard) <= still_open else None

        await self.person.telegram.until(look, self._patience)

    def hear(self, event: JSON) -> None:
        message = event["message"]
        if message["from"]["id"] == self.person.id:
            return
        heard = Heard(event["kind"] == "message", message["text"])
        if "reply_markup" in message:
            self._question = message["message_id"]
        if self.heard and self.heard[-1] == heard:
            self.repeated += 1
        else:
            self.heard.append(heard)

    async def _help(self) -> None:
        await self._say("/help", help_.topics(self._in))

    async def _at_once(self) -> None:
        code = self._chance.choice(CODES)
        await self._say(f"/language {code}", self._chosen(code))

    async def _typed(self) -> None:
        await self._say("/language", greetings.which_language(self._in))
        code = self._chance.choice(CODES)
        await self._say(code, self._chosen(code))

    async def _typed_wrongly(self) -> None:
        """The question stays open."""
        await self._say("/language", greetings.which_language(self._in))
        await self._say_in_vain("")
        code = self._chance.choice(CODES)
        await self._say(code, self._chosen(code))

    async def _tapped(self) -> None:
        """A tap and a text may overtake one another, so that nothing else is said meanwhile."""
        self._question = 0
        await self._say("/language", greetings.which_language(self._in))
        await self.all_heard()
        if self._question:
            code = self._chance.choice(CODES)
            wish = {"message_id": self._question, "data": buttons.data(Action.LANGUAGE, code)}
            await self._do("/tap", wish, Heard(new=False, text=self._chosen(code)))
            await self.all_heard()

    async def _say_in_vain(self, before: str) -> None:
        word = f"n{len(self.expected)}"
        await self._say(f"{before}{word}", refusals.refused(self._in, LanguageUnknown(word)))

    async def _say(self, words: str, answer: str) -> None:
        await self._do("/messages", {"text": words}, Heard(new=True, text=answer))

    async def _do(self, path: str, wish: JSON, answer: Heard) -> None:
        await self.all_heard(AHEAD - 1)
        self.expected.append(answer)
        here = f"/api/people/{self.person.id}/chats/{self.person.id}"
        await self.person.telegram.ask("POST", f"{here}{path}", json=wish)

    @property
    def _in(self) -> Say:
        return say_in(self.languages[-1])

    def _chosen(self, code: str) -> str:
        if code != self.languages[-1]:
            self.languages.append(code)
        return greetings.language_chosen(self._in)


class Crowd:
    """So many who talk at once, and hear."""

    def __init__(self, telegram: Telegram, talkers: list[Talker]) -> None:
        self.talkers = talkers
        self._telegram = telegram
        self._by_chat = {talker.person.id: talker for talker in talkers}
        self._ended = asyncio.Event()

    @classmethod
    async def gather(cls, telegram: Telegram, count: int, patience: float = 60) -> Self:
        people = [await telegram.person(f"Talker {number}", language_code="en") for number in range(count)]
        return cls(telegram, [Talker(person, Random(person.id), patience) for person in people])

    async def talk_during(self, trouble: Callable[[], Awaitable[None]]) -> None:
        """Until the trouble is over and everything was answered, or patience is."""
        hearing = asyncio.create_task(self._hear())
        talking = [asyncio.create_task(talker.talk(self._ended)) for talker in self.talkers]
        try:
            await trouble()
        finally:
            self._ended.set()
            await asyncio.gather(*talking)
            hearing.cancel()

    async def _hear(self) -> None:
        told = self._telegram.events
        count = len(told)

        def look() -> bool | None:
            return True if len(told) > count else None

        while True:
            await self._telegram.until(look, 3600)
            while count < len(told):
                event, count = told[count], count + 1
                if event["kind"] in {"message", "edited"} and event["chat"] in self._by_chat:
                    self._by_chat[event["chat"]].hear(event)

    @property
    def said(self) -> int:
        return sum(len(talker.expected) for talker in self.talkers)

    @property
    def heard(self) -> int:
        return sum(len(talker.heard) for talker in self.talkers)

    @property
    def repeated(self) -> int:
        return sum(talker.repeated for talker in self.talkers)
