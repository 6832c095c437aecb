"""What was released once climbs to this version: no row is lost or changed, and everything in it is as it must be."""

from collections import Counter
from random import Random

import pytest
from sqlalchemy import Connection, MetaData, Table, select

from db.buyers import find_buyer
from db.invariants import check
from db.migrate import migrate, migrate_down
from db.revisions import head_revision
from db.sealing import Sealing
from db.store import open_store
from db.work import World
from rules.keys import BuyerKey, ProjectKey, ProofKey
from rules.states import PaymentMethod
from services.buyers import NumberedBuyer
from services.drawing import draw
from services.draws import find_newest_draw
from services.orders import list_owing
from services.payments import pay
from services.proofs import accept_proof, list_waiting_proofs
from tests.cast import ANA, BETO, Clock, House
from tests.db.test_migrations import REVISIONS, current_revision, look_at, opened
from tests.released import KEY, RELEASED, file_of_release, lay_down, script_of_release
from tests.released.places import Places, places, release
from tests.released.season import PHONE

__all__ = ["places", "release"]

Rows = dict[str, Counter[tuple[object, ...]]]


@pytest.fixture
async def url(release: str, places: Places) -> str:
    url = places()
    await lay_down(release, url)
    return url


@pytest.fixture
def world(clock: Clock) -> World:
    return World(clock, Random(7), Sealing(KEY))


class Seen:
    """Every row as it is on disk; later only what was there of it at first."""

    def __init__(self) -> None:
        self.tables: list[Table] = []

    def __call__(self, connection: Connection) -> Rows:
        if not self.tables:
            there = MetaData()
            there.reflect(connection)
            self.tables = [table for table in there.sorted_tables if table.name != "alembic_version"]
        return {table.name: Counter(tuple(row) for row in connection.execute(select(table))) for table in self.tables}


def test_each_release_is_kept_for_both_engines() -> None:
    assert RELEASED
    assert set(RELEASED) <= set(REVISIONS)
    assert all(script_of_release(one).is_file() and file_of_release(one).is_file() for one in RELEASED)


async def test_it_holds_rows_of_every_kind_and_climbs_without_a_change_of_them(release: str, url: str) -> None:
    seen = Seen()
    before = await look_at(url, seen)
    assert [name for name, rows in before.items() if not rows] == []
    await migrate(url)
    assert await look_at(url, current_revision) == head_revision()
    assert await look_at(url, seen) == before


async def test_it_is_sound_and_goes_on(url: str, world: World, clock: Clock) -> None:
    await migrate(url)
    async with opened(url, world, clock) as house:
        assert [finding async for finding in check(house.store)] == []
        for user_id in (ANA, BETO):
            await _goes_on(house, user_id)
        assert [finding async for finding in check(house.store)] == []


async def _goes_on(house: House, user_id: int) -> None:
    """What was promised is kept, and what waited is done."""
    trip, locked = ProjectKey(user_id, 1), ProjectKey(user_id, 3)
    (proof,) = (await house.look(list_waiting_proofs, trip)).found
    await house.do(accept_proof, ProofKey(*trip, proof.order_number, proof.proof_number), user_id)
    owing = (await house.look(list_owing, trip)).rows
    assert owing
    assert (await house.do(pay, owing[0].order.key, user_id, PaymentMethod.CASH)).order.state == "paid"
    await house.sell(trip, 7_777_777, buyer=NumberedBuyer(2))
    waiting = await house.look(find_newest_draw, locked)
    house.clock.now = max(house.clock.now, waiting.due_at)
    assert (await house.do(draw, waiting.key, user_id)).state == "drawn"
    assert (await house.look(find_buyer, BuyerKey(user_id, 1))).phone == PHONE.raw


async def test_without_its_key_it_is_sound_too(url: str, clock: Clock) -> None:
    await migrate(url)
    store = await open_store(url, World(clock, Random(7), Sealing(bytes(32))))
    assert [finding async for finding in check(store)] == []
    await store.close()


async def test_down_again_its_rows_are_what_they_were(release: str, url: str) -> None:
    seen = Seen()
    before = await look_at(url, seen)
    await migrate(url)
    await migrate_down(url, release)
    assert await look_at(url, seen) == before
    await migrate(url)
    assert await look_at(url, seen) == before
