"""What the machinery of a running bot has in hand: updates, letters, dialogs, files and leases in all their states."""

import json
from datetime import timedelta

from db.data_keys import keep_key_print
from db.dialogs import Dialog, put_dialog
from db.files import keep_file
from db.inbox import Arrived, add_arrived, claim_head, mark_done, quarantine
from db.leases import hold_lease
from db.outbox import ANSWER, Posted, claim_letters, list_due, mark_dropped, mark_sent, post_letters
from db.work import Work
from tests.cast import ANA, BETO

_UPDATES = 6


async def have_in_hand(work: Work) -> None:
    """An update in every state, and letters: many wait, some are sent, one was dropped, one is on its way."""
    await keep_key_print(work, work.sealing.key_print)
    await add_arrived(work, [_update(number) for number in range(1, _UPDATES + 1)])
    for end in (mark_done, quarantine):
        head = await claim_head(work, ANA)
        assert head is not None
        await (end(work, head.inbox_number) if end is mark_done else quarantine(work, head))
    await post_letters(work, [Posted(f"hello {who}", who, ANSWER, "sendMessage", _HELLO) for who in (ANA, BETO)])
    claimed = await claim_letters(work, await list_due(work, 8))
    await mark_sent(work, [(letter, 100 + letter.letter_number) for letter in claimed[:-2]])
    await mark_dropped(work, claimed[-2])
    await put_dialog(work, Dialog(ANA, ANA, "sell", "numbers", 1, "{}", work.now + timedelta(hours=1)))
    await keep_file(work, "board/1001/1", "file")
    await hold_lease(work, "clock", "one", timedelta(seconds=10))


_HELLO = json.dumps({"text": "Hola"})


def _update(number: int) -> Arrived:
    who = {"id": ANA, "first_name": "Ana", "is_bot": False}
    message = {"message_id": number, "from": who, "chat": {"id": ANA, "type": "private"}, "date": 0, "text": "/start"}
    return Arrived(number, ANA, json.dumps({"update_id": number, "message": message}))
