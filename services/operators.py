"""What those who run the bot are told of it."""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime

from db.faults import note_fault
from db.outbox import ANSWER, Keys, post_notice
from db.work import Work
from rules.keys import TaskKey

BACKUP_FAILED = "backup_failed"
QUARANTINED = "quarantined"
TASK_FAILED = "task_failed"


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


async def tell_of_failed_task(work: Work, operators: Iterable[int], key: TaskKey, kind: str, fault: str) -> None:
    """Each once. What its organizer has is nobody else's business; the reference is the one that they were told."""
    await note_fault(work, f"task: {kind}", fault, reference_of(key))
    keys: Keys = {"reference": reference_of(key), "kind": kind, "fault": fault}
    for operator in operators:
        await post_notice(work, TASK_FAILED, operator, keys, ANSWER, f"{TASK_FAILED}/{reference_of(key)}/{operator}")


def reference_of(key: TaskKey) -> str:
    return f"{key.user_id}-{key.task_number}"
