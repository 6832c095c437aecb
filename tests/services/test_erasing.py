"""Erasing a person at their wish: nothing by which they are known is left, and what they bought stays somebody's."""

import json
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import make_url, text

from db.dialogs import Dialog, find_dialog, put_dialog
from db.every_table import Base
from db.files import find_file_id, keep_file
from db.inbox import Arrived, add_arrived, mark_done
from db.invariants import check
from db.orders import find_order
from db.outbox import Posted, post_letters
from db.projects import find_project
from db.raffles import list_numbers_of
from db.work import Work
from rules.buying import BuyerErased, ProjectsStillRunning
from rules.keys import BuyerKey
from rules.numbers import Chosen
from rules.phones import Phone, read_phone
from rules.refusals import CannotMerge, LinkNotUsable, NotFound
from rules.states import PaymentMethod
from services.buyers import NumberedBuyer, TypedBuyer, add_new_buyer, correct_email, correct_phone, write_notes
from services.buying import buy
from services.endings import cancel_project
from services.erasing import erase
from services.holders import change_holder
from services.links import claim_link, open_claim
from services.merges import merge_buyers
from services.my_tickets import my_tickets
from services.organizers import find_organizer, welcome, write_payment_text
from services.own_orders import look_at_own_order
from services.payments import pay
from services.practice import start_practice
from services.privacy import look_before_erasing, my_data
from services.projects import create_project, describe_project
from services.proofs import accept_proof, reject_proof
from services.releases import release, void
from services.shares import open_share, share_link
from services.strangers import Person
from services.waiting import list_waited_for, wait_for
from tests.cast import ANA, BETO, House
from tests.services.strangers import MARTA, bought, proved

CANARY = Person(77, "Canário Özgür", read_phone("+57 311 987 6543", None))
WORDS = ("Canário Özgür", "canario", "Özgür", "311 987", "3119876543", "canary@", "Canary notes", "Canary aunt")
PROOF_FILES = ("file canary", "unique-canary")


def called(language: str) -> str:
    return {"es": "Anónimo"}.get(language, "Anonymous")


async def canary_came(house: House) -> None:
    """To two organizers: bought, paid, proved, waits, was written about, and talked."""
    for user_id in (ANA, BETO):
        project = await house.open_project(user_id)
        merged = await house.do(add_new_buyer, user_id, "Canário Özgür", CANARY.phone, user_id)
        paid = (await house.do(buy, project.key, Chosen((7, 8)), CANARY, "Canary aunt")).order
        await house.do(merge_buyers, BuyerKey(user_id, paid.buyer_number), merged.key, user_id)
        await house.do(correct_email, BuyerKey(user_id, paid.buyer_number), "canary@example.org", user_id)
        await house.do(write_notes, BuyerKey(user_id, paid.buyer_number), "Canary notes", user_id)
        await house.do(accept_proof, (await proved(house, paid.key, CANARY, "unique-canary")).key, user_id)
        unpaid = (await house.do(buy, project.key, Chosen((9,)), CANARY, "Canary aunt")).order
        await house.do(reject_proof, (await proved(house, unpaid.key, CANARY, "canary 2")).key, "Canary notes", user_id)
        await proved(house, unpaid.key, CANARY, "canary 3")
        voided = (await bought(house, project.key, 10, person=CANARY)).order
        await house.do(void, voided.key, "Canary notes", user_id)
        await bought(house, project.key, 11)
        await house.do(wait_for, project.key, 11, CANARY)
        await house.do(keep_file, f"ticket/{user_id}/1/{paid.order_number}/es", "file canary")
    await house.do(welcome, CANARY.telegram_id, CANARY.name, "es")
    await house.do(_was_said)


async def _was_said(work: Work) -> None:
    body = json.dumps({"from": {"first_name": CANARY.name}, "phone": "3119876543"}, ensure_ascii=False)
    await add_arrived(work, [Arrived(n, lane, body) for n, lane in ((1, 77), (2, ANA), (3, 77), (4, BETO))])
    for number in (1, 2, 4):
        await mark_done(work, number)
    letters = [Posted(f"{chat}", chat, 0, "sendMessage", body) for chat in (77, ANA, BETO, -5)]
    await post_letters(work, letters)
    await work.execute(text("UPDATE outbox SET state = 'sent', sent_at = created_at WHERE kind = 'call'"))
    await post_letters(work, [Posted("waits", 77, 0, "sendMessage", body)])
    await put_dialog(work, Dialog(77, 77, "buying", "name", 1, body, work.now))


async def everything_as_text(house: House) -> str:
    """As the database itself has it, sealed or not."""
    async with house.store.reading() as work:
        tables = [
            [tuple(row) for row in await work.execute(text(f"SELECT * FROM {table}"))] for table in Base.metadata.tables
        ]
    return repr(tables)


async def test_no_canary_is_left_in_any_row(house: House) -> None:
    await canary_came(house)
    before = await everything_as_text(house)
    assert "Canário Özgür" in before
    erased = await house.do(erase, 77, called)
    assert (erased.organizers, erased.orders) == (2, 2)
    after = await everything_as_text(house) + repr(await house.everything())
    assert [word for word in (*WORDS, "canary", "Canary") if word in after] == []
    assert [finding async for finding in check(house.store)] == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(3))
async def test_no_canary_is_left_in_the_files(house: House, url: str, seed: int) -> None:
    """Among others who come and go, so that pages are split and filled again before and after."""
    chance = Random(seed)
    await house.open_project()
    await _crowd(house, chance, 60)
    await canary_came(house)
    await _crowd(house, chance, 60)
    assert any(b"Canary aunt" in content for content in _files(url))
    await house.do(erase, 77, called)
    left = [word for word in WORDS for content in _files(url) if word.encode() in content]
    assert left == []
    await _crowd(house, chance, 20)
    assert [word for word in WORDS for content in _files(url) if word.encode() in content] == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_who_reads_meanwhile_only_puts_off_that_the_log_is_cut(house: House, url: str) -> None:
    await canary_came(house)
    async with house.store.reading() as work:
        await work.execute(text("SELECT count(*) FROM buyers"))
        await house.do(erase, 77, called)
        assert any(b"Canary aunt" in content for content in _files(url))
    await house.do(welcome, 99, "Somebody", "en")
    assert not any(b"Canary aunt" in content for content in _files(url))


def _files(url: str) -> list[bytes]:
    database = Path(str(make_url(url).database))
    return [path.read_bytes() for path in sorted(database.parent.glob(f"{database.name}*"))]


async def _crowd(house: House, chance: Random, count: int) -> None:
    for number in range(count):
        name = "".join(chance.choices("abcdefgh ijkl", k=chance.randint(3, 60))).strip() or "x"
        buyer = await house.do(add_new_buyer, ANA, f"{number} {name}", None, ANA)
        await house.do(write_notes, buyer.key, name * chance.randint(1, 5), ANA)


async def test_what_was_bought_stays_and_takes_part_under_fresh_receipts(house: House) -> None:
    await canary_came(house)
    (paid,) = [
        row.order
        for row in (await house.look(my_tickets, 77)).rows
        if row.order.key[:1] == (ANA,) and row.order.state == "paid"
    ]
    shown = [raffle.receipt for raffle in await house.look(list_numbers_of, paid.key)]
    await house.do(erase, 77, called)
    raffles = await house.look(list_numbers_of, paid.key)
    assert [(raffle.raffle_number, raffle.state) for raffle in raffles] == [(7, "sold"), (8, "sold")]
    assert all(raffle.receipt and raffle.receipt not in shown for raffle in raffles)
    after = await house.look(find_order, paid.key)
    assert (after.state, after.paid, after.holder_name, after.made_by) == ("paid", 1000, None, 77)
    assert (await house.look(my_tickets, 77)).rows == []
    await house.refuses(NotFound, look_at_own_order, paid.key, 77)
    assert await house.look(find_file_id, f"ticket/{ANA}/1/{paid.order_number}/es") is None
    assert await house.look(list_waited_for, 77) == []
    async with house.store.reading() as work:
        assert await find_dialog(work, 77, 77) is None


async def test_after_the_draw_no_receipt_is_needed(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    async with house.store.work() as work:
        await work.execute(text("UPDATE projects SET state = 'drawn'"))
        work.keep()
    await house.do(erase, 71, called)
    assert [raffle.receipt for raffle in await house.look(list_numbers_of, order.key)] == [None]


async def test_nobody_else_is_touched_and_the_history_stays_whole(house: House) -> None:
    await canary_came(house)
    told = await _events(house)
    luis = await house.look(my_data, 71)
    await house.do(erase, 77, called)
    assert set(await _events(house)) > set(told)
    assert {**await house.look(my_data, 71), "written_at": 0} == {**luis, "written_at": 0}
    newest = (await house.told())[-1]
    assert (newest.kind, newest.made_by, newest.after) == ("buyer.erased", 77, {"orders": 1})


async def _events(house: House) -> list[tuple[Any, ...]]:
    """Of each organizer, in their order."""
    return sorted((await house.everything())["events"], key=lambda row: row[:2])


async def test_who_was_erased_stays_so_whatever_the_organizer_does(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    other = (await house.reserve(project.key, 9)).order
    code = await house.do(claim_link, BuyerKey(ANA, 2), ANA)
    await house.do(erase, 71, called)
    key = BuyerKey(ANA, 1)
    await house.refuses(BuyerErased, correct_phone, key, Phone("300 123 4567", "+573001234567"), ANA)
    await house.refuses(BuyerErased, claim_link, key, ANA)
    await house.refuses(BuyerErased, change_holder, other.key, NumberedBuyer(1), ANA)
    refused = await house.refuses(CannotMerge, merge_buyers, BuyerKey(ANA, 2), key, ANA)
    assert refused.why == "erased"
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    await house.do(void, order.key, "Paid back", ANA)
    assert (await house.do(open_claim, code, 72)).buyer_number == 2
    assert [finding async for finding in check(house.store)] == []


async def test_a_live_claim_link_of_theirs_connects_nobody(house: House) -> None:
    project = await house.open_project()
    typed = await house.sell(project.key, 7, buyer=TypedBuyer("Luis"))
    await house.do(open_claim, await house.do(claim_link, typed.buyer.key, ANA), 71)
    other = await house.do(add_new_buyer, ANA, "Lu", None, ANA)
    code = await house.do(claim_link, other.key, ANA)
    await house.do(merge_buyers, typed.buyer.key, other.key, ANA)
    await house.do(erase, 71, called)
    await house.refuses(LinkNotUsable, open_claim, code, 72)


async def test_who_comes_back_is_a_newcomer(house: House) -> None:
    project = await house.open_project()
    await house.do(welcome, 71, "Luis", "es")
    await bought(house, project.key, 7)
    await house.do(erase, 71, called)
    assert (await house.look(find_organizer, 71)).name == "Anónimo"
    back = await house.do(welcome, 71, "Lu", "en")
    assert (back.name, back.language, back.erased_at) == ("Lu", "en", None)
    assert (await bought(house, project.key, 8)).buyer.buyer_number == 2
    assert [finding async for finding in check(house.store)] == []


async def test_an_organizer_whose_numbers_are_held_cannot_leave_yet(house: House) -> None:
    project = await house.open_project()
    await house.do(create_project, ANA, "Nobody here yet")
    await house.sell(project.key, 7)
    before = await house.look(look_before_erasing, ANA)
    assert before.running == (1,)
    refused = await house.refuses(ProjectsStillRunning, erase, ANA, called)
    assert refused.project_numbers == (1,)
    await house.do(release, project.key, [(await house.reserve(project.key, 9)).numbers[0]], ANA)
    await house.do(cancel_project, project.key, ANA)
    assert (await house.do(erase, ANA, called)).projects_ended == 1


async def test_with_an_organizer_goes_all_that_they_wrote_about_others(house: House) -> None:
    project = await house.open_project()
    await house.do(describe_project, project.key, "Call Canary 311 987 6543", ANA)
    await house.do(write_payment_text, ANA, "Canary account")
    await house.sell(project.key, 7, buyer=TypedBuyer("Canary typed", CANARY.phone))
    kept = (await bought(house, project.key, 8, person=MARTA)).order
    await house.do(pay, kept.key, ANA, PaymentMethod.CASH)
    await house.do(write_notes, BuyerKey(ANA, 2), "Canary notes", ANA)
    link = await house.do(share_link, project.key, ANA)
    await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos"])
    await house.do(cancel_project, project.key, ANA)
    await house.do(create_project, ANA, "Nobody here")
    assert (await house.do(erase, ANA, called)).projects_ended == 2
    everything = await everything_as_text(house) + repr(await house.everything())
    assert "Canary" not in everything
    assert "311 987" not in everything
    await house.refuses(LinkNotUsable, open_share, link)
    assert [row.order.key for row in (await house.look(my_tickets, 72)).rows] == [kept.key]
    assert (await house.look(find_project, project.key)).state == "cancelled"
    told = (await house.told())[-1]
    assert (told.kind, told.after["buyers"]) == ("organizer.erased", 1)
    assert [finding async for finding in check(house.store)] == []


async def test_a_stranger_has_nothing_to_erase(house: House) -> None:
    erased = await house.do(erase, 12345, called)
    assert erased == (0, 0, 0)


async def test_before_it_one_is_told_what_becomes_of_what(house: House) -> None:
    await canary_came(house)
    assert (await house.look(look_before_erasing, 77)) == (2, 2, 2, 2, ())


async def test_all_that_is_known_of_a_person_is_for_them_and_fits_into_json(house: House) -> None:
    await canary_came(house)
    data = json.loads(json.dumps(await house.look(my_data, 77)))
    assert data["telegram_id"] == 77
    assert data["settings"]["name"] == CANARY.name
    anas = next(one for one in data["as_buyer"] if one["organizer"] == "Ana")
    assert (anas["name"], anas["phone"], anas["notes"]) == (CANARY.name, "+57 311 987 6543", "Canary notes")
    paid = next(one for one in anas["orders"] if one["state"] == "paid")
    assert (paid["numbers"], paid["total"], paid["bought_for"]) == ([7, 8], 1000, "Canary aunt")
    assert len(paid["receipts"]["7"]) == 26
    assert [one["number"] for one in data["waiting_for"]] == [11, 11]
    assert datetime.fromisoformat(data["written_at"]) == house.clock.now
    organizer = await house.look(my_data, ANA)
    assert [one["name"] for one in organizer["as_organizer"]] == ["Spring trip"]
    assert CANARY.name not in json.dumps(organizer, ensure_ascii=False)
