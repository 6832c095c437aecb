"""Buyers who do not want to be reminded: of one project, or of anything."""

from rules.buying import RemindersOff
from rules.refusals import NotFound
from services.muting import allow_reminders, is_muted, stop_reminders
from services.reminding import remind
from tests.cast import ANA, BETO, House
from tests.services.strangers import MARTA, bought


async def test_of_one_project_or_of_all_of_them(house: House) -> None:
    anas, betos = await house.open_project(ANA), await house.open_project(BETO)
    first, second = [(await bought(house, anas.key, number)).order for number in (7, 8)]
    other = (await bought(house, betos.key, 7)).order
    martas = (await bought(house, anas.key, 9, person=MARTA)).order

    async def muted() -> list[bool]:
        return [await house.look(is_muted, order.key) for order in (first, second, other, martas)]

    await house.refuses(NotFound, stop_reminders, 72, first.key)
    await house.do(stop_reminders, 71, first.key)
    assert await muted() == [True, True, False, False]
    refused = await house.refuses(RemindersOff, remind, second.key, ANA)
    assert refused.buyer_number == 1
    await house.do(stop_reminders, 71)
    assert await muted() == [True, True, True, False]
    await house.refuses(RemindersOff, remind, other.key, BETO)
    await house.do(remind, martas.key, ANA)
    await house.do(allow_reminders, 71)
    assert await muted() == [False] * 4
    await house.do(remind, first.key, ANA)
