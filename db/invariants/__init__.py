"""What must hold in the store at every moment, and the look at one moment that finds where it does not."""

import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from db.invariants import (
    blocks,
    buying,
    contacts,
    counters,
    draws,
    errands,
    history,
    holdings,
    imports,
    merges,
    practice,
    schema,
    sets,
    tasks,
    totals,
)
from db.store import Store
from db.work import Work


class Finding(NamedTuple):
    invariant: str
    key: str
    """Which row, by its numbers."""


ROOMS = (
    *(schema, sets, holdings, blocks, counters, history, contacts, buying, merges, practice, errands, draws, totals),
    imports,
    tasks,
)
INVARIANTS: dict[str, str] = {name: sentence for room in ROOMS for name, sentence in room.INVARIANTS.items()}


async def check(store: Store) -> AsyncIterator[Finding]:
    """Changes nothing, and sees one moment however long it takes."""
    with _without_collector():
        async with store.reading() as work:
            async for finding in findings(work):
                yield finding


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of rows and not one cycle among them: looking for some would take a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


async def findings(work: Work) -> AsyncIterator[Finding]:
    other_revision = await schema.find_other_revision(work)
    if other_revision is not None:
        yield Finding("revision", other_revision)
        return
    torn = await schema.list_torn(work)
    if torn:
        for where in torn:
            yield Finding("integrity", where)
        return
    for room in ROOMS:
        async for invariant, key in room.broken(work):
            yield Finding(invariant, key)
