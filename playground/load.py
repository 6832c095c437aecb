"""`python -m playground.load`: N people drive a bot through a script and the figures are printed."""

import argparse
import asyncio
import contextlib
import shlex
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playground.deeds.saying import say
from playground.deeds.tapping import tap
from playground.errors import ApiError, WishRefused
from playground.jsons import JSON
from playground.launch import BotProcess
from playground.server.run import Playground, collect_seldom
from playground.world.world import World

Step = tuple[str, str]
_ANSWERS = {"say": {"message"}, "tap": {"message", "edited"}, "toast": {"callback_answer"}}
"""What counts as the answer to a deed."""

SCRIPTS: dict[str, list[Step]] = {"echo": [("say", "hello {n}")]}
PATIENCE = 10.0
STARTED = 60.0


@dataclass
class Figures:
    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    errors: int = 0

    def lines(self) -> Iterator[str]:
        count = len(self.latencies)
        yield f"updates answered  {count}"
        yield f"updates/s         {count / self.seconds:.0f}"
        cuts = statistics.quantiles(self.latencies, n=100, method="inclusive") if count > 1 else [0.0] * 99
        for name in (50, 95, 99):
            yield f"p{name} ms            {cuts[name - 1] * 1000:.1f}"
        yield f"errors            {self.errors}"


class Actor:
    """One person who does the next step as soon as the last one was answered."""

    def __init__(self, world: World, person: int, script: Sequence[Step], figures: Figures) -> None:
        self._world = world
        self._person = person
        self._chat = world.chats[person]
        self._script = script
        self._figures = figures
        self._step = 0
        self._since: float | None = None
        self._awaited: set[str] = set()

    def act(self) -> None:
        verb, argument = self._script[self._step % len(self._script)]
        self._step += 1
        self._awaited = _ANSWERS[verb]
        self._since = time.perf_counter()
        try:
            if verb == "say":
                say(self._world, self._person, self._chat, {"text": argument.replace("{n}", str(self._step))})
            else:
                self._tap(argument)
        except (ApiError, WishRefused):
            self._failed()

    def _tap(self, label: str) -> None:
        for message in reversed(self._chat.messages.values()):
            for row, buttons in enumerate(message.get("reply_markup", {}).get("inline_keyboard", [])):
                for column, button in enumerate(buttons):
                    if label in button["text"]:
                        wish = {"message_id": message["message_id"], "row": row, "column": column}
                        tap(self._world, self._person, self._chat, wish)
                        return
        raise WishRefused(f"no button {label}")

    def notice(self, kind: str) -> None:
        if self._since is None or kind not in self._awaited:
            return
        self._figures.latencies.append(time.perf_counter() - self._since)
        self._since = None
        asyncio.get_running_loop().call_soon(self.act)

    def check(self) -> None:
        """Nobody waits for ever: what took too long is an error."""
        if self._since is not None and time.perf_counter() - self._since > PATIENCE:
            self._failed()

    def _failed(self) -> None:
        self._figures.errors += 1
        self._since = None
        asyncio.get_running_loop().call_later(0.1, self.act)


class Crowd:
    def __init__(self, world: World, people: int, script: Sequence[Step]) -> None:
        self._world = world
        self.figures = Figures()
        for number in range(len(world.people), people):
            world.invent({"first_name": f"Person {number + 1}"})
        chosen = list(world.people)[:people]
        self._actors = {person: Actor(world, person, script, self.figures) for person in chosen}

    def _notice(self, event: JSON) -> None:
        kind = event["kind"]
        if kind in {"message", "edited"} and event["message"].get("from", {}).get("id") != self._world.bot.id:
            return
        if kind in {"message", "edited", "callback_answer"}:
            for person in event["people"]:
                actor = self._actors.get(person)
                if actor is not None:
                    actor.notice(kind)

    async def drive(self, seconds: float) -> Figures:
        stop = self._world.events.listen(self._notice)
        started = time.perf_counter()
        for actor in self._actors.values():
            actor.act()
        while (left := started + seconds - time.perf_counter()) > 0:
            await asyncio.sleep(min(1.0, left))
            for actor in self._actors.values():
                actor.check()
        self.figures.seconds = time.perf_counter() - started
        stop()
        return self.figures


async def measure(people: int, seconds: float, script: Sequence[Step], command: str, folder: Path | None) -> Figures:
    """The people live in the server's process, so that what is measured is server and bot."""
    world = World(folder)
    playground = Playground(world)
    serving = asyncio.create_task(playground.serve())
    await playground.started()
    bot = BotProcess(command, playground)
    botting = asyncio.create_task(bot.run())
    try:
        await _listened_to(world)
        return await Crowd(world, people, script).drive(seconds)
    finally:
        await bot.stop()
        await botting
        playground.stop()
        await serving


async def _listened_to(world: World) -> None:
    async with asyncio.timeout(STARTED):
        while not world.updates.polls and not world.bot.webhook:
            if world.process["state"] == "ended":
                raise RuntimeError(world.process["text"])
            await asyncio.sleep(0.05)


def read_script(name: str) -> list[Step]:
    """A known name, or a file with lines like `say /start`, `tap Sell` and `toast Like`."""
    if name in SCRIPTS:
        return SCRIPTS[name]
    lines = [line.strip() for line in Path(name).read_text("utf-8").splitlines()]
    steps = [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines if line and not line.startswith("#")]
    if not steps or any(verb not in _ANSWERS for verb, _ in steps):
        raise ValueError(f"{name}: every line is `say ...`, `tap ...` or `toast ...`")
    return steps


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m playground.load", description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--script", default="echo", help="echo, or a file with lines `say ...`, `tap ...`, `toast ...`")
    parser.add_argument("--bot", metavar="COMMAND", help="a minimal bot by default")
    parser.add_argument("--data", type=Path, help="keep chats there; in memory by default")
    asked = parser.parse_args()
    command = asked.bot or f"{shlex.quote(sys.executable)} -m playground.examples.minimal"
    collect_seldom()
    with contextlib.suppress(KeyboardInterrupt):
        figures = asyncio.run(measure(asked.people, asked.seconds, read_script(asked.script), command, asked.data))
        for line in figures.lines():
            print(line)  # noqa: T201 - figures are what it is for
    return 0


if __name__ == "__main__":
    sys.exit(main())
