"""Contact data at rest: sealed on disk, still found, and readable with its own key alone."""

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import make_url, text

from db.buyers import find_buyer, search_buyers
from db.declaring import Base
from db.invariants import check
from db.orders import find_order
from db.sealing import KEY_BYTES, UNREADABLE, Sealing
from db.store import open_store
from db.work import World
from rules.keys import BuyerKey
from rules.phones import Phone, read_phone
from services.buyers import (
    TypedBuyer,
    add_new_buyer,
    correct_email,
    correct_phone,
    find_or_add_buyer,
    rename_buyer,
    write_notes,
)
from services.releases import void
from tests.cast import ANA, BETO, Clock, House

SECRETS = ("300 999 8877", "3009998877", "9998877", "canary@example.org", "canary note", "canary reason")


@pytest.fixture
def sealing() -> Sealing:
    return Sealing(b"k" * KEY_BYTES)


def test_what_was_sealed_is_read_again(sealing: Sealing) -> None:
    for words in ("", "a", "+57 300 123 4567", "ñandú 🎟", "x" * 1000):
        assert sealing.unseal(sealing.seal(words)) == words


def test_equal_texts_are_sealed_differently(sealing: Sealing) -> None:
    assert len({sealing.seal("+57 300 123 4567") for _ in range(50)}) == 50


def test_another_key_or_a_damaged_seal_reads_nothing(sealing: Sealing) -> None:
    sealed = sealing.seal("+57 300 123 4567")
    assert Sealing(b"o" * KEY_BYTES).unseal(sealed) == UNREADABLE
    damaged = sealed[:-5] + ("A" if sealed[-5] != "A" else "B") + sealed[-4:]
    for broken in (damaged, sealed[:20], sealed[3:10], "s1.", "", "not sealed at all"):
        assert sealing.unseal(broken) == UNREADABLE


@pytest.mark.parametrize("length", [0, KEY_BYTES - 1, KEY_BYTES + 1])
def test_a_key_has_one_length(length: int) -> None:
    with pytest.raises(ValueError, match=str(KEY_BYTES)):
        Sealing(b"k" * length)


def test_fingerprints_are_equal_for_equal_texts_of_one_organizer_alone(sealing: Sealing) -> None:
    own = sealing.fingerprint(ANA, "phone", "+573001234567")
    assert own == sealing.fingerprint(ANA, "phone", "+573001234567")
    others = {
        sealing.fingerprint(BETO, "phone", "+573001234567"),
        sealing.fingerprint(ANA, "phone tail", "+573001234567"),
        sealing.fingerprint(ANA, "phone", "+573001234568"),
        Sealing(b"o" * KEY_BYTES).fingerprint(ANA, "phone", "+573001234567"),
    }
    assert len(others | {own}) == 5


async def a_buyer_with_secrets(house: House) -> BuyerKey:
    project = await house.open_project()
    phone = read_phone("300 999 8877", "CO")
    key = (await house.do(find_or_add_buyer, ANA, TypedBuyer("Luis", phone), ANA)).key
    await house.do(correct_email, key, "canary@example.org", ANA)
    await house.do(write_notes, key, "canary note", ANA)
    order = (await house.sell(project.key, 1, buyer=TypedBuyer("Luis", phone))).order
    await house.do(void, order.key, "canary reason", ANA)
    assert (await house.look(find_order, order.key)).void_reason == "canary reason"
    return key


async def test_no_row_of_any_table_shows_contact_data(house: House) -> None:
    await a_buyer_with_secrets(house)
    async with house.store.reading() as work:
        rows = [
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in await work.execute(text(f"SELECT * FROM {table.name}"))
        ]
    assert any("Luis" in row for row in rows)
    assert [secret for secret in SECRETS for row in rows if secret in row] == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_no_byte_of_the_file_shows_contact_data(house: House, url: str) -> None:
    await a_buyer_with_secrets(house)
    database = Path(str(make_url(url).database))
    raw = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    assert b"Luis" in raw
    assert [secret for secret in SECRETS if secret.encode() in raw] == []


async def test_sealed_data_is_read_and_searched_with_its_key(house: House) -> None:
    key = await a_buyer_with_secrets(house)
    buyer = await house.look(find_buyer, key)
    assert (buyer.phone, buyer.phone_e164, buyer.email, buyer.notes) == (
        "300 999 8877",
        "+573009998877",
        "canary@example.org",
        "canary note",
    )
    assert await house.look(search_buyers, ANA, "8877", None, 10) == [buyer]


async def test_another_key_shows_a_sign_in_place_of_the_data_and_finds_nobody(house: House, url: str) -> None:
    key = await a_buyer_with_secrets(house)
    other = await open_store(make_url(url), World(Clock(), Random(1), Sealing(b"o" * KEY_BYTES)))
    stranger = House(other, house.clock)
    buyer = await stranger.look(find_buyer, key)
    assert (buyer.name, buyer.phone, buyer.email, buyer.notes) == ("Luis", UNREADABLE, UNREADABLE, UNREADABLE)
    assert await stranger.look(search_buyers, ANA, "8877", None, 10) == []
    assert (await house.look(find_buyer, key)).notes == "canary note"
    await other.close()


async def test_what_is_taken_away_is_gone(house: House) -> None:
    key = await a_buyer_with_secrets(house)
    await house.do(correct_phone, key, None, ANA)
    assert await house.look(search_buyers, ANA, "8877", None, 10) == []
    (row,) = (await house.everything())["buyers"]
    assert "300 999 8877" not in str(row)


async def test_what_cannot_be_read_here_is_not_written_over(url: str, house: House, clock: Clock) -> None:
    """With another key a name is corrected; with the right one all the rest is there."""
    await house.open_project()
    buyer = await house.do(add_new_buyer, ANA, "Luis", Phone("300 123 4567", "+573001234567"), ANA)
    await house.do(correct_email, buyer.key, "luis@example.org", ANA)
    elsewhere = await open_store(url, World(clock, Random(1), Sealing(bytes(32))))
    await House(elsewhere, clock).do(rename_buyer, buyer.key, "Luis Gomez", ANA)
    await elsewhere.close()
    known = await house.look(find_buyer, buyer.key)
    assert (known.name, known.phone, known.email) == ("Luis Gomez", "300 123 4567", "luis@example.org")
    assert [finding async for finding in check(house.store)] == []
