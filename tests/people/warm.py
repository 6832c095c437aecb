"""The bot's own processes, started from one that has imported everything already: the same, in a tenth of the time."""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from importlib import import_module
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import NamedTuple

from tests.canaries import WATCH

_SERVER = multiprocessing.get_context("forkserver")
_AT_ONCE = ("bot.__main__", "bot.running", "bot.upgrading", "asyncpg", "db.postgres", "db.sqlite")
_WHEN_NEEDED = ("bot.carrier", "bot.moving", "bot.restoring", "db.migrate")
_SERVER.set_forkserver_preload([*_AT_ONCE, *_WHEN_NEEDED])

_STARTED: list[ForkServerProcess] = []
RUN_INSTEAD = "RUN_INSTEAD"
"""In the environment: another module than the bot's own, with a main like its."""


class Place(NamedTuple):
    """Where it runs, and where it writes to; else as its parent."""

    folder: Path | None = None
    out: Path | None = None
    err: Path | None = None


def start_bot(words: tuple[str, ...], environment: Mapping[str, str], place: Place) -> ForkServerProcess:
    """As `python -m bot WORDS` would be. What it writes is read when the test is over."""
    for file in filter(None, (place.out, place.err)):
        WATCH.read_later(file)
    process = _SERVER.Process(target=_be_the_bot, args=(words, dict(environment), place), daemon=True)
    process.start()
    _STARTED.append(process)
    return process


def end_all() -> None:
    """Those that a test which failed has left behind: the next one has their database."""
    for process in _STARTED:
        process.kill()
        process.join()
    _STARTED.clear()


def _be_the_bot(words: tuple[str, ...], environment: dict[str, str], place: Place) -> None:
    main = import_module(environment.get(RUN_INSTEAD, "bot.__main__")).main
    os.environ.clear()
    os.environ.update(environment)
    if place.folder is not None:
        os.chdir(place.folder)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, path in ((1, place.out), (2, place.err)):
        if path is not None:
            os.dup2(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT), number)
    sys.argv = ["bot", *words]
    sys.exit(main())


class WarmProcess:
    """Of asyncio's processes, what tests ask for."""

    def __init__(self, environment: Mapping[str, str], output: Path | None) -> None:
        self._process = start_bot((), environment, Place(None, output, output))
        self._gone = asyncio.Event()
        assert self._process.pid is not None
        self.pid = self._process.pid
        asyncio.get_running_loop().add_reader(self._process.sentinel, self._notice)

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    async def wait(self) -> int | None:
        await self._gone.wait()
        return self.returncode

    def _notice(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._process.join()
        self._gone.set()
