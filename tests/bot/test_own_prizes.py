"""The winner's own buttons: looked at, confirmed once; late, twice or forged they change nothing else."""

from datetime import timedelta
from typing import Any

import pytest

from bot.actions import Action
from bot.application import HANDLERS
from bot.buttons import data
from db.winners import HeldBy, list_winners
from rules.numbers import Chosen
from rules.states import DrawMethod, PaymentMethod
from services.buying import buy
from services.draw_settings import set_lottery
from services.drawing import draw as bring_it
from services.locking import lock_for_draw
from services.organizers import choose_language, welcome
from services.payments import pay
from services.prizes import add_prize_to
from services.projects import set_draw_method
from services.strangers import Person
from services.winners import pass_on_unclaimed
from tests.bot.desk import Desk, desk_of, tapped
from tests.cast import ANA, BETO, House
from tests.services.drawn import DAY, DUE, LOTTERY, MINUTE

LUIS = Person(2001, "Luis")


async def won(house: House) -> tuple[HeldBy, str]:
    """By number 1 of Luis, and what stands on his button."""
    house.clock.now = DUE - timedelta(hours=2)
    project = await house.open_project()
    await house.do(choose_language, ANA, "en")
    await house.do(set_draw_method, project.key, DrawMethod.NUMBER, ANA)
    await house.do(set_lottery, project.key, LOTTERY._replace(unsold="next_sold"), ANA)
    await house.do(add_prize_to, project.key, "A bike", ANA)
    await house.do(welcome, LUIS.telegram_id, "Luis", "en")
    order = (await house.do(buy, project.key, Chosen((1,)), LUIS)).order
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    waiting = await house.do(lock_for_draw, project.key, ANA, DUE)
    house.clock.now = DUE + MINUTE
    await house.do(bring_it, waiting.key, ANA, figure="1201")
    (held,) = await house.look(list_winners, waiting.key)
    return held, f"{order.code}.1.1.1"


async def state(house: House, held: HeldBy) -> str:
    (now,) = await house.look(list_winners, held.winner.draw)
    return now.winner.state


async def last(desk: Desk, person: int) -> dict[str, Any]:
    return (await desk.screens(person))[-1]


async def test_who_has_the_prize_says_so_once(house: House) -> None:
    held, wish = await won(house)
    async with desk_of(house.store, house.clock, HANDLERS) as desk:
        await desk.take(tapped(LUIS.telegram_id, data(Action.GOT_PRIZE, wish)))
        assert "Do you have it in your hands: <b>A bike</b>" in (await last(desk, LUIS.telegram_id))["text"]
        assert await state(house, held) == "waiting"
        for _ in range(2):
            await desk.take(tapped(LUIS.telegram_id, data(Action.GOT_IT, wish)))
            assert "You have it" in (await last(desk, LUIS.telegram_id))["text"]
        assert await state(house, held) == "confirmed"
        await desk.take(tapped(LUIS.telegram_id, data(Action.GOT_PRIZE, wish)))
        assert "You have it" in (await last(desk, LUIS.telegram_id))["text"]
    told = [row for row in (await house.everything())["outbox"] if "prize-confirmed" in row]
    assert [row[2] for row in told] == [ANA]


@pytest.mark.parametrize("action", [Action.MY_PRIZE, Action.GOT_PRIZE, Action.GOT_IT])
async def test_to_anybody_else_it_is_not_there(house: House, action: Action) -> None:
    held, wish = await won(house)
    code = wish.partition(".")[0]
    async with desk_of(house.store, house.clock, HANDLERS) as desk:
        for person in (BETO, ANA):
            await desk.take(tapped(person, data(action, wish)))
        forged = ("", ".", code, f"{code}.1.1", f"{code}.1.1.2", f"{code}.9.1.1", f"{code}.1.1.1.1", "ZZZZ.1.1.1")
        for value in (*forged, f"{code}.x.1.1", f"{code}.1.1.{10**12}", f"{code}.-1.1.1", f"{code}.1.1.٣"):
            await desk.take(tapped(LUIS.telegram_id, data(action, value)))
        assert {one for one, _ in await desk.states()} == {"done"}
    assert await state(house, held) == "waiting"


async def test_a_prize_that_went_on_is_not_confirmed_any_more(house: House) -> None:
    held, wish = await won(house)
    house.clock.pass_(15 * DAY)
    await house.do(pass_on_unclaimed)
    async with desk_of(house.store, house.clock, HANDLERS) as desk:
        await desk.take(tapped(LUIS.telegram_id, data(Action.GOT_IT, wish)))
        assert "The time to claim it is over" in (await last(desk, LUIS.telegram_id))["text"]
    assert await state(house, held) == "passed"
