"""Prizes are handed over and confirmed; who does not come lets the next in line step in."""

from datetime import timedelta

from db.invariants import check
from db.winners import HeldBy, list_winners
from rules.keys import DrawKey, WinnerKey
from rules.locking import ClaimCodeWrong, PrizeNotWaiting
from rules.refusals import NotFound
from services.draw_news import PRIZE_CONFIRMED, WON
from services.locking import lock_for_draw
from services.proofs import accept_proof
from services.winners import confirm, confirm_own, hand_over, pass_on_unclaimed
from tests.cast import ANA, BETO, House
from tests.services.drawn import DAY, DUE, bring, drawn, locked, ready
from tests.services.strangers import LUIS, MARTA, bought, proved


async def winners_of(house: House, key: DrawKey) -> list[HeldBy]:
    return await house.look(list_winners, key)


async def states_of(house: House, key: DrawKey) -> list[tuple[str, str, int | None]]:
    return [(one.winner.place, one.winner.state, one.winner.prize_number) for one in await winners_of(house, key)]


async def test_a_prize_is_ticked_off_by_the_organizer_and_confirmed_by_the_winners_code(house: House) -> None:
    done = await drawn(house)
    first = (await winners_of(house, done.key))[0].winner
    assert await states_of(house, done.key) == [
        ("P1", "waiting", 1),
        ("A1", "alternate", None),
        ("A2", "alternate", None),
    ]
    handed = await house.do(hand_over, first.key, ANA)
    assert (handed.winner.state, handed.winner.handed_at) == ("handed", house.clock.now)
    await house.refuses(PrizeNotWaiting, hand_over, first.key, ANA)
    await house.refuses(ClaimCodeWrong, confirm, first.key, "AAAA", ANA)
    confirmed = await house.do(confirm, first.key, f" {(first.claim_code or '').lower()} ", ANA)
    assert confirmed.winner.state == "confirmed"
    await house.refuses(PrizeNotWaiting, confirm, first.key, first.claim_code or "", ANA)
    assert [one.kind for one in (await house.told())[-2:]] == ["draw.prize_handed", "draw.prize_confirmed"]
    assert [finding async for finding in check(house.store)] == []


async def test_an_alternate_has_nothing_to_be_handed_over_yet(house: House) -> None:
    done = await drawn(house)
    alternate = (await winners_of(house, done.key))[1].winner
    await house.refuses(PrizeNotWaiting, hand_over, alternate.key, ANA)
    await house.refuses(PrizeNotWaiting, confirm, alternate.key, "", ANA)
    await house.refuses(NotFound, hand_over, WinnerKey(BETO, 1, 1, 1, 1), BETO)
    await house.refuses(NotFound, hand_over, alternate.key._replace(place_number=9), ANA)


async def test_a_prize_that_nobody_claims_goes_down_the_line(house: House) -> None:
    done = await drawn(house)
    house.clock.pass_(14 * DAY - timedelta(minutes=1))
    assert await house.do(pass_on_unclaimed) == 0
    house.clock.pass_(timedelta(minutes=1))
    assert await house.do(pass_on_unclaimed) == 1
    assert await states_of(house, done.key) == [("P1", "passed", 1), ("A1", "waiting", 1), ("A2", "alternate", None)]
    second = (await winners_of(house, done.key))[1].winner
    assert (second.claim_until, second.claim_code is not None) == (house.clock.now + 14 * DAY, True)
    for _ in range(2):
        house.clock.pass_(14 * DAY)
        assert await house.do(pass_on_unclaimed) == 1
    assert [state for _, state, _ in await states_of(house, done.key)] == ["passed", "passed", "passed"]
    house.clock.pass_(14 * DAY)
    assert await house.do(pass_on_unclaimed) == 0
    assert [finding async for finding in check(house.store)] == []


async def test_what_was_handed_over_waits_for_nobody(house: House) -> None:
    done = await drawn(house)
    await house.do(hand_over, (await winners_of(house, done.key))[0].winner.key, ANA)
    house.clock.pass_(60 * DAY)
    assert await house.do(pass_on_unclaimed) == 0


async def test_winners_on_telegram_are_told_first_and_confirm_by_themselves(house: House) -> None:
    project = await ready(house, prizes=3)
    order = (await bought(house, project.key, 50, 51, 52, 53, 54, 55)).order
    await house.do(accept_proof, (await proved(house, order.key)).key, ANA)
    waiting = await house.do(lock_for_draw, project.key, ANA, DUE)
    house.clock.now = DUE
    await bring(house, waiting)
    won = [one for one in await winners_of(house, waiting.key) if one.telegram_id == LUIS.telegram_id]
    posted = [row for row in (await house.everything())["outbox"] if WON in row]
    expected = [one.winner.key for one in won if one.winner.state == "waiting"]
    assert [row[2] for row in posted] == [LUIS.telegram_id] * len(expected) != []
    for held in won:
        await house.refuses(NotFound, confirm_own, held.winner.key, MARTA.telegram_id)
    for key in expected:
        assert (await house.do(confirm_own, key, LUIS.telegram_id)).winner.state == "confirmed"
    assert len([row for row in (await house.everything())["outbox"] if PRIZE_CONFIRMED in row]) == len(expected)


async def test_a_waiting_draw_has_no_winners(house: House) -> None:
    waiting = await locked(house)
    assert await winners_of(house, waiting.key) == []
