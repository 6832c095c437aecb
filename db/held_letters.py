"""The door to letters held back: what waited when a backup was made may have left since, so that a person decides."""

from sqlalchemy import bindparam, func, select, update

from db.machinery_tables import Outbox
from db.work import Work

# When it was last changed stays as it was: the same backup restored twice is the same.
_HOLD = update(Outbox).where(Outbox.state.in_(["waiting", "sending"])).values(state="held")
_COUNT = select(func.count()).where(Outbox.state == "held")
_RELEASE = (
    update(Outbox)
    .where(Outbox.state == "held")
    .values(state=bindparam("now_state"), due_at=bindparam("now"), updated_at=bindparam("now"))
)


async def hold_waiting_letters(work: Work) -> int:
    """All that have not left, those in doubt too."""
    return (await work.execute(_HOLD)).rowcount


async def count_held_letters(work: Work) -> int:
    return int((await work.execute(_COUNT)).scalar_one())


async def send_held_letters(work: Work) -> int:
    """They go in the order in which they were posted; notices that nobody wants any more are dropped as they leave."""
    return await _release(work, "waiting")


async def drop_held_letters(work: Work) -> int:
    return await _release(work, "dropped")


async def _release(work: Work, state: str) -> int:
    return (await work.execute(_RELEASE, {"now_state": state, "now": work.now})).rowcount
