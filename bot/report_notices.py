"""The notice that tells how a large raffle stands."""

from bot.screens import reports
from bot.texts.say import say_in
from bot.wording import Call, Keys, Reader, message
from db.work import Work
from rules.keys import ProjectKey
from services.organizers import find_organizer
from services.totals import stand_of


async def report(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """In a group without its buttons, for they would be nobody's; always in the organizer's language."""
    key = ProjectKey(keys["user_id"], keys["project_number"])
    organizer = await find_organizer(work, key.user_id)
    say = say_in(organizer.language, organizer.zone)
    stand = await stand_of(work, key)
    if reader.chat_id != organizer.id:
        return [message(reports.report(say, stand, work.now))]
    return [message(*reports.screen(say, stand, work.now))]
