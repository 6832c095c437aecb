"""What those who run the bot are told of it."""

from collections.abc import Iterable

from db.outbox import ANSWER, Keys, post_notice
from db.work import Work

QUARANTINED = "quarantined"


async def tell_of_quarantine(work: Work, operators: Iterable[int], update_id: int, kind: str, fault: str) -> None:
    """Each once for an update. Whoever sent it, and what they wrote, is nobody else's business."""
    keys: Keys = {"update_id": update_id, "kind": kind, "fault": fault}
    for operator in operators:
        await post_notice(work, QUARANTINED, operator, keys, ANSWER, f"{QUARANTINED}/{update_id}/{operator}")
