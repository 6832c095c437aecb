"""What organizers are told by themselves, as it is read: what it says, its buttons, and when it is not sent."""

import json
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.errand_notices import missing, proofs_wait, sales_closed, summary
from bot.texts.say import say_in
from bot.wording import Call, Reader
from rules.keys import ProjectKey
from services.organizers import choose_language, choose_quiet_hours, choose_summary
from services.projects import close_project, rename_project, set_draw_date
from services.proofs import accept_proof
from services.reopening import reopen_project
from tests.cast import ANA, MARTA, House
from tests.services.strangers import ZOE, bought, proved

pytestmark = pytest.mark.story

DRAW = datetime(2026, 3, 3, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
READER = Reader(ANA, "en", "UTC", say_in("en"))
SPANISH = Reader(ANA, "es", "UTC", say_in("es"))
TOLD = {"user_id": ANA, "project_number": 1}
ABOUT_DRAW = TOLD | {"draw_at": DRAW.isoformat()}
DAY = {
    "user_id": ANA,
    "since": datetime(2026, 3, 2, tzinfo=UTC).isoformat(),
    "until": datetime(2026, 3, 3, tzinfo=UTC).isoformat(),
}


@pytest.fixture
async def trip(house: House) -> ProjectKey:
    """Ten numbers, drawn tomorrow: two sold, two owed, two shown to be paid by somebody without a name."""
    key = (await house.open_project(final=9)).key
    await house.do(choose_language, ANA, "en")
    await house.do(set_draw_date, key, DRAW, ANA)
    await house.sell(key, 0, 1)
    await house.reserve(key, 2, 3, buyer=MARTA)
    order = (await bought(house, key, 4, 5, person=ZOE._replace(name="🙂"))).order
    await proved(house, order.key, ZOE)
    return key


def words(calls: list[Call] | None) -> str:
    assert calls is not None
    return calls[0].parameters["text"]


def buttons(calls: list[Call] | None) -> dict[str, str]:
    assert calls is not None
    rows = json.loads(calls[0].parameters["reply_markup"])["inline_keyboard"]
    return {one["text"]: one["callback_data"].partition(":")[2] for row in rows for one in row}


async def test_what_is_missing_has_the_buttons_that_solve_it(house: House, trip: ProjectKey) -> None:
    calls = await house.look(missing, ABOUT_DRAW, READER)
    assert words(calls) == (
        "📅 <b>Spring trip</b>: the draw is tomorrow 20:00\n\nStill open:\n"
        "📎 1 proof waits for you\n⏳ 1 reservation is not paid\n"
        "👤 1 buyer has no proper name\n▫️ 4 numbers are not sold"
    )
    assert buttons(calls) == {
        "📎 Proofs (1)": "proofs:1",
        "⏳ Who owes (1)": "owes:1",
        "👤 🙂 · #3": "person:3",
        "🎟 Sell": "sell:1",
        "⬅️ My raffles": "home:",
    }
    await house.do(close_project, trip, ANA)
    assert "🎟 Sell" not in buttons(await house.look(missing, ABOUT_DRAW, READER))


async def test_it_is_not_sent_when_the_draw_is_another_or_over(house: House, trip: ProjectKey) -> None:
    await house.do(set_draw_date, trip, DRAW + HOUR, ANA)
    assert await house.look(missing, ABOUT_DRAW, READER) is None
    house.clock.now = DRAW + HOUR
    assert await house.look(missing, ABOUT_DRAW | {"draw_at": (DRAW + HOUR).isoformat()}, READER) is None


async def test_that_sales_are_closed_is_told_as_long_as_they_are(house: House, trip: ProjectKey) -> None:
    assert await house.look(sales_closed, TOLD, READER) is None
    await house.do(close_project, trip, ANA)
    calls = await house.look(sales_closed, TOLD, READER)
    assert words(calls) == (
        "🎟 Sales of <b>Spring trip</b> are closed.\n6 of 10 numbers are taken.\n📅 Draw: tomorrow 20:00\n"
        "⏳ 2 reservations are not paid\nPayments and releases go on."
    )
    assert buttons(calls)["Open sales again"] == "chg:1.open.0."
    assert calls is not None
    assert "disable_notification" not in calls[0].parameters
    await house.do(choose_quiet_hours, ANA, time(9), time(17))
    calls = await house.look(sales_closed, TOLD, READER)
    assert calls is not None
    assert calls[0].parameters["disable_notification"] == "true"
    await house.do(reopen_project, trip, ANA)
    assert await house.look(sales_closed, TOLD, READER) is None


async def test_proofs_that_wait_are_one_message_with_a_button_for_each_raffle(house: House, trip: ProjectKey) -> None:
    other = await house.open_project()
    second = await proved(house, (await bought(house, other.key, 1)).order.key)
    calls = await house.look(proofs_wait, {"user_id": ANA}, READER)
    assert words(calls).startswith("📎 <b>2 proofs wait for you</b>\nSpring trip: 1\nSpring trip: 1\n")
    assert [value for value in buttons(calls).values() if value.startswith("proofs")] == ["proofs:2"]
    await house.do(accept_proof, second.key, ANA)
    assert words(await house.look(proofs_wait, {"user_id": ANA}, READER)).startswith("📎 <b>1 proof waits")


async def test_a_day_is_told_with_its_money_and_what_is_open(house: House, trip: ProjectKey) -> None:
    house.clock.now = datetime(2026, 3, 3, 9, tzinfo=UTC)
    calls = await house.look(summary, DAY, READER)
    assert words(calls) == (
        "📅 <b>Yesterday</b>, Mon 2 Mar\n\n🏆 <b>Spring trip</b>\n✅ 2 numbers sold\n💰 $10.00 received\n"
        "⏳ 2 reservations owe $20.00\n📎 1 proof waits for you"
    )
    assert buttons(calls) == {
        "📎 Proofs (1)": "proofs:1",
        "⏳ Who owes (2)": "owes:1",
        "⬅️ My raffles": "home:",
        "🔕 No daily summary": "cfgset:summary.no",
    }
    in_spanish = words(await house.look(summary, DAY, SPANISH))
    assert "<b>Ayer</b>, lun 2 mar" in in_spanish
    assert "2 números vendidos" in in_spanish


async def test_several_days_and_raffles_are_one_message(house: House, trip: ProjectKey) -> None:
    other = await house.open_project()
    await house.reserve(other.key, 1)
    house.clock.now = datetime(2026, 3, 5, 9, tzinfo=UTC)
    keys = DAY | {"until": datetime(2026, 3, 5, tzinfo=UTC).isoformat()}
    calls = await house.look(summary, keys, READER)
    assert words(calls).startswith("📅 <b>Mon 2 Mar to Wed 4 Mar</b>\n\n🏆 <b>Spring trip</b>\nNo sale\n")
    assert buttons(calls)["📎 1"] == "proofs:1"
    assert buttons(calls)["⏳ Spring trip"] in ("owes:1", "owes:2")


async def test_what_is_overdue_is_told_apart(house: House, trip: ProjectKey) -> None:
    house.clock.now += 50 * HOUR
    assert "⏳ 2 reservations owe $20.00 · 2 overdue" in words(await house.look(summary, DAY, READER))


async def test_it_is_not_sent_to_whoever_does_not_want_it_any_more(house: House, trip: ProjectKey) -> None:
    await house.do(choose_summary, ANA, False)
    assert await house.look(summary, DAY, READER) is None


async def test_names_of_people_are_no_markup(house: House, trip: ProjectKey) -> None:
    await house.do(rename_project, trip, "<b>Trip", ANA)
    house.clock.now = datetime(2026, 3, 3, 9, tzinfo=UTC)
    for wording, keys in ((missing, ABOUT_DRAW), (summary, DAY), (proofs_wait, {"user_id": ANA})):
        assert "&lt;b&gt;Trip" in words(await house.look(wording, keys, READER))
