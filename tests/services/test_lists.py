"""Looking numbers up, a page at a time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from rules.keys import ProjectKey
from rules.refusals import NotFound
from rules.states import PaymentMethod, RaffleState
from services.lists import PAGE_SIZE, Filter, Page, find_numbers
from services.organizers import choose_zone
from services.payments import pay
from services.projects import create_project
from services.releases import release, void
from tests.cast import ANA, BETO, MARTA, House

AVAILABLE, RESERVED, SOLD = RaffleState.AVAILABLE, RaffleState.RESERVED, RaffleState.SOLD


def numbers_of(page: Page) -> list[int]:
    return [found.raffle_number for found in page.found]


async def sold_and_reserved(house: House) -> ProjectKey:
    """Set 1 is 0-9, set 2 is 20-29; Luis reserved 1, 21, 2, bought 3 by card; Marta bought 4, 24 in cash."""
    project = await house.open_project(final=9)
    await house.add_set(project.key, 20, 29, price=125)
    await house.reserve(project.key, 21, 1, 2)
    await house.sell(project.key, 3, method=PaymentMethod.CARD)
    await house.sell(project.key, 24, 4, buyer=MARTA)
    freed = (await house.sell(project.key, 5, buyer=MARTA)).order
    await house.do(void, freed.key, "By mistake", ANA)
    return project.key


ASKED = [
    (Filter(), [1, 2, 3, 4, 21, 24]),
    (Filter(state=RESERVED), [1, 2, 21]),
    (Filter(state=SOLD), [3, 4, 24]),
    (Filter(state=AVAILABLE), [0, 5, 6, 7, 8, 9, 20, 22, 23, 25, 26, 27, 28, 29]),
    (Filter(set_number=1), [1, 2, 3, 4]),
    (Filter(set_number=2), [21, 24]),
    (Filter(state=AVAILABLE, set_number=1), [0, 5, 6, 7, 8, 9]),
    (Filter(buyer_number=1), [1, 2, 3, 21]),
    (Filter(buyer_number=2), [4, 24]),
    (Filter(method=PaymentMethod.CASH), [4, 24]),
    (Filter(method=PaymentMethod.CARD), [3]),
    (Filter(method=PaymentMethod.TRANSFER), []),
    (Filter(state=SOLD, set_number=2, buyer_number=2, method=PaymentMethod.CASH), [24]),
    (Filter(state=RESERVED, method=PaymentMethod.CASH), []),
    (Filter(state=AVAILABLE, buyer_number=1), []),
    (Filter(state=AVAILABLE, method=PaymentMethod.CASH), []),
    (Filter(state=AVAILABLE, first_day=date(2026, 3, 1)), []),
    (Filter(first_day=date(2026, 3, 2), last_day=date(2026, 3, 2)), [1, 2, 3, 4, 21, 24]),
    (Filter(first_day=date(2026, 3, 3)), []),
    (Filter(last_day=date(2026, 3, 1)), []),
    (Filter(page=2), []),
]


async def test_numbers_are_found_by_what_is_asked_for(house: House) -> None:
    key = await sold_and_reserved(house)
    for wanted, numbers in ASKED:
        page = await house.look(find_numbers, key, wanted)
        assert (wanted, numbers_of(page), page.number, page.more) == (wanted, numbers, wanted.page, False)


async def test_no_day_is_too_far_to_be_asked_for(house: House) -> None:
    key = await sold_and_reserved(house)
    for zone in ("UTC", "America/Bogota", "Asia/Tokyo"):
        await house.do(choose_zone, ANA, zone)
        for wanted, count in (
            (Filter(first_day=date.min, last_day=date.max), 6),
            (Filter(last_day=date.min), 0),
            (Filter(first_day=date.max), 0),
        ):
            assert len((await house.look(find_numbers, key, wanted)).found) == count


async def test_a_found_number_tells_who_holds_it_and_at_which_price(house: House) -> None:
    key = await sold_and_reserved(house)
    (reserved, *_), (*_, sold), (free, *_) = [
        (await house.look(find_numbers, key, Filter(state=state))).found for state in (RESERVED, SOLD, AVAILABLE)
    ]
    assert reserved == (1, 1, "reserved", 1, 1, "Luis", None, 500, house.clock.now)
    assert sold == (24, 2, "sold", 3, 2, "Marta", "cash", 125, house.clock.now)
    assert free == (0, 1, "available", None, None, None, None, 500, None)


@pytest.mark.parametrize("state", [None, SOLD])
async def test_held_numbers_go_page_by_page(house: House, state: RaffleState | None) -> None:
    project = await house.open_project(final=PAGE_SIZE * 3)
    await house.sell(project.key, *range(PAGE_SIZE * 2, PAGE_SIZE * 3 + 1))
    await house.sell(project.key, *range(PAGE_SIZE), buyer=MARTA)
    pages = [await house.look(find_numbers, project.key, Filter(state=state, page=page)) for page in (1, 2, 3, 4)]
    assert [page.more for page in pages] == [True, True, False, False]
    assert [numbers_of(page) for page in pages] == [
        list(range(PAGE_SIZE)),
        list(range(PAGE_SIZE * 2, PAGE_SIZE * 3)),
        [PAGE_SIZE * 3],
        [],
    ]


async def test_free_numbers_go_page_by_page_past_the_taken_ones_and_over_the_sets(house: House) -> None:
    project = await house.open_project(final=59)
    await house.add_set(project.key, 1000, 1049)
    await house.reserve(project.key, *range(5, 15), 1000)
    free = [*range(5), *range(15, 60), *range(1001, 1050)]
    pages = [
        await house.look(find_numbers, project.key, Filter(state=AVAILABLE, page=page)) for page in (1, 2, 3, 10**6)
    ]
    assert [numbers_of(page) for page in pages] == [
        *(free[at : at + PAGE_SIZE] for at in (0, PAGE_SIZE, 2 * PAGE_SIZE)),
        [],
    ]
    assert [page.more for page in pages] == [True, True, True, False]


async def test_a_page_that_ends_with_the_list_is_the_last(house: House) -> None:
    project = await house.open_project(final=PAGE_SIZE - 1)
    assert not (await house.look(find_numbers, project.key, Filter(state=AVAILABLE))).more


async def test_the_last_free_numbers_of_ten_million_are_found_at_once(house: House) -> None:
    project = await house.open_project(final=9_999_999)
    await house.sell(project.key, 9_999_998)
    page = await house.look(find_numbers, project.key, Filter(state=AVAILABLE, page=10**7 // PAGE_SIZE))
    assert numbers_of(page) == [*range(10**7 - PAGE_SIZE, 9_999_998), 9_999_999]


@pytest.mark.parametrize("state", [None, AVAILABLE])
async def test_no_page_is_too_far_to_be_empty(house: House, state: RaffleState | None) -> None:
    key = await sold_and_reserved(house)
    assert numbers_of(await house.look(find_numbers, key, Filter(state=state, page=10**30))) == []


async def test_days_are_those_of_the_organizer(house: House) -> None:
    project = await house.open_project()
    await house.do(choose_zone, ANA, "America/Bogota")
    for number, at in enumerate(
        (
            datetime(2026, 3, 2, 4, 59, 59, 999999, UTC),
            datetime(2026, 3, 2, 5, tzinfo=UTC),
            datetime(2026, 3, 3, 4, 59, 59, tzinfo=UTC),
            datetime(2026, 3, 3, 5, tzinfo=UTC),
        )
    ):
        house.clock.now = at
        await house.sell(project.key, number)
    second = date(2026, 3, 2)
    for wanted, numbers in (
        (Filter(first_day=second, last_day=second), [1, 2]),
        (Filter(first_day=second), [1, 2, 3]),
        (Filter(last_day=second), [0, 1, 2]),
        (Filter(last_day=second - timedelta(days=1)), [0]),
        (Filter(first_day=second, last_day=second - timedelta(days=1)), []),
    ):
        assert numbers_of(await house.look(find_numbers, project.key, wanted)) == numbers


async def test_a_number_s_day_is_the_one_on_which_it_last_changed(house: House) -> None:
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2)).order
    house.clock.pass_(timedelta(days=1))
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    assert numbers_of(await house.look(find_numbers, project.key, Filter(last_day=date(2026, 3, 2)))) == []
    assert numbers_of(await house.look(find_numbers, project.key, Filter(first_day=date(2026, 3, 3)))) == [1, 2]


@pytest.mark.parametrize("asked", [{}, {"buyer_number": 1}, {"state": RESERVED}])
async def test_of_some_days_what_changed_first_comes_first(house: House, asked: dict[str, Any]) -> None:
    project = await house.open_project()
    for number in (40, 7, 8, 3):
        await house.reserve(project.key, number)
        house.clock.pass_(timedelta(minutes=1))
    await house.reserve(project.key, 50, 2)
    page = await house.look(find_numbers, project.key, Filter(first_day=date(2026, 3, 1), **asked))
    assert numbers_of(page) == [40, 7, 8, 3, 2, 50]


async def test_released_numbers_are_found_among_the_free_ones(house: House) -> None:
    project = await house.open_project(final=4)
    await house.reserve(project.key, *range(5))
    await house.do(release, project.key, [1, 3], ANA)
    assert numbers_of(await house.look(find_numbers, project.key, Filter(state=AVAILABLE))) == [1, 3]
    assert numbers_of(await house.look(find_numbers, project.key, Filter())) == [0, 2, 4]


async def test_a_project_without_numbers_has_none_to_find(house: House) -> None:
    await house.open_project()
    empty = await house.do(create_project, ANA, "No numbers yet")
    for state in (None, *RaffleState):
        assert numbers_of(await house.look(find_numbers, empty.key, Filter(state=state))) == []


async def test_what_is_not_there_is_not_found(house: House) -> None:
    project = await house.open_project()
    for key, wanted, noun in (
        (ProjectKey(ANA, 2), Filter(), "project"),
        (ProjectKey(BETO, 1), Filter(), "project"),
        (project.key, Filter(set_number=2), "set"),
        (project.key, Filter(buyer_number=2), "buyer"),
        (project.key, Filter(page=0), "page"),
        (project.key, Filter(page=-1), "page"),
    ):
        assert (await house.refuses(NotFound, find_numbers, key, wanted)).noun == noun
