"""What a buyer is told, when it leaves: in their language, only while it is true, and at night without a sound."""

import json
from datetime import UTC, datetime

import pytest

from bot.buyer_notices import proof_rejected, reminder
from bot.screens import to_buyers
from bot.texts.say import say_in
from bot.ticket_notices import ticket
from bot.whatsapp import link_to
from bot.wording import Call, Reader
from rules.keys import BuyerKey, OrderKey
from rules.states import PaymentMethod, ProofKind
from services.buyers import TypedBuyer
from services.holders import change_holder
from services.links import claim_link, open_claim
from services.organizers import choose_zone, welcome
from services.payments import pay
from services.proofs import PROOF_REJECTED, reject_proof, send_proof
from services.releases import release, void
from services.reminding import find_reminder
from services.tickets import find_ticket
from tests.cast import ANA, MARTA, House
from tests.services.test_buying import letters

pytestmark = pytest.mark.story

LUIS_HIMSELF = 2001
READER = Reader(LUIS_HIMSELF, "en", "UTC", say_in("en"), "raffles_bot")
HOSTILE = "<b>{name}</b> \u202e" + "W" * 60


@pytest.fixture
async def order(house: House) -> OrderKey:
    """Luis, who is on Telegram, has reserved 1 and 2."""
    project = await house.open_project()
    taken = await house.reserve(project.key, 1, 2)
    code = await house.do(claim_link, BuyerKey(ANA, 1), ANA)
    await house.do(open_claim, code, LUIS_HIMSELF)
    return taken.order.key


async def calls(house: House, order: OrderKey) -> dict[str, list[Call] | None]:
    keys = {**order._asdict(), "buyer_number": 1}
    return {
        "ticket": await house.look(ticket, keys, READER),
        "reminder": await house.look(reminder, keys, READER),
    }


async def test_what_came_of_a_proof_names_the_numbers_also_when_they_were_released_meanwhile(
    house: House, order: OrderKey
) -> None:
    proof = (await house.do(send_proof, order, LUIS_HIMSELF, ProofKind.PHOTO, "file", "one")).key
    await house.do(reject_proof, proof, "Nothing arrived", ANA)
    ((_, keys),) = await letters(house, PROOF_REJECTED)
    for released in (False, True):
        if released:
            await house.do(release, order.project, [1, 2], ANA)
        told = await house.look(proof_rejected, keys, READER)
        assert told is not None
        assert "comprobante de <b>1, 2</b> de" in told[0].parameters["text"]


async def test_what_is_owed_is_reminded_of_and_what_is_paid_has_a_ticket(house: House, order: OrderKey) -> None:
    owed = await calls(house, order)
    assert owed["ticket"] is None
    assert owed["reminder"] is not None
    await house.do(pay, order, ANA, PaymentMethod.CASH)
    paid = await calls(house, order)
    assert paid["reminder"] is None
    assert paid["ticket"] is not None
    assert "🎟 <b>1, 2</b>" in paid["ticket"][0].parameters["caption"]
    await house.do(void, order, "By mistake", ANA)
    assert await calls(house, order) == {"ticket": None, "reminder": None}


async def test_whoever_handed_it_on_meanwhile_gets_nothing(house: House, order: OrderKey) -> None:
    await house.do(change_holder, order, MARTA, ANA)
    assert await calls(house, order) == {"ticket": None, "reminder": None}


async def test_the_buyer_reads_their_own_language_else_the_organizer_s(house: House, order: OrderKey) -> None:
    organizers = await calls(house, order)
    assert organizers["reminder"] is not None
    assert "tienes apartados" in organizers["reminder"][0].parameters["text"]
    await house.do(welcome, LUIS_HIMSELF, "Luis", "pt_BR")
    own = await calls(house, order)
    assert own["reminder"] is not None
    assert "estão reservados para você" in own["reminder"][0].parameters["text"]


@pytest.mark.parametrize(("zone", "is_night"), [("UTC", False), ("Asia/Tokyo", True)])
async def test_at_night_a_reminder_makes_no_sound(house: House, order: OrderKey, zone: str, *, is_night: bool) -> None:
    await house.do(welcome, LUIS_HIMSELF, "Luis", "en")
    await house.do(choose_zone, LUIS_HIMSELF, zone)
    told = (await calls(house, order))["reminder"]
    assert told is not None
    assert ("disable_notification" in told[0].parameters) == is_night


@pytest.mark.parametrize("language", ["en", "es", "pt_BR"])
async def test_a_hostile_name_stays_a_name(house: House, language: str) -> None:
    project = await house.open_project()
    owed = (await house.reserve(project.key, 1, buyer=TypedBuyer(HOSTILE))).order
    paid = (await house.sell(project.key, *range(2, 100), buyer=TypedBuyer(HOSTILE))).order
    reminding = await house.look(find_reminder, owed.key)
    showing = await house.look(find_ticket, paid.key)
    assert reminding is not None
    assert showing is not None
    say = say_in(language, "America/Bogota")
    for words in (to_buyers.reminder(say, reminding, house.clock.now), to_buyers.ticket(say, showing)):
        assert "&lt;b&gt;{name}&lt;/b&gt; WWW" in words
        assert "\u202e" not in words
        assert "%3Cb%3E%7Bname%7D%3C%2Fb%3E%20WWW" in link_to("+573001234567", words)


async def test_an_overdue_reminder_says_so(house: House, order: OrderKey) -> None:
    found = await house.look(find_reminder, order)
    assert found is not None
    late = to_buyers.reminder(say_in("en"), found, datetime(2026, 3, 5, 9, tzinfo=UTC))
    assert "The time for it was until" in late


def test_a_link_to_whatsapp_is_plain_and_never_too_long() -> None:
    assert link_to("+57 300".replace(" ", ""), "<b>07</b> &amp; 12\n🎟") == (
        "https://wa.me/57300?text=07%20%26%2012%0A%F0%9F%8E%9F"
    )
    assert link_to(None, "x") == "https://wa.me/?text=x"
    long = link_to("+57300", "🎟" * 4000)
    assert len(long) < 2000
    assert long.endswith("%E2%80%A6")
    assert json.loads(json.dumps(long)) == long
