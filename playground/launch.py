"""The bot's own process: started with the playground's address, watched, ended with the playground."""

import asyncio
import contextlib
import os
import shlex
import signal
import sys

from playground.jsons import JSON
from playground.server.run import Playground

PATIENCE = 10.0
"""How long a bot may take to end before it is killed."""


class BotProcess:
    def __init__(self, command: str, playground: Playground) -> None:
        self._command = command
        self._playground = playground
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = False

    async def run(self) -> None:
        """Until it ends by itself or by `stop`; then people are told how."""
        try:
            self._process = await asyncio.create_subprocess_exec(
                *shlex.split(self._command),
                env=_environment(self._playground),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=sys.stderr.fileno(),
                start_new_session=True,  # a Ctrl-C of the terminal comes through us, once
            )
        except (OSError, ValueError) as error:
            self._tell("ended", f"The bot could not be started: {error}")
            return
        self._tell("running", "")
        code = await self._process.wait()
        if not self._stopping:
            self._tell("ended", f"The bot has ended {_how(code)}. The chats stay; start the playground again.")

    def _tell(self, state: str, text: str) -> None:
        world = self._playground.world
        process: JSON = {"state": state, "command": self._command, "text": text}
        world.process = process
        world.events.tell("process", list(world.people), process=process)
        if text:
            print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is what the terminal is for

    async def stop(self) -> None:
        process = self._process
        self._stopping = True
        if process is None or process.returncode is not None:
            return
        _signal(process, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            _signal(process, signal.SIGKILL)
            await process.wait()


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    """To its whole group: a command may be a shell or `make`."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _environment(playground: Playground) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in {"PUBLIC_URL", "UPDATES"}}
    return inherited | {"TELEGRAM_API_URL": playground.url, "BOT_TOKEN": playground.token}


def _how(code: int) -> str:
    if code < 0:
        return f"by signal {signal.Signals(-code).name}"
    return "normally" if code == 0 else f"with exit code {code}"
