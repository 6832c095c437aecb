"""Lists that are taken in: exactly what was shown, all of it or nothing, and given back together."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from db.buyers import list_buyers_by_name
from db.invariants import check
from db.orders import find_order
from rules.imports.encodings import MOST_BYTES, MOST_LINES
from rules.imports.entries import Manner, States, Why
from rules.imports.refusals import ImportMoved, ImportOver, LinesTooMany, ListTooLarge
from rules.imports.states import ImportState
from rules.keys import BuyerKey, ImportKey, OrderKey, ProjectKey
from rules.locking import ProjectLocked
from rules.refusals import NoNumbersYet, NotFound, ProjectNotOpen, TooLateToUndo
from rules.states import DrawMethod, OrderState, PaymentMethod
from services.buyers import TypedBuyer, add_new_buyer
from services.import_undo import may_be_undone, undo_import
from services.imports import (
    KEPT_FOR,
    add_lines,
    ask_to_read,
    begin_import,
    cancel_import,
    find_text,
    forget_left_lying,
    list_left_out,
    look_at_import,
    post_left_out,
    store_text,
)
from services.links import claim_link, open_claim
from services.locking import lock_for_draw
from services.payments import pay
from services.practice import end_practice, start_practice
from services.prizes import add_prize_to
from services.projects import close_project, create_project, set_draw_method
from services.reminders import list_planned
from services.taking_in import NotAsPlannedError, take_in
from services.totals import glance_at
from services.undo import UNDO_FOR
from tests.cast import ANA, BETO, House
from tests.services.importing import listed, prepared, shown, taken

LUIS_HIMSELF = 2001
TEXT = "07 Luis 3001234567 pagado\n8, 9 Marta debe\n10 Luis pagado pix"


async def sound(house: House) -> list[object]:
    return [finding async for finding in check(house.store)]


async def names(house: House) -> list[str]:
    return [buyer.name for buyer in await house.look(list_buyers_by_name, ANA, False, 100)]


async def trip(house: House) -> ProjectKey:
    return (await house.open_project()).key


async def test_a_list_becomes_buyers_orders_and_payments(house: House) -> None:
    project = await trip(house)
    key = await taken(house, project, TEXT)
    kinds = [told.kind for told in await house.told()]
    assert kinds[-6:] == [
        *("buyer.added", "buyer.added", "order.sold", "order.reserved", "order.sold"),
        "import.taken",
    ]
    view = await house.look(look_at_import, key)
    assert (view.import_.state, view.import_.first_order, view.import_.last_order) == (ImportState.TAKEN, 1, 3)
    glance = await house.look(glance_at, project)
    assert (glance.sold, glance.reserved, glance.money_in, glance.owed) == (2, 2, 1000, 1000)
    assert await names(house) == ["Luis", "Marta"]
    assert await sound(house) == []


async def test_nothing_of_a_list_is_kept_when_it_is_in(house: House) -> None:
    key = await taken(house, await trip(house), TEXT)
    assert not await house.look(find_text, key)
    assert (await house.everything())["import_parts"] == []
    history = json.dumps([(told.before, told.after) for told in await house.told()])
    assert "Luis" not in history
    assert "3001234567" not in history


async def test_a_list_is_sealed_while_it_is_looked_at(house: House) -> None:
    key = await listed(house, await trip(house), TEXT)
    await shown(house, key)
    async with house.store.reading() as work:
        from sqlalchemy import text

        kept = [str(row[0]) for row in await work.execute(text("SELECT content FROM import_parts"))]
    assert kept
    assert not any("Luis" in one or "300" in one for one in kept)


async def test_it_comes_to_the_same_as_line_by_line(house: House) -> None:
    """The numbers, buyers and payments; only that a buyer's numbers are one order."""
    lines = [
        ((1,), TypedBuyer("Ana"), PaymentMethod.CASH),
        ((2, 3), TypedBuyer("Luis"), None),
        ((4,), TypedBuyer("ANA"), PaymentMethod.CARD),
        ((5,), TypedBuyer("María"), None),
        ((6,), TypedBuyer("maria"), PaymentMethod.TRANSFER),
    ]
    words: dict[PaymentMethod | None, str] = {None: "debe", **{one: one.value for one in PaymentMethod}}
    ours, theirs = (await trip(house)), (await house.open_project(BETO)).key
    for numbers, buyer, method in lines:
        if method is None:
            await house.reserve(theirs, *numbers, buyer=buyer)
        else:
            await house.sell(theirs, *numbers, buyer=buyer, method=method)
    await taken(
        house, ours, *(f"{','.join(map(str, numbers))} {buyer.name} {words[how]}" for numbers, buyer, how in lines)
    )
    everything = await house.everything()

    def held_by(organizer: int) -> list[object]:
        numbers = [row for row in everything["raffles"] if row[0] == organizer]
        return [(row[2], row[5], row[6], row[7], row[8]) for row in numbers]

    assert held_by(ANA) == held_by(BETO)
    assert await names(house) == [buyer.name for buyer in await house.look(list_buyers_by_name, BETO, False, 100)]
    assert await sound(house) == []


async def test_known_buyers_take_their_numbers_and_their_phone_is_learnt(house: House) -> None:
    project = await trip(house)
    await house.do(add_new_buyer, ANA, "luis", None, ANA)
    await taken(house, project, TEXT)
    assert await names(house) == ["luis", "Marta"]
    assert [told.kind for told in await house.told()].count("buyer.corrected") == 1
    assert await sound(house) == []


async def test_a_number_sold_meanwhile_means_that_nothing_is_written(house: House) -> None:
    project = await trip(house)
    key = await listed(house, project, TEXT)
    found = await shown(house, key)
    await house.sell(project, 9)
    before = await house.everything()
    with pytest.raises(NotAsPlannedError):
        await house.do(take_in, key, found, ANA)
    assert await house.everything() == before
    anew = await shown(house, key)
    assert [(one.line, one.why, one.numbers) for one in anew.plan.left_out] == [(2, Why.TAKEN, (9,))]
    await house.do(take_in, key, anew, ANA)
    assert await sound(house) == []


@pytest.mark.parametrize("meanwhile", ["buyer", "price"])
async def test_what_else_changed_is_shown_anew_too(house: House, meanwhile: str) -> None:
    project = await trip(house)
    key = await listed(house, project, TEXT)
    found = await shown(house, key)
    if meanwhile == "buyer":
        await house.do(add_new_buyer, ANA, "Marta", None, ANA)
    else:
        await house.add_set(project, 200, 299)
    with pytest.raises(NotAsPlannedError):
        await house.do(take_in, key, found, ANA)


async def test_only_what_was_shown_is_taken_in(house: House) -> None:
    project = await trip(house)
    key = await listed(house, project, TEXT)
    await shown(house, key)
    await house.sell(project, 9)
    with pytest.raises(NotAsPlannedError):
        await house.do(take_in, key, await prepared(house, key), ANA)


async def test_buyers_on_telegram_get_their_tickets_behind_everything_else(house: House) -> None:
    project = await trip(house)
    await house.sell(project, 50)
    await house.do(open_claim, await house.do(claim_link, BuyerKey(ANA, 1), ANA), LUIS_HIMSELF)
    before = len((await house.everything())["outbox"])
    await taken(house, project, TEXT)
    letters = (await house.everything())["outbox"][before:]
    everything = (await house.everything())["outbox"]
    tickets = [row for row in everything if row[6] == "ticket" and row[3] == 20]
    assert len(letters) == len(tickets) == 2
    assert {row[2] for row in tickets} == {LUIS_HIMSELF}


async def test_what_is_reserved_is_reminded_of_as_usual(house: House) -> None:
    project = await trip(house)
    await taken(house, project, TEXT)
    _, planned = await house.look(list_planned, project)
    by_hand = await house.reserve(project, 60)
    _, more = await house.look(list_planned, project)
    ours = [one.due_at for one in planned.found]
    assert ours
    assert [one.due_at for one in more.found if one.order_number == by_hand.order.order_number] == ours


async def test_all_of_it_is_undone(house: House) -> None:
    project = await trip(house)
    await house.sell(project, 50)
    numbers = (await house.everything())["raffles"]
    key = await taken(house, project, TEXT)
    undone = await house.do(undo_import, key, ANA)
    assert undone.state == ImportState.UNDONE
    free = [row for row in (await house.everything())["raffles"] if row[6] == "available"]
    assert [row for row in (await house.everything())["raffles"] if row not in free] == numbers
    assert len(free) == 4
    orders = [await house.look(find_order, OrderKey(*project, number)) for number in (2, 3, 4)]
    assert {(order.state, order.paid) for order in orders} == {(OrderState.CANCELLED, 0)}
    assert (await house.look(glance_at, project)).money_in == 500
    assert [told.kind for told in await house.told()][-4:] == [*["order.undone"] * 3, "import.undone"]
    assert (await house.look(list_planned, project))[1].found == []
    assert await sound(house) == []
    await taken(house, project, TEXT)
    assert await sound(house) == []


async def test_it_is_undone_within_some_minutes_once_and_untouched(house: House) -> None:
    project = await trip(house)
    key = await taken(house, project, TEXT)
    await house.do(pay, OrderKey(*project, 2), ANA, PaymentMethod.CASH)
    assert (await house.refuses(ImportMoved, undo_import, key, ANA)).order_number == 2
    await house.refuses(ImportMoved, may_be_undone, key)
    other = await taken(house, project, "20 Luis pagado")
    house.clock.pass_(UNDO_FOR + timedelta(seconds=1))
    await house.refuses(TooLateToUndo, undo_import, other, ANA)
    third = await taken(house, project, "21 Luis pagado")
    await house.do(undo_import, third, ANA)
    assert (await house.refuses(ImportOver, undo_import, third, ANA)).state == ImportState.UNDONE


async def test_what_is_locked_for_a_draw_is_not_undone(house: House) -> None:
    project = await trip(house)
    key = await taken(house, project, "20 Luis pagado")
    await house.do(add_prize_to, project, "A bicycle", ANA)
    await house.do(set_draw_method, project, DrawMethod.SEALED, ANA)
    await house.do(lock_for_draw, project, ANA)
    await house.refuses(ProjectLocked, undo_import, key, ANA)


async def test_every_refusal_leaves_everything_as_it_was(house: House) -> None:
    project = await trip(house)
    begun = await house.do(begin_import, project)
    assert (await house.refuses(ListTooLarge, add_lines, begun.key, "7 Ana " + "a" * MOST_BYTES)).limit == MOST_BYTES
    assert (await house.refuses(LinesTooMany, add_lines, begun.key, "7 A\n" * (MOST_LINES + 1))).limit == MOST_LINES
    await house.refuses(ImportOver, store_text, begun.key, TEXT)
    await house.refuses(NotFound, add_lines, ImportKey(*project, 99), TEXT)
    await house.do(add_lines, begun.key, TEXT)
    await house.do(ask_to_read, begun.key)
    await house.refuses(ImportOver, add_lines, begun.key, "11 Eva")
    await house.refuses(ImportOver, post_left_out, begun.key, ANA)
    found = await prepared(house, begun.key)
    await house.refuses(ImportOver, take_in, begun.key, found, ANA)
    found = await shown(house, begun.key)
    await house.do(close_project, project, ANA)
    await house.refuses(ProjectNotOpen, take_in, begun.key, found, ANA)
    await house.refuses(ProjectNotOpen, begin_import, project)
    empty = await house.do(create_project, ANA, "Autumn")
    await house.refuses(NoNumbersYet, begin_import, empty.key)


@pytest.mark.parametrize("ending", [cancel_import, None])
async def test_a_list_that_is_put_away_is_gone(house: House, ending: Callable[..., object] | None) -> None:
    """Also when another one is begun."""
    project = await trip(house)
    key = await listed(house, project, TEXT)
    await shown(house, key)
    await house.do(cancel_import, key) if ending else await house.do(begin_import, project)
    assert (await house.everything())["import_parts"] == []
    found = (await house.look(look_at_import, key)).import_
    assert found.state == ImportState.CANCELLED
    assert (await house.refuses(ImportOver, ask_to_read, key)).state == ImportState.CANCELLED
    assert await sound(house) == []


async def test_a_list_is_forgotten_after_a_day(house: House) -> None:
    key = await listed(house, await trip(house), TEXT)
    await house.do(forget_left_lying)
    assert await house.look(find_text, key)
    house.clock.pass_(KEPT_FOR + timedelta(minutes=1))
    await house.do(forget_left_lying)
    assert not await house.look(find_text, key)
    assert (await house.look(look_at_import, key)).import_.state == ImportState.CANCELLED


async def test_what_is_left_out_is_kept_as_long_as_the_list(house: House) -> None:
    key = await listed(house, await trip(house), "7 Luis\n" + "\n".join(f"{n} <b>Eva</b>" for n in range(200, 1200)))
    found = await shown(house, key)
    kept = await house.look(list_left_out, key)
    assert kept == list(found.plan.left_out)
    assert len(kept) == 1000


async def test_pasted_messages_are_one_list(house: House) -> None:
    project = await trip(house)
    key = await taken(house, project, "07 Luis", "8 Marta\n", "\n9 Eva", manner=Manner(States.PAID))
    view = await house.look(look_at_import, key)
    assert (view.counts.paid, view.counts.reserved, view.counts.newcomers) == (3, 0, 3)


async def test_hostile_names_stay_names(house: House) -> None:
    hostile = [
        "=HYPERLINK(1)",
        "<b>&lt;",
        "'; DROP TABLE buyers; --",
        "{name} %s \\u202e",
        "Ana\u202e\u0007 gomez",
        "@x",
    ]
    await taken(house, await trip(house), *(f"{n} {name} pagado" for n, name in enumerate(hostile, 1)))
    found = await names(house)
    assert len(found) == len(hostile)
    assert not any(char in name for name in found for char in "\u202e\u0007")
    assert await sound(house) == []


async def test_practice_knows_made_up_buyers_alone(house: House) -> None:
    await trip(house)
    await house.do(add_new_buyer, ANA, "Luis", None, ANA)
    practice = (await house.do(start_practice, ANA, "Practice", "A bicycle", ["Vera"])).key
    free = [n for n in range(100) if n not in {row[2] for row in (await house.everything())["raffles"]}]
    key = await taken(house, practice, f"{free[0]} Luis pagado")
    assert (await house.look(look_at_import, key)).counts.newcomers == 1
    await house.do(end_practice, practice, ANA)
    assert await sound(house) == []


async def test_orders_stand_as_though_each_was_made_by_hand(house: House) -> None:
    project = await trip(house)
    await taken(house, project, "1 Luis pagado\n2 Marta debe")
    by_hand = [(await house.sell(project, 3)).order, (await house.reserve(project, 4)).order]
    for number, other in zip((1, 2), by_hand, strict=True):
        order = await house.look(find_order, OrderKey(*project, number))
        alike = ("state", "total", "paid", "made_by", "told_deadline_at", "release_at", "void_reason", "pays_by")
        assert [getattr(order, name) for name in alike] == [getattr(other, name) for name in alike]
        assert len(order.code) == len(other.code)
        assert (order.check_code is None) == (other.check_code is None)
