"""The one visible list of notices, and how one is worded for its reader at the moment when it leaves."""

import json
from collections.abc import Callable, Mapping

from bot.buyer_notices import data, offered, proof_again, proof_rejected, reminder
from bot.mishaps import quarantined, too_much, unreachable
from bot.proof_notices import proof
from bot.reminder_notices import expired, expiries, several, to_forward
from bot.report_notices import report
from bot.rewording import Piece
from bot.selling_notices import bought
from bot.texts.say import say_in
from bot.ticket_notices import ticket, ticket_copy
from bot.turnstile import TOO_MUCH
from bot.wording import Call, Reader, Wording
from db.outbox import Letter
from db.users import find_user_if_any
from db.work import Work
from rules.refusals import NotFound
from services.buying import BOUGHT
from services.copies import MY_DATA, TICKET_COPY
from services.expiries import EXPIRIES, EXPIRY
from services.operators import QUARANTINED
from services.proofs import PROOF, PROOF_AGAIN, PROOF_REJECTED
from services.reach import UNREACHABLE
from services.reminding import REMINDING, REMINDING_OF_SEVERAL, TO_FORWARD
from services.reports import REPORT
from services.tickets import TICKET
from services.waiting import OFFERED

WORDINGS: dict[str, Wording] = {
    BOUGHT: bought,
    EXPIRIES: expiries,
    EXPIRY: expired,
    MY_DATA: data,
    OFFERED: offered,
    PROOF: proof,
    PROOF_AGAIN: proof_again,
    PROOF_REJECTED: proof_rejected,
    QUARANTINED: quarantined,
    REMINDING: reminder,
    REMINDING_OF_SEVERAL: several,
    REPORT: report,
    TICKET: ticket,
    TO_FORWARD: to_forward,
    TICKET_COPY: ticket_copy,
    TOO_MUCH: too_much,
    UNREACHABLE: unreachable,
}
"""What notices are about, and who words them."""


class Notices:
    def __init__(
        self, wordings: Mapping[str, Wording], default_language: str, bot_name: Callable[[], str] = lambda: ""
    ) -> None:
        self._wordings = wordings
        self._default_language = default_language
        self._bot_name = bot_name

    async def word(self, work: Work, letter: Letter) -> list[Piece]:
        """Nothing, when it is no longer wanted, or what it is about is gone."""
        reader = await self._reader(work, letter.chat_id)
        try:
            calls = await self._wordings[letter.method](work, json.loads(letter.payload), reader)
        except NotFound:
            return []
        return [_piece(call) for call in calls or ()]

    async def _reader(self, work: Work, chat_id: int) -> Reader:
        user = await find_user_if_any(work, chat_id)
        language, zone = (user.language, user.zone) if user else (self._default_language, "UTC")
        return Reader(chat_id, language, zone, say_in(language, zone), self._bot_name())


def _piece(call: Call) -> Piece:
    return Piece(call.method, json.dumps(dict(call.parameters), ensure_ascii=False), call.drawing)
