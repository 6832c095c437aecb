"""Two buyers who turned out to be one."""

from db.buyers import Buyer, change_buyer, lock_buyer
from db.events import note_event
from db.holdings import count_numbers
from db.merges import move_holdings
from db.projects import lock_every_project
from db.work import Work
from rules.keys import BuyerKey
from rules.locking import ProjectLocked
from rules.refusals import CannotMerge, NotFound

_MOVED = ("email", "notes", "telegram_id")


async def merge_buyers(work: Work, keep: BuyerKey, gone: BuyerKey, by: int) -> Buyer:
    """The one that is kept holds all that both held, and is known by what the other was known by; it is not undone."""
    if keep.user_id != gone.user_id:
        raise NotFound("buyer", gone.buyer_number)
    for project in await lock_every_project(work, keep.user_id):
        # A list that is published says who holds as many as whom.
        if project.locked_at is not None and (await count_numbers(work, project.key, gone.buyer_number)):
            raise ProjectLocked(project.project_number)
    locked = {key: await lock_buyer(work, key) for key in sorted({keep, gone})}
    _check(locked[keep], locked[gone])
    after, rest = _joined(locked[keep], locked[gone])
    # Nobody is found twice by one Telegram account, not even in between.
    await change_buyer(work, locked[gone], rest)
    if after != locked[keep]:
        await change_buyer(work, locked[keep], after)
    orders = await move_holdings(work, keep, gone)
    note_event(work, "buyer.merged", **gone._asdict(), made_by=by, after={"into": keep.buyer_number, "orders": orders})
    return after


def _check(keep: Buyer, gone: Buyer) -> None:
    why = None
    if keep.key == gone.key:
        why = "same"
    elif keep.merged_into is not None or gone.merged_into is not None:
        why = "merged"
    elif keep.practice != gone.practice:
        why = "practice"
    elif (keep.erased_at is None) != (gone.erased_at is None):
        why = "erased"
    elif None not in (keep.telegram_id, gone.telegram_id):
        why = "telegram"
    if why is not None:
        raise CannotMerge(keep.buyer_number, gone.buyer_number, why)


def _joined(keep: Buyer, gone: Buyer) -> tuple[Buyer, Buyer]:
    """What the one that is kept lacks moves to it; the other's phone and name go on telling who is meant."""
    missing = [name for name in _MOVED if getattr(keep, name) is None]
    moved = {name: getattr(gone, name) for name in missing}
    left: dict[str, None] = dict.fromkeys(missing)
    if keep.phone is None:
        moved |= {"phone": gone.phone, "phone_e164": gone.phone_e164}
        left |= {"phone": None, "phone_e164": None}
    return keep._replace(**moved), gone._replace(**left, merged_into=keep.buyer_number)  # type: ignore[arg-type]
