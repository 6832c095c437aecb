"""Two of one organizer's devices at once: neither undoes what the other set."""

import asyncio

from services.organizers import choose_country, choose_language, find_organizer, welcome
from services.projects import create_project
from tests.cast import ANA, House


async def test_what_is_set_at_once_is_all_set(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "en")
    for turn in range(10):
        await asyncio.gather(
            house.do(choose_country, ANA, ("CO", "BR")[turn % 2]),
            house.do(create_project, ANA, f"Raffle {turn}"),
            house.do(choose_language, ANA, ("es", "pt")[turn % 2]),
        )
        ana = await house.look(find_organizer, ANA)
        assert (ana.country, ana.language) == (("CO", "es"), ("BR", "pt_BR"))[turn % 2]
        assert ana.active_project == turn + 1
