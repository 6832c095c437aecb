"""A raffle as a file, from the real bot: asked for, told of while it is made, stopped, and opened again."""

import re

import pytest

from db.tasks import list_under_way
from rules.keys import ProjectKey
from rules.numbers import NumberRange
from services.buyers import TypedBuyer
from services.sets import add_set_to
from tests.bot.exports import files_of, sheets_of
from tests.cast import House
from tests.end_to_end.buyers import KEY
from tests.people import BotUnderTest, Person

PATIENCE = 30.0
MANY = NumberRange(1000, 90_999, 0)


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | KEY


async def test_by_buttons_the_file_comes_behind_its_message(house: House, ana: Person, trip: ProjectKey) -> None:
    await house.sell(trip, 7, 12, buyer=TypedBuyer("=Luis"))
    await ana.say("/start")
    await ana.tap("··· More", on=await ana.sees("Your raffles"))
    await ana.tap("📄 Export", on=await ana.sees("What else?"))
    await ana.tap("XLSX", on=await ana.sees("keep it to yourself"))
    await ana.sees_toast("being made")
    name, content = await ana.sees_document(within=PATIENCE)
    await ana.sees(re.compile("✅ 100 numbers, as of today"), within=PATIENCE)
    assert re.fullmatch(r"raffle-1-\d{4}-\d\d-\d\d\.xlsx", name)
    rows = {row[0]: row for row in sheets_of(content)["Numbers"][1:]}
    assert (len(rows), rows[7][3], rows[12][1], rows[13][1]) == (100, "=Luis", "sold", "free")


async def test_in_one_line_the_format_is_named(house: House, ana: Person, trip: ProjectKey) -> None:
    await house.sell(trip, 7, buyer=TypedBuyer("=Luis"))
    await ana.say("/export csv")
    _, content = await ana.sees_document(within=PATIENCE)
    assert [row for row in files_of(content)["numbers.csv"] if "'=Luis" in row]
    await ana.say("/exportar pdf")
    assert "xlsx, csv" in (await ana.sees("I do not know")).text


async def test_it_is_stopped_by_its_button_and_no_file_comes(house: House, ana: Person, trip: ProjectKey) -> None:
    await house.do(add_set_to, trip, MANY, 500, ana.id)
    await ana.say("/export xlsx")
    message = await ana.sees("of 90,1", within=PATIENCE)
    await ana.say("/export csv")
    await ana.sees("An export of yours is still under way")
    await ana.tap("✖️ Stop", on=message)
    await ana.sees_toast("I stop it")
    await ana.sees("Stopped.", within=PATIENCE)
    assert await house.look(list_under_way) == []
    await ana.say("/export csv")
    await ana.sees_document(within=PATIENCE)
    assert [
        one for one in await ana.messages() if one.document and str(one.document["file_name"]).endswith("xlsx")
    ] == []


async def test_killed_in_the_middle_it_is_made_after_a_restart_and_comes_once(
    bot: BotUnderTest, house: House, ana: Person, trip: ProjectKey
) -> None:
    await house.do(add_set_to, trip, MANY, 500, ana.id)
    await ana.say("/export xlsx")
    await ana.sees("of 90,1", within=PATIENCE)
    await bot.kill()
    await bot.start()
    _, content = await ana.sees_document(within=2 * PATIENCE)
    assert len(sheets_of(content)["Numbers"]) == 90_101
    await ana.sees("✅ 90,100 numbers", within=PATIENCE)
    assert len([one for one in await ana.messages() if one.document]) == 1
