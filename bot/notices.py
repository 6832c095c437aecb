"""The one visible list of notices, and how one is worded for its reader at the moment when it leaves."""

import json
from collections.abc import Mapping

from bot.buyer_notices import reminder, ticket
from bot.mishaps import quarantined, too_much, unreachable
from bot.rewording import Piece
from bot.texts.say import say_in
from bot.turnstile import TOO_MUCH
from bot.wording import Reader, Wording
from db.outbox import Letter
from db.users import find_user_if_any
from db.work import Work
from rules.refusals import NotFound
from services.operators import QUARANTINED
from services.reach import UNREACHABLE
from services.reminding import REMINDING
from services.tickets import TICKET

WORDINGS: dict[str, Wording] = {
    QUARANTINED: quarantined,
    REMINDING: reminder,
    TICKET: ticket,
    TOO_MUCH: too_much,
    UNREACHABLE: unreachable,
}
"""What notices are about, and who words them."""


class Notices:
    def __init__(self, wordings: Mapping[str, Wording], default_language: str) -> None:
        self._wordings = wordings
        self._default_language = default_language

    async def word(self, work: Work, letter: Letter) -> list[Piece]:
        """Nothing, when it is no longer wanted, or what it is about is gone."""
        reader = await self._reader(work, letter.chat_id)
        try:
            calls = await self._wordings[letter.method](work, json.loads(letter.payload), reader)
        except NotFound:
            return []
        return [Piece(call.method, json.dumps(dict(call.parameters), ensure_ascii=False)) for call in calls or ()]

    async def _reader(self, work: Work, chat_id: int) -> Reader:
        user = await find_user_if_any(work, chat_id)
        language, zone = (user.language, user.zone) if user else (self._default_language, "UTC")
        return Reader(chat_id, language, zone, say_in(language, zone))
