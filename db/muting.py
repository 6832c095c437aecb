"""The door to what buyers do not want to be reminded of."""

from sqlalchemy import bindparam, select, tuple_, update

from db.tables import Buyers, Orders
from db.work import Work
from rules.keys import ProjectKey

_MUTE = update(Orders).where(
    Orders.user_id == bindparam("owner"),
    Orders.project_number == bindparam("project"),
    Orders.buyer_number == bindparam("buyer"),
    Orders.reminders_off_at.is_(None),
)
_THEIRS = select(Buyers.user_id, Buyers.buyer_number).where(Buyers.telegram_id == bindparam("person"))
_UNMUTE = update(Orders).where(
    tuple_(Orders.user_id, Orders.buyer_number).in_(_THEIRS), Orders.reminders_off_at.is_not(None)
)


async def mute_orders(work: Work, project: ProjectKey, buyer_number: int) -> None:
    """All that the buyer has in the project by now."""
    values = {"owner": project.user_id, "project": project.project_number, "buyer": buyer_number}
    await work.execute(_MUTE, {**values, "reminders_off_at": work.now, "updated_at": work.now})


async def unmute_orders_anywhere(work: Work, telegram_id: int) -> None:
    """Of one person, with all organizers."""
    await work.execute(_UNMUTE, {"person": telegram_id, "reminders_off_at": None, "updated_at": work.now})
