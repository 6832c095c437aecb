"""Proofs of payment: sent by whoever bought, decided once, and while one waits nothing expires."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from db.invariants import check
from db.orders import find_order
from db.proofs import is_waiting_for_review, list_proofs
from rules.buying import (
    MOST_PROOFS,
    MOST_PROOFS_AN_HOUR,
    NothingToProve,
    ProofDecided,
    ProofWaits,
    ProvedTooOften,
    TooManyProofs,
)
from rules.keys import OrderKey
from rules.misreadings import TextMissing
from rules.refusals import ChangedSince, NotFound, ProjectNotOpen
from rules.states import OrderState, PaymentMethod, ProofKind
from services.buyers import TypedBuyer
from services.endings import cancel_project
from services.expiring import expire
from services.orders import extend
from services.payments import pay
from services.proofs import (
    PROOF,
    PROOF_AGAIN,
    PROOF_REJECTED,
    accept_proof,
    ask_again,
    count_waiting_proofs,
    find_proof_view,
    list_waiting_proofs,
    reject_proof,
    send_proof,
)
from services.releases import release, void
from services.tickets import TICKET
from services.undo import undo
from tests.cast import ANA, BETO, SOFIA, House
from tests.services.strangers import MARTA, bought, expired, proved
from tests.services.test_buying import letters


async def states(house: House, key: OrderKey) -> list[str]:
    return [proof.state for proof in await house.look(list_proofs, key)]


async def newest_mark(house: House) -> str:
    return str((await house.told())[-1].after["mark"])


async def test_a_proof_is_sent_by_the_buyer_and_waits_for_the_organizer(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    assert not await house.look(is_waiting_for_review, order.key)
    proof = await proved(house, order.key)
    assert (proof.key, proof.state, proof.made_by) == ((*order.key, 1), "waiting", 71)
    assert await house.look(is_waiting_for_review, order.key)
    assert await letters(house, PROOF) == [(ANA, proof.key._asdict())]
    view = await house.look(find_proof_view, proof.key)
    assert (view.buyer.name, view.numbers, view.order.owed, view.seen_before) == ("Luis Gómez", (7,), 500, False)
    (row,) = (await house.look(list_waiting_proofs, project.key)).found
    assert (row.order_number, row.code, row.buyer_name, row.owed) == (1, order.code, "Luis Gómez", 500)
    assert await house.look(count_waiting_proofs, project.key) == 1
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.after["proof"]) == ("order.proof_sent", 71, 1)
    assert "file" not in json.dumps(told.after)
    assert [finding async for finding in check(house.store)] == []


async def test_accepting_sells_and_sends_the_ticket_once(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7, 8)).order
    await house.do(pay, order.key, ANA, PaymentMethod.CASH, 300)
    first = await proved(house, order.key)
    await proved(house, order.key, picture="two")
    paid = await house.do(accept_proof, first.key, SOFIA)
    assert (paid.order.state, paid.payment.amount, paid.payment.method) == (OrderState.PAID, 700, "transfer")
    assert await states(house, order.key) == ["accepted", "accepted"]
    assert [chat for chat, _ in await letters(house, TICKET)] == [71]
    for again in (SOFIA, ANA):
        refused = await house.refuses(ProofDecided, accept_proof, first.key, again)
        assert vars(refused) == {"proof_number": 1, "state": "accepted"}
    await house.refuses(ProofDecided, reject_proof, first.key, "No", ANA)
    assert await house.look(count_waiting_proofs, project.key) == 0
    assert (await house.told())[-1].after["proofs"] == [1, 2]
    assert [finding async for finding in check(house.store)] == []


async def test_what_was_accepted_by_mistake_waits_again_when_it_is_undone(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    proof = await proved(house, order.key)
    await house.do(accept_proof, proof.key, ANA)
    await house.do(undo, ANA, await newest_mark(house), ANA)
    assert await states(house, order.key) == ["waiting"]
    assert (await house.look(find_order, order.key)).state == OrderState.RESERVED
    await house.do(accept_proof, proof.key, ANA)
    assert [finding async for finding in check(house.store)] == []


async def test_a_rejected_buyer_is_told_why_and_may_send_another(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    proof = await proved(house, order.key)
    await house.refuses(TextMissing, reject_proof, proof.key, "  ", ANA)
    rejected = await house.do(reject_proof, proof.key, "Canary reason", ANA)
    assert (rejected.state, rejected.reason) == ("rejected", "Canary reason")
    keys = {**proof.key._asdict(), "buyer_number": 1, "numbers": "7"}
    assert await letters(house, PROOF_REJECTED) == [(71, keys)]
    assert not await house.look(is_waiting_for_review, order.key)
    async with house.store.reading() as work:
        assert "Canary" not in repr((await work.execute(text("SELECT * FROM proofs"))).all())
    second = await proved(house, order.key, picture="two")
    again = await house.do(ask_again, second.key, ANA)
    assert (again.state, again.reason) == ("again", None)
    assert [chat for chat, _ in await letters(house, PROOF_AGAIN)] == [71]
    await house.refuses(ProofDecided, ask_again, second.key, ANA)
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.after["proof_state"]) == ("order.proof_decided", ANA, "again")
    assert "Canary" not in json.dumps([one.after for one in await house.told()])
    assert [finding async for finding in check(house.store)] == []


async def test_the_same_picture_is_flagged_wherever_it_was_sent(house: House) -> None:
    project = await house.open_project()
    first = (await bought(house, project.key, 7)).order
    second = (await bought(house, project.key, 8, person=MARTA)).order
    one = await proved(house, first.key, picture="same")
    other = await proved(house, second.key, MARTA, picture="same")
    assert (await house.look(find_proof_view, other.key)).seen_in == (first.key,)
    assert (await house.look(find_proof_view, one.key)).seen_before
    betos = await house.open_project(BETO)
    elsewhere = (await bought(house, betos.key, 7)).order
    third = await proved(house, elsewhere.key, picture="same")
    assert not (await house.look(find_proof_view, third.key)).seen_before, "another organizer learns nothing"


async def test_a_picture_sent_twice_in_a_row_is_one_proof(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    proof = await proved(house, order.key)
    before = await house.everything()
    assert await proved(house, order.key) == proof
    assert await house.everything() == before


async def test_an_order_has_only_so_many_proofs(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    for number in range(MOST_PROOFS):
        await proved(house, order.key, picture=str(number))
    refused = await house.refuses(TooManyProofs, send_proof, order.key, 71, ProofKind.DOCUMENT, "file", "more")
    assert refused.limit == MOST_PROOFS


async def test_one_person_sends_so_many_within_an_hour_with_whatever_organizers(house: House) -> None:
    keys = [(await house.open_project(organizer)).key for organizer in (ANA, BETO)]
    orders = [(await bought(house, key, 7)).order for key in keys] + [(await bought(house, keys[0], 8)).order]
    for number in range(MOST_PROOFS_AN_HOUR):
        await proved(house, orders[number % 2].key, picture=str(number))
    refused = await house.refuses(ProvedTooOften, send_proof, orders[2].key, 71, ProofKind.PHOTO, "file", "more")
    assert (refused.limit, refused.minutes) == (MOST_PROOFS_AN_HOUR, 60)
    others = (await bought(house, keys[0], 9, person=MARTA)).order
    await proved(house, others.key, MARTA)
    house.clock.pass_(timedelta(hours=1))
    await proved(house, orders[2].key, picture="later")


async def test_only_who_bought_sends_a_proof_and_only_of_what_is_owed(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    nobodys = (await house.reserve(project.key, 9, buyer=TypedBuyer("Typed"))).order
    for key, telegram_id in ((order.key, 72), (order.key, ANA), (nobodys.key, 71)):
        await house.refuses(NotFound, send_proof, key, telegram_id, ProofKind.PHOTO, "file", "unique")
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    refused = await house.refuses(NothingToProve, send_proof, order.key, 71, ProofKind.PHOTO, "file", "unique")
    assert refused.state == "paid"
    late = (await bought(house, project.key, 8)).order
    await expired(house, late)
    await house.refuses(NothingToProve, send_proof, late.key, 71, ProofKind.PHOTO, "file", "unique")
    await house.do(cancel_project, project.key, ANA)
    await house.refuses(ProjectNotOpen, send_proof, late.key, 71, ProofKind.PHOTO, "file", "unique")


async def test_while_a_proof_waits_the_order_does_not_expire(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    proof = await proved(house, order.key)
    house.clock.pass_(timedelta(days=30))
    await house.refuses(ProofWaits, expire, order.key)
    await house.do(reject_proof, proof.key, "Not ours", ANA)
    released = await house.do(expire, order.key)
    assert (released.after.state, released.numbers) == (OrderState.EXPIRED, (7,))
    await house.refuses(ProofDecided, accept_proof, proof.key, ANA)
    assert [finding async for finding in check(house.store)] == []


@pytest.mark.parametrize("ending", ["void", "release", "cancel"])
async def test_what_ends_an_order_settles_its_proofs(house: House, ending: str) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    proof = await proved(house, order.key)
    if ending == "void":
        await house.do(void, order.key, "By mistake", ANA)
    elif ending == "release":
        await house.do(release, project.key, [7], ANA)
    else:
        await house.do(cancel_project, project.key, ANA)
    assert await states(house, order.key) == ["rejected"]
    await house.refuses(ProjectNotOpen if ending == "cancel" else ProofDecided, accept_proof, proof.key, ANA)
    assert [finding async for finding in check(house.store)] == []
    if ending == "release":
        await house.do(undo, ANA, await newest_mark(house), ANA)
        assert await states(house, order.key) == ["waiting"]
        assert [finding async for finding in check(house.store)] == []


async def test_paid_by_hand_or_by_giving_back_the_rest_settles_them_too(house: House) -> None:
    project = await house.open_project()
    by_hand = (await bought(house, project.key, 7)).order
    await proved(house, by_hand.key)
    await house.do(pay, by_hand.key, ANA, PaymentMethod.CASH)
    assert await states(house, by_hand.key) == ["accepted"]
    part = (await bought(house, project.key, 8, 9)).order
    await house.do(pay, part.key, ANA, PaymentMethod.CASH, 500)
    await proved(house, part.key)
    await house.do(release, project.key, [9], ANA)
    assert await states(house, part.key) == ["accepted"]
    await house.do(undo, ANA, await newest_mark(house), ANA)
    assert await states(house, part.key) == ["waiting"]
    assert [finding async for finding in check(house.store)] == []


async def test_a_proof_that_came_in_between_keeps_what_was_done_before_from_being_undone(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    await house.do(extend, order.key, timedelta(hours=1), ANA)
    mark = await newest_mark(house)
    await proved(house, order.key)
    await house.refuses(ChangedSince, undo, ANA, mark, ANA)
