"""A project that is ready to be drawn, at a moment of which the beacon is known."""

from datetime import timedelta

from db.draws import Draw
from db.projects import Project
from rules.draw.beacon import time_of
from rules.lottery import Lottery
from rules.states import DrawMethod
from services.draw_settings import set_lottery
from services.drawing import draw
from services.locking import lock_for_draw
from services.prizes import add_prize_to
from services.projects import set_draw_method
from tests.cast import ANA, LUIS, MARTA, House

ROUND = 1000
DUE = time_of(ROUND)
SIGNATURE = bytes.fromhex(
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
)
OTHER_SIGNATURE = bytes.fromhex(
    "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92"
)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LOTTERY = Lottery("Lotería de Bogotá", "the last two figures", "https://www.loteriadebogota.com", 4, "last:2", "void")

LOTTERIES = {
    DrawMethod.NUMBER: LOTTERY,
    DrawMethod.LOTTERY: LOTTERY._replace(what="all of them", digits=8, take=None, unsold=None),
    DrawMethod.LOTTERY_SEALED: LOTTERY._replace(what="all of them", digits=8, take=None, unsold=None),
}
FIGURES = {DrawMethod.NUMBER: "1207", DrawMethod.LOTTERY: "12345678", DrawMethod.LOTTERY_SEALED: "12345678"}


async def ready(house: House, method: DrawMethod = DrawMethod.BEACON, prizes: int = 1, user_id: int = ANA) -> Project:
    """Luis holds 1, 2 and 3, Marta 7 and 8; an hour before the round that the beacon's example knows."""
    house.clock.now = DUE - timedelta(hours=1)
    project = await house.open_project(user_id)
    await house.do(set_draw_method, project.key, method, user_id)
    if method in LOTTERIES:
        await house.do(set_lottery, project.key, LOTTERIES[method], user_id)
    for number in range(prizes):
        await house.do(add_prize_to, project.key, f"Prize {number + 1}", user_id)
    await house.sell(project.key, 1, 2, 3, buyer=LUIS)
    await house.sell(project.key, 7, 8, buyer=MARTA)
    return project


async def locked(house: House, method: DrawMethod = DrawMethod.BEACON, prizes: int = 1) -> Draw:
    project = await ready(house, method, prizes)
    return await house.do(lock_for_draw, project.key, project.user_id, DUE)


async def drawn(house: House, method: DrawMethod = DrawMethod.BEACON, prizes: int = 1) -> Draw:
    waiting = await locked(house, method, prizes)
    house.clock.now = DUE + 10 * MINUTE
    return await bring(house, waiting)


async def bring(house: House, waiting: Draw) -> Draw:
    """What its method uses."""
    method = DrawMethod(waiting.method)
    signature = SIGNATURE if method in (DrawMethod.BEACON, DrawMethod.BEACON_SEALED) else None
    figure = FIGURES.get(method)
    if method == DrawMethod.NUMBER:
        figure = "-".join(["1207"] * waiting.prizes)
    return await house.do(draw, waiting.key, waiting.user_id, signature=signature, figure=figure)
