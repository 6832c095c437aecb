"""Starting what tests talk to: a playground in this process, a real one with its bot, a bot that can be killed."""

import asyncio
import contextlib
import os
import shlex
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO

from playground.server.run import running
from tests.canaries import WATCH
from tests.people.telegram import Telegram
from tests.people.warm import WarmProcess

STARTED = 30.0


@contextlib.asynccontextmanager
async def telegram_here(folder: Path | None = None, *, first_delay: float = 1.0) -> AsyncIterator[Telegram]:
    """A playground in this process on a free port, with Ana and Luis; without a folder nothing is kept."""
    async with running(folder, first_delay=first_delay) as playground, Telegram.at(playground.url) as telegram:
        telegram.token = playground.token
        yield telegram


@contextlib.asynccontextmanager
async def telegram_with(
    command: str, folder: Path | None = None, *, environment: dict[str, str] | None = None
) -> AsyncIterator[Telegram]:
    """`python -m playground --bot COMMAND` as people start it; its bot listens already."""
    where = ["--data", str(folder)] if folder else ["--memory"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground", "--bot", command, *where,
        stdin=DEVNULL, stdout=PIPE, env=os.environ | (environment or {}),
    )  # fmt: skip
    try:
        async with Telegram.at(await _address(process)) as telegram:
            await telegram.listened_to(STARTED)
            yield telegram
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), STARTED)


async def _address(process: asyncio.subprocess.Process) -> str:
    """The only http address that is printed, last on its line."""
    assert process.stdout is not None
    async with asyncio.timeout(STARTED):
        async for line in process.stdout:
            last = (line.decode().split() or [""])[-1]
            if last.startswith("http://"):
                return last
    raise AssertionError("the playground printed no address")


class BotUnderTest:
    """A bot's own process against a playground: started, stopped, killed, started again.

    Without a command it is ours, and need not import everything at each start."""

    def __init__(
        self, telegram: Telegram, command: str | None = None, *, environment: dict[str, str] | None = None
    ) -> None:
        self._command = command
        self._telegram = telegram
        told = {"TELEGRAM_API_URL": telegram.url, "BOT_TOKEN": telegram.token, "LOG_LEVEL": "DEBUG"}
        self._environment = os.environ | told
        self._environment |= environment or {}
        self.process: asyncio.subprocess.Process | WarmProcess | None = None

    async def start(self, output: IO[bytes] | None = None) -> None:
        """Comes back when it listens."""
        polls = await self._telegram.polls()
        self.process = await self._started(output)
        listening = asyncio.create_task(self._telegram.listened_to(STARTED, polls=polls))
        ending = asyncio.create_task(self.process.wait())
        await asyncio.wait([listening, ending], return_when=asyncio.FIRST_COMPLETED)
        assert self.process.returncode is None, f"the bot ended with {self.process.returncode}"
        ending.cancel()
        await listening

    async def _started(self, output: IO[bytes] | None) -> asyncio.subprocess.Process | WarmProcess:
        file = WATCH.file_for_output() if output is None else Path(output.name)
        WATCH.read_later(file)
        if self._command is None:
            return WarmProcess(self._environment, file)
        with file.open("ab") as written:
            return await asyncio.create_subprocess_exec(
                *shlex.split(self._command), env=self._environment, stdin=DEVNULL, stdout=written, stderr=written
            )

    async def kill(self) -> None:
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(number)
            await asyncio.wait_for(self.process.wait(), STARTED)

    async def __aenter__(self) -> "BotUnderTest":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
