"""Paying with a proof: from the buyer's picture to the ticket, whatever happens in between."""

import asyncio
from collections.abc import Awaitable, Callable
from io import BytesIO

import pytest
from PIL import Image

from db.invariants import check
from rules.keys import ProjectKey
from rules.states import PaymentMethod
from services.orders import find_order_view
from services.payments import pay
from services.proofs import list_waiting_proofs
from tests.cast import House
from tests.end_to_end.buyers import KEY, claims, order_of, receipt, reserve, tickets
from tests.people import BotUnderTest, Person, Telegram
from tests.people.seen import Seen


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | KEY


@pytest.fixture
async def luis(telegram: Telegram, trip: ProjectKey) -> Person:
    luis = await telegram.person("Luis", language_code="en")
    await luis.say("/start")
    await luis.sees("I run raffles")
    return luis


def has_picture(seen: Seen) -> bool:
    """A proof that waits."""
    return seen.photo is not None and "✅ Accept" in seen.labels


async def waiting(house: House, trip: ProjectKey) -> int:
    return len((await house.look(list_waiting_proofs, trip)).found)


async def test_a_picture_is_accepted_and_the_ticket_comes_once_with_its_picture(
    ana: Person, luis: Person, trip: ProjectKey, house: House, telegram: Telegram
) -> None:
    order = await reserve(house, trip, luis)
    await claims(luis, order)
    await luis.say("here it comes")
    await luis.sees("I am waiting for a photo or PDF")
    await luis.send_photo(receipt())
    await luis.sees("Your proof for 07, 12 is with Anne")
    proof = await ana.sees(has_picture)
    assert "07, 12 · Luis Pérez" in proof.text
    assert "$10.00 to pay" in proof.text
    await ana.tap("✅ Accept")
    done = await ana.sees("Luis Pérez has paid: 07, 12")
    assert (done.id, done.photo) == (proof.id, proof.photo)
    ticket = await luis.sees("Holder: Luis Pérez")
    assert "🎟 07, 12" in ticket.text
    assert "paid $10.00" in ticket.text
    assert Image.open(BytesIO(await luis.load(ticket.photo or ""))).width > 500
    paid = (await house.look(find_order_view, order.key)).payments
    assert [(one.amount, one.method) for one in paid] == [(1000, PaymentMethod.TRANSFER)]
    for data in [str(button["callback_data"]) for row in proof.rows for button in row][:3]:
        await ana.tap_data(done, data)
        if "reject" in data:
            await ana.sees("Accepted already.")
        else:
            await ana.sees_alert("accepted already")
    assert len(await tickets(luis)) == 1
    assert (await order_of(house, order.key)).state == "paid"
    # By its button it comes again, as the file that Telegram knows.
    await luis.say("/mytickets")
    await luis.sees("✅ 07, 12")
    await luis.tap("✅ 07, 12")
    await luis.sees("$10.00 paid")
    await luis.tap("🎟 Ticket again")
    await luis.sees("Holder: Luis Pérez")
    sent = [
        call["params"]["photo"] for call in await telegram.calls("sendPhoto") if call["params"]["chat_id"] == luis.id
    ]
    assert sent == [sent[0], ticket.raw["photo"][-1]["file_id"]]
    assert [found async for found in check(house.store)] == []


async def test_a_proof_is_rejected_with_a_reason_and_another_one_is_asked_for(
    ana: Person, luis: Person, trip: ProjectKey, house: House
) -> None:
    order = await reserve(house, trip, luis)
    await claims(luis, order)
    await luis.send_document("receipt.pdf", b"%PDF-1.4 a receipt")
    await luis.sees("Your proof for 07, 12 is with Anne")
    await ana.sees(lambda seen: seen.document is not None)
    await ana.tap("Reject")
    await ana.sees("Why is it rejected? Luis Pérez reads it.")
    await ana.say("Only $5 arrived <b>")
    await ana.sees("Luis Pérez was told why: Only $5 arrived <b>")
    told = await luis.sees("Anne did not accept your proof for 07, 12")
    assert "Why: Only $5 arrived <b>" in told.text
    assert await waiting(house, trip) == 0
    await luis.tap("✅ I have paid", on=told)
    await luis.sees("Send me the photo or PDF")
    await luis.send_photo(receipt("navy"))
    await luis.sees("Your proof")
    await ana.sees(has_picture)
    await ana.tap("Ask again")
    await ana.sees("Luis Pérez was asked for another picture.")
    told = await luis.sees("Anne asks you for another picture")
    await luis.tap("✅ I have paid", on=told)
    await luis.sees("Send me the photo or PDF")
    await luis.send_photo(receipt("olive"))
    await ana.sees(has_picture)
    await ana.tap("Reject")
    await ana.sees("Why is it rejected?")
    await ana.tap("The money has not arrived")
    await luis.sees("Why: The money has not arrived")
    assert (await order_of(house, order.key)).state == "reserved"


async def test_the_same_picture_for_another_order_is_flagged_and_who_owes_shows_proofs_first(
    ana: Person, luis: Person, telegram: Telegram, trip: ProjectKey, house: House
) -> None:
    order = await reserve(house, trip, luis)
    await claims(luis, order)
    await luis.send_photo(receipt())
    await luis.sees("Your proof")
    first = await ana.sees(has_picture)
    assert "sent before" not in first.text
    marta = await telegram.person("Marta", language_code="en")
    await marta.say("/start")
    await marta.sees("I run raffles")
    await reserve(house, trip, marta, 31)
    await marta.send_photo(receipt())
    await marta.sees("Is this the proof of payment for it?")
    await marta.tap("31 · Spring trip")
    await marta.sees("Your proof for 31")
    flagged = await ana.sees("31 · ")
    assert "This same picture was sent before." in flagged.text
    await ana.say("/owes")
    owes = await ana.sees("Who owes")
    assert owes.text.count("a proof waits for you") == 2
    assert owes.labels[:2] == ["📎 07, 12 Luis Pérez", "📎 31 Luis Pérez"]
    await ana.tap("📎 07, 12 Luis Pérez")
    shown = await ana.sees(has_picture)
    await ana.tap("Order ", on=shown)
    await ana.sees("$10.00 to pay of $10.00")
    await ana.tap("📎 Look at the proof")
    await ana.sees("07, 12 · Luis Pérez")


async def test_a_picture_out_of_the_blue_is_offered_to_the_orders_that_wait_for_money(
    ana: Person, luis: Person, trip: ProjectKey, house: House
) -> None:
    await luis.send_photo(receipt())
    await luis.sees("I did not understand")
    await reserve(house, trip, luis)
    await reserve(house, trip, luis, 40)
    await luis.send_photo(receipt())
    offered = await luis.sees("Which one is this the proof of payment for?")
    assert offered.labels == ["40 · Spring trip", "07, 12 · Spring trip", "None of them"]
    await luis.tap("None of them")
    await luis.sees("Nothing was sent.")
    await luis.tap_data(offered, str(offered.rows[0][0]["callback_data"]))
    await luis.sees_toast("too old")
    await luis.send_photo(receipt())
    await luis.sees("Which one")
    await luis.tap("40 · Spring trip")
    await luis.sees("Your proof for 40 is with Anne")
    await ana.sees(has_picture)
    assert await waiting(house, trip) == 1


async def test_what_is_no_picture_is_too_large_or_too_often_is_refused_and_the_question_stays(
    luis: Person, trip: ProjectKey, house: House
) -> None:
    order = await reserve(house, trip, luis)
    await claims(luis, order)
    await luis.send_document("virus.exe", b"MZ")
    await luis.sees("I can take a photo or a PDF")
    await luis.send_document("receipt.pdf", bytes(20_000_001))
    await luis.sees("too large: 20 MB at most")
    assert await waiting(house, trip) == 0
    await luis.send_photo(receipt())
    await luis.sees("Your proof for 07, 12")
    for number in range(9):
        await luis.tap("Order ")
        await luis.sees(order.code)
        await luis.tap("✅ I have paid")
        await luis.sees("Send me the photo or PDF")
        await luis.send_photo(receipt(f"#0000{number}0"))
        await luis.sees("Your proof for 07, 12")
    await luis.send_photo(receipt("red"))
    await luis.sees("Is this the proof")
    await luis.tap("07, 12 · Spring trip")
    await luis.sees_alert("10 proofs were sent for this order already")
    assert await waiting(house, trip) == 10


async def test_who_blocks_the_bot_in_the_middle_loses_no_number_and_the_organizer_hears_of_it(
    ana: Person, luis: Person, trip: ProjectKey, house: House
) -> None:
    order = await reserve(house, trip, luis)
    await claims(luis, order)
    await luis.send_photo(receipt())
    await luis.sees("Your proof")
    await luis.block_bot()
    await ana.sees(has_picture)
    await ana.tap("✅ Accept")
    await ana.sees("has paid: 07, 12")
    await ana.sees("does not get my messages")
    assert (await order_of(house, order.key)).state == "paid"
    await ana.tap("Order ")
    await ana.sees("Order ")
    await ana.tap("🎟 Ticket to me")
    await ana.sees("Holder: Luis Pérez")
    await luis.unblock_bot()
    await luis.say("/mytickets")
    await luis.sees("✅ 07, 12")
    await luis.tap("✅ 07, 12")
    await luis.sees("$10.00 paid")
    await luis.tap("🎟 Ticket again")
    await luis.sees("Holder: Luis Pérez")
    assert len(await tickets(luis)) == 1
    assert [found async for found in check(house.store)] == []


async def test_a_ticket_is_checked_by_anybody_and_names_nobody(
    ana: Person, luis: Person, telegram: Telegram, trip: ProjectKey, house: House
) -> None:
    order = await reserve(house, trip, luis)
    await house.do(pay, order.key, ana.id, PaymentMethod.CASH)
    code = (await order_of(house, order.key)).check_code
    marta = await telegram.person("Marta", language_code="en")
    await marta.say(f"/start {code}")
    checked = await marta.sees("This ticket is valid")
    assert "07, 12" in checked.text
    assert "Luis" not in checked.text
    assert "Pérez" not in checked.text
    await ana.say("/owes")
    await ana.sees("Who owes")
    await ana.tap("✅ Paid ones")
    await ana.sees("Paid")
    await ana.tap("07, 12 Luis Pérez")
    await ana.sees("Order ")
    await ana.tap("Void")
    await ana.sees("Type the reason")
    await ana.say("By mistake")
    await ana.sees("This cannot be undone")
    await ana.tap("Yes, void it")
    await ana.sees("Voided")
    await marta.say(f"/start {code}")
    await marta.sees("This ticket is not valid")


# Killed between the picture and the ticket


class Story:
    """Told the same way whenever the bot dies."""

    def __init__(self, bot: BotUnderTest, telegram: Telegram, ana: Person, luis: Person) -> None:
        self.bot, self.telegram, self.ana, self.luis = bot, telegram, ana, luis
        self.proof: Seen | None = None

    async def show(self) -> None:
        await self.luis.send_photo(receipt())

    async def accept(self) -> None:
        await self.ana.tap("✅ Accept", on=self.proof)

    async def dies_before(self, deed: Callable[[], Awaitable[None]]) -> None:
        await self.bot.kill()
        await deed()
        await self.bot.start()

    async def dies_after(self, deed: Callable[[], Awaitable[None]], seconds: float) -> None:
        await deed()
        await asyncio.sleep(seconds)
        await self.bot.kill()
        await self.bot.start()

    async def dies_sending(self, deed: Callable[[], Awaitable[None]], to: Person, does: str) -> None:
        """Before or after Telegram has it: either way the bot never hears of it."""
        await self.telegram.fault(does, "sendPhoto", chat=to.id, times=None)
        await deed()
        await asyncio.sleep(0.7)
        await self.bot.kill()
        await self.telegram.mend()
        await self.bot.start()


Point = Callable[[Story], Awaitable[None]]

PROOF_POINTS: dict[str, Point] = {
    "before the picture is heard": lambda s: s.dies_before(s.show),
    "while it is taken in": lambda s: s.dies_after(s.show, 0),
    "10 ms later": lambda s: s.dies_after(s.show, 0.01),
    "40 ms later": lambda s: s.dies_after(s.show, 0.04),
    "before the organizer has it": lambda s: s.dies_sending(s.show, s.ana, "drop_before"),
    "when the organizer has it": lambda s: s.dies_sending(s.show, s.ana, "drop_after"),
}
TICKET_POINTS: dict[str, Point] = {
    "before accepting is heard": lambda s: s.dies_before(s.accept),
    "while it is accepted": lambda s: s.dies_after(s.accept, 0),
    "10 ms after it": lambda s: s.dies_after(s.accept, 0.01),
    "40 ms after it": lambda s: s.dies_after(s.accept, 0.04),
    "100 ms after it": lambda s: s.dies_after(s.accept, 0.1),
    "200 ms after it": lambda s: s.dies_after(s.accept, 0.2),
    "before the ticket is there": lambda s: s.dies_sending(s.accept, s.luis, "drop_before"),
    "when the ticket is there": lambda s: s.dies_sending(s.accept, s.luis, "drop_after"),
}


@pytest.mark.parametrize("point", [*PROOF_POINTS, *TICKET_POINTS])
async def test_killed_anywhere_between_the_picture_and_the_ticket_it_is_sold_once_and_nothing_is_missing(
    bot: BotUnderTest, telegram: Telegram, ana: Person, luis: Person, trip: ProjectKey, house: House, point: str
) -> None:
    order = await reserve(house, trip, luis)
    await ana.sees("reserved 07, 12")
    await claims(luis, order)
    story = Story(bot, telegram, ana, luis)
    await (PROOF_POINTS[point](story) if point in PROOF_POINTS else story.show())
    await luis.sees("Your proof for 07, 12 is with Anne")
    story.proof = await ana.sees(has_picture)
    assert await waiting(house, trip) == 1
    await (TICKET_POINTS[point](story) if point in TICKET_POINTS else story.accept())
    await ana.sees("Luis Pérez has paid: 07, 12")
    await luis.sees("Holder: Luis Pérez")
    await telegram.settled()
    await asyncio.sleep(0.3)
    view = await house.look(find_order_view, order.key)
    assert (view.order.state, [one.amount for one in view.payments]) == ("paid", [1000])
    got = await tickets(luis)
    # Only what was on its way when it died may come a second time, and says the same.
    assert len(got) <= (2 if point in TICKET_POINTS else 1)
    assert len(set(got)) == 1
    assert await waiting(house, trip) == 0
    assert [found async for found in check(house.store)] == []
