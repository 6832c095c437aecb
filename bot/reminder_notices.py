"""The notices that the clock gives rise to: reminders of several orders, texts to pass on, and time that is over."""

from datetime import datetime

from bot.screens import reminders as screens
from bot.texts.say import say_in
from bot.wording import Call, Keys, Reader, message
from db.users import User
from db.work import Work
from rules.deadlines import is_quiet
from rules.keys import OrderKey
from services.digests import look_at_digest
from services.expiries import find_ended, list_ended
from services.organizers import find_organizer
from services.readers import find_reader, hours_of
from services.reminding import Reminder, find_wanted_reminder, read_orders


async def several(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """Those that are still owed, and by this reader."""
    user_id = keys["user_id"]
    owed = await _wanted(work, read_orders(user_id, keys["orders"]))
    owed = [one for one in owed if one.telegram_id == reader.chat_id]
    if not owed:
        return None
    user = await find_reader(work, reader.chat_id, user_id)
    call = message(*screens.of_several(say_in(user.language, user.zone), owed, work.now))
    return [at_night(call, user, work.now)]


async def to_forward(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    user_id, mark = keys["user_id"], keys["digest"]
    buyers = await look_at_digest(work, user_id, mark)
    if not buyers:
        return None
    organizer = await find_organizer(work, user_id)
    say = say_in(organizer.language, organizer.zone)
    return [at_night(message(*screens.to_forward(say, mark, buyers, work.now)), organizer, work.now)]


async def expired(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """Unless they have taken it back."""
    user_id = keys["user_id"]
    ended = await find_ended(work, OrderKey(user_id, keys["project_number"], keys["order_number"]))
    if ended is None or ended.telegram_id != reader.chat_id:
        return None
    user = await find_reader(work, reader.chat_id, user_id)
    call = message(*screens.time_is_over(say_in(user.language, user.zone), ended))
    return [at_night(call, user, work.now)]


async def expiries(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    since = datetime.fromisoformat(keys["since"])
    ended = await list_ended(work, keys["user_id"], since, bool(keys["practice"]))
    return [message(*screens.have_ended(reader.say, ended))] if ended else None


def at_night(call: Call, user: User, now: datetime) -> Call:
    """Without a sound."""
    if not is_quiet(now, *hours_of(user)):
        return call
    return call._replace(parameters={**call.parameters, "disable_notification": "true"})


async def _wanted(work: Work, orders: list[OrderKey]) -> list[Reminder]:
    found = [await find_wanted_reminder(work, key) for key in orders]
    return [one for one in found if one is not None]
