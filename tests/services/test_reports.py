"""Reports: each says what the rows add up to, of all days or of some; days are those where the organizer lives."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from db.counters import take_numbers
from db.tables import Orders, Payments, Raffles
from rules.keys import ProjectKey
from rules.refusals import NotFound
from services.charts import CHART, Measure, look_at_chart, post_chart
from services.comparisons import compare
from services.organizers import choose_currency, choose_zone
from services.periods import Days, moments_of, orders_made, quarters_of
from services.practice import start_practice
from services.projects import create_project
from services.rankings import SLICE, report_buyers, report_sellers
from services.releases import void
from services.report_days import DayTotal, report_days, total_days
from services.reports import Asked, View, is_quickly_told, post_report, report_methods, report_sets, report_whole
from tests.cast import ANA, BETO, LUIS, MARTA, House
from tests.db.test_totals import History

ZONES = ("UTC", "America/Santiago", "Asia/Kathmandu", "Pacific/Kiritimati", "Atlantic/Azores")
ALL = Days()


class Rows:
    """What is there, added up number by number."""

    def __init__(self, orders: Any, raffles: Any, payments: Any, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.orders = {row.order_number: row for row in orders}
        self.held = [row for row in raffles if row.order_number is not None]
        live = {number for number, row in self.orders.items() if row.state in ("reserved", "paid")}
        self.payments = [row for row in payments if row.undone_at is None and row.order_number in live]

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def inside(self, at: datetime, days: Days) -> bool:
        return (days.first or date.min) <= self.day(at) <= (days.last or date.max)

    def taken(self, days: Days, member: str) -> dict[Any, tuple[int, int, int, int]]:
        sums: dict[Any, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for row in self.held:
            order = self.orders[row.order_number]
            if self.inside(order.created_at, days):
                of = {"maker": order.made_by, "day": self.day(order.created_at), "all": 0}.get(member)
                each = sums[getattr(row, member) if of is None else of]
                at = 0 if row.state == "sold" else 2
                each[at] += 1
                each[at + 1] += row.unit_price
        return {key: tuple(each) for key, each in sums.items()}  # type: ignore[misc]

    def paid(self, days: Days, by: str) -> Counter[Any]:
        sums: Counter[Any] = Counter()
        for row in self.payments:
            if self.inside(row.created_at, days):
                sums[row.method if by == "method" else self.day(row.created_at)] += row.amount
        return sums


async def rows_of(house: House, key: ProjectKey, zone: str) -> Rows:
    found: list[Any] = []
    async with house.store.reading() as work:
        for table in (Orders, Raffles, Payments):
            mine = select(table.__table__).where(
                table.user_id == key.user_id, table.project_number == key.project_number
            )
            found.append((await work.execute(mine)).all())
    orders, raffles, payments = found
    return Rows(orders, raffles, payments, zone)


@pytest.mark.parametrize("seed", range(20, 24))
async def test_each_report_is_what_the_rows_add_up_to(house: House, seed: int) -> None:
    history = History(house, seed)
    await history.run()
    zone = ZONES[seed % len(ZONES)]
    await house.do(choose_zone, ANA, zone)
    for key in history.keys:
        rows = await rows_of(house, key, zone)
        every = sorted({rows.day(row.created_at) for row in rows.orders.values()})
        middle = every[len(every) // 2]
        for days in (ALL, Days(middle), Days(None, middle), Days(middle, middle), Days(every[1], every[-2])):
            await check_reports(house, key, rows, days)


async def check_reports(house: House, key: ProjectKey, rows: Rows, days: Days) -> None:
    whole = await house.look(report_whole, key, days)
    taken, paid = rows.taken(days, "all").get(0, (0, 0, 0, 0)), rows.paid(days, "method").total()
    if days.are_all:
        assert (whole.glance.sold, whole.glance.reserved, whole.glance.money_in) == (taken[0], taken[2], paid)
    else:
        assert (whole.taken[1:], whole.paid) == (taken, paid)
    methods = await house.look(report_methods, key, days)
    assert {one.method: one.amount for one in methods} == rows.paid(days, "method")
    sets = await house.look(report_sets, key, days)
    told = {
        one.raffle_set.set_number: (one.sold, one.sold_price, one.reserved) for one in sets if one.sold or one.reserved
    }
    assert told == {member: sums[:3] for member, sums in rows.taken(days, "set_number").items()}
    buyers = (await house.look(report_buyers, key, days, 1)).found
    assert {one.total.member: one.total[1:] for one in buyers} == rows.taken(days, "buyer_number")
    assert [one.total.sold for one in buyers] == sorted((one.total.sold for one in buyers), reverse=True)
    sellers, makers = await house.look(report_sellers, key, days), rows.taken(days, "maker")
    assert sellers.own[1:] == makers.pop(ANA, (0, 0, 0, 0))
    named = [one.total for one in sellers.others]
    assert all(makers.pop(one.member) == one[1:] for one in named)
    assert sellers.rest[1:] == tuple(map(sum, zip((0, 0, 0, 0), *makers.values(), strict=True)))
    found, by_day = await house.look(total_days, key, days), rows.taken(days, "day")
    assert {one.day: one.paid for one in found if one.paid} == rows.paid(days, "day")
    assert {one.day: (one.sold, one.reserved) for one in found if one.sold or one.reserved} == {
        day: (sums[0], sums[2]) for day, sums in by_day.items()
    }
    assert await turned(house, key, days) == list(reversed(found))


async def turned(house: House, key: ProjectKey, days: Days) -> list[DayTotal]:
    """Page by page."""
    page = await house.look(report_days, key, days)
    found = page.days
    while page.next_last is not None:
        page = await house.look(report_days, key, days, page.next_last)
        assert page.days
        found = found + page.days
    return found


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("UTC", date(2026, 3, 8), 24),
        ("Asia/Kathmandu", date(2026, 3, 8), 24),
        ("America/New_York", date(2026, 3, 8), 23),
        ("America/New_York", date(2026, 11, 1), 25),
        # At midnight itself: the day begins at one; the day before has its last hour twice.
        ("America/Santiago", date(2026, 9, 6), 23),
        ("America/Santiago", date(2026, 4, 4), 25),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
    ],
)
async def test_a_day_lasts_as_long_as_it_does_there(house: House, zone: str, day: date, hours: float) -> None:
    project = await house.open_project()
    await house.do(choose_zone, ANA, zone)
    since, until = moments_of(Days(day, day), ZoneInfo(zone))
    assert (until - since).total_seconds() == hours * 3600
    assert len(quarters_of(Days(day, day), ZoneInfo(zone))) == hours * 4
    a_moment = timedelta(microseconds=1)
    for number, at in enumerate((since - a_moment, since, until - a_moment, until)):
        house.clock.now = at
        await house.sell(project.key, number, buyer=LUIS if number in (1, 2) else MARTA)
    yesterday, tomorrow = day - timedelta(days=1), day + timedelta(days=1)
    found = await house.look(total_days, project.key, ALL)
    assert found == [DayTotal(yesterday, 1, 0, 500), DayTotal(day, 2, 0, 1000), DayTotal(tomorrow, 1, 0, 500)]
    (only,) = (await house.look(report_buyers, project.key, Days(day, day), 1)).found
    assert (only.name, only.total.sold) == ("Luis", 2)
    whole = await house.look(report_whole, project.key, Days(day, day))
    assert (whole.taken.sold, whole.paid) == (2, 1000)


async def test_orders_of_some_days_are_found_without_a_look_at_all(house: House) -> None:
    project = await house.open_project()
    numbers = iter(range(100))
    for day in range(1, 21):
        house.clock.now = datetime(2026, 3, day, 12, tzinfo=UTC)
        for _ in range(2):
            await house.sell(project.key, next(numbers))
        await house.do(take_numbers, ANA, "project:1:order", 1000)
    since, until = datetime(2026, 3, 10, tzinfo=UTC), datetime(2026, 3, 11, tzinfo=UTC)
    among = await house.look(orders_made, project.key, since, until)
    made = [
        row.order_number
        for row in (await rows_of(house, project.key, "UTC")).orders.values()
        if since <= row.created_at < until
    ]
    assert all(number in among for number in made)
    assert SLICE < len(among) < 5000
    assert not await house.look(is_quickly_told, project.key, Asked(View.BUYERS, Days(since.date(), since.date())))
    assert await house.look(is_quickly_told, project.key, Asked(View.BUYERS))
    assert await house.look(is_quickly_told, project.key, Asked(View.DAYS, Days(since.date())))
    (luis,) = (await house.look(report_buyers, project.key, Days(date(2026, 3, 3), date(2026, 3, 18)), 1)).found
    assert luis.total.sold == 32


async def test_practice_and_hidden_raffles_are_not_what_one_compares_with(house: House) -> None:
    first = await house.open_project()
    await house.sell(first.key, 1)
    await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    second = await house.do(create_project, ANA, "Another")
    assert await house.look(compare, second.key) is None
    await house.add_set(second.key, 0, 9)
    assert await house.look(compare, second.key) is None
    house.clock.pass_(timedelta(days=40))
    await house.reserve(second.key, 1, 2)
    found = await house.look(compare, second.key)
    assert found is not None
    assert (found.before.project, found.days) == (first, 1)
    assert (found.now.sold, found.now.reserved, found.now.buyers, found.now.share_paid) == (0, 2, 1, 0)
    assert (found.before.sold, found.before.paid, found.before.buyers, found.before.share_paid) == (1, 500, 1, 100)
    assert await house.look(compare, first.key) is None


async def test_as_many_days_after_the_first_number_are_compared(house: House) -> None:
    """Voided orders count in neither; days are those of the organizer."""
    first = await house.open_project()
    voided = (await house.sell(first.key, 50)).order
    house.clock.pass_(timedelta(days=3))
    await house.do(void, voided.key, "By mistake", ANA)
    for number in range(10):
        await house.sell(first.key, number, buyer=LUIS if number < 4 else MARTA)
        house.clock.pass_(timedelta(days=1))
    second = await house.do(create_project, ANA, "Another")
    await house.add_set(second.key, 0, 99)
    await house.sell(second.key, 1, 2)
    for days, sold, buyers in ((1, 1, 1), (4, 4, 1), (6, 6, 2), (30, 10, 2)):
        house.clock.now = datetime(2026, 3, 15, 15, 30, tzinfo=UTC) + timedelta(days=days - 1)
        found = await house.look(compare, second.key)
        assert found is not None
        assert (found.days, found.before.sold, found.before.paid, found.before.buyers) == (
            days,
            sold,
            500 * sold,
            buyers,
        )
        assert (found.now.sold, found.now.buyers) == (2, 1)


async def test_a_chart_moves_the_raffle_before_to_the_same_first_day(house: House) -> None:
    first = await house.open_project()
    for number in range(3):
        await house.sell(first.key, number, number + 10)
        house.clock.pass_(timedelta(days=2))
    second = await house.do(create_project, ANA, "Another")
    await house.add_set(second.key, 0, 99)
    start = house.clock.now.date()
    await house.sell(second.key, 1)
    house.clock.pass_(timedelta(days=3))
    shown = await house.look(look_at_chart, second.key, ALL, Measure.MONEY)
    assert (shown.first, shown.last, shown.before) == (start, start + timedelta(days=3), first)
    assert [(one.day, one.paid) for one in shown.days_before] == [(start, 1000), (start + timedelta(days=2), 1000)]
    await house.do(choose_currency, ANA, "EUR")
    third = await house.do(create_project, ANA, "In euros")
    await house.add_set(third.key, 0, 99)
    await house.sell(third.key, 1)
    assert (await house.look(look_at_chart, third.key, ALL, Measure.MONEY)).before is None
    assert (await house.look(look_at_chart, third.key, ALL, Measure.NUMBERS)).before == second
    alone = await house.look(look_at_chart, first.key, Days(None, date(2026, 3, 3)), Measure.MONEY)
    assert (alone.before, alone.first, alone.last) == (None, date(2026, 3, 2), date(2026, 3, 3))


async def test_what_is_not_there_is_not_reported(house: House) -> None:
    await house.open_project()
    for key in (ProjectKey(ANA, 2), ProjectKey(BETO, 1)):
        await house.refuses(NotFound, post_report, key, Asked(), ANA)
        await house.refuses(NotFound, post_chart, key, ALL, Measure.MONEY, ANA)
        for read in (report_whole, report_methods, report_sets, report_sellers, report_days):
            await house.refuses(NotFound, read, key, ALL)
        await house.refuses(NotFound, report_buyers, key, ALL, 1)
        await house.refuses(NotFound, compare, key)
        await house.refuses(NotFound, look_at_chart, key, ALL, Measure.MONEY)
    await house.refuses(NotFound, report_buyers, ProjectKey(ANA, 1), ALL, 0)


async def test_a_letter_says_what_was_asked_for(house: House) -> None:
    project = await house.open_project()
    days = Days(date(2026, 3, 1))
    await house.do(post_report, project.key, Asked(View.BUYERS, days, 2), ANA)
    await house.do(post_chart, project.key, days, Measure.NUMBERS, ANA, answers=7)
    letters = [row for row in (await house.everything())["outbox"] if "user_id" in str(row)]
    assert any('"view": "b"' in str(row) and '"first": "2026-03-01"' in str(row) for row in letters)
    assert any(CHART in row and '"measure": "numbers"' in str(row) for row in letters)
