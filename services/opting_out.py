"""Whether a buyer wants the announcements of an organizer. Tickets, draws and reminders come all the same."""

from db.announcements import add_opt_out, drop_every_opt_out, drop_opt_out, list_opted_out_of
from db.users import find_user_if_any
from db.work import Work
from rules.keys import OrderKey
from services.proofs import find_own


async def opt_out(work: Work, telegram_id: int, order_key: OrderKey) -> str:
    """Of all that the order's organizer announces. What the organizer is called."""
    await find_own(work, order_key, telegram_id)
    await add_opt_out(work, order_key.user_id, telegram_id)
    return await _name(work, order_key.user_id)


async def opt_in(work: Work, telegram_id: int, order_key: OrderKey) -> str:
    await find_own(work, order_key, telegram_id)
    await drop_opt_out(work, order_key.user_id, telegram_id)
    return await _name(work, order_key.user_id)


async def opt_in_everywhere(work: Work, telegram_id: int) -> None:
    await drop_every_opt_out(work, telegram_id)


async def list_unwanted(work: Work, telegram_id: int) -> list[str]:
    """Organizers of whom they want no announcements, as these are called."""
    return await list_opted_out_of(work, telegram_id)


async def _name(work: Work, user_id: int) -> str:
    organizer = await find_user_if_any(work, user_id)
    return organizer.name if organizer else ""
