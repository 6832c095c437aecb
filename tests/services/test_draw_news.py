"""Who is told of a draw: its organizer at once, its buyers some at a time, each order once for each of its news."""

import json
from collections import Counter

from db.draws import Draw
from rules.keys import OrderKey
from services.draw_news import find_draw_news, tell_some
from services.draws import void_draw
from services.locking import lock_for_draw
from services.practice import start_practice
from services.proofs import accept_proof
from tests.cast import ANA, House
from tests.services.drawn import DUE, bring, ready
from tests.services.strangers import LUIS, MARTA, ZOE, bought, proved

PEOPLE = (LUIS, MARTA, ZOE)


async def with_buyers(house: House) -> Draw:
    """Three who came by themselves, one of them with two orders."""
    project = await ready(house)
    for place, person in enumerate((*PEOPLE, LUIS)):
        order = (await bought(house, project.key, 50 + place, person=person)).order
        proof = await proved(house, order.key, person, f"picture {place}")
        await house.do(accept_proof, proof.key, ANA)
    return await house.do(lock_for_draw, project.key, ANA, DUE)


async def told(house: House, kind: str) -> Counter[int]:
    rows = (await house.everything())["outbox"]
    return Counter(row[2] for row in rows if kind in row)


async def tell_all(house: House, most: int = 2) -> int:
    turns = 0
    while await house.do(tell_some, most):
        turns += 1
    return turns


async def test_every_order_on_telegram_is_told_once_a_few_at_a_time(house: House) -> None:
    await with_buyers(house)
    assert await told(house, "draw-locked") == {ANA: 1}
    assert await tell_all(house) == 4
    assert await told(house, "draw-locked") == {ANA: 1, LUIS.telegram_id: 2, MARTA.telegram_id: 1, ZOE.telegram_id: 1}
    assert await tell_all(house) == 0


async def test_a_result_that_comes_first_is_told_to_all(house: House) -> None:
    draw = await with_buyers(house)
    await house.do(tell_some, 3)
    house.clock.now = DUE
    await bring(house, draw)
    await tell_all(house, 100)
    assert await told(house, "draw-drawn") == {ANA: 1, LUIS.telegram_id: 2, MARTA.telegram_id: 1, ZOE.telegram_id: 1}


async def test_that_a_draw_is_void_is_told_to_all(house: House) -> None:
    draw = await with_buyers(house)
    await house.do(void_draw, draw.key, "Postponed", ANA)
    await tell_all(house, 100)
    assert sum((await told(house, "draw-void")).values()) == 5


async def test_a_letter_finds_the_numbers_of_its_order_and_what_they_won(house: House) -> None:
    draw = await with_buyers(house)
    house.clock.now = DUE
    await bring(house, draw)
    await tell_all(house, 100)
    rows = (await house.everything())["outbox"]
    payloads = [json.loads(row[7]) for row in rows if "draw-drawn" in row and row[2] != ANA]
    found = [
        await house.look(find_draw_news, draw.key, OrderKey(*draw.project, payload["order_number"]))
        for payload in payloads
    ]
    numbers = sorted(number for news in found if news is not None for number in news.numbers)
    assert numbers == [50, 51, 52, 53]
    for news in found:
        assert news is not None
        assert all(one.winner.raffle_number in news.numbers for one in news.won)


async def test_nobody_is_told_of_practice(house: House) -> None:
    await ready(house)
    practice = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    await house.do(lock_for_draw, practice.key, ANA)
    assert await house.do(tell_some) == 0
