"""People who come by themselves: known by their Telegram account alone, and what of a project is open to them."""

from typing import NamedTuple

from db.bars import find_barred_since
from db.buyers import Buyer, find_on_telegram_if_any, list_buyers_with_phone
from db.projects import Project
from db.users import lock_user
from db.work import Work
from rules.phones import Phone
from rules.refusals import NotFound
from services.buyers import add_new_buyer, as_now, correct_phone


class Person(NamedTuple):
    """As Telegram tells them, with the name and phone that they gave. Anybody can type anybody's phone."""

    telegram_id: int
    name: str
    phone: Phone | None = None


async def find_known_buyer(work: Work, user_id: int, telegram_id: int) -> Buyer | None:
    """Who they are to this organizer already; then their name is not asked for."""
    return await find_on_telegram_if_any(work, user_id, telegram_id)


async def find_or_add_person(work: Work, user_id: int, person: Person) -> Buyer:
    """By their account alone: an equal phone or name makes nobody somebody else, only a claim link does."""
    known = await find_on_telegram_if_any(work, user_id, person.telegram_id)
    if known is None:
        # At this moment they may be doing the same somewhere else.
        await lock_user(work, user_id)
        known = await find_on_telegram_if_any(work, user_id, person.telegram_id)
    if known is None:
        return await add_new_buyer(
            work, user_id, person.name, person.phone, person.telegram_id, telegram_id=person.telegram_id
        )
    if person.phone is not None and known.phone is None:
        return await correct_phone(work, known.key, person.phone, person.telegram_id)
    return known


async def find_twin(work: Work, buyer: Buyer) -> Buyer | None:
    """Whom the organizer typed in with the same phone: perhaps the same person, which only the organizer can say."""
    if buyer.phone is None:
        return None
    found = await list_buyers_with_phone(work, buyer.user_id, Phone(buyer.phone, buyer.phone_e164), buyer.practice)
    twin = await as_now(work, found[0]) if found else buyer
    return twin if twin.telegram_id is None and twin.buyer_number != buyer.buyer_number else None


async def require_not_barred(work: Work, project: Project) -> None:
    """From whoever an operator barred nobody buys any more."""
    if await find_barred_since(work, project.user_id) is not None:
        raise NotFound("project", project.project_number)


def require_offered(project: Project) -> Project:
    """A practice raffle is its organizer's alone."""
    if project.practice:
        raise NotFound("project", project.project_number)
    return project
