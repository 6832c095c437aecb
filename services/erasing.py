"""Erasing a person at their own wish: nobody is left who is known, and what was bought stays somebody's.

The history is not touched: it never held a name. Nor are past draws: a holder is a number there.
"""

from collections.abc import Callable
from typing import NamedTuple

from db.announcements import drop_every_opt_out, erase_texts
from db.anywhere import list_buyers_anywhere
from db.blocks import has_taken
from db.buyers import Buyer, change_buyer, lock_buyer
from db.erasing import (
    erase_from_orders,
    erase_what_was_said,
    erase_what_was_written,
    list_merged_into,
    list_sold_orders,
)
from db.events import note_event
from db.files import forget_files
from db.live_boards import forget_places
from db.projects import Project, lock_every_project
from db.raffles import give_numbers, list_numbers_of
from db.users import User, change_user, find_user_if_any, lock_user
from db.waiting import end_waiting_of
from db.work import Work
from rules.buying import ProjectsStillRunning
from rules.keys import OrderKey
from rules.states import ProjectState
from rules.words import NAME_LIMIT, clean_line
from services.endings import cancel_project
from services.imports import forget_lists_of
from services.payments import receipts_for
from services.practice import end_practice
from services.projects import is_running
from services.tasks import forget_files_of

Called = Callable[[str], str]
"""What somebody is called of whom nothing is known, in a language; their number follows."""


class Erased(NamedTuple):
    organizers: int
    """With whom they were a buyer."""
    orders: int
    projects_ended: int
    """Their own, of which nobody held a number."""


async def erase(work: Work, telegram_id: int, called: Called) -> Erased:
    """As a buyer of every organizer, and as an organizer; not while somebody holds numbers of a project of theirs."""
    buyers = await list_buyers_anywhere(work, telegram_id)
    organizers = sorted({telegram_id, *(buyer.user_id for buyer in buyers)})
    projects = {user_id: await lock_every_project(work, user_id) for user_id in organizers}
    await _require_nobody_holds(work, projects[telegram_id])
    orders = 0
    for buyer in buyers:
        organizer = await find_user_if_any(work, buyer.user_id)
        orders += await _erase_buyer(work, buyer, called(organizer.language if organizer else ""), telegram_id)
    await forget_files_of(work, organizers)
    await forget_lists_of(work, organizers)
    ended = await _erase_organizer(work, telegram_id, projects[telegram_id], called)
    await drop_every_opt_out(work, telegram_id)
    await erase_what_was_said(work, telegram_id, organizers)
    return Erased(len(buyers), orders, ended)


async def list_still_held(work: Work, projects: list[Project]) -> tuple[int, ...]:
    """Those that go on and of which somebody holds a number."""
    running = [project for project in projects if is_running(project) and not project.practice]
    return tuple(sorted([one.project_number for one in running if await has_taken(work, one.key)]))


async def _require_nobody_holds(work: Work, projects: list[Project]) -> None:
    held = await list_still_held(work, projects)
    if held:
        raise ProjectsStillRunning(held)


async def _erase_buyer(work: Work, known: Buyer, called: str, by: int) -> int:
    buyer = await lock_buyer(work, known.key)
    sold = await list_sold_orders(work, buyer.key)
    for order, project_state in sold:
        await _renew_receipts(work, buyer, order, project_state)
        await forget_files(work, f"ticket/{order.user_id}/{order.project_number}/{order.order_number}/")
    await erase_from_orders(work, buyer.key)
    await end_waiting_of(work, buyer.key)
    for one in (buyer, *await list_merged_into(work, buyer.key)):
        await change_buyer(work, one, _unknown(work, one, called))
    note_event(work, "buyer.erased", **buyer.key._asdict(), made_by=by, after={"orders": len(sold)})
    return len(sold)


async def _renew_receipts(work: Work, buyer: Buyer, order: OrderKey, project_state: str) -> None:
    """Fresh ones, shown to nobody: what is drawn later is drawn among the same numbers. After a draw none is needed."""
    raffles = await list_numbers_of(work, order)
    numbers = [raffle.raffle_number for raffle in raffles]
    method = None if project_state == ProjectState.DRAWN else raffles[0].payment_method
    await give_numbers(work, order, buyer.buyer_number, receipts_for(work, numbers, method))


def _unknown(work: Work, buyer: Buyer, called: str) -> Buyer:
    name = clean_line(f"{called} {buyer.buyer_number}", "name", NAME_LIMIT)
    contact = dict.fromkeys(("phone", "phone_e164", "email", "notes", "telegram_id"))
    return buyer._replace(**contact, name=name, erased_at=work.now)  # type: ignore[arg-type]


async def _erase_organizer(work: Work, user_id: int, projects: list[Project], called: Called) -> int:
    user = await find_user_if_any(work, user_id)
    if user is None:
        return 0
    ended = [project for project in projects if is_running(project)]
    for project in ended:
        await (end_practice if project.practice else cancel_project)(work, project.key, user_id)
    word = called(user.language)
    buyers = await erase_what_was_written(work, user_id, word)
    await erase_texts(work, user_id)
    await forget_files(work, f"card/{user_id}/")
    await forget_places(work, user_id)
    unknown: User = (await lock_user(work, user_id))._replace(
        name=clean_line(word, "name", NAME_LIMIT), payment_text=None, erased_at=work.now
    )
    await change_user(work, unknown)
    after = unknown.facts | {"buyers": buyers}
    note_event(work, "organizer.erased", user_id=user_id, made_by=user_id, before=user.facts, after=after)
    return len(ended)
