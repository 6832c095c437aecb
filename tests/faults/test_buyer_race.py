"""Two at once about one buyer: nothing that was written is lost, and no two people become one."""

import asyncio

from db.buyers import find_buyer
from db.projects import Project
from rules.numbers import Chosen
from rules.phones import Phone
from services.buyers import TypedBuyer, add_new_buyer, correct_email, write_notes
from services.projects import create_project
from services.sales import Taken, reserve
from tests.cast import ANA, House


async def test_two_corrections_at_once_are_both_kept(house: House) -> None:
    await house.open_project()
    for turn in range(10):
        buyer = await house.do(add_new_buyer, ANA, f"Luis {turn}", None, ANA)
        await asyncio.gather(
            house.do(correct_email, buyer.key, "luis@example.org", ANA),
            house.do(write_notes, buyer.key, "pays on Fridays", ANA),
        )
        known = await house.look(find_buyer, buyer.key)
        assert (known.email, known.notes) == ("luis@example.org", "pays on Fridays")


async def test_one_name_with_two_phones_typed_at_once_is_two_people(house: House) -> None:
    first = await house.open_project()
    second = await house.do(create_project, ANA, "Another")
    await house.add_set(second.key, 0, 99)

    async def take(project: Project, name: str, digits: str, number: int) -> Taken:
        buyer = TypedBuyer(name, Phone(digits, None))
        return await house.do(reserve, project.key, Chosen((number,)), buyer, ANA)

    for turn in range(10):
        name = f"Marta {turn}"
        await house.do(add_new_buyer, ANA, name, None, ANA)
        here, there = await asyncio.gather(
            take(first, name, f"300111000{turn}", turn), take(second, name, f"300222000{turn}", turn)
        )
        assert here.buyer.buyer_number != there.buyer.buyer_number
        for taken, digits in ((here, f"300111000{turn}"), (there, f"300222000{turn}")):
            assert (await house.look(find_buyer, taken.buyer.key)).phone == digits
