"""How a project stands."""

from datetime import UTC, date, datetime

from rules.keys import ProjectKey
from rules.refusals import NotFound
from rules.states import PaymentMethod
from services.organizers import choose_zone
from services.payments import pay
from services.projects import create_project
from services.releases import release, void
from services.sets import grow_set
from services.totals import Stand, glance_at, stand_of
from tests.cast import ANA, BETO, LUIS, MARTA, House

CASH, CARD, TRANSFER = PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.TRANSFER


async def test_a_new_project_has_nothing(house: House) -> None:
    await house.open_project()
    empty = await house.do(create_project, ANA, "No numbers yet")
    stand = await house.look(stand_of, empty.key)
    assert stand == Stand(empty, [], money_in=0, owed=0, to_refund=0, by_method={}, by_day={})
    assert (stand.size, stand.sold, stand.reserved, stand.free) == (0, 0, 0, 0)


async def test_numbers_are_told_by_set(house: House) -> None:
    project = await house.open_project(final=9, price=500)
    early = await house.add_set(project.key, 20, 24, price=125)
    await house.sell(project.key, 1, 2, 20)
    await house.reserve(project.key, 3, 21, 22)
    stand = await house.look(stand_of, project.key)
    assert [tuple(one)[1:] for one in stand.sets] == [(2, 1, 7, 1000), (1, 2, 2, 125)]
    assert (stand.size, stand.sold, stand.reserved, stand.free) == (15, 3, 3, 9)
    await house.do(grow_set, early.key, 29, ANA)
    assert (await house.look(stand_of, project.key)).free == 14


async def test_money_is_what_came_in_what_is_owed_and_what_is_to_be_given_back(house: House) -> None:
    project = await house.open_project()
    reserved = (await house.reserve(project.key, 1, 2, 3)).order
    await house.do(pay, reserved.key, ANA, CASH, 400)
    await house.sell(project.key, 4, method=CARD)
    voided = (await house.sell(project.key, 5, 6, buyer=MARTA, method=TRANSFER)).order
    stand = await house.look(stand_of, project.key)
    assert (stand.money_in, stand.owed, stand.to_refund) == (1900, 1100, 0)
    assert stand.by_method == {"cash": 400, "card": 500, "transfer": 1000}
    await house.do(void, voided.key, "By mistake", ANA)
    await house.do(release, project.key, [3], ANA)
    stand = await house.look(stand_of, project.key)
    assert (stand.money_in, stand.owed, stand.to_refund) == (900, 600, 1000)
    assert stand.by_method == {"cash": 400, "card": 500}


async def test_money_is_told_by_the_day_where_the_organizer_lives(house: House) -> None:
    project = await house.open_project()
    second, third = date(2026, 3, 2), date(2026, 3, 3)
    for number, at in enumerate(
        (
            datetime(2026, 3, 2, 18, 15, tzinfo=UTC),  # midnight in Kathmandu, +05:45
            datetime(2026, 3, 3, tzinfo=UTC),
            datetime(2026, 3, 3, 4, 59, 59, tzinfo=UTC),  # the last second of the day before in Bogota, -05:00
            datetime(2026, 3, 3, 5, tzinfo=UTC),
        )
    ):
        house.clock.now = at
        await house.sell(project.key, number)
    for zone, days in (
        ("UTC", {second: 500, third: 1500}),
        ("America/Bogota", {second: 1500, third: 500}),
        ("Asia/Kathmandu", {third: 2000}),
        ("Pacific/Kiritimati", {third: 2000}),
    ):
        await house.do(choose_zone, ANA, zone)
        assert (await house.look(stand_of, project.key)).by_day == days


async def test_the_last_microsecond_of_a_day_belongs_to_it(house: House) -> None:
    project = await house.open_project()
    house.clock.now = datetime(2026, 3, 2, 23, 59, 59, 999_999, UTC)
    await house.sell(project.key, 1)
    assert (await house.look(stand_of, project.key)).by_day == {date(2026, 3, 2): 500}


async def test_a_day_counts_the_parts_paid_on_it_and_nothing_of_what_was_voided(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2)).order
    voided = (await house.sell(project.key, 3)).order
    await house.do(pay, order.key, ANA, CASH, 300)
    house.clock.now = datetime(2026, 3, 5, 12, tzinfo=UTC)
    await house.do(pay, order.key, ANA, CASH)
    await house.do(void, voided.key, "By mistake", ANA)
    assert (await house.look(stand_of, project.key)).by_day == {date(2026, 3, 2): 300, date(2026, 3, 5): 700}


async def test_projects_and_organizers_are_counted_apart(house: House) -> None:
    project = await house.open_project()
    other = await house.do(create_project, ANA, "Another")
    await house.add_set(other.key, 0, 99)
    beto = await house.open_project(BETO)
    await house.sell(project.key, 1, buyer=LUIS)
    for key in (other.key, beto.key):
        stand = await house.look(stand_of, key)
        assert (stand.sold, stand.free, stand.money_in, stand.by_method, stand.by_day) == (0, 100, 0, {}, {})


async def test_a_project_that_is_not_there_is_not_found(house: House) -> None:
    await house.open_project()
    for key in (ProjectKey(ANA, 2), ProjectKey(BETO, 1)):
        assert (await house.refuses(NotFound, stand_of, key)).number == key.project_number


async def test_a_glance_tells_what_the_whole_stand_tells(house: House) -> None:
    project = await house.open_project(final=9)
    await house.add_set(project.key, 20, 24, price=125)
    glance = await house.look(glance_at, project.key)
    assert (glance.size, glance.free, glance.owing, glance.money_in) == (15, 15, 0, 0)
    reserved = (await house.reserve(project.key, 1, 2, 20)).order
    await house.do(pay, reserved.key, ANA, CASH, 400)
    await house.reserve(project.key, 5, buyer=MARTA)
    await house.sell(project.key, 3, 21)
    voided = (await house.sell(project.key, 8)).order
    await house.do(void, voided.key, "By mistake", ANA)
    await house.do(release, project.key, [2], ANA)
    stand = await house.look(stand_of, project.key)
    glance = await house.look(glance_at, project.key)
    assert glance == (stand.project, 15, stand.sold, stand.reserved, stand.money_in, stand.owed, 2, stand.to_refund)
    assert (glance.sold, glance.reserved, glance.free, glance.to_refund) == (2, 3, 10, 500)
