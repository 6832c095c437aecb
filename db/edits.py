"""Of the edits of one message that still wait only the last is left: nobody needs to see those between."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ColumnElement, Text, Update, bindparam, cast, func, select, text, update
from sqlalchemy.orm import aliased

from db.machinery_tables import Outbox
from db.work import Work

if TYPE_CHECKING:
    from db.outbox import Posted

# Written out, for only then does SQLite use the indexes of those that have not left.
IS_WAITING = text("outbox.state IN ('waiting', 'sending') AND outbox.state = 'waiting'")
_EDITS = frozenset({"editMessageText", "editMessageCaption", "editMessageMedia", "editMessageReplyMarkup"})


def _drop_earlier_edits(message_edited: ColumnElement[str]) -> Update:
    posted = aliased(Outbox)
    number = select(posted.letter_number).where(posted.letter_key == bindparam("key")).scalar_subquery()
    return (
        update(Outbox)
        .where(
            Outbox.chat_id == bindparam("chat"),
            IS_WAITING,
            # What another edit shows stays, but every edit brings its own buttons.
            Outbox.method.in_([bindparam("how", type_=Text), "editMessageReplyMarkup"]),
            message_edited == bindparam("message", type_=Text),
            Outbox.letter_number < number,
        )
        .values(state="dropped", updated_at=bindparam("now"))
    )


_DROP_EARLIER_EDITS = {
    "sqlite": _drop_earlier_edits(cast(func.json_extract(Outbox.payload, "$.message_id"), Text)),
    "postgresql": _drop_earlier_edits(cast(Outbox.payload, JSON)["message_id"].as_string()),
}


async def collapse_edits(work: Work, letters: Sequence["Posted"]) -> None:
    edits = [_edited(letter) | {"now": work.now} for letter in letters if letter.method in _EDITS]
    if edits:
        await work.execute(_DROP_EARLIER_EDITS[work.dialect], edits)


def _edited(letter: "Posted") -> dict[str, object]:
    message = str(json.loads(letter.payload).get("message_id"))
    return {"key": letter.letter_key, "chat": letter.chat_id, "how": letter.method, "message": message}
