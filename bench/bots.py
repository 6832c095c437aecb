"""Bots as processes of their own: started, looked at through /proc, stopped."""

import asyncio
import json
import os
import subprocess
import sys
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


class BotProcess:
    def __init__(self, number: int) -> None:
        self._files = Path(f"/proc/{number}")

    @property
    def cpu_seconds(self) -> float:
        """Its own and the system's for it."""
        fields = (self._files / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * _TICK

    def cpu_since(self, seconds: float) -> float:
        """At least a tick: less cannot be seen."""
        return max(self.cpu_seconds - seconds, _TICK)

    @property
    def megabytes(self) -> float:
        return _resident((self._files / "status").read_text())


@asynccontextmanager
async def running(kind: BotKind, crowd: Crowd, folder: Path, answer: str) -> AsyncIterator[BotProcess]:
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
        yield BotProcess(process.pid)
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


def _told(program: str, *arguments: str) -> str:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=ROOT, env=_kept(), capture_output=True, text=True, check=True).stdout


def _resident(status: str) -> float:
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _kept() -> dict[str, str]:
    return {name: os.environ[name] for name in _KEPT if name in os.environ}
