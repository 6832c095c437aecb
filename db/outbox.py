"""The door to letters: posted in the unit that gives rise to them, claimed by the courier before they leave."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import aliased

from db.edits import IS_WAITING, collapse_edits
from db.machinery_tables import Outbox
from db.work import Work, columns

ANSWER, REMINDER, BULK = 0, 10, 20
"""The priorities of letters: who waits for an answer goes first."""
BEHIND = ANSWER + 1
"""Of an answer that stands below all else that is said in its moment."""
CALL, NOTICE = "call", "notice"

Keys = Mapping[str, int | str]


class Letter(NamedTuple):
    letter_number: int
    letter_key: str
    chat_id: int
    priority: int
    kind: str
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
    kind: str = CALL


class Delivery(NamedTuple):
    """What became of a letter."""

    state: str
    message_id: int | None
    sent_at: datetime | None

    @property
    def is_ahead(self) -> bool:
        return self.state in ("waiting", "sending", "held")


_ADD = {
    "sqlite": sqlite_insert(Outbox).on_conflict_do_nothing(index_elements=["letter_key"]),
    "postgresql": postgres_insert(Outbox).on_conflict_do_nothing(index_elements=["letter_key"]),
}


def _holds_up(letter: type[Outbox], name: str) -> ColumnElement[bool]:
    """What is on its way, may go, or was put off. What is planned for later and nobody touched yet does not."""
    is_there = text(f"{name}.state IN ('waiting', 'sending')")
    return and_(is_there, or_(letter.due_at <= bindparam("now"), letter.updated_at > letter.created_at))


_before = aliased(Outbox, name="before")
_IS_HELD_UP = exists().where(_before.chat_id == bindparam("to"), _holds_up(_before, "before"))
_ADD_LEAVING = {
    dialect: add.values(state=case((_IS_HELD_UP, "waiting"), else_="sending")).returning(
        Outbox.letter_number, Outbox.state
    )
    for dialect, add in _ADD.items()
}
_earlier = aliased(Outbox, name="earlier")
_IS_FIRST_IN_CHAT = ~exists().where(
    _earlier.chat_id == Outbox.chat_id,
    _holds_up(_earlier, "earlier"),
    tuple_(_earlier.priority, _earlier.letter_number) < tuple_(Outbox.priority, Outbox.letter_number),
)
_DUE = (
    select(*columns(Outbox, Letter))
    .where(IS_WAITING, Outbox.due_at <= bindparam("now"), _IS_FIRST_IN_CHAT)
    .order_by(Outbox.priority, Outbox.letter_number)
    .limit(bindparam("most"))
)
_IN_DOUBT = select(*columns(Outbox, Letter)).where(Outbox.state == "sending").order_by(Outbox.letter_number)
_CLAIM = (
    update(Outbox)
    .where(Outbox.letter_number.in_(bindparam("numbers", expanding=True)), IS_WAITING)
    .values(state="sending", updated_at=bindparam("now"))
    .returning(Outbox.letter_number)
)
_WAITING = select(func.count(), func.min(Outbox.due_at)).where(Outbox.state == "waiting")
_CHANGE = update(Outbox).where(Outbox.letter_number == bindparam("number"))
_MESSAGE = select(Outbox.message_id).where(Outbox.letter_key == bindparam("key"))
_DELIVERY = select(Outbox.state, Outbox.message_id, Outbox.sent_at).where(Outbox.letter_key == bindparam("key"))
_HOLD_BACK = (
    update(Outbox)
    .where(
        Outbox.letter_key.in_(bindparam("keys", expanding=True)),
        Outbox.chat_id == bindparam("chat"),
        Outbox.state == "waiting",
    )
    .values(state="dropped", updated_at=bindparam("now"))
)
_STATES = select(Outbox.state).where(
    Outbox.letter_key.in_(bindparam("keys", expanding=True)), Outbox.chat_id == bindparam("chat")
)
_THEIRS = Outbox.letter_key.like(bindparam("pattern"))
_COUNT_BY_STATE = (
    select(Outbox.state, func.count()).where(Outbox.letter_number > bindparam("behind"), _THEIRS).group_by(Outbox.state)
)
_COUNT_NOT_LEFT = select(func.count()).where(
    text("outbox.state IN ('waiting', 'sending')"), Outbox.priority > REMINDER, _THEIRS
)
_NEWEST = select(func.max(Outbox.letter_number))
_KNOWN = select(Outbox.letter_key).where(Outbox.letter_key.in_(bindparam("keys", expanding=True)))

_MIGRATE = update(Outbox).where(
    Outbox.chat_id == bindparam("old_chat"), Outbox.state.in_(["waiting", "sending", "held"])
)


async def post_letters(work: Work, letters: Sequence[Posted], due_at: datetime | None = None) -> None:
    """The same letter posted twice is one letter; of the edits of one message that still wait only the last is left."""
    work.has_posted = True
    due_at = due_at or work.now
    rest = {"state": "waiting", "attempts": 0, "due_at": due_at, "created_at": work.now, "updated_at": work.now}
    await work.execute(_ADD[work.dialect], [{**letter._asdict(), **rest} for letter in letters])
    await collapse_edits(work, letters)


async def post_leaving(work: Work, letter: Posted) -> Letter | None:
    """It is on its way as soon as the unit is kept: whoever posts it sends it then.

    None if something else to that chat has not left yet: then it waits behind that, as any other.
    """
    rest = {"attempts": 0, "due_at": work.now, "created_at": work.now, "updated_at": work.now}
    looked_at = {"to": letter.chat_id, "now": work.now}
    added = (await work.execute(_ADD_LEAVING[work.dialect], {**letter._asdict(), **rest, **looked_at})).first()
    if added is not None and added[1] == "sending":
        return Letter(added[0], *letter[:3], letter.kind, letter.method, letter.payload, 0, work.now)
    work.has_posted = True
    await collapse_edits(work, [letter])
    return None


async def post_notice(
    work: Work,
    about: str,
    chat_id: int,
    keys: "NamedTuple | Keys",
    priority: int,
    letter_key: str,
    due_at: datetime | None = None,
) -> None:
    """What it is about and by which keys that is found, never a sentence or a name: it is worded as it leaves."""
    await post_letters(work, [notice(about, chat_id, keys, priority, letter_key)], due_at)


def notice(about: str, chat_id: int, keys: "NamedTuple | Keys", priority: int, letter_key: str) -> Posted:
    """One that is posted together with many others."""
    named = keys if isinstance(keys, Mapping) else keys._asdict()
    return Posted(letter_key, chat_id, priority, about, json.dumps(dict(named)), NOTICE)


async def find_message(work: Work, letter_key: str) -> int | None:
    """The number of the message that it became; None as long as it has not left, and when it is forgotten."""
    row = (await work.execute(_MESSAGE, {"key": letter_key})).first()
    return None if row is None else row[0]


async def find_delivery_if_any(work: Work, letter_key: str) -> Delivery | None:
    """None when it was never posted, or is forgotten."""
    return await work.row(Delivery, _DELIVERY, {"key": letter_key})


async def list_known(work: Work, letter_keys: Sequence[str]) -> set[str]:
    """Those under which a letter was posted that is not forgotten yet."""
    return {key for (key,) in await work.execute(_KNOWN, {"keys": list(letter_keys)})}


async def hold_back_letters(work: Work, letter_keys: Sequence[str], chat_id: int) -> set[str]:
    """Those that still wait never leave. In which states they are then."""
    await work.execute(_HOLD_BACK, {"keys": list(letter_keys), "chat": chat_id, "now": work.now})
    return await list_letter_states(work, letter_keys, chat_id)


async def list_letter_states(work: Work, letter_keys: Sequence[str], chat_id: int) -> set[str]:
    """Of those to that chat that are not forgotten."""
    return {state for (state,) in await work.execute(_STATES, {"keys": list(letter_keys), "chat": chat_id})}


async def find_newest_letter(work: Work) -> int:
    """Its number; 0 as long as there is none. Those that are posted from now on come behind it."""
    return int((await work.execute(_NEWEST)).scalar() or 0)


async def count_not_left(work: Work, beginning: str) -> int:
    """Of letters to many, those whose key begins so and that wait or are on their way."""
    return int((await work.execute(_COUNT_NOT_LEFT, {"pattern": f"{beginning}%"})).scalar_one())


async def count_by_state(work: Work, beginning: str, behind: int) -> dict[str, int]:
    """Of the letters behind that one those whose key begins so."""
    rows = await work.execute(_COUNT_BY_STATE, {"pattern": f"{beginning}%", "behind": behind})
    return {row[0]: row[1] for row in rows}


async def list_due(work: Work, most: int) -> list[Letter]:
    """The first of each chat: what is put off or on its way holds up those behind it, what is planned for later not.

    Answers before reminders before what goes to many; the oldest first.
    """
    return await work.rows(Letter, _DUE, {"now": work.now, "most": most})


async def list_in_doubt(work: Work) -> list[Letter]:
    """Those that were on their way when the process ended."""
    return await work.rows(Letter, _IN_DOUBT)


async def claim_letters(work: Work, letters: Sequence[Letter]) -> list[Letter]:
    """Those of them that still wait."""
    numbers = [letter.letter_number for letter in letters]
    claimed = {number for (number,) in await work.execute(_CLAIM, {"numbers": numbers, "now": work.now})}
    return [letter for letter in letters if letter.letter_number in claimed]


async def mark_sent(work: Work, sent: Sequence[tuple[Letter, int | None]]) -> None:
    """With the number of the message that each became."""
    values = {"state": "sent", "sent_at": work.now, "updated_at": work.now}
    if sent:
        rows = [{"number": letter.letter_number, "message_id": message, **values} for letter, message in sent]
        await work.execute(_CHANGE, rows)


async def mark_dropped(work: Work, letter: Letter) -> None:
    await work.execute(_CHANGE, {"number": letter.letter_number, "state": "dropped", "updated_at": work.now})


async def put_off_letter(work: Work, letter: Letter, until: datetime, *, failed: bool) -> None:
    values = {"state": "waiting", "due_at": until, "attempts": letter.attempts + failed, "updated_at": work.now}
    await work.execute(_CHANGE, {"number": letter.letter_number, **values})


async def reword_letter(work: Work, letter: Letter, method: str, payload: str, priority: int, kind: str = CALL) -> None:
    """As a call, which it is from now on; or as a notice still, about something else."""
    said = {"kind": kind, "method": method, "payload": payload, "priority": priority}
    values = {"state": "waiting", "updated_at": work.now, **said}
    await work.execute(_CHANGE, {"number": letter.letter_number, **values})


async def follow_migration(work: Work, old_chat: int, new_chat: int) -> None:
    """A group that became a supergroup has another number: what waits for it goes there."""
    await work.execute(_MIGRATE, {"old_chat": old_chat, "chat_id": new_chat, "updated_at": work.now})


async def count_waiting(work: Work) -> tuple[int, datetime | None]:
    """How many letters wait, and since when the oldest might have gone."""
    row = (await work.execute(_WAITING)).one()
    return row[0], row[1]
