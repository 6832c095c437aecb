"""What those who run the bot see of it, and do: updates that were set aside, letters held back, what went wrong."""

from datetime import datetime
from typing import NamedTuple

from db.bars import count_barred
from db.faults import Fault, count_faults, list_faults
from db.held_letters import count_held_letters, drop_held_letters, send_held_letters
from db.outbox import count_waiting
from db.quarantine import (
    Queue,
    SetAside,
    count_set_aside,
    find_set_aside_if_any,
    let_go,
    list_set_aside,
    look_at_inbox,
    try_again,
)
from db.work import Work
from rules.refusals import NotFound
from services.pages import PAGE_SIZE, Page, page_of, skip_to

_FAULTS_TOLD = 10


class Machinery(NamedTuple):
    """How the bot does, as far as its rows tell."""

    updates: Queue
    letters: Queue
    held: int
    set_aside: int
    faults: int
    """How many sorts of them."""
    barred: int


async def look_at_machinery(work: Work) -> Machinery:
    return Machinery(
        updates=await look_at_inbox(work),
        letters=Queue(*await count_waiting(work)),
        held=await count_held_letters(work),
        set_aside=await count_set_aside(work),
        faults=await count_faults(work),
        barred=await count_barred(work),
    )


def age(queue: Queue, now: datetime) -> float:
    """How long the oldest has waited that might have gone, in seconds."""
    return max(0.0, (now - queue.oldest_at).total_seconds()) if queue.oldest_at else 0.0


async def look_at_faults(work: Work) -> list[Fault]:
    """The last ones first."""
    return await list_faults(work, _FAULTS_TOLD)


async def look_at_set_aside(work: Work, page: int = 1) -> Page[SetAside]:
    return page_of(await list_set_aside(work, PAGE_SIZE + 1, skip_to(page)), page)


async def find_set_aside(work: Work, inbox_number: int) -> SetAside:
    found = await find_set_aside_if_any(work, inbox_number)
    if found is None:
        raise NotFound("update", inbox_number)
    return found


async def retry_update(work: Work, inbox_number: int) -> None:
    """It is worked off within seconds; if it fails once more, it is set aside once more."""
    if not await try_again(work, inbox_number):
        raise NotFound("update", inbox_number)


async def drop_update(work: Work, inbox_number: int) -> None:
    if not await let_go(work, inbox_number):
        raise NotFound("update", inbox_number)


async def settle_held_letters(work: Work, *, send: bool) -> int:
    """All of them, and how many."""
    return await (send_held_letters if send else drop_held_letters)(work)
