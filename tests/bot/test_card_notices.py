"""The card of a raffle: its picture with what is offered, in the language of whoever asked, as it stands now."""

import json
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from bot.card_notices import card
from bot.texts.say import say_in
from bot.wording import Call, Reader
from db.files import find_file_id, keep_file
from rules.keys import ProjectKey
from rules.lottery import Lottery
from rules.numbers import Chosen
from rules.states import DrawMethod, PaymentMethod
from services.buying import buy
from services.cards import CARD, Occasion, post_card
from services.draw_settings import set_lottery
from services.erasing import erase
from services.organizers import choose_language, welcome
from services.payments import pay
from services.prizes import add_prize_to
from services.projects import close_project, describe_project, set_draw_date, set_draw_method
from services.shares import revoke_share, share_link
from services.strangers import Person
from tests.cast import ANA, LUIS, House
from tests.scanning import Scanned, scan
from tests.services.test_buying import letters, make_physical

pytestmark = pytest.mark.story

BUYER = Person(2001, "Luis")
READER = Reader(BUYER.telegram_id, "en", "UTC", say_in("en"), "raffles_bot")


@pytest.fixture
async def trip(house: House) -> ProjectKey:
    """100 numbers online and 50 on paper, of which some are sold and some reserved."""
    key = (await house.open_project()).key
    paper = await house.add_set(key, 100, 149, 900)
    await make_physical(house, paper.key)
    await house.do(add_prize_to, key, "A bicycle", ANA)
    await house.do(set_draw_date, key, datetime(2026, 12, 12, 20, 0, tzinfo=UTC), ANA)
    await house.do(set_draw_method, key, DrawMethod.BEACON, ANA)
    order = (await house.do(buy, key, Chosen((1, 2)), BUYER)).order
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    await house.do(buy, key, Chosen((3,)), BUYER)
    await house.reserve(key, 4, 100, 101, buyer=LUIS)
    await house.do(welcome, BUYER.telegram_id, "Luis", "en")
    return key


async def code_of(house: House, key: ProjectKey) -> str:
    return await house.do(share_link, key, ANA)


def asked(code: str, occasion: Occasion) -> dict[str, int | str]:
    return {"telegram_id": BUYER.telegram_id, "code": code, "occasion": occasion.value}


def buttons(call: Call) -> list[dict[str, str]]:
    return [one for row in json.loads(call.parameters["reply_markup"])["inline_keyboard"] for one in row]


async def shown(house: House, code: str, occasion: Occasion = Occasion.OPENED) -> list[Call]:
    calls = await house.look(card, asked(code, occasion), READER)
    assert calls is not None
    return calls


def code_on(call: Call) -> Scanned | None:
    assert call.drawing is not None
    with Image.open(BytesIO(call.drawing.draw())) as drawn:
        return scan(drawn.convert("RGB"))


async def test_who_opens_a_link_gets_the_picture_and_chooses_under_it(house: House, trip: ProjectKey) -> None:
    code = await code_of(house, trip)
    (call,) = await shown(house, code)
    assert call.method == "sendPhoto"
    assert "1. A bicycle" in call.parameters["caption"]
    assert "96 free" in call.parameters["caption"]
    assert buttons(call) == [
        {"text": "🎟 Choose numbers", "callback_data": f"1:choose:{code}"},
        {"text": "🔎 How the draw is fair", "callback_data": "1:fair:new.beacon"},
    ]
    assert call.drawing is not None
    scanned = code_on(call)
    assert scanned is not None
    assert scanned.says(f"https://t.me/raffles_bot?start={code}")


async def test_what_is_forwarded_leads_there_by_its_link(house: House, trip: ProjectKey) -> None:
    code = await code_of(house, trip)
    url = f"https://t.me/raffles_bot?start={code}"
    (call,) = await shown(house, code, Occasion.TO_FORWARD)
    assert call.parameters["caption"].endswith(f"Choose your numbers here:\n{url}")
    assert buttons(call) == [{"text": "🎟 Choose numbers", "url": url}]


async def test_in_a_group_it_answers_whoever_asked(house: House, trip: ProjectKey) -> None:
    keys = asked(await code_of(house, trip), Occasion.IN_A_GROUP) | {"answers": 17}
    calls = await house.look(card, keys, READER._replace(chat_id=-1001))
    assert calls is not None
    assert json.loads(calls[0].parameters["reply_parameters"])["message_id"] == 17
    assert "url" in buttons(calls[0])[0]


async def test_the_language_is_that_of_whoever_asked(house: House, trip: ProjectKey) -> None:
    code = await code_of(house, trip)
    (english,) = await shown(house, code)
    await house.do(choose_language, BUYER.telegram_id, "es")
    (spanish,) = await shown(house, code)
    assert "Elegir números" in buttons(spanish)[0]["text"]
    assert english.drawing is not None
    assert spanish.drawing is not None
    assert english.drawing.file_key != spanish.drawing.file_key


async def test_a_picture_is_known_until_anything_on_it_changes(house: House, trip: ProjectKey) -> None:
    code = await code_of(house, trip)
    (first,), (again,) = await shown(house, code), await shown(house, code, Occasion.TO_FORWARD)
    assert first.drawing is not None
    assert again.drawing is not None
    assert first.drawing.file_key == again.drawing.file_key
    await house.sell(trip, 120)
    (paper,) = await shown(house, code)
    assert paper.drawing is not None
    assert paper.drawing.file_key == first.drawing.file_key
    await house.sell(trip, 50)
    (sold,) = await shown(house, code)
    assert sold.drawing is not None
    assert sold.drawing.file_key != first.drawing.file_key


async def test_what_is_too_long_for_a_caption_follows_the_picture(house: House, trip: ProjectKey) -> None:
    await house.do(describe_project, trip, "All of it goes to the class of 5B. " * 28, ANA)
    for number in range(9):
        await house.do(add_prize_to, trip, f"Prize {number}, a very long name that tells all there is to it", ANA)
    picture, words = await shown(house, await code_of(house, trip))
    assert (picture.method, words.method) == ("sendPhoto", "sendMessage")
    assert picture.parameters["caption"] == "🏆 <b>Spring trip</b>"
    assert "reply_markup" not in picture.parameters
    assert "Choose numbers" in buttons(words)[0]["text"]


async def test_who_may_buy_reads_the_lottery_s_rule_and_what_can_never_win(house: House) -> None:
    lottery = Lottery("Lotería de Bogotá", "premio mayor", "https://www.loteriadebogota.com", 4, "last:1", "next_sold")
    trip = (await house.open_project(ANA, 0, 11)).key
    await house.do(set_draw_method, trip, DrawMethod.NUMBER, ANA)
    await house.do(set_lottery, trip, lottery, ANA)
    (call,) = await shown(house, await code_of(house, trip))
    told = call.parameters["caption"]
    assert "🎱 Lotería de Bogotá · premio mayor · última cifra" in told
    assert "los números después de los no vendidos tienen más posibilidades" in told
    assert "Nunca puede ganar: 10-11. Solo puede salir 0-9" in told
    assert "loteriadebogota.com" in told


async def test_a_closed_raffle_has_no_way_to_buy_and_no_code(house: House, trip: ProjectKey) -> None:
    code = await code_of(house, trip)
    await house.do(close_project, trip, ANA)
    (call,) = await shown(house, code)
    assert [one["text"] for one in buttons(call)] == ["🔎 How the draw is fair"]
    assert code_on(call) is None


async def test_a_link_that_ends_before_it_leaves_shows_nothing(house: House, trip: ProjectKey) -> None:
    code = await code_of(house, trip)
    await house.do(post_card, 2001, 2001, code, Occasion.OPENED)
    assert await letters(house, CARD) == [(2001, asked(code, Occasion.OPENED))]
    await house.do(revoke_share, trip, ANA)
    assert await house.look(card, asked(code, Occasion.OPENED), READER) is None


async def test_with_its_organizer_s_name_the_picture_goes_too(house: House, trip: ProjectKey) -> None:
    theirs = await house.open_project(3001)
    (call,) = await shown(house, await house.do(share_link, theirs.key, 3001))
    assert call.drawing is not None
    assert call.drawing.file_key is not None
    await house.do(keep_file, call.drawing.file_key, "file")
    await house.do(erase, 3001, lambda _: "Nobody")
    assert await house.look(find_file_id, call.drawing.file_key) is None
