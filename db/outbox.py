"""The door to letters: posted in the unit that gives rise to them, claimed by the courier before they leave."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.machinery_tables import Outbox
from db.work import Work, columns


class Letter(NamedTuple):
    letter_number: int
    letter_key: str
    chat_id: int
    priority: int
    method: str
    payload: str
    attempts: int
    due_at: datetime


class Posted(NamedTuple):
    letter_key: str
    chat_id: int
    priority: int
    method: str
    payload: str


_ADD = {
    "sqlite": sqlite_insert(Outbox).on_conflict_do_nothing(index_elements=["letter_key"]),
    "postgresql": postgres_insert(Outbox).on_conflict_do_nothing(index_elements=["letter_key"]),
}
_DUE = (
    select(*columns(Outbox, Letter))
    .where(Outbox.state == "waiting", Outbox.due_at <= bindparam("now"))
    .order_by(Outbox.priority, Outbox.letter_number)
    .limit(bindparam("most"))
)
_IN_DOUBT = select(*columns(Outbox, Letter)).where(Outbox.state == "sending").order_by(Outbox.letter_number)
_CHANGE = update(Outbox).where(Outbox.letter_number == bindparam("number"))
_MIGRATE = update(Outbox).where(Outbox.chat_id == bindparam("old_chat"), Outbox.state.in_(["waiting", "sending"]))


async def post_letters(work: Work, letters: Sequence[Posted]) -> None:
    """The same letter posted twice is one letter."""
    rest = {"state": "waiting", "attempts": 0, "due_at": work.now, "created_at": work.now, "updated_at": work.now}
    await work.execute(_ADD[work.dialect], [{**letter._asdict(), **rest} for letter in letters])


async def list_due(work: Work, most: int) -> list[Letter]:
    """Answers before reminders before what goes to many; the oldest first."""
    return await work.rows(Letter, _DUE, {"now": work.now, "most": most})


async def list_in_doubt(work: Work) -> list[Letter]:
    """Those that were on their way when the process ended."""
    return await work.rows(Letter, _IN_DOUBT)


async def claim_letters(work: Work, letters: Sequence[Letter]) -> None:
    rest = {"state": "sending", "updated_at": work.now}
    await work.execute(_CHANGE, [{"number": letter.letter_number, **rest} for letter in letters])


async def mark_sent(work: Work, letter: Letter, message_id: int | None) -> None:
    values = {"state": "sent", "sent_at": work.now, "message_id": message_id, "updated_at": work.now}
    await work.execute(_CHANGE, {"number": letter.letter_number, **values})


async def mark_dropped(work: Work, letter: Letter) -> None:
    await work.execute(_CHANGE, {"number": letter.letter_number, "state": "dropped", "updated_at": work.now})


async def put_off_letter(work: Work, letter: Letter, until: datetime, *, failed: bool) -> None:
    values = {"state": "waiting", "due_at": until, "attempts": letter.attempts + failed, "updated_at": work.now}
    await work.execute(_CHANGE, {"number": letter.letter_number, **values})


async def reword_letter(work: Work, letter: Letter, method: str, payload: str) -> None:
    values = {"state": "waiting", "method": method, "payload": payload, "updated_at": work.now}
    await work.execute(_CHANGE, {"number": letter.letter_number, **values})


async def follow_migration(work: Work, old_chat: int, new_chat: int) -> None:
    """A group that became a supergroup has another number: what waits for it goes there."""
    await work.execute(_MIGRATE, {"old_chat": old_chat, "chat_id": new_chat, "updated_at": work.now})
