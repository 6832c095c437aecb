"""A new key for everything that is sealed: all of it is read with the new one, and none with the old one alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import pytest
from sqlalchemy import text

import db.resealing
from db.data_keys import UNDER_WAY, find_key_print, keep_key_print
from db.events import list_events
from db.invariants import check
from db.resealing import TwoKeys, reseal_everything
from db.sealing import UNREADABLE, Sealing
from db.store import open_store
from db.work import Work, World
from rules.keys import BuyerKey
from services.buyers import TypedBuyer, add_new_buyer, correct_email, find_meant, search, write_notes
from services.links import claim_link, open_claim
from services.proofs import reject_proof
from services.releases import void
from services.shares import open_share, share_link
from tests.cast import ANA, Clock, House
from tests.conftest import DATA_KEY
from tests.services.importing import listed
from tests.services.strangers import PHONE, bought, proved

NEW_KEY = b"another key of thirty-two bytes".ljust(32, b".")
OLD, NEW = Sealing(DATA_KEY), Sealing(NEW_KEY)
BEGUN = f"{OLD.key_print}{UNDER_WAY}{NEW.key_print}"


@asynccontextmanager
async def opened(url: str, clock: Clock, sealing: Sealing) -> AsyncIterator[House]:
    store = await open_store(url, World(clock, Random(1), sealing))
    try:
        yield House(store, clock)
    finally:
        await store.close()


async def fill(house: House) -> tuple[str, str]:
    """Something in every sealed column; the codes of a claim and of a share."""
    project = await house.open_project()
    buyer = await house.do(add_new_buyer, ANA, "Luis", PHONE, ANA)
    await house.do(correct_email, buyer.key, "luis@example.org", ANA)
    await house.do(write_notes, buyer.key, "Pays on Fridays", ANA)
    await house.do(add_new_buyer, ANA, "Nobody knows a thing", None, ANA)
    order = (await bought(house, project.key, 7)).order
    await house.do(reject_proof, (await proved(house, order.key)).key, "Not ours", ANA)
    await house.do(void, order.key, "By mistake", ANA)
    for number in range(30):
        await house.do(add_new_buyer, ANA, f"Buyer {number}", PHONE._replace(raw=f"555 {number:04}", e164=None), ANA)
    await listed(house, project.key, "20 Rosa", "21 Eva")
    await house.do(keep_print)
    return await house.do(claim_link, BuyerKey(ANA, 1), ANA), await house.do(share_link, project.key, ANA)


async def keep_print(work: Work) -> None:
    await keep_key_print(work, BEGUN)


@pytest.fixture(autouse=True)
def a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db.resealing, "AT_ONCE", 4)


async def test_all_that_was_sealed_is_found_and_read_with_the_new_key(house: House, url: str, clock: Clock) -> None:
    claim, share = await fill(house)
    before = await house.everything()
    events = await house.look(list_events, ANA, None, 1000)
    async with opened(url, clock, TwoKeys(NEW_KEY, DATA_KEY)) as both:
        count = await reseal_everything(both.store, BEGUN, NEW.key_print)
    async with opened(url, clock, NEW) as anew:
        after = await anew.everything()
        assert UNREADABLE not in repr(after)
        assert [finding async for finding in check(anew.store)] == []
        assert await anew.look(find_key_print) == NEW.key_print
        assert await anew.look(find_meant, ANA, TypedBuyer("Somebody", PHONE)) is not None
        assert len(await anew.look(search, ANA, "0007", 10)) == 1
        assert (await anew.look(open_share, share)).free == 100
        assert (await anew.do(open_claim, claim, 99)).buyer_number == 1
        assert await anew.look(list_events, ANA, None, len(events), 1) == events
    assert count == sum(len(rows) for rows in _sealed(before).values())
    assert _sealed(before).keys() == _sealed(after).keys()
    async with opened(url, clock, OLD) as old:
        assert repr(await old.everything()).count(UNREADABLE) > 30


def _sealed(rows: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Rows with something sealed: buyers with a phone, the voided order, the links, the rejected proof, a list."""
    return {
        "buyers": [row for row in rows["buyers"] if row[4] is not None],
        "orders": [row for row in rows["orders"] if "By mistake" in row],
        "links": rows["links"],
        "import_parts": rows["import_parts"],
        "proofs": [row for row in rows["proofs"] if "Not ours" in row],
    }


async def test_broken_off_at_any_moment_it_is_done_by_doing_it_again(house: House, url: str, clock: Clock) -> None:
    await fill(house)
    for moments in range(1, 12):
        async with opened(url, clock, TwoKeys(NEW_KEY, DATA_KEY)) as both:
            task = asyncio.create_task(reseal_everything(both.store, BEGUN, NEW.key_print))
            for _ in range(moments):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            if await both.look(find_key_print) != BEGUN:
                break
            assert UNREADABLE not in repr(await both.everything())
    async with opened(url, clock, TwoKeys(NEW_KEY, DATA_KEY)) as both:
        if await both.look(find_key_print) == BEGUN:
            await reseal_everything(both.store, BEGUN, NEW.key_print)
    async with opened(url, clock, NEW) as anew:
        assert UNREADABLE not in repr(await anew.everything())
        assert [finding async for finding in check(anew.store)] == []


async def test_what_no_key_here_can_read_stays_as_it_is(house: House, url: str, clock: Clock) -> None:
    await fill(house)
    async with house.store.work() as work:
        await work.execute(text("UPDATE buyers SET notes = 's1.lost' WHERE buyer_number = 1"))
        work.keep()
    async with opened(url, clock, TwoKeys(NEW_KEY, DATA_KEY)) as both:
        await reseal_everything(both.store, BEGUN, NEW.key_print)
    async with house.store.reading() as work:
        notes = (await work.execute(text("SELECT notes FROM buyers WHERE buyer_number = 1"))).scalar()
    assert notes == "s1.lost"
