"""The draw: who won follows from the published list and from a source that nobody of us chose."""

import json

import pytest

from db.draws import find_draw, list_results
from db.invariants import check
from db.projects import find_project
from db.raffles import list_numbers_of
from db.winners import list_winners
from rules.draw.verifying import find_own, verify
from rules.keys import DrawKey, OrderKey
from rules.locking import (
    DrawNotDue,
    DrawnOtherwise,
    DrawOver,
    FigureAsBefore,
    FigureUnreadable,
    PrizesHandedOver,
    SignatureWrong,
    StillListing,
)
from rules.refusals import NotFound, ProjectNotOpen
from rules.states import DrawMethod, PaymentMethod
from services.drawing import conclude, correct_figure, draw, find_outcome, read_value
from services.draws import look_at_draw, proof_of
from services.locking import lock_for_draw
from services.payments import pay
from services.winners import hand_over
from tests.cast import ANA, BETO, House
from tests.services.drawn import DAY, DUE, MINUTE, OTHER_SIGNATURE, SIGNATURE, bring, drawn, locked, ready


@pytest.mark.parametrize("method", list(DrawMethod))
async def test_by_every_method_a_stranger_finds_the_same_winners_from_the_proof(
    house: House, method: DrawMethod
) -> None:
    done = await drawn(house, method)
    verdict = verify(await house.look(proof_of, done.key))
    (result,) = await house.look(list_results, done.key)
    winners = [held.winner for held in await house.look(list_winners, done.key)]
    assert (verdict.method, verdict.commitment_hash) == (method, done.commitment_hash)
    assert verdict.result_hash == result.result_hash
    assert [(one.place, one.raffle_number, one.holder) for one in winners] == list(verdict.winners)
    assert len(winners) == (1 if method == DrawMethod.NUMBER else 3)
    assert (await house.look(find_project, done.project)).state == "drawn"
    assert [finding async for finding in check(house.store)] == []


async def test_whose_ticket_won_is_proved_by_the_receipt(house: House) -> None:
    done = await drawn(house)
    verdict = verify(await house.look(proof_of, done.key))
    winner = (await house.look(list_winners, done.key))[0].winner
    raffles = {one.raffle_number: one for one in await house.look(list_numbers_of, winner.order)}
    receipt = raffles[winner.raffle_number].receipt or ""
    assert find_own(verdict.entries, done.public_id, receipt) == winner.raffle_number


async def test_it_is_drawn_once_and_whoever_comes_second_finds_it_drawn(house: House) -> None:
    done = await drawn(house)
    await house.refuses(DrawOver, draw, done.key, ANA, signature=SIGNATURE)
    assert len((await house.everything())["draw_results"]) == 1
    order = OrderKey(*done.project, 1)
    await house.refuses(ProjectNotOpen, pay, order, ANA, PaymentMethod.CASH)


async def test_only_the_signature_of_the_committed_round_draws(house: House) -> None:
    waiting = await locked(house)
    house.clock.now = DUE + MINUTE
    for wrong in (OTHER_SIGNATURE, SIGNATURE[:-1], bytes(48)):
        refused = await house.refuses(SignatureWrong, draw, waiting.key, ANA, signature=wrong)
        assert refused.round == 1000
    await house.refuses(DrawnOtherwise, draw, waiting.key, ANA)
    await house.refuses(DrawnOtherwise, draw, waiting.key, ANA, figure="1207")
    assert (await bring(house, waiting)).state == "drawn"


async def test_before_its_moment_nothing_is_drawn(house: House) -> None:
    waiting = await locked(house, DrawMethod.SEALED)
    refused = await house.refuses(DrawNotDue, draw, waiting.key, ANA)
    assert refused.due_at == DUE
    await house.refuses(NotFound, draw, DrawKey(BETO, 1, 1), BETO)


async def test_the_number_rule_gives_each_prize_to_who_holds_its_figure_and_some_to_nobody(house: House) -> None:
    waiting = await locked(house, DrawMethod.NUMBER, prizes=3)
    house.clock.now = DUE
    assert await house.look(read_value, waiting.key, "4407 9950 0301") == "4407-9950-0301"
    for wrong in ("4407 9950", "44079950030", "none", "4407-9950-030a", "٤٤٠٧-9950-0301"):
        await house.refuses(FigureUnreadable, draw, waiting.key, ANA, figure=wrong)
    done = await house.do(draw, waiting.key, ANA, figure="4407-9950-0301")
    view = await house.look(look_at_draw, done.key)
    won = [
        (one.winner.place, one.winner.prize_number, one.winner.raffle_number, one.buyer_name) for one in view.winners
    ]
    assert won == [("P1", 1, 7, "Marta"), ("P3", 3, 1, "Luis")]
    assert view.result is not None
    assert "P2 - - -\n" in (view.result.result or "")
    verify(await house.look(proof_of, done.key))
    assert [finding async for finding in check(house.store)] == []


async def test_a_figure_that_was_typed_wrongly_is_corrected_beside_the_first(house: House) -> None:
    done = await drawn(house, DrawMethod.NUMBER)
    await house.refuses(FigureAsBefore, correct_figure, done.key, "1207", "Typed wrongly", ANA)
    corrected = await house.do(correct_figure, done.key, "1202", " Typed wrongly ", ANA)
    view = await house.look(look_at_draw, done.key)
    assert [(one.value, one.reason) for one in view.results] == [("1207", None), ("1202", "Typed wrongly")]
    assert [(one.winner.raffle_number, one.buyer_name) for one in view.winners] == [(2, "Luis")]
    assert [one.winner.state for one in await house.look(list_winners, done.key)] == ["corrected", "waiting"]
    assert corrected.commitment_hash == done.commitment_hash
    proof = await house.look(proof_of, done.key)
    assert verify(proof).winners[0].number == 2
    assert json.loads(proof)["lottery"]["corrections"] == [{"value": "1207", "reason": "Typed wrongly"}]
    assert [finding async for finding in check(house.store)] == []


async def test_once_somebody_has_a_prize_the_figure_stays(house: House) -> None:
    done = await drawn(house, DrawMethod.NUMBER)
    await house.do(hand_over, (await house.look(list_winners, done.key))[0].winner.key, ANA)
    await house.refuses(PrizesHandedOver, correct_figure, done.key, "1202", "Typed wrongly", ANA)


async def test_what_the_beacon_said_is_not_corrected(house: House) -> None:
    done = await drawn(house)
    await house.refuses(DrawnOtherwise, correct_figure, done.key, "1202", "Typed wrongly", ANA)
    await house.refuses(DrawnOtherwise, read_value, done.key, "1202")
    waiting = await house.do(lock_for_draw, (await ready(house, DrawMethod.NUMBER)).key, ANA)
    await house.refuses(DrawOver, correct_figure, waiting.key, "1202", "Typed wrongly", ANA)


async def test_a_long_list_is_gone_through_after_its_source_is_written_down(house: House) -> None:
    waiting = await locked(house)
    house.clock.now = DUE + MINUTE
    brought = await house.do(draw, waiting.key, ANA, signature=SIGNATURE, at_once=4)
    assert (brought.state, len(await house.look(list_results, waiting.key))) == ("locked", 1)
    again = await house.do(draw, waiting.key, ANA, signature=SIGNATURE, at_once=4)
    assert again.state == "locked"
    await house.refuses(DrawOver, proof_of, waiting.key)
    outcome = await house.look(find_outcome, waiting.key)
    first = await house.do(conclude, waiting.key, outcome)
    second = await house.do(conclude, waiting.key, outcome)
    assert first == second == await house.look(find_draw, waiting.key)
    verify(await house.look(proof_of, waiting.key))
    assert [finding async for finding in check(house.store)] == []


async def test_while_its_list_is_being_written_it_cannot_be_drawn(house: House) -> None:
    project = await ready(house)
    waiting = await house.do(lock_for_draw, project.key, ANA, DUE, at_once=1)
    house.clock.now = DUE + DAY
    await house.refuses(StillListing, draw, waiting.key, ANA, signature=SIGNATURE)
