"""The name of a process among those that share a database: its place, known again after a restart, and its life."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from random import Random

from bot.lock import AlreadyRunning, only_one


@contextmanager
def own_name(folder: Path, chance: Random) -> Iterator[str]:
    """The first place that is free in the folder: the kernel says so when whoever had it is dead, however it died."""
    with ExitStack() as held:
        for number in count(1):
            file = folder / f"instance-{number}"
            try:
                held.enter_context(only_one(file))
            except AlreadyRunning:
                continue
            break
        yield f"{_kept_name(file, chance)}/{_new_name(chance)}"


def _kept_name(file: Path, chance: Random) -> str:
    name = file.read_text("ascii", "replace").strip() if file.exists() else ""
    if not name.isalnum():
        name = _new_name(chance)
        file.write_text(name)
    return name


def _new_name(chance: Random) -> str:
    return f"{chance.getrandbits(64):016x}"
