"""What somebody hears, claimed piece by piece by what they expect: the rest should not have been said."""

import asyncio
import json
import re
from dataclasses import dataclass
from time import monotonic

from bot.texts import greetings
from bot.texts.say import say_in
from tests.people.seen import JSON, Seen, Wanted, transcript
from tests.soak.account import Account

PATIENCE = 90.0
NAME_TAG = re.compile(r"\bq\d+z\b")
"""Part of every name, another one of each person and raffle: so it is known who may hear it."""
FREE = re.compile(r"\d+ free")
TAKES_LONG = ("📄 Export", "📥", "📣 Announcement")
APOLOGY = greetings.apology(say_in("en"), "")[:40]


class Silence(Exception):
    """What was expected did not come."""


@dataclass(eq=False, slots=True)
class Heard:
    at: float
    new: bool
    """Or an earlier message, changed."""
    seen: Seen
    claimed: bool = False

    @property
    def content(self) -> str:
        """But for how many are free, or how far it is: what leaves once more is drawn anew."""
        if self.seen.text.startswith(TAKES_LONG):
            return self.seen.text[0]
        return f"{FREE.sub('', self.seen.text)}{json.dumps(self.seen.rows)}{self.seen.photo is None}"


@dataclass(eq=False, slots=True)
class Owed:
    wanted: Wanted
    is_needed: bool = True
    """Until the world no longer wants it: it may have left before, or not."""
    is_once: bool = True


class Ear:
    def __init__(self, person: int, tag: str, account: Account, patience: float = PATIENCE) -> None:
        self.known = {tag}
        self.heard: list[Heard] = []
        self.is_deaf = False
        self.last_toast = ""
        self._person = person
        self._account = account
        self._patience = patience
        self._owed: list[Owed] = []
        self._tolerated: list[Wanted] = []
        self._news = asyncio.Event()

    def hear(self, event: JSON) -> None:
        seen = Seen(event["message"], self._person)
        if seen.sender == self._person:
            return
        self._account.heard += 1
        if strangers := set(NAME_TAG.findall(str(event["message"]))) - self.known:
            self._account.find(f"{self._person} reads of {strangers}, whom they do not know: {seen.text!r}")
        if APOLOGY in seen.text:
            self._account.find(f"{self._person} is told of a fault: {seen.text!r}")
        self.heard.append(Heard(monotonic(), event["kind"] == "message", seen))
        self._news.set()

    def _claim(self, heard: Heard) -> None:
        """With a change goes the message that was changed."""
        heard.claimed = True
        if not heard.new:
            for one in self.heard:
                one.claimed = one.claimed or one.seen.id == heard.seen.id

    # What is expected

    async def hears(self, *wanted: Wanted, since: int = 0) -> Seen:
        """All of these, each another message of those after so many; the last of them is given back."""
        found = await self._found(wanted, since, edits=True)
        for one in found:
            self._claim(one)
        return found[-1].seen

    async def hears_letter(self, wanted: Wanted) -> Seen:
        """One that comes by itself, perhaps already."""
        (found,) = await self._found((wanted,), 0, edits=False)
        found.claimed = True
        return found.seen

    async def find_letter(self, wanted: Wanted) -> Seen:
        """The latest of such, whoever has expected it."""
        (found,) = await self._found((wanted,), 0, edits=False, again=True)
        return found.seen

    def is_owed(self, wanted: Wanted) -> Owed:
        """A letter that comes by itself, once."""
        self._owed.append(Owed(wanted))
        return self._owed[-1]

    def may_hear(self, wanted: Wanted) -> None:
        """A letter of which several may come, or none."""
        self._tolerated.append(wanted)

    def must_hear(self, wanted: Wanted) -> Owed:
        """A letter that comes by itself, once or more often."""
        self.may_hear(wanted)
        self._owed.append(Owed(wanted, is_once=False))
        return self._owed[-1]

    async def settle(self) -> None:
        """Waits for all that is owed; then whatever nobody expected is found."""
        owed, self._owed = self._owed, []
        for one in owed:
            try:
                if not one.is_once:
                    await self._wait_for(one)
                elif one.is_needed or self._look((one.wanted,), 0, edits=False):
                    await self.hears_letter(one.wanted)
            except Silence as silence:
                self._account.find(f"a letter is missing: {silence}")

    async def _wait_for(self, one: Owed) -> None:
        if one.is_needed:
            await self.find_letter(one.wanted)

    def find_the_rest(self) -> None:
        if self.is_deaf:
            return
        for one in self.heard:
            if one.new and not one.claimed and not any(one.seen.meets(each) for each in self._tolerated):
                self._judge(one)

    def _judge(self, one: Heard) -> None:
        """Once more what was expected, or what nobody expected."""
        same = [each for each in self.heard if each.claimed and each.new and each.content == one.content]
        if not same:
            when = self._account.moment(one.at)
            self._account.find(f"{self._person} hears what nobody owed them, {when}: {one.seen.text!r}")
            return
        pairs = sorted((abs(each.at - one.at), min(each.at, one.at)) for each in same)
        if not any(self._account.excuse(self._person, first, first + later) for later, first in pairs):
            later, first = pairs[0]
            when = f"{later:.1f} s later, {self._account.moment(first)}{self._account.drops(self._person)}"
            self._account.find(f"{self._person} hears it twice, {when}: {one.seen.text!r}")

    async def _found(self, wanted: tuple[Wanted, ...], since: int, *, edits: bool, again: bool = False) -> list[Heard]:
        began = monotonic()
        while (found := self._look(wanted, since, edits=edits, again=again)) is None:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), began + self._patience - monotonic())
            except TimeoutError:
                last = transcript([one.seen.raw for one in self.heard[-4:]], self._person)
                told = f"last toast {self.last_toast!r}, last:\n{last}"
                raise Silence(f"{self._person} did not hear {wanted}, {told}") from None
        self._account.note_wait(monotonic() - began, found[-1].seen.text)
        return found

    def _look(self, wanted: tuple[Wanted, ...], since: int, *, edits: bool, again: bool = False) -> list[Heard] | None:
        """Again also what was claimed, the latest first."""
        found: list[Heard] = []
        for each in wanted:
            heard = reversed(self.heard) if again else self.heard[since:]
            left = (one for one in heard if (again or not one.claimed) and (edits or one.new) and one not in found)
            first = next((one for one in left if one.seen.meets(each)), None)
            if first is None:
                return None
            found.append(first)
        return found
