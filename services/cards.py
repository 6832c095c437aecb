"""The card of a raffle, as a letter with its picture: for its organizer to forward, or for whoever opens its link."""

from enum import StrEnum

from db.outbox import BEHIND, Keys, post_notice
from db.work import Work
from rules.refusals import LinkNotUsable
from services.shares import Offer, open_share

CARD = "card"


class Occasion(StrEnum):
    TO_FORWARD = "forward"
    OPENED = "opened"
    IN_A_GROUP = "group"


async def post_card(
    work: Work, chat_id: int, telegram_id: int, code: str, occasion: Occasion, answers: int | None = None
) -> None:
    """To whoever asked for it, in their language; in a group, to what they said there."""
    keys: Keys = {"telegram_id": telegram_id, "code": code, "occasion": occasion.value}
    if answers is not None:
        keys = {**keys, "answers": answers}
    await post_notice(work, CARD, chat_id, keys, BEHIND, f"{CARD}/{chat_id}/{work.mark}")


async def find_card(work: Work, code: str) -> Offer | None:
    """None when the link does not work any more."""
    try:
        return await open_share(work, code)
    except LinkNotUsable:
        return None
