"""The one visible list of notices, and how one is worded for its reader at the moment when it leaves."""

import json
from collections.abc import Callable, Mapping

from bot import draw_notices, import_notices, task_notices
from bot.addresses import NOWHERE, Addresses
from bot.announcement_notices import announcement
from bot.board_notices import backdrop_refused, board
from bot.buyer_notices import data, offered, proof_again, proof_rejected, reminder, time_answered
from bot.card_notices import card
from bot.draw_files import draw_proof
from bot.ending_notices import called_off
from bot.ending_notices import to_forward as called_off_to_forward
from bot.errand_notices import missing, proofs_wait, sales_closed, summary
from bot.live_board_notices import draw_posted, live_board, refused, replaced
from bot.mishaps import backup_failed, quarantined, task_failed, too_much, unreachable
from bot.operator_notices import abuse, alert, alert_over
from bot.proof_notices import proof
from bot.recall_notices import counts_again, recall
from bot.reminder_notices import expired, expiries, several, to_forward
from bot.report_notices import chart, report
from bot.rewording import Piece
from bot.selling_notices import bought, time_asked
from bot.texts.say import say_in
from bot.ticket_notices import ticket, ticket_copy
from bot.turnstile import TOO_MUCH
from bot.wording import Call, Reader, Wording
from db.outbox import Letter
from db.users import find_user_if_any
from db.work import Work
from rules.refusals import NotFound
from services.alerts import ALERT, ALERT_OVER
from services.announcing import ANNOUNCEMENT
from services.backdrops import BACKDROP_REFUSED
from services.bars import ABUSE
from services.boards import BOARD
from services.buying import BOUGHT
from services.called_off import CALLED_OFF, CALLED_OFF_TO_FORWARD
from services.cards import CARD
from services.charts import CHART
from services.copies import MY_DATA, TICKET_COPY
from services.countdowns import COUNTDOWN, SHOWN
from services.digests import TO_FORWARD
from services.draw_files import DRAW_PROOF
from services.draw_news import (
    DRAWN,
    FIGURE_WANTED,
    LOCKED,
    PRIZE_CONFIRMED,
    PRIZE_PASSED,
    VOID,
    WINNERS_TO_FORWARD,
    WON,
    letter,
)
from services.draw_posts import DRAW_POSTED
from services.due_errands import CLOSED, MISSING, PROOFS, SUMMARY
from services.expiries import EXPIRIES, EXPIRY
from services.imports import LEFT_OUT
from services.live_boards import BOARD_REFUSED, BOARD_REPLACED, LIVE_BOARD
from services.more_time import TIME_ASKED
from services.operators import BACKUP_FAILED, QUARANTINED, TASK_FAILED
from services.orders import TIME_ANSWERED
from services.proofs import PROOF, PROOF_AGAIN, PROOF_REJECTED
from services.reach import UNREACHABLE
from services.recalls import COUNTS_AGAIN, RECALL
from services.reminding import REMINDING, REMINDING_OF_SEVERAL
from services.reports import REPORT
from services.tasks import TASK, TASK_EDIT, TASK_FILE
from services.tickets import TICKET
from services.waiting import OFFERED

WORDINGS: dict[str, Wording] = {
    ABUSE: abuse,
    ALERT: alert,
    ALERT_OVER: alert_over,
    ANNOUNCEMENT: announcement,
    BACKDROP_REFUSED: backdrop_refused,
    BACKUP_FAILED: backup_failed,
    BOARD: board,
    BOARD_REFUSED: refused,
    BOARD_REPLACED: replaced,
    BOUGHT: bought,
    CALLED_OFF: called_off,
    CARD: card,
    CHART: chart,
    CALLED_OFF_TO_FORWARD: called_off_to_forward,
    CLOSED: sales_closed,
    COUNTS_AGAIN: counts_again,
    COUNTDOWN: draw_notices.countdown,
    letter(DRAWN): draw_notices.drawn,
    DRAW_POSTED: draw_posted,
    DRAW_PROOF: draw_proof,
    EXPIRIES: expiries,
    EXPIRY: expired,
    FIGURE_WANTED: draw_notices.figure_wanted,
    LIVE_BOARD: live_board,
    letter(LOCKED): draw_notices.locked,
    MISSING: missing,
    LEFT_OUT: import_notices.left_out,
    MY_DATA: data,
    OFFERED: offered,
    PRIZE_CONFIRMED: draw_notices.prize_confirmed,
    PRIZE_PASSED: draw_notices.prize_passed,
    PROOF: proof,
    PROOFS: proofs_wait,
    PROOF_AGAIN: proof_again,
    PROOF_REJECTED: proof_rejected,
    QUARANTINED: quarantined,
    RECALL: recall,
    REMINDING: reminder,
    REMINDING_OF_SEVERAL: several,
    REPORT: report,
    SHOWN: draw_notices.shown,
    SUMMARY: summary,
    TASK: task_notices.begun,
    TASK_EDIT: task_notices.edited,
    TASK_FAILED: task_failed,
    TASK_FILE: task_notices.file,
    TICKET: ticket,
    TIME_ANSWERED: time_answered,
    TIME_ASKED: time_asked,
    TO_FORWARD: to_forward,
    TICKET_COPY: ticket_copy,
    TOO_MUCH: too_much,
    UNREACHABLE: unreachable,
    letter(VOID): draw_notices.void,
    WINNERS_TO_FORWARD: draw_notices.to_forward,
    WON: draw_notices.won,
}
"""What notices are about, and who words them."""


class Notices:
    def __init__(
        self,
        wordings: Mapping[str, Wording],
        default_language: str,
        bot_name: Callable[[], str] = lambda: "",
        addresses: Callable[[], Addresses] = lambda: NOWHERE,
        *,
        reports: bool = False,
    ) -> None:
        self._wordings = wordings
        self._default_language = default_language
        self._bot_name = bot_name
        self._addresses = addresses
        self._reports = reports

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
        say, name, addresses = say_in(language, zone), self._bot_name(), self._addresses()
        return Reader(chat_id, language, zone, say, name, addresses, self._reports)


def _piece(call: Call) -> Piece:
    return Piece(call.method, json.dumps(dict(call.parameters), ensure_ascii=False), call.drawing, call.shows)
