"""A campaign of guesses at links and ticket codes: none opens anything, and what is nobody's and what is not for you
any more are answered alike."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count, islice
from random import Random
from typing import NamedTuple

import pytest

from bot.actions import Action
from bot.buttons import data
from bot.texts import refusals
from bot.texts.say import say_in
from db.work import Work
from rules.codes import receipt
from rules.keys import BuyerKey, ProjectKey
from rules.refusals import LinkNotUsable, Refusal
from services.buyers import TypedBuyer
from services.checks import check_ticket
from services.links import claim_link, open_claim, revoke_link
from services.shares import link_kind, open_share, revoke_share, share_link
from tests.bot.desk import Desk, said, tapped
from tests.bot.test_every_button import desk_of_the_bot
from tests.cast import ANA, BETO, SOFIA, House

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
STRANGER = 4711
AT_ONCE = 1000
TRIES_OF_ONE = 20


class Codes(NamedTuple):
    live: dict[str, str]
    """What each opens."""
    gone: list[str]
    """Taken back, or used by somebody."""


@pytest.fixture
async def codes(house: House) -> Codes:
    """Of three organizers, each with links to share and to claim, some of them ended, and with tickets."""
    live: dict[str, str] = {}
    gone: list[str] = []
    for organizer in (ANA, BETO, SOFIA):
        key = (await house.open_project(organizer)).key
        gone += [await _shared_and_taken_back(house, key) for _ in range(4)]
        live[await house.do(share_link, key, organizer)] = "share"
        for number in range(6):
            order = (await house.sell(key, number, buyer=TypedBuyer(f"Buyer {number}"))).order
            live[order.check_code or ""] = "ticket"
            gone += await _claims(house, BuyerKey(organizer, order.buyer_number), 9000 + number)
            if number % 3 == 0:
                live[await house.do(claim_link, BuyerKey(organizer, order.buyer_number), organizer)] = "claim"
    return Codes(live, gone)


async def _shared_and_taken_back(house: House, key: ProjectKey) -> str:
    code = await house.do(share_link, key, key.user_id)
    await house.do(revoke_share, key, key.user_id)
    return code


async def _claims(house: House, buyer: BuyerKey, telegram_id: int) -> list[str]:
    """One that is revoked; of every third buyer that is all, the others' next one is used."""
    revoked = await house.do(claim_link, buyer, buyer.user_id)
    await house.do(revoke_link, buyer, buyer.user_id)
    if buyer.buyer_number % 3 == 1:
        return [revoked]
    used = await house.do(claim_link, buyer, buyer.user_id)
    await house.do(open_claim, used, telegram_id)
    return [revoked, used]


def guesses(codes: Codes, chance: Random) -> Iterator[str]:
    """By chance of the right shape, next to a real one, and real ones that are over; without end."""
    real = [*codes.live, *codes.gone]
    for turn in count():
        code, place = real[turn % len(real)], chance.randrange(26)
        yield receipt(chance)
        yield code[:place] + chance.choice(ALPHABET.replace(code[place], "")) + code[place + 1 :]
        yield code[:place] + _flipped(code[place]) + code[place + 1 :]
        yield _swapped(code, place % 25)
        yield code[:place] + code[place + 1 :]
        yield codes.gone[turn % len(codes.gone)]


def _flipped(character: str) -> str:
    """In the other case; of a digit, the letter that it is mistaken for."""
    return character.upper() if character.isalpha() else dict(zip("234567", "ZEASGT", strict=True))[character]


def _swapped(code: str, place: int) -> str:
    """With its neighbour; where both are the same, backwards."""
    other = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    return other if other != code else code[::-1]


async def told(work: Work, way: int, guess: str) -> str:
    """What whoever tries it learns."""
    try:
        match way % 3:
            case 0:
                await open_share(work, guess)
            case 1:
                await open_claim(work, guess, STRANGER)
            case _:
                await check_ticket(work, guess)
    except Refusal as refusal:
        return f"{type(refusal).__name__} {vars(refusal)}"
    return "a hit"


async def test_a_million_guesses_open_nothing_and_are_answered_alike(
    house: House, codes: Codes, sized: Callable[[int, int], int]
) -> None:
    answers: Counter[str] = Counter()
    kinds: Counter[str | None] = Counter()
    before = await house.everything()
    wanted = islice(guesses(codes, Random(1)), sized(3_000, 1_000_000))
    for turn in count():
        some = list(islice(wanted, AT_ONCE))
        if not some:
            break
        async with house.store.work() as work:
            for place, guess in enumerate(some):
                answers[await told(work, turn + place // 6, guess)] += 1
                kinds[None if guess in codes.gone else await link_kind(work, guess)] += 1
    assert dict(answers) == {"LinkNotUsable {}": sized(3_000, 1_000_000)}
    assert set(kinds) == {None}
    assert await house.everything() == before


async def test_the_real_ones_do_open(house: House, codes: Codes) -> None:
    """Else nothing would have been shown."""
    found = {code: await house.look(link_kind, code) for code in codes.live}
    assert found == codes.live
    ways = {"share": 0, "claim": 1, "ticket": 2}
    for code, kind in codes.live.items():
        async with house.store.work() as work:
            assert await told(work, ways[kind], code) == "a hit"


@pytest.fixture
async def desk(house: House) -> AsyncIterator[Desk]:
    async with desk_of_the_bot(house.store, house.clock) as desk:
        yield desk


@pytest.mark.story
async def test_at_the_bot_each_person_may_try_a_few_and_learns_nothing(
    desk: Desk, house: House, codes: Codes, sized: Callable[[int, int], int]
) -> None:
    """Typed, and forged onto a button; then not even a real one is looked up."""
    say = say_in("en")
    no, too_often = str(refusals.refused(say, LinkNotUsable())), "Too many links were wrong"
    some = guesses(codes, Random(2))
    for person in range(5000, 5000 + sized(6, 500)):
        typed = [said(person, f"/start {guess}") for guess in islice(some, TRIES_OF_ONE // 2)]
        forged = [tapped(person, data(Action.CHOOSE, guess)) for guess in islice(some, TRIES_OF_ONE // 2)]
        await desk.take(*typed, *forged)
        await desk.take(*(said(person, f"/start {code}") for code in islice(codes.live, 3)))
        told = await desk.texts(person)
        assert told[: len(typed)] == [no] * len(typed)
        assert all(text.startswith(too_often) for text in told[len(typed) :])
        assert len(told) == len(typed) + 3
        asked = {tap["callback_query"]["id"] for tap in forged}
        alerts = [one.parameters for one in desk.fleeting if one.parameters["callback_query_id"] in asked]
        assert [alert["text"] for alert in alerts] == [no] * len(forged)
    assert await desk.notices() == []
