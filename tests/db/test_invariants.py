"""The look that finds what must not be: nothing in a sound store, and every single damage in a spoilt one."""

import pytest
from sqlalchemy import text

from db.every_table import Base
from db.invariants import INVARIANTS, check, findings
from db.work import Work
from rules.phones import Phone
from rules.states import PaymentMethod
from services.buyers import NumberedBuyer, add_new_buyer, correct_email, write_notes
from services.payments import pay
from services.prizes import add_prize_to
from services.projects import close_project, create_project
from services.releases import release, void
from tests.cast import ANA, BETO, House
from tests.db.damages import DAMAGES

LUIS, MARTA = NumberedBuyer(1), NumberedBuyer(2)


@pytest.fixture
async def busy_house(house: House) -> House:
    """Two organizers in the middle of it: every kind of row, every state that can be reached."""
    project = await house.open_project()
    key = project.key
    await house.add_set(key, 100, 9999, 250)
    await house.do(add_prize_to, key, "A bicycle", ANA)
    luis = await house.do(add_new_buyer, ANA, "Luis", Phone("300 123 4567", "+573001234567"), ANA)
    await house.do(add_new_buyer, ANA, "Marta", None, ANA)
    await house.do(correct_email, luis.key, "luis@example.org", ANA)
    await house.do(write_notes, luis.key, "pays on Fridays", ANA)
    await house.sell(key, 1, 2, buyer=LUIS)
    reserved = await house.reserve(key, 3, 4, 5, buyer=MARTA)
    await house.do(pay, reserved.order.key, ANA, PaymentMethod.CARD, 400)
    await house.reserve(key, 6, buyer=MARTA)
    voided = await house.sell(key, 7, buyer=LUIS)
    await house.do(void, voided.order.key, "he changed his mind", ANA)
    await house.reserve(key, 8, buyer=MARTA)
    await house.do(release, key, (8,), ANA)
    await house.sell(key, 150, 5000, buyer=LUIS, method=PaymentMethod.TRANSFER)
    in_parts = await house.reserve(key, 9, 10, buyer=LUIS)
    await house.do(pay, in_parts.order.key, ANA, PaymentMethod.CASH, 100)
    await house.do(pay, in_parts.order.key, ANA, PaymentMethod.TRANSFER)
    second = await house.do(create_project, ANA, "Another")
    await house.add_set(second.key, 1, 50)
    await house.sell(second.key, 1, buyer=MARTA)
    await house.do(close_project, second.key, ANA)
    others = await house.open_project(BETO)
    await house.sell(others.key, 1, 2)
    return house


async def test_a_sound_store_has_no_finding(busy_house: House) -> None:
    assert [finding async for finding in check(busy_house.store)] == []
    assert len(INVARIANTS) >= 20


async def test_every_single_damage_is_found(busy_house: House, engine: str) -> None:
    """Each in a unit of its own that is not kept, with the database's own defences down."""
    unseen = []
    for damage in DAMAGES:
        if damage.only in ("", engine):
            async with busy_house.store.work() as work:
                await _drop_defences(work)
                changed = await work.execute(text(damage.statement.replace(":", r"\:")))
                assert changed.rowcount > 0, f"changes nothing: {damage.statement}"
                found = {finding.invariant async for finding in findings(work)}
            if damage.invariant not in found:
                unseen.append((damage, found))
    assert unseen == []
    assert [finding async for finding in check(busy_house.store)] == []


def test_there_are_sixty_different_damages_to_every_invariant_that_rows_can_break() -> None:
    assert len({damage.statement for damage in DAMAGES}) == len(DAMAGES) >= 60
    cannot_be_done_by_rows = {"integrity", "all-accounted"}
    assert {damage.invariant for damage in DAMAGES} == set(INVARIANTS) - cannot_be_done_by_rows


async def _drop_defences(work: Work) -> None:
    if work.dialect == "sqlite":
        await work.execute(text("PRAGMA defer_foreign_keys = ON"))
        await work.execute(text("PRAGMA ignore_check_constraints = ON"))
        return
    await work.execute(text("SET LOCAL session_replication_role = replica"))
    for table in Base.metadata.sorted_tables:
        for constraint in sorted(str(one.name) for one in table.constraints if str(one.name).startswith("ck_")):
            await work.execute(text(f"ALTER TABLE {table.name} DROP CONSTRAINT {constraint}"))
