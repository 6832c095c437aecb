"""Undoing an import: all that was taken in is given back, as long as nothing else happened to any of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from db.events import find_first_touched_if_any, note_event
from db.imports import Import, change_import, find_import
from db.many_orders import Freed, cancel_orders, list_on_telegram, list_orders_between, prepare_for_many
from db.orders import Order
from db.projects import Project, find_project, lock_project
from db.sets import list_sets
from db.slices import give_way, slices
from db.work import Work
from rules.imports.refusals import ImportMoved, ImportOver
from rules.imports.states import ImportState
from rules.keys import ImportKey
from rules.refusals import TooLateToUndo
from rules.states import OrderState
from rules.terms import minutes
from services.projects import require_running
from services.recalls import post_recall
from services.undo import CHANGE_NOTHING, UNDO_FOR
from services.waiting import offer_freed


async def undo_import(work: Work, key: ImportKey, by: int) -> Import:
    """All of it, or nothing. Whoever was added as a buyer stays one, and the history stays too."""
    project = await lock_project(work, key.project)
    found = await _undoable(work, project, await find_import(work, key))
    await prepare_for_many(work)
    first, last = found.first_order or 0, found.last_order or 0
    orders = await list_orders_between(work, key.project, first, last)
    freed, standing = await cancel_orders(work, key.project, await list_sets(work, key.project), first, last)
    payments = {one.order_number: one.payment_number for one in standing}
    cancelled = await _note(work, found, orders, _by_order(freed), payments, by)
    telegram = await list_on_telegram(work, key.user_id)
    for before, after in zip(orders, cancelled, strict=True):
        if before.buyer_number in telegram:
            await post_recall(work, project, before, after, by)
    await offer_freed(work, key.project, [one.raffle_number for one in freed])
    undone = found._replace(state=ImportState.UNDONE.value)
    await change_import(work, undone)
    told = {"import": found.import_number, "orders": len(orders), "numbers": len(freed)}
    note_event(work, "import.undone", **key.project._asdict(), made_by=by, after=told)
    return undone


async def may_be_undone(work: Work, key: ImportKey) -> Import:
    """Refused as the undoing would be."""
    return await _undoable(work, await find_project(work, key.project), await find_import(work, key))


async def _undoable(work: Work, project: Project, found: Import) -> Import:
    """Within some minutes, and only if none of its orders was touched since by anybody."""
    if found.state != ImportState.TAKEN or found.taken_at is None:
        raise ImportOver(found.state)
    if found.taken_at < work.now - UNDO_FOR:
        raise TooLateToUndo(minutes(UNDO_FOR))
    require_running(project)
    orders = range(found.first_order or 0, (found.last_order or 0) + 1)
    touched = await find_first_touched_if_any(work, project.key, orders, found.mark or "", CHANGE_NOTHING)
    if touched is not None:
        raise ImportMoved(touched)
    return found


def _by_order(freed: Sequence[Freed]) -> Mapping[int, list[int]]:
    numbers: dict[int, list[int]] = defaultdict(list)
    for one in freed:
        numbers[one.order_number].append(one.raffle_number)
    return numbers


async def _note(
    work: Work,
    found: Import,
    orders: Sequence[Order],
    freed: Mapping[int, list[int]],
    payments: Mapping[int, int],
    by: int,
) -> list[Order]:
    """Of each order as though it was undone by itself."""
    cancelled = []
    for some in slices(orders):
        for order in some:
            after = order._replace(state=OrderState.CANCELLED.value, paid=0)
            cancelled.append(after)
            facts = {**after.facts, "freed": freed[order.order_number], "undid": found.mark}
            if order.order_number in payments:
                facts["undone_payment"] = payments[order.order_number]
            was = "order.sold" if order.state == OrderState.PAID else "order.reserved"
            note_event(
                work,
                "order.undone",
                **order.key._asdict(),
                buyer_number=order.buyer_number,
                made_by=by,
                before=order.facts,
                after={**facts, "of": was},
            )
        await give_way()
    return cancelled
