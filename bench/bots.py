"""Processes of their own: bots started, looked at through /proc, stopped."""

import asyncio
import json
import os
import subprocess
import sys
import time
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from bench.crowd import Crowd

ROOT = Path(__file__).parent.parent
_KEPT = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "TMPDIR")
_STOP_SECONDS = 30.0
_TICK = 1 / os.sysconf("SC_CLK_TCK")
_ENDED = slice(13, 15)
"""Ticks of children that have ended, among the fields of a process."""

_DEPENDENCIES = (
    "import sys, json, bot.__main__, bot.running, db.sqlite\n"
    "files = {name: getattr(module, '__file__', None) or '' for name, module in sys.modules.items()}\n"
    "print(json.dumps([name for name, file in files.items() if 'site-packages' in file]))"
)
_IMPORT = (
    "import sys, contextlib, importlib\n"
    "for name in sys.argv[1:]:\n"
    "    with contextlib.suppress(ImportError):\n"
    "        importlib.import_module(name)\n"
    "print(open('/proc/self/status').read())"
)


class BotKind(NamedTuple):
    name: str
    module: str
    settings: dict[str, str]


class OsProcess:
    """One of the machine's, with all that it started."""

    def __init__(self, number: int) -> None:
        self.number = number

    @property
    def cpu_seconds(self) -> float:
        """Its own and the system's for it, of its children too, also of those that have ended."""
        return _cpu_seconds(self.number)

    @property
    def megabytes(self) -> float:
        return _resident(Path(f"/proc/{self.number}/status").read_text())

    @property
    def parent(self) -> "OsProcess":
        return OsProcess(int(_stat(self.number)[1]))


@asynccontextmanager
async def running(kind: BotKind, crowd: Crowd, folder: Path, answer: str = "") -> AsyncIterator[OsProcess]:
    """In a folder of its own, with nothing of this machine's settings; what it says stands in `said.txt` there."""
    folder.mkdir(exist_ok=True)
    where = {"TELEGRAM_API_URL": crowd.url, "BOT_TOKEN": crowd.token, "PYTHONPATH": str(ROOT), "ANSWER": answer}
    with (folder / "said.txt").open("ab") as said:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", kind.module, cwd=folder, env=_kept() | where | kind.settings,
            stdin=DEVNULL, stdout=said, stderr=STDOUT,
        )  # fmt: skip
    watch = asyncio.create_task(_watch(process, kind, crowd, folder))
    try:
        yield OsProcess(process.pid)
    finally:
        watch.cancel()
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), _STOP_SECONDS)


async def _watch(process: Process, kind: BotKind, crowd: Crowd, folder: Path) -> None:
    code = await process.wait()
    last_words = (folder / "said.txt").read_text().splitlines()[-1:]
    crowd.give_up(f"{kind.name}: ended with {code}, saying {last_words}")


def list_dependencies() -> list[str]:
    """What our bot imports of other people's, in the order in which it does."""
    names: list[str] = json.loads(_told(_DEPENDENCIES))
    return names


def megabytes_of_imports(dependencies: list[str]) -> float:
    """Of a process that imports them and does nothing else."""
    return _resident(_told(_IMPORT, *dependencies))


def _cpu_seconds(number: int) -> float:
    """By the process's clock as the kernel numbers it, finer than the ticks in /proc; those are for what has ended.

    A child that ends meanwhile counts with its parent, which is looked at after it.
    """
    files = Path(f"/proc/{number}/task").glob("*/children")
    try:
        children = sum(_cpu_seconds(int(child)) for file in files for child in file.read_text().split())
        ended = sum(map(int, _stat(number)[_ENDED])) * _TICK
        return time.clock_gettime(~number << 3 | 2) + ended + children
    except OSError:
        return 0.0


def _stat(number: int) -> list[str]:
    """From the third field on: the second, its name, may be anything."""
    return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()


def _told(program: str, *arguments: str) -> str:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=ROOT, env=_kept(), capture_output=True, text=True, check=True).stdout


def _resident(status: str) -> float:
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _kept() -> dict[str, str]:
    return {name: os.environ[name] for name in _KEPT if name in os.environ}
