"""In which language and zone a buyer is written to."""

from db.users import User, find_user_if_any
from db.work import Work
from rules.refusals import NotFound


async def find_reader(work: Work, telegram_id: int | None, organizer_id: int) -> User:
    """The buyer as they are known here; who never wrote to us reads what their organizer speaks."""
    known = None if telegram_id is None else await find_user_if_any(work, telegram_id)
    reader = known or await find_user_if_any(work, organizer_id)
    if reader is None:
        raise NotFound("user", organizer_id)
    return reader
