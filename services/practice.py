"""A raffle for trying: made-up buyers, minutes instead of days, and one button that takes it all away."""

from collections.abc import Sequence

from db.events import note_event
from db.practice import list_made_up, remove_made_up, remove_practice_rows
from db.projects import Project, change_project, find_practice_if_any, find_project, lock_project
from db.users import change_user, lock_user
from db.work import Work
from rules.keys import ProjectKey
from rules.money import decimals_of
from rules.numbers import AtRandom, NumberRange
from rules.prices import usual_price
from rules.refusals import NotPractice
from rules.states import DrawMethod, PaymentMethod
from services.buyers import TypedBuyer
from services.payments import pay
from services.prizes import add_prize_to
from services.projects import choose_project, create_project, set_draw_method
from services.sales import reserve, sell
from services.sets import add_set_to

NUMBERS = NumberRange(0, 99, 2)

_METHODS = (PaymentMethod.CASH, PaymentMethod.TRANSFER, PaymentMethod.CARD)


async def start_practice(work: Work, user_id: int, name: str, prize: str, buyers: Sequence[str]) -> Project:
    """There is one at a time: who starts it again is shown the first. Most of the buyers paid, every third has not."""
    await lock_user(work, user_id)
    known = await find_practice_if_any(work, user_id)
    if known is not None:
        return await choose_project(work, known.key)
    project = await create_project(work, user_id, name, practice=True)
    await set_draw_method(work, project.key, DrawMethod.SEALED, user_id)
    price = usual_price(project.currency) * 10 ** decimals_of(project.currency)
    await add_set_to(work, project.key, NUMBERS, price, user_id)
    await add_prize_to(work, project.key, prize, user_id)
    for place, buyer in enumerate(buyers):
        await _take_for(work, project.key, place, TypedBuyer(buyer))
    return await find_project(work, project.key)


async def _take_for(work: Work, key: ProjectKey, place: int, buyer: TypedBuyer) -> None:
    choice = AtRandom(1 + place % 3)
    if place % 3 < 2:
        await sell(work, key, choice, buyer, key.user_id, _METHODS[place % len(_METHODS)])
        return
    reserved = (await reserve(work, key, choice, buyer, key.user_id)).order
    if place % 2:
        await pay(work, reserved.key, key.user_id, PaymentMethod.CASH, reserved.total // 3)


async def end_practice(work: Work, key: ProjectKey, by: int) -> Project:
    """Its rows and its buyers are gone, it is seen no more, and its history stays."""
    project = await lock_project(work, key)
    if not project.practice:
        raise NotPractice(key.project_number)
    organizer = await lock_user(work, key.user_id)
    if organizer.active_project == key.project_number:
        await change_user(work, organizer._replace(active_project=None))
    buyers = await list_made_up(work, key.user_id)
    await remove_practice_rows(work, key)
    links = await remove_made_up(work, key, buyers)
    hidden = project._replace(hidden_at=work.now, locked_at=None)
    await change_project(work, hidden)
    after = hidden.facts | {"buyers": buyers, "links": links}
    note_event(work, "project.hidden", **key._asdict(), made_by=by, before=project.facts, after=after)
    return hidden
