"""The notices to buyers: the ticket for what is paid, and the reminder of what is owed."""

from collections.abc import Mapping
from datetime import time

from bot.screens import to_buyers
from bot.texts.say import Say, say_in
from bot.wording import Call, Keys, Reader, message
from db.users import User
from db.work import Work
from rules.deadlines import QuietHours, is_quiet
from rules.keys import OrderKey
from services.orders import find_order_view
from services.readers import find_reader
from services.reminding import find_reminder
from services.tickets import find_ticket


async def ticket(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    found = await find_ticket(work, _key(keys))
    if found is None or not await _is_for(reader, work, keys):
        return None
    say = _speaking_to(await find_reader(work, reader.chat_id, found.order.user_id))
    return [message(to_buyers.ticket(say, found, work.now))]


async def reminder(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """At night it makes no sound."""
    found = await find_reminder(work, _key(keys))
    if found is None or not await _is_for(reader, work, keys):
        return None
    user = await find_reader(work, reader.chat_id, found.order.user_id)
    call = message(to_buyers.reminder(_speaking_to(user), found, work.now))
    quiet = QuietHours(time.fromisoformat(user.quiet_from), time.fromisoformat(user.quiet_to))
    return [call if not is_quiet(work.now, user.zone, quiet) else _silent(call)]


async def _is_for(reader: Reader, work: Work, keys: Keys) -> bool:
    """Whoever handed it on meanwhile is not concerned any more."""
    return (await find_order_view(work, _key(keys))).buyer.telegram_id == reader.chat_id


def _silent(call: Call) -> Call:
    parameters: Mapping[str, str] = {**call.parameters, "disable_notification": "true"}
    return call._replace(parameters=parameters)


def _speaking_to(user: User) -> Say:
    return say_in(user.language, user.zone)


def _key(keys: Keys) -> OrderKey:
    return OrderKey(keys["user_id"], keys["project_number"], keys["order_number"])
