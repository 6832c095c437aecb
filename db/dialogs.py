"""The door to conversations under way: the step a person is at, and the draft so far."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.machinery_tables import Dialogs
from db.work import Work, columns


class Dialog(NamedTuple):
    chat_id: int
    user_id: int
    conversation: str
    step: str
    version: int
    draft: str
    expires_at: datetime


_FIND = select(*columns(Dialogs, Dialog)).where(
    Dialogs.chat_id == bindparam("chat_id"), Dialogs.user_id == bindparam("user_id")
)
_END = delete(Dialogs).where(Dialogs.chat_id == bindparam("chat_id"), Dialogs.user_id == bindparam("user_id"))
_OVERDUE = select(*columns(Dialogs, Dialog)).where(Dialogs.expires_at <= bindparam("now")).limit(100)


def _put(insert: Any) -> Any:
    new = insert(Dialogs)
    changed = ("conversation", "step", "version", "draft", "expires_at", "updated_at")
    return new.on_conflict_do_update(
        index_elements=["chat_id", "user_id"], set_={name: new.excluded[name] for name in changed}
    )


_PUT = {"sqlite": _put(sqlite_insert), "postgresql": _put(postgres_insert)}


async def find_dialog(work: Work, chat_id: int, user_id: int) -> Dialog | None:
    return await work.row(Dialog, _FIND, {"chat_id": chat_id, "user_id": user_id})


async def put_dialog(work: Work, dialog: Dialog) -> None:
    await work.execute(_PUT[work.dialect], {**dialog._asdict(), "created_at": work.now, "updated_at": work.now})


async def end_dialog(work: Work, chat_id: int, user_id: int) -> None:
    await work.execute(_END, {"chat_id": chat_id, "user_id": user_id})


async def list_overdue(work: Work) -> list[Dialog]:
    return await work.rows(Dialog, _OVERDUE, {"now": work.now})
