"""What no log line, no traceback and no metric may tell: it is looked for in all that is written during all tests."""

import hmac
import logging
import re
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import structlog
from prometheus_client import generate_latest

from bot.logs import set_up_logs
from playground.world.bot import DEFAULT_TOKEN

_MANY = 1000
CANARIES = {
    "the token": DEFAULT_TOKEN.partition(":")[2],
    "the webhook's secret": hmac.new(DEFAULT_TOKEN.encode(), b"webhook secret", "sha256").hexdigest(),
    "a phone": r"300[ .-]?123[ .-]?4567|555[ .-]?123[ .-]?4567",
    "a name": r"\b(?:Luis|Marta|Gómez|Rosa|Canarius)\b",
}
"""Of the cast and of the playground; every bot of the end-to-end tests has this token."""
_SHAPES = {what: re.compile(shape) for what, shape in CANARIES.items()}


class Watch:
    """Keeps what was told; tests ask for it when they are over."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self._written: list[Path] = []
        self._ours: set[Path] = set()
        self._folder: Path | None = None
        self._numbers = count()

    def look(self, where: str, text: str) -> None:
        for what, shape in _SHAPES.items():
            hit = shape.search(text)
            if hit is not None and len(self.told) < _MANY:
                self.told.append(f"{where} tells {what}: {text[max(hit.start() - 200, 0) : hit.end() + 200]}")

    def file_for_output(self) -> Path:
        """Of a process whose output nobody else wants."""
        self._folder = self._folder or Path(mkdtemp(prefix="raffle-output-"))
        file = self._folder / str(next(self._numbers))
        file.touch()
        self._ours.add(file)
        self.read_later(file)
        return file

    def read_later(self, file: Path) -> None:
        if file not in self._written:
            self._written.append(file)

    def take(self) -> list[str]:
        """All that was told since the last time."""
        for file in self._written:
            text = file.read_text("utf-8", "replace") if file.exists() else ""
            self.look(file.name, text)
            if file in self._ours:
                sys.stderr.write(text)
                file.unlink()
        if self._folder is not None:
            self._folder.rmdir()
            self._folder = None
        told, self.told = self.told, []
        self._written.clear()
        self._ours.clear()
        return told


WATCH = Watch()


def notice(logger: Any, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An event as the process would write it, with its traceback."""
    written: Any = dict(event)
    for step in _STEPS:
        written = step(logger, name, written)
    WATCH.look("the log", str(written))
    return event


class _Noticing(logging.Handler):
    """What other people's libraries say, as the process would write it."""

    def emit(self, record: logging.LogRecord) -> None:
        WATCH.look(record.name, self.format(record))


def watch_logs() -> None:
    set_up_logs("DEBUG", "console")
    (theirs,) = logging.getLogger().handlers
    noticing = _Noticing(theirs.level)
    noticing.setFormatter(theirs.formatter)
    logging.getLogger().addHandler(noticing)
    _STEPS.extend(structlog.get_config()["processors"])
    structlog.configure(processors=[notice, *_STEPS])


_STEPS: list[Any] = []


def look_at_metrics() -> None:
    WATCH.look("a metric", generate_latest().decode())


@contextmanager
def told_on_purpose() -> Iterator[list[str]]:
    """What is told meanwhile, which is then no fault."""
    before, told = WATCH.take(), list[str]()
    yield told
    told += WATCH.take()
    WATCH.told = before
