"""Everything on which nothing was paid, released at once; what somebody has to decide on stays."""

from rules.keys import ProjectKey
from rules.locking import ProjectLocked
from rules.states import DrawMethod, PaymentMethod
from services.locking import lock_for_draw
from services.payments import pay
from services.prizes import add_prize_to
from services.projects import set_draw_method
from services.releasing_all import list_unpaid, release_unpaid
from tests.cast import ANA, LUIS, MARTA, House
from tests.services.strangers import bought, proved


async def trip(house: House) -> ProjectKey:
    """Luis owes 1 and 2 and has paid a part for 3; a proof waits for 4; Marta owes 5, and has paid 6."""
    key = (await house.open_project()).key
    await house.reserve(key, 1, 2, buyer=LUIS)
    part = await house.reserve(key, 3, buyer=LUIS)
    await house.do(pay, part.order.key, ANA, PaymentMethod.CASH, 100)
    await proved(house, (await bought(house, key, 4)).order.key)
    await house.reserve(key, 5, buyer=MARTA)
    await house.sell(key, 6, buyer=MARTA)
    return key


async def test_only_what_nobody_paid_or_proved_is_released(house: House) -> None:
    key = await trip(house)
    released = await house.do(release_unpaid, key, ANA)
    assert sorted(one.numbers for one in released) == [(1, 2), (5,)]
    assert await house.look(list_unpaid, key) == []
    assert await house.do(release_unpaid, key, ANA) == []


async def test_while_a_raffle_is_locked_nothing_is_released(house: House) -> None:
    key = await trip(house)
    await house.do(set_draw_method, key, DrawMethod.BEACON, ANA)
    await house.do(add_prize_to, key, "A bicycle", ANA)
    await house.do(lock_for_draw, key, ANA)
    await house.refuses(ProjectLocked, release_unpaid, key, ANA)
