"""Links by which a buyer connects their own Telegram: nobody guesses one, and each is used once."""

import asyncio
import re

from db.invariants import check
from rules.keys import BuyerKey
from rules.refusals import AlreadyConnected, LinkNotUsable, NotFound, Refusal
from services.buyers import add_new_buyer
from services.links import claim_link, open_claim, revoke_link
from services.merges import merge_buyers
from tests.cast import ANA, BETO, SOFIA, House

LUIS_ON_TELEGRAM, MARTA_ON_TELEGRAM = 71, 72
LUIS, MARTA = BuyerKey(ANA, 1), BuyerKey(ANA, 2)


async def with_buyers(house: House) -> None:
    await house.open_project()
    for name in ("Luis", "Marta"):
        await house.do(add_new_buyer, ANA, name, None, ANA)


async def test_a_link_fits_into_a_start_payload_and_tells_nothing(house: House) -> None:
    await with_buyers(house)
    codes = [await house.do(claim_link, key, SOFIA) for key in (LUIS, MARTA)]
    assert len(set(codes)) == 2
    assert all(re.fullmatch("[A-Za-z0-9_-]{26}", code) for code in codes)
    stored = repr((await house.everything())["links"])
    async with house.store.reading() as work:
        from sqlalchemy import text

        raw = repr([tuple(row) for row in await work.execute(text("SELECT * FROM links"))])
    assert codes[0] in stored
    assert codes[0] not in raw
    told = (await house.told())[-2]
    assert (told.kind, told.made_by, told.after) == ("link.made", SOFIA, {"link": 1, "kind": "claim", "state": "live"})


async def test_while_it_lives_the_same_link_is_given(house: House) -> None:
    await with_buyers(house)
    code = await house.do(claim_link, LUIS, ANA)
    before = await house.everything()
    assert await house.do(claim_link, LUIS, ANA) == code
    assert await house.everything() == before


async def test_who_opens_it_is_connected_and_greeted_again_later(house: House) -> None:
    await with_buyers(house)
    code = await house.do(claim_link, LUIS, ANA)
    connected = await house.do(open_claim, code, LUIS_ON_TELEGRAM)
    assert (connected.key, connected.telegram_id) == (LUIS, LUIS_ON_TELEGRAM)
    told = (await house.told())[-1]
    assert (told.kind, told.made_by) == ("buyer.connected", LUIS_ON_TELEGRAM)
    before = await house.everything()
    assert await house.do(open_claim, code, LUIS_ON_TELEGRAM) == connected
    assert await house.everything() == before
    assert [finding async for finding in check(house.store)] == []


async def test_it_is_no_use_to_anybody_else_whatever_it_is(house: House) -> None:
    await with_buyers(house)
    used = await house.do(claim_link, LUIS, ANA)
    await house.do(open_claim, used, LUIS_ON_TELEGRAM)
    revoked = await house.do(claim_link, MARTA, ANA)
    await house.do(revoke_link, MARTA, ANA)
    for code in (used, revoked, "a" * 26, "", "a" * 4000, "x'; --"):
        refused = await house.refuses(LinkNotUsable, open_claim, code, MARTA_ON_TELEGRAM)
        assert vars(refused) == {}


async def test_two_who_open_it_at_once_are_one_buyer_and_one_refusal(house: House) -> None:
    await with_buyers(house)
    code = await house.do(claim_link, LUIS, ANA)

    async def opened(telegram_id: int) -> object:
        try:
            return (await house.do(open_claim, code, telegram_id)).telegram_id
        except Refusal as refusal:
            return type(refusal)

    got = await asyncio.gather(*(opened(telegram_id) for telegram_id in (71, 72, 73)))
    assert sorted(map(str, got)).count(str(LinkNotUsable)) == 2


async def test_an_account_is_one_buyer_of_an_organizer_and_may_be_one_of_another(house: House) -> None:
    await with_buyers(house)
    await house.do(open_claim, await house.do(claim_link, LUIS, ANA), LUIS_ON_TELEGRAM)
    code = await house.do(claim_link, MARTA, ANA)
    refused = await house.refuses(AlreadyConnected, open_claim, code, LUIS_ON_TELEGRAM)
    assert refused.buyer_number == 1
    await house.open_project(BETO)
    betos = await house.do(add_new_buyer, BETO, "Luis", None, BETO)
    opened = await house.do(open_claim, await house.do(claim_link, betos.key, BETO), LUIS_ON_TELEGRAM)
    assert opened.key == betos.key


async def test_who_is_connected_needs_no_link(house: House) -> None:
    await with_buyers(house)
    await house.do(open_claim, await house.do(claim_link, LUIS, ANA), LUIS_ON_TELEGRAM)
    refused = await house.refuses(AlreadyConnected, claim_link, LUIS, ANA)
    assert refused.buyer_number == 1


async def test_a_link_that_was_taken_back_makes_room_for_a_new_one(house: House) -> None:
    await with_buyers(house)
    code = await house.do(claim_link, LUIS, ANA)
    await house.do(revoke_link, LUIS, SOFIA)
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.after["state"]) == ("link.revoked", SOFIA, "revoked")
    await house.refuses(NotFound, revoke_link, LUIS, ANA)
    assert await house.do(claim_link, LUIS, ANA) != code
    await house.refuses(NotFound, claim_link, BuyerKey(ANA, 9), ANA)


async def test_the_link_of_a_merged_buyer_leads_to_the_kept_one(house: House) -> None:
    await with_buyers(house)
    code = await house.do(claim_link, MARTA, ANA)
    await house.do(merge_buyers, LUIS, MARTA, ANA)
    assert await house.do(claim_link, MARTA, ANA) == code
    assert (await house.do(open_claim, code, MARTA_ON_TELEGRAM)).key == LUIS
    assert [finding async for finding in check(house.store)] == []
