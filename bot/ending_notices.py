"""The notices that a raffle was called off: to each buyer, and to the organizer for those out of our reach."""

from bot.reminder_notices import at_night
from bot.screens import called_off as screens
from bot.texts.say import say_in
from bot.wording import Call, Keys, Reader, message
from db.work import Work
from rules.keys import ProjectKey
from services.called_off import CalledOff, list_called_off
from services.organizers import find_organizer
from services.readers import find_reader


async def called_off(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """Whoever is somebody else's account meanwhile is not concerned any more."""
    found = [one for one in await _named(work, keys) if one.buyer.telegram_id == reader.chat_id]
    if not found:
        return None
    user = await find_reader(work, reader.chat_id, keys["user_id"])
    return [at_night(message(screens.to_buyer(say_in(user.language, user.zone), found[0])), user, work.now)]


async def to_forward(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    found = await _named(work, keys)
    if not found:
        return None
    organizer = await find_organizer(work, keys["user_id"])
    screen = screens.to_forward(say_in(organizer.language, organizer.zone), found)
    return [at_night(message(*screen), organizer, work.now)]


async def _named(work: Work, keys: Keys) -> list[CalledOff]:
    return await list_called_off(work, ProjectKey(keys["user_id"], keys["project_number"]), keys["buyers"])
