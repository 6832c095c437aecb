"""Everybody reminded at one tap of the organizer."""

from collections import defaultdict
from typing import NamedTuple

from db.buyers import lock_buyer
from db.projects import Project, change_project, lock_project
from db.reminders import Reserved, list_reserved, note_reminded
from db.work import Work
from rules.keys import BuyerKey, ProjectKey
from rules.refusals import RemindedLately
from rules.reminding import AT_MOST_EVERY, NobodyToRemind
from rules.terms import minutes
from services.digests import hand_over
from services.projects import require_running
from services.reminding import note_reminder, post_reminder


class RemindedAll(NamedTuple):
    project: Project
    buyers: int
    to_forward: int
    """Buyers to whom the organizer writes themselves."""


async def remind_all(work: Work, project_key: ProjectKey, by: int) -> RemindedAll:
    """Each buyer once, of all that they owe in the project; who was reminded lately or wants none is left alone."""
    project = await lock_project(work, project_key)
    require_running(project)
    if project.reminded_at is not None and abs(work.now - project.reminded_at) < AT_MOST_EVERY:
        raise RemindedLately(project.reminded_at, work.now, minutes(AT_MOST_EVERY))
    by_buyer: dict[BuyerKey, list[Reserved]] = defaultdict(list)
    for one in await list_reserved(work, project_key):
        if one.wanted and not one.proof_waits and not _is_lately(work, one):
            by_buyer[one.buyer].append(one)
    if not by_buyer:
        raise NobodyToRemind
    reached = {buyer: orders for buyer, orders in by_buyer.items() if orders[0].within_reach}
    others = sorted(by_buyer.keys() - reached)
    forwarded = [(buyer.buyer_number, one.order.key) for buyer in others for one in by_buyer[buyer]]
    for buyer in sorted(by_buyer):
        await lock_buyer(work, buyer)
    for buyer, orders in reached.items():
        await post_reminder(work, buyer, orders[0].telegram_id or 0, [one.order.key for one in orders], work.mark)
    await hand_over(work, project.user_id, forwarded, work.mark)
    await note_reminded(work, by_buyer)
    for orders in by_buyer.values():
        for one in orders:
            note_reminder(work, one.order, by)
    await change_project(work, project._replace(reminded_at=work.now))
    return RemindedAll(project, len(reached), len(by_buyer) - len(reached))


def _is_lately(work: Work, one: Reserved) -> bool:
    return one.reminded_at is not None and abs(work.now - one.reminded_at) < AT_MOST_EVERY
