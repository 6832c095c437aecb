"""Prizes handed over and confirmed; who does not come in time lets somebody else step in."""

from datetime import timedelta

from db.due_draws import claim_unclaimed
from db.events import note_event
from db.projects import find_project, lock_project
from db.winners import HeldBy, Winner, change_winner, find_winner, list_winners
from db.work import Work
from rules.codes import order_code
from rules.keys import WinnerKey
from rules.locking import ClaimCodeWrong, PrizeNotWaiting
from rules.refusals import NotFound
from rules.states import WinnerState
from services.draw_news import PRIZE_CONFIRMED, PRIZE_PASSED, tell_of_prize, tell_winners
from services.draw_settings import claim_days_of

AT_ONCE = 50
_LONG_CODES = 1_000_000
_OPEN = (WinnerState.WAITING, WinnerState.HANDED)


async def hand_over(work: Work, key: WinnerKey, by: int) -> HeldBy:
    """Ticked off by the organizer; the winner may still confirm it."""
    held = await _lock(work, key)
    if held.winner.state != WinnerState.WAITING:
        raise PrizeNotWaiting(held.winner.place, held.winner.state)
    return await _move(work, held, "draw.prize_handed", by, state=WinnerState.HANDED.value, handed_at=work.now)


async def confirm(work: Work, key: WinnerKey, code: str, by: int) -> HeldBy:
    """By the code that the winner alone was told: who knows it has met them."""
    held = await _lock(work, key)
    _require_open(held.winner)
    if "".join(code.split()).upper() != held.winner.claim_code:
        raise ClaimCodeWrong(held.winner.place)
    return await _confirm(work, held, by)


async def confirm_own(work: Work, key: WinnerKey, telegram_id: int) -> HeldBy:
    """By the winner themselves; to anybody else it is not there."""
    held = await _lock(work, key)
    if held.telegram_id != telegram_id:
        raise NotFound("winner", key.place_number)
    _require_open(held.winner)
    return await _confirm(work, held, telegram_id)


async def pass_on_unclaimed(work: Work, most: int = AT_ONCE) -> int:
    """Prizes that nobody claimed in time go to the next in line, if there is one; how many there were."""
    keys = await claim_unclaimed(work, most)
    for key in keys:
        await _pass_on(work, await find_winner(work, key))
    return len(keys)


async def _lock(work: Work, key: WinnerKey) -> HeldBy:
    await lock_project(work, key.project)
    return await find_winner(work, key)


def _require_open(winner: Winner) -> None:
    if winner.state not in _OPEN:
        raise PrizeNotWaiting(winner.place, winner.state)


async def _confirm(work: Work, held: HeldBy, by: int) -> HeldBy:
    state, handed_at = WinnerState.CONFIRMED.value, held.winner.handed_at or work.now
    confirmed = await _move(
        work, held, "draw.prize_confirmed", by, state=state, confirmed_at=work.now, handed_at=handed_at
    )
    await tell_of_prize(work, PRIZE_CONFIRMED, confirmed)
    return confirmed


async def _pass_on(work: Work, held: HeldBy) -> None:
    """In the organizer's name, as whatever time brings about."""
    by = held.winner.user_id
    passed = await _move(work, held, "draw.prize_passed", by, state=WinnerState.PASSED.value)
    await tell_of_prize(work, PRIZE_PASSED, passed)
    same_result = [one for one in await list_winners(work, held.winner.draw) if one.winner.key[:4] == held.winner[:4]]
    following = next((one for one in same_result if one.winner.state == WinnerState.ALTERNATE), None)
    if following is None:
        return
    project = await find_project(work, held.winner.key.project)
    stepped_in = await _move(
        work,
        following,
        "draw.prize_stepped_in",
        by,
        state=WinnerState.WAITING.value,
        prize_number=held.winner.prize_number,
        claim_code=order_code(work.chance, _LONG_CODES),
        claim_until=work.now + timedelta(days=claim_days_of(project)),
    )
    await tell_winners(work, [stepped_in])


async def _move(work: Work, held: HeldBy, kind: str, by: int, **values: object) -> HeldBy:
    moved = held.winner._replace(**values)  # type: ignore[arg-type]
    await change_winner(work, moved)
    about = {"draw": moved.draw_number, "place": moved.place, "prize": moved.prize_number}
    before, after = about | {"state": held.winner.state}, about | {"state": moved.state}
    key = {"user_id": moved.user_id, "project_number": moved.project_number}
    note_event(work, kind, **key, buyer_number=held.buyer.buyer_number, made_by=by, before=before, after=after)
    return held._replace(winner=moved)
