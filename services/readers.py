"""In which language and zone a buyer is written to, and when not."""

from db.users import User, find_user_if_any
from db.work import Work
from rules.refusals import NotFound
from rules.reminding import Hours
from services.organizers import ZONE_UNTIL_ASKED


async def find_reader(work: Work, telegram_id: int | None, organizer_id: int) -> User:
    """The buyer as they are known here; who never wrote to us reads what their organizer speaks."""
    known = None if telegram_id is None else await find_user_if_any(work, telegram_id)
    if known is not None and (known.country or known.zone != ZONE_UNTIL_ASKED):
        return known
    organizer = await find_user_if_any(work, organizer_id)
    if organizer is None:
        raise NotFound("user", organizer_id)
    if known is None:
        return organizer
    # Who never said where they live is most likely where their organizer is.
    return known._replace(zone=organizer.zone)


async def find_hours(work: Work, telegram_id: int | None, organizer_id: int) -> Hours:
    return hours_of(await find_reader(work, telegram_id, organizer_id))


def hours_of(user: User) -> Hours:
    return user.hours
