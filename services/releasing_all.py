"""Reservations on which nothing was paid, released all together: before a draw they only stand in the way."""

from db.orders import Order, list_owing_orders
from db.projects import find_project, lock_project
from db.proofs import is_waiting_for_review
from db.raffles import list_numbers_of
from db.work import Work
from rules.keys import ProjectKey
from services.projects import require_running
from services.releases import Released, release

AT_ONCE = 200


async def list_unpaid(work: Work, project_key: ProjectKey) -> list[Order]:
    """As many as are released at once; those with a payment, or whose proof waits, are somebody's to decide on."""
    await find_project(work, project_key)
    owing = [one.order for one in await list_owing_orders(work, project_key, AT_ONCE, 0)]
    return [order for order in owing if not order.paid and not await is_waiting_for_review(work, order.key)]


async def release_unpaid(work: Work, project_key: ProjectKey, by: int) -> list[Released]:
    require_running(await lock_project(work, project_key))
    released: list[Released] = []
    for order in await list_unpaid(work, project_key):
        numbers = [raffle.raffle_number for raffle in await list_numbers_of(work, order.key)]
        released += await release(work, project_key, numbers, by, held_by=order.order_number)
    return released
