"""A raffle that was thought out beforehand: made in one go, or not at all."""

from datetime import datetime
from typing import NamedTuple

from db.projects import Project
from db.work import Work
from rules.lottery import Lottery
from rules.numbers import NumberRange
from rules.states import DrawMethod
from services.draw_settings import set_lottery
from services.prizes import add_prize_to
from services.projects import create_project, set_currency, set_draw_date, set_draw_method
from services.sets import add_set_to


class Plan(NamedTuple):
    name: str
    prizes: tuple[str, ...]
    numbers: NumberRange
    unit_price: int
    currency: str
    draw_at: datetime | None
    draw_method: DrawMethod
    lottery: Lottery | None = None
    """That decides, where a number wins by itself."""


async def create_as_planned(work: Work, user_id: int, plan: Plan) -> Project:
    """In the currency in which the price was thought of, whatever the organizer has chosen since."""
    project = await create_project(work, user_id, plan.name)
    await set_currency(work, project.key, plan.currency, user_id)
    await add_set_to(work, project.key, plan.numbers, plan.unit_price, user_id)
    for prize in plan.prizes:
        await add_prize_to(work, project.key, prize, user_id)
    if plan.draw_at is not None:
        await set_draw_date(work, project.key, plan.draw_at, user_id)
    project = await set_draw_method(work, project.key, plan.draw_method, user_id)
    return project if plan.lottery is None else await set_lottery(work, project.key, plan.lottery, user_id)
