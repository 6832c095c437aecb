"""Reminding a buyer when the organizer says so: by a letter, seldom, and without standing in the way of undoing."""

import json
from datetime import timedelta

from sqlalchemy import text

from db.buyers import Buyer, find_buyer
from db.outbox import NOTICE, REMINDER
from rules.keys import BuyerKey, OrderKey
from rules.refusals import BuyerNotOnTelegram, NotFound, OrderNotPayable, ProjectNotOpen, RemindedLately
from rules.reminding import AT_MOST_EVERY
from rules.states import PaymentMethod
from services.buyers import NumberedBuyer
from services.endings import cancel_project
from services.holders import change_holder
from services.links import claim_link, open_claim
from services.organizers import choose_language, welcome, write_payment_text
from services.payments import pay
from services.reach import be_in_touch, is_within_reach, lose_touch
from services.readers import find_reader
from services.reminding import find_reminder, remind
from services.undo import undo
from tests.cast import ANA, LUIS, MARTA, House

LUIS_HIMSELF, MARTA_HERSELF = 2001, 2002


async def connect(house: House, buyer_number: int, telegram_id: int) -> None:
    code = await house.do(claim_link, BuyerKey(ANA, buyer_number), ANA)
    await house.do(open_claim, code, telegram_id)


async def reserved_by_luis(house: House) -> OrderKey:
    """On Telegram, who has reserved 1 and 2."""
    project = await house.open_project()
    order = (await house.reserve(project.key, 1, 2)).order
    await connect(house, 1, LUIS_HIMSELF)
    return order.key


async def reminded(house: House) -> list[tuple[int, int, dict[str, int]]]:
    """Whom, with which priority, and by which keys."""
    wanted = text(
        "SELECT chat_id, priority, payload, kind FROM outbox WHERE method = 'reminder' ORDER BY letter_number"
    )
    async with house.store.reading() as work:
        rows = list(await work.execute(wanted))
    assert {row[3] for row in rows} <= {NOTICE}
    return [(row[0], row[1], json.loads(row[2])) for row in rows]


async def test_a_reminder_is_a_letter_that_names_the_order_and_its_buyer(house: House) -> None:
    key = await reserved_by_luis(house)
    await house.do(remind, key, ANA)
    assert await reminded(house) == [(LUIS_HIMSELF, REMINDER, {**key._asdict(), "buyer_number": 1})]
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.before["state"], told.after["state"]) == (
        "order.reminded",
        ANA,
        "reserved",
        "reserved",
    )


async def test_an_order_is_reminded_of_at_most_once_an_hour(house: House) -> None:
    key = await reserved_by_luis(house)
    await house.do(remind, key, ANA)
    house.clock.pass_(AT_MOST_EVERY - timedelta(seconds=1))
    refusal = await house.refuses(RemindedLately, remind, key, ANA)
    assert (refusal.now - refusal.at, refusal.minutes) == (AT_MOST_EVERY - timedelta(seconds=1), 60)
    other = (await house.reserve(key.project, 3)).order
    await house.do(remind, other.key, ANA)
    house.clock.pass_(timedelta(seconds=1))
    await house.do(remind, key, ANA)
    assert len(await reminded(house)) == 3


async def test_a_new_holder_was_not_reminded_yet(house: House) -> None:
    key = await reserved_by_luis(house)
    await house.reserve(key.project, 9, buyer=MARTA)
    await connect(house, 2, MARTA_HERSELF)
    await house.do(remind, key, ANA)
    await house.do(change_holder, key, NumberedBuyer(2), ANA)
    await house.do(remind, key, ANA)
    assert [who for who, _, _ in await reminded(house)] == [LUIS_HIMSELF, MARTA_HERSELF]


async def test_nobody_is_reminded_of_what_is_not_owed_or_cannot_be_told(house: House) -> None:
    key = await reserved_by_luis(house)
    without_telegram = (await house.reserve(key.project, 9, buyer=MARTA)).order.key
    await house.refuses(BuyerNotOnTelegram, remind, without_telegram, ANA)
    await house.refuses(NotFound, remind, key._replace(order_number=99), ANA)
    await house.do(pay, key, ANA, PaymentMethod.CASH)
    await house.refuses(OrderNotPayable, remind, key, ANA)
    assert await house.look(find_reminder, key) is None
    await house.do(cancel_project, key.project, ANA)
    await house.refuses(ProjectNotOpen, remind, without_telegram, ANA)
    assert await reminded(house) == []


async def test_a_reminder_says_what_is_owed_and_how_it_is_paid(house: House) -> None:
    key = await reserved_by_luis(house)
    await house.do(write_payment_text, ANA, "Nequi 300 000 0000")
    await house.do(pay, key, ANA, PaymentMethod.CASH, 300)
    reminder = await house.look(find_reminder, key)
    assert reminder is not None
    assert (reminder.buyer_name, reminder.numbers, reminder.order.owed) == ("Luis", (1, 2), 700)
    assert (reminder.project_name, reminder.how_to_pay) == ("Spring trip", "Nequi 300 000 0000")
    assert await house.look(find_reminder, key._replace(order_number=99)) is None


async def test_what_was_done_before_a_reminder_can_still_be_undone(house: House) -> None:
    key = await reserved_by_luis(house)
    await house.do(pay, key, ANA, PaymentMethod.CASH, 300)
    mark = (await house.told())[-1].after["mark"]
    await house.do(remind, key, ANA)
    undone = await house.do(undo, ANA, mark, ANA)
    assert undone.orders[0].after.paid == 0


async def test_a_buyer_reads_their_own_language_or_else_their_organizer_s(house: House) -> None:
    await reserved_by_luis(house)
    assert (await house.look(find_reader, LUIS_HIMSELF, ANA)).language == "es"
    assert (await house.look(find_reader, None, ANA)).id == ANA
    await house.do(welcome, LUIS_HIMSELF, "Luis", "en")
    await house.do(choose_language, LUIS_HIMSELF, "pt")
    assert (await house.look(find_reader, LUIS_HIMSELF, ANA)).language == "pt_BR"
    await house.refuses(NotFound, find_reader, None, 4711)


async def test_within_reach_is_who_is_on_telegram_and_has_not_stopped_us(house: House) -> None:
    await reserved_by_luis(house)
    await house.do(welcome, LUIS_HIMSELF, "Luis", "es")

    async def luis() -> Buyer:
        return await house.look(find_buyer, BuyerKey(ANA, 1))

    assert await house.look(is_within_reach, await luis())
    await house.do(lose_touch, LUIS_HIMSELF)
    assert not await house.look(is_within_reach, await luis())
    await house.do(be_in_touch, LUIS_HIMSELF)
    assert await house.look(is_within_reach, await luis())
    assert not await house.look(is_within_reach, (await luis())._replace(telegram_id=None))
    assert LUIS.name == (await luis()).name
