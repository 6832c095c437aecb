"""What is told of a draw by itself, as it is read: in the reader's language, as the world is when it leaves."""

import json
from datetime import time, timedelta
from typing import Any
from urllib.parse import unquote

import pytest

from bot import draw_notices
from bot.addresses import Addresses
from bot.texts.say import say_in
from bot.wording import Call, Reader
from db.draws import Draw
from db.projects import Project
from db.winners import HeldBy, list_winners
from rules.keys import BuyerKey
from rules.numbers import Chosen
from rules.phones import read_phone
from rules.states import DrawMethod, PaymentMethod
from services.buyers import TypedBuyer
from services.buying import buy
from services.draw_news import WINNERS_TO_FORWARD, WON
from services.draw_settings import set_lottery
from services.drawing import correct_figure
from services.drawing import draw as bring_it
from services.draws import void_draw, void_unheard
from services.erasing import erase
from services.locking import lock_for_draw
from services.organizers import choose_language, choose_quiet_hours, rename_organizer
from services.payments import pay
from services.prizes import add_prize_to
from services.projects import set_draw_method
from services.strangers import Person
from services.winners import confirm_own, pass_on_unclaimed
from tests.cast import ANA, House
from tests.services.drawn import DAY, DUE, LOTTERIES, MINUTE, bring

pytestmark = pytest.mark.story

LUIS = Person(2001, "Luis <b>")
MARTA = TypedBuyer("Marta </b>", read_phone("+57 300 123 4567", None))
PAGES = Addresses("https://raffles.example.org")
READER = Reader(LUIS.telegram_id, "en", "UTC", say_in("en"), "raffles_bot", PAGES)
ANA_READS = Reader(ANA, "en", "UTC", say_in("en"), "raffles_bot", PAGES)
"""DUE is 00:32 in August 2023, at night for whoever sleeps then: quiet hours are in a test of their own."""


async def trip(house: House, method: DrawMethod = DrawMethod.BEACON, prizes: int = 2) -> Project:
    """Luis has paid 1 and 2 of three by himself, Marta, without Telegram, 7 and 8 of Ana."""
    house.clock.now = DUE - timedelta(hours=2)
    project = await house.open_project()
    await house.do(choose_language, ANA, "en")
    await house.do(choose_quiet_hours, ANA, time(0), time(0))
    await house.do(rename_organizer, ANA, "Ana & Co")
    await house.do(set_draw_method, project.key, method, ANA)
    if method in LOTTERIES:
        await house.do(set_lottery, project.key, LOTTERIES[method], ANA)
    for number in range(prizes):
        await house.do(add_prize_to, project.key, f"Bike <i>{number + 1}</i>", ANA)
    order = (await house.do(buy, project.key, Chosen((1, 2)), LUIS)).order
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    await house.sell(project.key, 7, 8, buyer=MARTA)
    return project


async def locked(house: House, method: DrawMethod = DrawMethod.BEACON, prizes: int = 2) -> Draw:
    project = await trip(house, method, prizes)
    return await house.do(lock_for_draw, project.key, ANA, DUE)


async def drawn(house: House, method: DrawMethod = DrawMethod.BEACON, prizes: int = 2) -> Draw:
    waiting = await locked(house, method, prizes)
    house.clock.now = DUE + MINUTE
    return await bring(house, waiting)


def to_luis(draw: Draw) -> dict[str, Any]:
    return {**draw.key._asdict(), "order_number": 1, "buyer_number": 1}


def to_ana(draw: Draw) -> dict[str, Any]:
    return draw.key._asdict()


def words(calls: list[Call] | None, which: int = 0) -> str:
    assert calls is not None
    return calls[which].parameters["text"]


def buttons(calls: list[Call] | None) -> list[dict[str, str]]:
    assert calls is not None
    return [one for row in json.loads(calls[0].parameters["reply_markup"])["inline_keyboard"] for one in row]


async def held(house: House, draw: Draw, telegram_id: int | None) -> list[HeldBy]:
    return [one for one in await house.look(list_winners, draw.key) if one.telegram_id == telegram_id]


async def test_a_buyer_reads_their_numbers_the_round_and_the_whole_fingerprint(house: House) -> None:
    draw = await locked(house)
    calls = await house.look(draw_notices.locked, to_luis(draw), READER)
    assert words(calls) == (
        "<b>Spring trip</b> · Ana &amp; Co\n"
        "\n"
        "🔒 The list for the draw is closed: 4 numbers.\n"
        "🎟 Yours: <b>1, 2</b>\n"
        f"The winner comes from public beacon round <b>1,000</b>, known {READER.say.moment(DUE, house.clock.now)},"
        " not before.\n"
        "\n"
        f"Fingerprint of the list:\n<code>{draw.commitment_hash}</code>\n"
        "Keep this message. After the draw anybody can check that the list is still the same."
    )
    (page,) = buttons(calls)
    assert page["url"].startswith("https://raffles.example.org/p/")
    away = READER._replace(addresses=Addresses())
    assert "url" not in str(await house.look(draw_notices.locked, to_luis(draw), away))


async def test_what_is_decided_by_a_lottery_or_a_secret_is_said_so(house: House) -> None:
    draw = await locked(house, DrawMethod.NUMBER)
    told = words(await house.look(draw_notices.locked, to_luis(draw), READER))
    assert "Loteria de Bogota" in told
    assert "the last two figures" in told


@pytest.mark.parametrize(("language", "closed", "over"), [
    ("es", "La lista para el sorteo está cerrada", "faro público"),
    ("pt_BR", "A lista para o sorteio está fechada", "farol público"),
])  # fmt: skip
async def test_each_reads_it_in_their_own_language(house: House, language: str, closed: str, over: str) -> None:
    draw = await locked(house)
    await house.do(choose_language, ANA, language)
    ana = ANA_READS._replace(say=say_in(language))
    assert closed in words(await house.look(draw_notices.locked, to_luis(draw), READER))
    assert closed in words(await house.look(draw_notices.locked, to_ana(draw), ana))
    house.clock.now = DUE + MINUTE
    await bring(house, draw)
    house.clock.now += MINUTE
    assert over in words(await house.look(draw_notices.drawn, to_luis(draw), READER))
    assert over in words(await house.look(draw_notices.drawn, to_ana(draw), ana))


async def test_who_no_longer_has_the_numbers_hears_nothing(house: House) -> None:
    draw = await locked(house)
    for notice in (draw_notices.locked, draw_notices.drawn, draw_notices.void):
        assert await house.look(notice, to_luis(draw), READER._replace(chat_id=2002)) is None
    for notice in (draw_notices.drawn, draw_notices.void):
        assert await house.look(notice, to_luis(draw), READER) is None
        assert await house.look(notice, to_ana(draw), ANA_READS) is None
    house.clock.now = DUE + MINUTE
    await bring(house, draw)
    assert await house.look(draw_notices.locked, to_luis(draw), READER) is None
    assert await house.look(draw_notices.locked, to_ana(draw), ANA_READS) is None
    await house.do(erase, LUIS.telegram_id, lambda _: "Nobody")
    assert await house.look(draw_notices.drawn, to_luis(draw), READER) is None


async def test_the_organizer_gets_what_can_be_forwarded_and_below_it_a_countdown(house: House) -> None:
    draw = await locked(house)
    calls = await house.look(draw_notices.locked, to_ana(draw), ANA_READS)
    assert draw.commitment_hash is not None
    assert draw.commitment_hash in words(calls)
    assert "Yours" not in words(calls)
    assert "The draw is in 2 hours" in words(calls, 1)
    assert "Forward the message above" in words(calls, 1)


async def test_all_read_who_won_by_numbers_alone(house: House) -> None:
    draw = await drawn(house)
    calls = await house.look(draw_notices.drawn, to_luis(draw), READER)
    told = words(calls)
    assert "<b>Spring trip</b> is drawn" in told
    for one in (await house.look(list_winners, draw.key))[:2]:
        assert f": <b>{one.winner.raffle_number}</b>" in told
    assert "Marta" not in told
    assert "Bike &lt;i&gt;1&lt;/i&gt;" in told
    assert "By public beacon round 1,000." in told
    assert str(draw.commitment_hash) in told
    own = [one for one in await held(house, draw, LUIS.telegram_id) if one.winner.prize_number]
    assert ("won: Bike" in told) == bool(own)
    assert ("did not win this time" in told) != bool(own)
    assert "Check the draw" in buttons(calls)[0]["text"]
    nowhere = await house.look(draw_notices.drawn, to_luis(draw), READER._replace(addresses=Addresses()))
    assert "Ana &amp; Co has the proof" in words(nowhere)


async def test_the_organizer_sees_the_last_prize_first_and_the_names_with_it(house: House) -> None:
    draw = await drawn(house, prizes=3)
    first = words(await house.look(draw_notices.drawn, to_ana(draw), ANA_READS))
    assert "is being drawn" in first
    assert "There are 3 prizes" in first
    house.clock.pass_(MINUTE)
    late = await house.look(draw_notices.drawn, to_ana(draw), ANA_READS)
    assert all(f"Bike &lt;i&gt;{number}" in words(late) for number in (1, 2, 3))
    assert "Luis &lt;b&gt;" in words(late) or "Marta &lt;/b&gt;" in words(late)
    assert buttons(late)[0]["callback_data"].endswith(f"{draw.project_number}.{draw.draw_number}")


async def test_a_draw_taken_back_says_why(house: House) -> None:
    draw = await locked(house)
    await house.do(void_draw, draw.key, "The <hall> is closed", ANA)
    told = words(await house.look(draw_notices.void, to_luis(draw), READER))
    assert told == (
        "↩️ The draw of <b>Spring trip</b> was taken back.\n"
        "Why: The &lt;hall&gt; is closed\n"
        "🎟 Your numbers stay yours: <b>1, 2</b>\n"
        "A new draw is announced before it takes place."
    )
    assert "close its list anew" in words(await house.look(draw_notices.void, to_ana(draw), ANA_READS))


async def test_a_silent_beacon_is_a_reason_in_words(house: House) -> None:
    draw = await locked(house)
    house.clock.now = DUE + 8 * DAY
    await house.do(void_unheard, draw.key)
    assert "not heard for 7 days" in words(await house.look(draw_notices.void, to_luis(draw), READER))


async def test_a_redraw_says_so_and_why(house: House) -> None:
    first = await drawn(house)
    house.clock.pass_(MINUTE)
    again = await house.do(lock_for_draw, first.project, ANA, None, "A prize was <missing>")
    told = words(await house.look(draw_notices.locked, to_luis(again), READER))
    assert "🔁 It is drawn again, after draw 1. Why: A prize was &lt;missing&gt;" in told


async def test_a_corrected_figure_is_told_beside_the_one_before(house: House) -> None:
    draw = await drawn(house, DrawMethod.NUMBER, prizes=1)
    told = words(await house.look(draw_notices.drawn, to_luis(draw), READER))
    assert "1207" in told
    assert (": <b>7</b>" in told) == bool(await held(house, draw, None))
    await house.do(correct_figure, draw.key, "1201", "A <typo>", ANA)
    told = words(await house.look(draw_notices.drawn, to_luis(draw), READER))
    assert "The figure 1207 had been typed wrongly. Why it is corrected: A &lt;typo&gt;" in told
    assert "Your number <b>1</b> won: Bike" in told
    await house.do(correct_figure, draw.key, "1250", "Once more", ANA)
    assert "nobody, that number was not sold" in words(await house.look(draw_notices.drawn, to_luis(draw), READER))


async def test_the_figure_is_asked_for_until_it_is_there(house: House) -> None:
    draw = await locked(house, DrawMethod.NUMBER, prizes=1)
    house.clock.now = DUE + MINUTE
    calls = await house.look(draw_notices.figure_wanted, to_ana(draw), ANA_READS)
    assert "Look up the figure of Loteria de Bogota" in words(calls)
    assert [one.get("url", "") for one in buttons(calls)][1] == "https://www.loteriadebogota.com"
    await bring(house, draw)
    assert await house.look(draw_notices.figure_wanted, to_ana(draw), ANA_READS) is None


async def won_by_luis(house: House) -> tuple[Draw, dict[str, Any]]:
    """Number 1 wins the only prize, by the lottery's figure."""
    draw = await locked(house, DrawMethod.NUMBER, prizes=1)
    house.clock.now = DUE + MINUTE
    over = await house.do(bring_it, draw.key, ANA, figure="1201")
    (one,) = await held(house, draw, LUIS.telegram_id)
    return over, {**one.winner.key._asdict(), "buyer_number": 1}


async def test_a_winner_reads_what_they_won_and_how_to_claim_it(house: House) -> None:
    draw, keys = await won_by_luis(house)
    (one,) = await held(house, draw, LUIS.telegram_id)
    calls = await house.look(draw_notices.won, keys, READER)
    told = words(calls)
    assert told.startswith("🎉 <b>You won: Bike &lt;i&gt;1&lt;/i&gt;</b>\n<b>Spring trip</b> · Ana &amp; Co\n")
    assert "With number <b>1</b>" in told
    assert "Claim it from Ana &amp; Co until" in told
    assert f"Your code: <b>{one.winner.claim_code}</b>" in told
    assert "I have my prize" in buttons(calls)[0]["text"]
    assert str(ANA) not in buttons(calls)[0]["callback_data"]
    assert WON in str((await house.everything())["outbox"])
    await house.do(confirm_own, one.winner.key, LUIS.telegram_id)
    assert await house.look(draw_notices.won, keys, READER) is None
    confirmed = words(await house.look(draw_notices.prize_confirmed, keys, ANA_READS))
    assert confirmed == "✅ Luis &lt;b&gt; has confirmed: Bike &lt;i&gt;1&lt;/i&gt;"


async def test_a_prize_that_goes_down_the_line_is_told_to_both(house: House) -> None:
    draw = await drawn(house, prizes=1)
    house.clock.pass_(15 * DAY)
    await house.do(pass_on_unclaimed)
    winners = await house.look(list_winners, draw.key)
    told = words(await house.look(draw_notices.prize_passed, winners[0].winner.key._asdict(), ANA_READS))
    assert "was not claimed in time" in told
    assert f"Next in line: <b>{winners[1].winner.raffle_number}</b>" in told
    for _ in range(2):
        house.clock.pass_(15 * DAY)
        await house.do(pass_on_unclaimed)
    last = (await house.look(list_winners, draw.key))[2]
    told = words(await house.look(draw_notices.prize_passed, last.winner.key._asdict(), ANA_READS))
    assert told.endswith("Nobody is left in line.")


async def test_winners_out_of_reach_are_told_by_the_organizer_without_their_code(house: House) -> None:
    draw = await drawn(house, DrawMethod.NUMBER, prizes=1)
    (marta,) = await held(house, draw, None)
    assert marta.winner.raffle_number == 7
    assert WINNERS_TO_FORWARD in str((await house.everything())["outbox"])
    calls = await house.look(draw_notices.to_forward, {**to_ana(draw), "winners": "1.1"}, ANA_READS)
    assert "👤 Marta &lt;/b&gt; · <b>7</b>" in words(calls)
    (link,) = buttons(calls)
    assert link["url"].startswith("https://wa.me/573001234567?text=Marta")
    assert "number 7 of “Spring trip” won" in unquote(link["url"])
    assert str(marta.winner.claim_code) not in unquote(link["url"])
    assert BuyerKey(ANA, 2) == marta.buyer


async def test_at_night_it_makes_no_sound(house: House) -> None:
    draw = await locked(house)
    await house.do(choose_quiet_hours, ANA, time(0), time(23, 59))
    for notice, keys, reader in (
        (draw_notices.locked, to_luis(draw), READER),
        (draw_notices.locked, to_ana(draw), ANA_READS),
    ):
        calls = await house.look(notice, keys, reader)
        assert calls is not None
        assert calls[0].parameters["disable_notification"] == "true"
