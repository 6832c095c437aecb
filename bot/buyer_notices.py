"""The notices to buyers beside their tickets: what is owed, what became of a proof, a number that is free for them."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, time

from bot.drawings import Drawing
from bot.screen import Screen
from bot.screens import more_time, proofs, to_buyers, waiting
from bot.texts import privacy
from bot.texts.say import Say, say_in
from bot.wording import Call, Keys, Reader, document, message
from db.users import User
from db.work import Work
from rules.deadlines import QuietHours, is_quiet
from rules.keys import OrderKey, ProofKey, WaitingKey
from rules.more_time import MoreTime
from rules.states import OrderState, ProofState
from services.orders import find_order_view
from services.organizers import find_organizer
from services.privacy import my_data
from services.proofs import ProofView, find_proof_view
from services.readers import find_reader
from services.reminding import find_wanted_reminder
from services.waiting import find_offered


async def reminder(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """At night it makes no sound."""
    found = await find_wanted_reminder(work, _key(keys))
    if found is None or not await _is_for(reader, work, keys):
        return None
    user = await find_reader(work, reader.chat_id, found.order.user_id)
    say = _speaking_to(user)
    call = message(to_buyers.reminder(say, found, work.now), to_buyers.after_reminder(say, found.order))
    quiet = QuietHours(time.fromisoformat(user.quiet_from), time.fromisoformat(user.quiet_to))
    return [call if not is_quiet(work.now, user.zone, quiet) else _silent(call)]


async def proof_rejected(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    return await _about_proof(work, keys, reader, ProofState.REJECTED, proofs.rejected)


async def proof_again(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    return await _about_proof(work, keys, reader, ProofState.AGAIN, proofs.again)


async def time_answered(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """More time was asked for: while what came of it holds."""
    view = await find_order_view(work, _key(keys))
    is_answered = view.order.more_time in (MoreTime.GRANTED, MoreTime.REFUSED)
    if view.order.state != OrderState.RESERVED or not is_answered or view.buyer.telegram_id != reader.chat_id:
        return None
    user = await find_reader(work, reader.chat_id, view.order.user_id)
    organizer = await find_organizer(work, view.order.user_id)
    return [message(*more_time.answered(_speaking_to(user), view, organizer.name, work.now))]


async def offered(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    key = WaitingKey(keys["user_id"], keys["project_number"], keys["raffle_number"], keys["waiting_number"])
    found = await find_offered(work, key)
    if found is None or found.offered_until is None:
        return None
    user = await find_reader(work, reader.chat_id, key.user_id)
    return [message(*waiting.offered(_speaking_to(user), found, found.offered_until, work.now))]


async def data(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """All of it as a file, to nobody but themselves."""
    if keys["telegram_id"] != reader.chat_id:
        return None
    written = json.dumps(await my_data(work, reader.chat_id), ensure_ascii=False, indent=1).encode()
    drawing = Drawing("document", "my-data.json", "application/json", lambda: written)
    return [document(privacy.data_attached(reader.say), drawing)]


async def _about_proof(
    work: Work, keys: Keys, reader: Reader, state: ProofState, screen: Callable[[Say, ProofView, str, datetime], Screen]
) -> list[Call] | None:
    """Only while it is so: decided otherwise meanwhile, another letter tells it."""
    view = await find_proof_view(work, ProofKey(*_key(keys), keys["proof_number"]))
    if view.proof.state != state or view.buyer.telegram_id != reader.chat_id:
        return None
    if not view.numbers and keys.get("numbers"):
        view = view._replace(numbers=tuple(map(int, keys["numbers"].split(","))))
    user = await find_reader(work, reader.chat_id, keys["user_id"])
    organizer = await find_organizer(work, keys["user_id"])
    return [message(*screen(_speaking_to(user), view, organizer.name, work.now))]


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
