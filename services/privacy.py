"""What is known of a person: all of it, for them alone; and what would become of it if they had it erased."""

from datetime import datetime
from typing import Any, NamedTuple

from db.announcements import list_opted_out_of
from db.anywhere import HeldOrder, list_buyers_anywhere, list_orders_anywhere
from db.buyers import Buyer
from db.payments import list_payments
from db.projects import Project, list_projects
from db.proofs import is_waiting_for_review, list_proofs
from db.raffles import list_numbers_of
from db.users import User, find_user_if_any
from db.work import Work
from rules.states import OrderState, ProjectState
from services.erasing import list_still_held
from services.waiting import WaitedFor, list_waited_for

_MOST = 10_000


class BeforeErasing(NamedTuple):
    """What a person should know before they say yes."""

    organizers: int
    unpaid: int
    """Reservations: they stay until they expire."""
    proofs_waiting: int
    """Of payments: nobody will be able to look at them."""
    undrawn: int
    """Sold orders of raffles to come: the numbers take part, and nobody can prove that they are theirs."""
    running: tuple[int, ...]
    """Their own projects of which somebody holds numbers: while there are any, nothing is erased."""


async def look_before_erasing(work: Work, telegram_id: int) -> BeforeErasing:
    held = await list_orders_anywhere(work, telegram_id, _MOST)
    unpaid = [one for one in held if one.order.state == OrderState.RESERVED]
    proofs = [one for one in unpaid if await is_waiting_for_review(work, one.order.key)]
    to_come = (ProjectState.OPEN, ProjectState.CLOSED)
    return BeforeErasing(
        organizers=len(await list_buyers_anywhere(work, telegram_id)),
        unpaid=len(unpaid),
        proofs_waiting=len(proofs),
        undrawn=sum(one.order.state == OrderState.PAID and one.project_state in to_come for one in held),
        running=await list_still_held(work, await list_projects(work, telegram_id, _MOST)),
    )


async def my_data(work: Work, telegram_id: int) -> dict[str, Any]:
    """As JSON takes it: times in UTC, amounts in the smallest unit of their currency."""
    user = await find_user_if_any(work, telegram_id)
    buyers = {buyer.user_id: buyer for buyer in await list_buyers_anywhere(work, telegram_id)}
    held = await list_orders_anywhere(work, telegram_id, _MOST)
    return {
        "written_at": _moment(work.now),
        "telegram_id": telegram_id,
        "settings": None if user is None else _settings(user),
        "as_buyer": [
            await _as_buyer(work, buyer, [one for one in held if one.order.user_id == user_id])
            for user_id, buyer in buyers.items()
        ],
        "no_announcements_of": await list_opted_out_of(work, telegram_id),
        "waiting_for": [_waiting(one) for one in await list_waited_for(work, telegram_id)],
        "as_organizer": [_project(project) for project in await list_projects(work, telegram_id, _MOST)],
    }


def _settings(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        **{name: value for name, value in user.facts.items() if name not in ("hold_minutes", "grace_minutes")},
        "how_to_pay": user.payment_text,
        "does_not_receive_since": _moment(user.unreachable_at),
    }


async def _as_buyer(work: Work, buyer: Buyer, held: list[HeldOrder]) -> dict[str, Any]:
    organizer = await find_user_if_any(work, buyer.user_id)
    return {
        "organizer": organizer.name if organizer else None,
        "name": buyer.name,
        "phone": buyer.phone,
        "email": buyer.email,
        "notes": buyer.notes,
        "no_reminders_since": _moment(buyer.reminders_off_at),
        "orders": [await _order(work, one) for one in held],
    }


async def _order(work: Work, held: HeldOrder) -> dict[str, Any]:
    order = held.order
    raffles = await list_numbers_of(work, order.key)
    return {
        "project": held.project_name,
        "code": order.code,
        "state": order.state,
        "currency": held.currency,
        "total": order.total,
        "paid": order.paid,
        "pay_until": _moment(order.told_deadline_at),
        "bought_for": order.holder_name,
        "reason_of_its_end": order.void_reason,
        "numbers": [raffle.raffle_number for raffle in raffles],
        "receipts": {str(raffle.raffle_number): raffle.receipt for raffle in raffles if raffle.receipt},
        "payments": [{"amount": one.amount, "method": one.method} for one in await list_payments(work, order.key)],
        "proofs": [
            {"kind": one.kind, "state": one.state, "reason": one.reason, "file_id": one.file_id}
            for one in await list_proofs(work, order.key)
        ],
    }


def _waiting(waited_for: WaitedFor) -> dict[str, Any]:
    until = _moment(waited_for.offered_until)
    return {"project": waited_for.project.name, "number": waited_for.key.raffle_number, "kept_until": until}


def _project(project: Project) -> dict[str, Any]:
    return {
        "number": project.project_number,
        "name": project.name,
        "description": project.description,
        "state": project.state,
        "currency": project.currency,
        "draw_at": _moment(project.draw_at),
        "practice": project.practice,
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
