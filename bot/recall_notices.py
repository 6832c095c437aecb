"""The notices that a ticket or a reservation counts no longer, or again: to who was told that it is theirs."""

from bot.reminder_notices import at_night
from bot.screens import recalls as screens
from bot.texts.say import say_in
from bot.wording import Call, Keys, Reader, message
from db.work import Work
from rules.keys import OrderKey
from services.readers import find_reader
from services.recalls import find_counting_again, find_recall


async def recall(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """Whoever is somebody else's account meanwhile is not concerned any more."""
    of_ticket = bool(keys["ticket"])
    found = await find_recall(work, _key(keys), keys["buyer_number"], keys["mark"], of_ticket=of_ticket)
    if found is None or found.buyer.telegram_id != reader.chat_id:
        return None
    user = await find_reader(work, reader.chat_id, keys["user_id"])
    screen = screens.recalled(say_in(user.language, user.zone), found, work.now)
    return [at_night(message(*screen), user, work.now)]


async def counts_again(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    found = await find_counting_again(work, _key(keys), keys["buyer_number"])
    if found is None or found.buyer.telegram_id != reader.chat_id:
        return None
    user = await find_reader(work, reader.chat_id, keys["user_id"])
    screen = screens.counts_again(say_in(user.language, user.zone), found, work.now)
    return [at_night(message(*screen), user, work.now)]


def _key(keys: Keys) -> OrderKey:
    return OrderKey(keys["user_id"], keys["project_number"], keys["order_number"])
