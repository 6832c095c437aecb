"""Locking for a draw: the list is what is sold at that moment, published by its hash, and nothing moves after it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from db.draw_entries import list_parts, unpack
from db.draws import Draw, find_draw, list_draws
from db.invariants import check
from db.projects import find_project
from db.raffles import list_numbers_of
from db.work import Work
from rules.draw.beacon import round_at
from rules.draw.entries import tag_of
from rules.draw.reading import read_commitment, read_entries
from rules.draw.texts import ZERO, digest
from rules.draw.verifying import find_own, verify
from rules.keys import BuyerKey, OrderKey, ProjectKey, SetKey
from rules.locking import DrawnAlready, DrawTooSoon, Lack, NothingToRedraw, NotReadyToDraw, ProjectLocked
from rules.numbers import Chosen
from rules.refusals import NotFound, ProjectNotOpen
from rules.states import PaymentMethod
from services.draws import list_draws as list_draws_of_project
from services.draws import proof_of, void_draw
from services.endings import cancel_project
from services.erasing import erase
from services.expiring import expire
from services.holders import change_holder
from services.locking import commit_to, lock_for_draw, make_list, store_parts
from services.merges import merge_buyers
from services.orders import extend
from services.payments import pay
from services.practice import end_practice, start_practice
from services.prizes import add_prize_to, remove_prize, rename_prize
from services.projects import close_project, create_project, rename_project, set_draw_date
from services.proofs import accept_proof
from services.releases import release, void
from services.reopening import reopen_project
from services.sales import reserve, sell
from services.sets import grow_set
from services.undo import undo
from tests.cast import ANA, BETO, LUIS, MARTA, House
from tests.services.drawn import DAY, DUE, MINUTE, bring, drawn, locked, ready
from tests.services.strangers import LUIS as STRANGER
from tests.services.strangers import bought, proved

CASH = PaymentMethod.CASH


async def entries_text(house: House, draw: Draw) -> str:
    return "".join(unpack(await house.look(list_parts, draw.key)))


async def test_the_commitment_names_the_list_of_what_is_sold_and_binds_each_number_to_its_receipt(
    house: House,
) -> None:
    draw = await locked(house)
    listed_text = await entries_text(house, draw)
    public_id, entries = read_entries(listed_text)
    assert (draw.state, draw.sold, digest(listed_text)) == ("locked", 5, draw.entries_hash)
    assert [(entry.number, entry.holder) for entry in entries] == [(1, 1), (2, 1), (3, 1), (7, 2), (8, 2)]
    receipts = {
        raffle.raffle_number: raffle.receipt or ""
        for order in (1, 2)
        for raffle in await house.look(list_numbers_of, OrderKey(*draw.project, order))
    }
    assert [entry.tag for entry in entries] == [tag_of(public_id, number, receipts[number]) for number in receipts]
    said = read_commitment(draw.commitment)
    assert (said.draw, said.entries, said.count, said.prizes) == (draw.public_id, draw.entries_hash, 5, 1)
    assert (said.seq, said.prev, said.method) == (1, ZERO, "beacon")
    assert said.beacon_round == round_at(DUE)
    assert said.locked_at == int(house.clock.now.timestamp())
    assert draw.commitment_hash == digest(draw.commitment or "")
    assert [finding async for finding in check(house.store)] == []


async def test_what_is_only_reserved_takes_no_part(house: House) -> None:
    project = await ready(house)
    await house.reserve(project.key, 50)
    draw = await house.do(lock_for_draw, project.key, ANA)
    assert draw.sold == 5
    assert [finding async for finding in check(house.store)] == []


async def test_the_lock_ends_sales_and_is_told(house: House) -> None:
    draw = await locked(house)
    project = await house.look(find_project, draw.project)
    assert (project.state, project.locked_at) == ("closed", house.clock.now)
    told = (await house.told())[-2:]
    assert [one.kind for one in told] == ["project.locked", "draw.committed"]
    assert told[1].after == {"draw": 1, "seq": 1, "sold": 5, "hash": draw.commitment_hash}


Deed = Callable[[House, ProjectKey], Awaitable[object]]
DEEDS: list[Deed] = [
    lambda house, key: house.refuses(ProjectLocked, sell, key, Chosen((50,)), LUIS, ANA),
    lambda house, key: house.refuses(ProjectLocked, reserve, key, Chosen((50,)), LUIS, ANA),
    lambda house, key: house.refuses(ProjectLocked, pay, OrderKey(*key, 3), ANA, CASH),
    lambda house, key: house.refuses(ProjectLocked, release, key, (60,), ANA),
    lambda house, key: house.refuses(ProjectLocked, void, OrderKey(*key, 1), "By mistake", ANA),
    lambda house, key: house.refuses(ProjectLocked, change_holder, OrderKey(*key, 1), MARTA, ANA),
    lambda house, key: house.refuses(ProjectLocked, extend, OrderKey(*key, 3), DAY, ANA),
    lambda house, key: house.refuses(ProjectLocked, merge_buyers, BuyerKey(ANA, 1), BuyerKey(ANA, 2), ANA),
    lambda house, key: house.refuses(ProjectLocked, grow_set, SetKey(*key, 1), 500, ANA),
    lambda house, key: house.refuses(ProjectLocked, add_prize_to, key, "One more", ANA),
    lambda house, key: house.refuses(ProjectLocked, rename_prize, key, 1, "Another", ANA),
    lambda house, key: house.refuses(ProjectLocked, remove_prize, key, 1, ANA),
    lambda house, key: house.refuses(ProjectLocked, rename_project, key, "Another", ANA),
    lambda house, key: house.refuses(ProjectLocked, set_draw_date, key, DUE + DAY, ANA),
    lambda house, key: house.refuses(ProjectLocked, reopen_project, key, ANA),
    lambda house, key: house.refuses(ProjectLocked, close_project, key, ANA),
    lambda house, key: house.refuses(ProjectLocked, cancel_project, key, ANA),
    lambda house, key: house.refuses(ProjectLocked, lock_for_draw, key, ANA),
]


async def test_nothing_that_moves_numbers_happens_while_it_is_locked(house: House) -> None:
    project = await ready(house)
    await house.reserve(project.key, 60)
    await house.do(lock_for_draw, project.key, ANA)
    for deed in DEEDS:
        await deed(house, project.key)


async def test_a_reservation_does_not_expire_meanwhile_and_does_afterwards(house: House) -> None:
    project = await ready(house)
    order = (await house.reserve(project.key, 60, hold=MINUTE * 5)).order
    draw = await house.do(lock_for_draw, project.key, ANA, DUE + 30 * DAY)
    house.clock.pass_(20 * DAY)
    await house.refuses(ProjectLocked, expire, order.key)
    await house.do(void_draw, draw.key, "Postponed", ANA)
    assert (await house.do(expire, order.key)).numbers == (60,)


async def test_a_sale_of_a_moment_before_is_not_undone_any_more(house: House) -> None:
    project = await ready(house)
    mark = (await house.told())[-1].after["mark"]
    await house.do(lock_for_draw, project.key, ANA)
    await house.refuses(ProjectLocked, undo, ANA, mark, ANA)


@pytest.mark.parametrize(
    "statement",
    [
        (
            "UPDATE raffles SET state = 'available', order_number = NULL, buyer_number = NULL, unit_price = NULL,"
            " payment_method = NULL, receipt = NULL WHERE raffle_number = 7"
        ),
        "UPDATE raffles SET buyer_number = 1",
        "DELETE FROM raffles WHERE raffle_number = 7",
        (
            "INSERT INTO raffles SELECT user_id, project_number, 99, set_number, order_number, buyer_number, state,"
            " payment_method, unit_price, receipt, created_at, updated_at FROM raffles WHERE raffle_number = 7"
        ),
        "UPDATE orders SET total = total + 1, paid = paid + 1",
        "UPDATE orders SET buyer_number = 1",
        "UPDATE payments SET amount = amount + 1",
        "UPDATE payments SET undone_at = created_at",
        "DELETE FROM payments",
        "UPDATE raffle_sets SET final = final + 1",
        "UPDATE prizes SET name = 'Nothing'",
        "DELETE FROM prizes",
        "INSERT INTO prizes SELECT user_id, project_number, 9, name, created_at, updated_at FROM prizes",
        "UPDATE projects SET locked_at = NULL",
        "UPDATE projects SET state = 'open'",
        "UPDATE projects SET draw_method = 'sealed'",
        "UPDATE draws SET commitment_hash = entries_hash",
        (
            "UPDATE draws SET commitment = NULL, commitment_hash = NULL, entries_hash = NULL, sold = NULL,"
            " locked_at = NULL, seq = NULL, chain = NULL, previous_hash = NULL"
        ),
        "UPDATE draws SET prizes = prizes + 1",
        "UPDATE draws SET due_at = created_at",
        "DELETE FROM draws",
        "UPDATE draw_entries SET part_number = 2",
        "DELETE FROM draw_entries",
        (
            "INSERT INTO draw_entries SELECT user_id, project_number, draw_number, 2, body, created_at, updated_at"
            " FROM draw_entries"
        ),
    ],
)
async def test_the_database_itself_refuses_what_nobody_may(house: House, statement: str) -> None:
    await locked(house)
    before = await house.everything()

    async def do_it(work: Work) -> None:
        await work.execute(text(statement))

    with pytest.raises(IntegrityError, match=r"locked for a draw|published of a draw"):
        await house.do(do_it)
    assert await house.everything() == before


async def test_draws_of_an_organizer_are_numbered_without_a_gap_and_linked(house: House) -> None:
    first = await locked(house)
    await house.do(void_draw, first.key, "The wrong date", ANA)
    again = await house.do(lock_for_draw, first.project, ANA)
    other = await ready(house)
    third = await house.do(lock_for_draw, other.key, ANA)
    betos = await house.do(lock_for_draw, (await ready(house, user_id=BETO)).key, BETO)
    assert [one.seq for one in (first, again, third, betos)] == [1, 2, 3, 1]
    assert [one.previous_hash for one in (again, third)] == [first.commitment_hash, again.commitment_hash]
    assert first.chain == again.chain == third.chain != betos.chain
    assert [one.draw_number for one in (first, again, third)] == [1, 2, 1]
    assert len({one.public_id for one in (first, again, third, betos)}) == 4
    assert [finding async for finding in check(house.store)] == []


async def test_a_void_draw_stays_and_the_project_may_be_opened_again(house: House) -> None:
    draw = await locked(house)
    void_one = await house.do(void_draw, draw.key, "  The wrong date ", ANA)
    assert (void_one.state, void_one.void_reason) == ("void", "The wrong date")
    project = await house.look(find_project, draw.project)
    assert (project.state, project.locked_at) == ("closed", None)
    assert [one.state for one in await house.look(list_draws_of_project, draw.project)] == ["void"]
    await house.do(reopen_project, draw.project, ANA)
    await house.sell(draw.project, 50)
    assert [finding async for finding in check(house.store)] == []


async def test_without_prizes_sales_or_a_method_there_is_nothing_to_draw(house: House) -> None:
    house.clock.now = DUE - DAY
    project = await house.open_project()
    refused = await house.refuses(NotReadyToDraw, lock_for_draw, project.key, ANA)
    assert refused.lacks == (Lack.PRIZES, Lack.SOLD, Lack.METHOD)
    ready_one = await ready(house)
    await house.refuses(NothingToRedraw, lock_for_draw, ready_one.key, ANA, None, "Once more")
    await house.refuses(NotFound, lock_for_draw, ProjectKey(BETO, 1), BETO)
    await house.do(create_project, ANA, "Called off")
    await house.do(cancel_project, ProjectKey(ANA, 3), ANA)
    await house.refuses(ProjectNotOpen, lock_for_draw, ProjectKey(ANA, 3), ANA)


async def test_the_draw_comes_late_enough_for_the_list_to_be_read_before(house: House) -> None:
    project = await ready(house)
    refused = await house.refuses(DrawTooSoon, lock_for_draw, project.key, ANA, house.clock.now + MINUTE)
    assert refused.earliest == house.clock.now + timedelta(seconds=90)
    draw = await house.do(lock_for_draw, project.key, ANA)
    assert draw.due_at == house.clock.now + 10 * MINUTE


async def test_a_drawn_project_is_locked_again_only_with_a_reason(house: House) -> None:
    first = await drawn(house)
    refused = await house.refuses(DrawnAlready, lock_for_draw, first.project, ANA)
    assert refused.draw_number == 1
    again = await house.do(lock_for_draw, first.project, ANA, None, "The winner was the organizer")
    assert (again.redraw_of, again.reason) == (1, "The winner was the organizer")
    assert [one.state for one in await house.look(list_draws, first.project)] == ["drawn", "locked"]
    assert (await house.look(find_project, first.project)).state == "drawn"


async def test_a_long_list_is_written_after_the_lock_and_is_what_was_sold_at_it(house: House) -> None:
    project = await ready(house)
    draw = await house.do(lock_for_draw, project.key, ANA, DUE, at_once=4)
    assert (draw.commitment, draw.seq) == (None, None)
    await house.refuses(ProjectLocked, sell, project.key, Chosen((50,)), LUIS, ANA)
    listed = await house.look(make_list, draw.key)
    await house.do(store_parts, draw.key, (b"of an earlier attempt", b"that broke off"))
    await house.do(store_parts, draw.key, listed.parts)
    committed = await house.do(commit_to, draw.key, listed)
    listed_text = await entries_text(house, draw)
    assert (committed.sold, digest(listed_text)) == (5, committed.entries_hash)
    assert committed == await house.look(find_draw, draw.key)
    assert [finding async for finding in check(house.store)] == []


async def test_a_practice_raffle_is_locked_in_a_chain_of_its_own_and_ends_with_it(house: House) -> None:
    await ready(house)
    practice = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    draw = await house.do(lock_for_draw, practice.key, ANA)
    assert (draw.method, draw.seq, draw.due_at) == ("sealed", 1, house.clock.now)
    await house.do(end_practice, practice.key, ANA)
    real = await house.do(lock_for_draw, ProjectKey(ANA, 1), ANA)
    assert (real.seq, real.previous_hash) == (1, ZERO)
    assert (await house.everything())["draws"][0][:3] == (ANA, 1, 1)
    assert [finding async for finding in check(house.store)] == []


async def test_who_is_erased_while_it_is_locked_leaves_the_list_as_it_is(house: House) -> None:
    project = await ready(house)
    order = (await bought(house, project.key, 50)).order
    await house.do(accept_proof, (await proved(house, order.key)).key, ANA)
    draw = await house.do(lock_for_draw, project.key, ANA, DUE)
    before = await entries_text(house, draw)
    shown = (await house.look(list_numbers_of, order.key))[0].receipt
    await house.do(erase, STRANGER.telegram_id, lambda _: "Nobody")
    assert await entries_text(house, draw) == before
    assert (await house.look(list_numbers_of, order.key))[0].receipt not in (shown, None)
    assert [finding async for finding in check(house.store)] == []
    house.clock.now = DUE
    done = await bring(house, draw)
    verdict = verify(await house.look(proof_of, done.key))
    assert find_own(verdict.entries, done.public_id, shown or "") == 50


async def test_who_is_erased_after_a_draw_takes_part_in_a_redraw_and_can_never_show_a_receipt(house: House) -> None:
    project = await ready(house)
    order = (await bought(house, project.key, 50)).order
    await house.do(accept_proof, (await proved(house, order.key)).key, ANA)
    first = await house.do(lock_for_draw, project.key, ANA, DUE)
    house.clock.now = DUE
    await bring(house, first)
    await house.do(erase, STRANGER.telegram_id, lambda _: "Nobody")
    assert (await house.look(list_numbers_of, order.key))[0].receipt is None
    again = await house.do(lock_for_draw, project.key, ANA, None, "The winner was the organizer")
    assert again.sold == first.sold == 6
    assert [finding async for finding in check(house.store)] == []


async def test_a_guard_that_is_missing_is_found(house: House) -> None:
    async def drop(work: Work) -> None:
        of_table = " ON raffles" if work.dialect == "postgresql" else ""
        await work.execute(text(f"DROP TRIGGER guard_raffles_update{of_table}"))

    await house.do(drop)
    assert [tuple(finding) async for finding in check(house.store)] == [("guards", "triggers guard_raffles_update")]
