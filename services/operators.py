"""What those who run the bot are told of it."""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime

from db.outbox import ANSWER, Keys, post_notice
from db.work import Work

BACKUP_FAILED = "backup_failed"
QUARANTINED = "quarantined"


async def tell_of_quarantine(work: Work, operators: Iterable[int], update_id: int, kind: str, fault: str) -> None:
    """Each once for an update. Whoever sent it, and what they wrote, is nobody else's business."""
    keys: Keys = {"update_id": update_id, "kind": kind, "fault": fault}
    for operator in operators:
        await post_notice(work, QUARANTINED, operator, keys, ANSWER, f"{QUARANTINED}/{update_id}/{operator}")


async def tell_of_failed_backup(work: Work, operators: Iterable[int], why: str, last_one: datetime) -> None:
    """Each once for a cause, until one was made again. Counts and sizes make no other cause."""
    cause = hashlib.sha256(re.sub("[0-9]+", "", why).encode()).hexdigest()[:16]
    for operator in operators:
        key = f"{BACKUP_FAILED}/{last_one:%Y%m%d%H%M%S}/{cause}/{operator}"
        await post_notice(work, BACKUP_FAILED, operator, {"why": why}, ANSWER, key)
