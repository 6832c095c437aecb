"""The look that finds what must not be: nothing in a sound store, and every single damage in a spoilt one."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from db.every_table import Base
from db.invariants import INVARIANTS, check, findings
from db.work import Work
from rules.keys import BuyerKey, ProjectKey
from rules.phones import Phone
from rules.states import DrawMethod, PaymentMethod
from rules.tasks import TaskKind
from services.buyers import NumberedBuyer, TypedBuyer, add_new_buyer, correct_email, write_notes
from services.clones import clone_project
from services.draw_settings import set_lottery
from services.drawing import correct_figure, draw
from services.draws import note_published, void_draw
from services.endings import cancel_project
from services.erasing import erase
from services.links import claim_link
from services.locking import lock_for_draw
from services.merges import merge_buyers
from services.payments import pay
from services.practice import end_practice, start_practice
from services.prizes import add_prize_to, remove_prize
from services.projects import close_project, create_project, set_draw_date, set_draw_method, set_limits
from services.proofs import accept_proof, reject_proof
from services.releases import release, void
from services.sets import remove_set
from services.shares import share_link
from services.tasks import begin_task, end_task, start_task, store_file
from services.undo import undo
from services.waiting import wait_for
from tests.cast import ANA, BETO, House
from tests.db.damages import DAMAGES
from tests.services.drawn import LOTTERY
from tests.services.importing import listed, taken
from tests.services.strangers import MARTA as STRANGER
from tests.services.strangers import ZOE, bought, proved

LUIS, MARTA = NumberedBuyer(1), NumberedBuyer(2)


@pytest.fixture
async def busy_house(house: House) -> House:
    """Two organizers in the middle of it: every kind of row, every state that can be reached."""
    project = await house.open_project()
    key = project.key
    await house.add_set(key, 100, 9999, 250)
    await house.do(add_prize_to, key, "A bicycle", ANA)
    await house.do(set_draw_date, key, house.clock.now + timedelta(days=9), ANA)
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
    await _undo_some(house, key)
    second = await house.do(create_project, ANA, "Another")
    await house.add_set(second.key, 1, 50)
    await house.sell(second.key, 1, buyer=MARTA)
    await house.do(close_project, second.key, ANA)
    others = await house.open_project(BETO)
    await house.sell(others.key, 1, 2)
    await _end_some(house, others.key)
    await _let_strangers_come(house)
    await _draw_some(house)
    await do_a_task(house, key)
    await taken(house, key, "9000 Luis paid\n9001 Rosa owes")
    await listed(house, key, "9002 Rosa owes")
    return house


async def do_a_task(house: House, key: ProjectKey) -> None:
    """Whose file has still to be sent."""
    task = await house.do(begin_task, key, TaskKind.EXPORT, key.user_id)
    await house.do(start_task, task)
    for part in (1, 2):
        await house.do(store_file, task, part, b"some names")
    await house.do(end_task, task, {"numbers": 2}, "trip.xlsx")


async def _draw_some(house: House) -> None:
    """One drawn by a figure that was typed wrongly first, one that was void and is locked again, one of practice."""
    due_at = house.clock.now + timedelta(hours=1)
    drawn, waiting = [await _ready_to_draw(house, name) for name in ("Drawn", "Waiting")]
    practice = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    numbered = await house.do(lock_for_draw, drawn, ANA, due_at)
    await house.do(note_published, numbered.key, "Our group", house.clock.now, (-100, 7), None)
    await house.do(void_draw, (await house.do(lock_for_draw, waiting, ANA, due_at)).key, "Too early", ANA)
    rehearsed = await house.do(lock_for_draw, practice.key, ANA)
    await house.do(draw, rehearsed.key, ANA)
    house.clock.now = due_at
    await house.do(draw, numbered.key, ANA, figure="1208")
    await house.do(correct_figure, numbered.key, "1207", "Typed wrongly", ANA)
    await house.do(lock_for_draw, waiting, ANA, due_at + timedelta(days=1))


async def _ready_to_draw(house: House, name: str) -> ProjectKey:
    key = (await house.do(create_project, ANA, name)).key
    await house.add_set(key, 0, 99)
    await house.do(add_prize_to, key, "A goat", ANA)
    await house.do(set_draw_method, key, DrawMethod.NUMBER, ANA)
    await house.do(set_lottery, key, LOTTERY, ANA)
    await house.sell(key, 7, 8, buyer=LUIS)
    await house.sell(key, 9, buyer=MARTA)
    return key


async def _let_strangers_come(house: House) -> None:
    """One who paid, one whose proof waits, one who waits for a number, and one who had herself erased."""
    key = (await house.do(create_project, ANA, "By link")).key
    await house.add_set(key, 0, 99)
    await house.do(share_link, key, ANA)
    await house.do(set_limits, key, 9, 99, ANA)
    paid, waits = (await bought(house, key, 1)).order, (await bought(house, key, 2, 3)).order
    await house.do(accept_proof, (await proved(house, paid.key)).key, ANA)
    await house.do(reject_proof, (await proved(house, waits.key, picture="two")).key, "Not ours", ANA)
    await proved(house, waits.key, picture="three")
    hers = (await bought(house, key, 4, person=ZOE)).order
    await proved(house, hers.key, ZOE, "four")
    await house.do(erase, ZOE.telegram_id, lambda _: "Nobody")
    await bought(house, key, 5)
    for number in (5, 1):
        await house.do(wait_for, key, number, STRANGER)
    await house.do(release, key, (5,), ANA)


async def _end_some(house: House, key: ProjectKey) -> None:
    """What Beto had and has no more: a set, prizes, a practice raffle, a buyer of his own, a whole project."""
    await house.do(remove_set, (await house.add_set(key, 200, 299)).key, BETO)
    for name in ("A cake", "A goat"):
        await house.do(add_prize_to, key, name, BETO)
    clone = await house.do(clone_project, key, BETO)
    await house.do(remove_prize, clone.key, 1, BETO)
    practice = await house.do(start_practice, BETO, "Practice", "A cake", ["Ana", "Bea", "Cai"])
    for buyer_number in (1, 2):
        await house.do(claim_link, BuyerKey(BETO, buyer_number), BETO)
    await house.do(end_practice, practice.key, BETO)
    for name in ("Lucho", "Lu"):
        await house.reserve(clone.key, len(name), buyer=TypedBuyer(name))
    await house.do(merge_buyers, BuyerKey(BETO, 5), BuyerKey(BETO, 6), BETO)
    await house.do(merge_buyers, BuyerKey(BETO, 1), BuyerKey(BETO, 5), BETO)
    await house.do(claim_link, BuyerKey(BETO, 6), BETO)
    await house.do(cancel_project, clone.key, BETO)


async def _undo_some(house: House, key: ProjectKey) -> None:
    await house.sell(key, 11, buyer=LUIS)
    await _undo_newest(house)
    paid_twice = (await house.reserve(key, 12, 13, buyer=MARTA)).order
    await house.do(pay, paid_twice.key, ANA, PaymentMethod.CARD)
    await _undo_newest(house)
    await house.do(pay, paid_twice.key, ANA, PaymentMethod.CASH)
    await house.reserve(key, 14, 15, buyer=LUIS)
    await house.do(release, key, (14, 15), ANA)
    await _undo_newest(house)


async def _undo_newest(house: House) -> None:
    await house.do(undo, ANA, (await house.told())[-1].after["mark"], ANA)


async def test_a_sound_store_has_no_finding(busy_house: House) -> None:
    assert [finding async for finding in check(busy_house.store)] == []
    assert len(INVARIANTS) >= 20


@pytest.mark.story
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
    cannot_be_done_by_rows = {"integrity", "all-accounted", "guards", "totals-kept"}
    assert {damage.invariant for damage in DAMAGES} == set(INVARIANTS) - cannot_be_done_by_rows


async def _drop_defences(work: Work) -> None:
    if work.dialect == "sqlite":
        await work.execute(text("PRAGMA defer_foreign_keys = ON"))
        await work.execute(text("PRAGMA ignore_check_constraints = ON"))
        names = await work.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        for name in list(names.scalars()):
            await work.execute(text(f"DROP TRIGGER {name}"))
        return
    await work.execute(text("SET LOCAL session_replication_role = replica"))
    for table in Base.metadata.sorted_tables:
        for constraint in sorted(str(one.name) for one in table.constraints if str(one.name).startswith("ck_")):
            await work.execute(text(f"ALTER TABLE {table.name} DROP CONSTRAINT {constraint}"))
