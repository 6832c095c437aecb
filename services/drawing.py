"""The draw itself: its source of chance is brought once, and who won follows from it and from the list alone."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from db.draw_entries import entries_in, list_parts, unpack
from db.draws import Draw, DrawResult, add_result, change_draw, find_draw, list_results, write_result
from db.events import note_event
from db.outbox import ANSWER, post_notice
from db.prizes import list_prizes
from db.projects import Project, change_project, lock_project
from db.raffles import list_held
from db.winners import Winner, add_winners, change_winner, list_winners
from db.work import Work
from rules.codes import order_code
from rules.draw.beacon import check_signature
from rules.draw.choosing import place_of, result_text
from rules.draw.entries import Entry
from rules.draw.reading import read_commitment, read_rule
from rules.draw.sources import Revealed
from rules.draw.texts import digest, digest_of
from rules.draw.validity import NotValid
from rules.draw.verifying import draw_winners
from rules.keys import DrawKey
from rules.locking import (
    DrawNotDue,
    DrawnOtherwise,
    DrawOver,
    FigureAsBefore,
    PrizesHandedOver,
    SignatureWrong,
    StillListing,
)
from rules.lottery import read_figure
from rules.states import DrawState, ProjectState, WinnerState
from rules.words import REASON_LIMIT, clean_line
from services.countdowns import plan_reveals
from services.draw_news import DRAWN, FIGURE_WANTED, tell_organizer, tell_winners
from services.draw_settings import claim_days_of
from services.locking import AT_ONCE
from services.readiness import is_by_beacon, is_by_lottery

_LONG_CODES = 1_000_000
_HANDED = (WinnerState.HANDED, WinnerState.CONFIRMED)


class Outcome(NamedTuple):
    """What follows from a list and a source of chance."""

    seed: str | None
    result: str
    winners: tuple[tuple[str, Entry], ...]
    """With the place of each; prizes that nobody won are left out."""


async def draw(
    work: Work,
    key: DrawKey,
    by: int,
    *,
    signature: bytes | None = None,
    figure: str | None = None,
    at_once: int = AT_ONCE,
) -> Draw:
    """With what its method uses: the beacon's signature, the lottery's figure, or for a sealed one nothing.

    A long list is gone through afterwards, by whoever finishes draws: the source is written down for good.
    """
    await lock_project(work, key.project)
    locked = await find_draw(work, key)
    _require_due(work, locked)
    if await list_results(work, key):
        return locked
    await _bring(work, locked, by, signature, figure, None)
    if (locked.sold or 0) > at_once:
        return locked
    return await conclude(work, key, await find_outcome(work, key))


async def ask_for_figure(work: Work, key: DrawKey) -> None:
    """The organizer, once, when the lottery was drawn."""
    found = await find_draw(work, key)
    _require_due(work, found)
    if not await list_results(work, key):
        once = f"{FIGURE_WANTED}/{key.user_id}/{key.project_number}/{key.draw_number}"
        await post_notice(work, FIGURE_WANTED, key.user_id, key, ANSWER, once)


async def read_value(work: Work, key: DrawKey, text: str) -> str:
    """The figure as it would be written down: shown to whoever typed it before it counts."""
    found = await find_draw(work, key)
    if found.lottery_rule is None:
        raise DrawnOtherwise(found.method)
    rule = read_rule(found.lottery_rule)
    return read_figure(text, rule.groups, rule.digits)


async def correct_figure(
    work: Work, key: DrawKey, figure: str, reason: str, by: int, *, at_once: int = AT_ONCE
) -> Draw:
    """One that was typed wrongly: both stay to be seen. Not once somebody has a prize."""
    await lock_project(work, key.project)
    drawn = await find_draw(work, key)
    if drawn.state != DrawState.DRAWN:
        raise DrawOver(drawn.draw_number, drawn.state)
    value, before = await read_value(work, key, figure), await list_results(work, key)
    if value == before[-1].value:
        raise FigureAsBefore(value)
    if before[-1].result is None:
        raise StillListing(drawn.draw_number)
    if any(one.winner.state in _HANDED for one in await list_winners(work, key)):
        raise PrizesHandedOver(drawn.draw_number)
    await _bring(work, drawn, by, None, value, clean_line(reason, "reason", REASON_LIMIT))
    if (drawn.sold or 0) > at_once:
        return drawn
    return await conclude(work, key, await find_outcome(work, key))


async def find_outcome(work: Work, key: DrawKey) -> Outcome:
    """From what is stored and never changes; long work is done beside the event loop."""
    found, newest = await find_draw(work, key), (await list_results(work, key))[-1]
    return await asyncio.to_thread(_outcome, found, newest, await list_parts(work, key))


async def conclude(work: Work, key: DrawKey, outcome: Outcome) -> Draw:
    """Once for each result: who won is written down, and the project is drawn."""
    project = await lock_project(work, key.project)
    found, newest = await find_draw(work, key), (await list_results(work, key))[-1]
    if newest.result is not None:
        return found
    for earlier in await list_winners(work, key):
        await change_winner(work, earlier.winner._replace(state=WinnerState.CORRECTED.value, confirmed_at=None))
    await write_result(
        work, newest._replace(seed=outcome.seed, result=outcome.result, result_hash=digest(outcome.result))
    )
    await add_winners(work, await _winners(work, project, newest, outcome))
    drawn = await _drawn(work, project, found, newest)
    await tell_organizer(work, DRAWN, drawn)
    await plan_reveals(work, drawn, newest.result_number)
    await tell_winners(work, [one for one in await list_winners(work, key) if one.winner.state == WinnerState.WAITING])
    return drawn


def _require_due(work: Work, locked: Draw) -> None:
    if locked.state != DrawState.LOCKED:
        raise DrawOver(locked.draw_number, locked.state)
    if locked.commitment is None:
        raise StillListing(locked.draw_number)
    if locked.due_at > work.now:
        raise DrawNotDue(locked.due_at, work.now)


async def _bring(
    work: Work, found: Draw, by: int, signature: bytes | None, figure: str | None, reason: str | None
) -> None:
    """Checked, and written down as the source of the next result."""
    if (signature is not None) != is_by_beacon(found.method) or (figure is not None) != is_by_lottery(found.method):
        raise DrawnOtherwise(found.method)
    randomness = None if signature is None else _randomness(found.beacon_round or 0, signature)
    value = None if figure is None else await read_value(work, found.key, figure)
    result = DrawResult(
        *found.key,
        result_number=len(await list_results(work, found.key)) + 1,
        signature=None if signature is None else signature.hex(),
        randomness=None if randomness is None else randomness.hex(),
        value=value,
        reason=reason,
        made_by=by,
    )
    await add_result(work, result)


def _randomness(number: int, signature: bytes) -> bytes:
    try:
        return check_signature(number, signature)
    except NotValid:
        raise SignatureWrong(number) from None


def _outcome(found: Draw, newest: DrawResult, parts: Sequence[bytes]) -> Outcome:
    pieces = unpack(parts)
    if digest_of(pieces) != found.entries_hash:
        raise RuntimeError("the stored list is not the one that was published")
    commitment, commitment_hash = read_commitment(found.commitment), found.commitment_hash or ""
    revealed = Revealed(
        secret=found.secret,
        randomness=None if newest.randomness is None else bytes.fromhex(newest.randomness),
        rule=None if found.lottery_rule is None else read_rule(found.lottery_rule),
        value=newest.value,
    )
    seed, chosen = draw_winners(commitment, commitment_hash, entries_in(pieces), revealed)
    result = result_text(commitment_hash, seed, chosen, found.prizes)
    places = ((place_of(at, found.prizes), entry) for at, entry in enumerate(chosen))
    winners = tuple((place, entry) for place, entry in places if entry is not None)
    return Outcome(None if seed is None else seed.hex(), result, winners)


async def _winners(work: Work, project: Project, newest: DrawResult, outcome: Outcome) -> list[Winner]:
    """Prizes go in the order in which they were named."""
    prizes = [prize.prize_number for prize in await list_prizes(work, project.key)]
    numbers = sorted({entry.number for _, entry in outcome.winners})
    orders = {held.raffle_number: held.order_number for held in await list_held(work, project.key, numbers)}
    until = work.now + timedelta(days=claim_days_of(project))
    winners = []
    for at, (place, entry) in enumerate(outcome.winners, 1):
        is_prize = place.startswith("P")
        winner = Winner(
            *(newest.user_id, newest.project_number, newest.draw_number, newest.result_number, at),
            place=place,
            prize_number=prizes[int(place[1:]) - 1] if is_prize else None,
            raffle_number=entry.number,
            order_number=orders[entry.number],
            holder=entry.holder,
            state=(WinnerState.WAITING if is_prize else WinnerState.ALTERNATE).value,
            claim_code=order_code(work.chance, _LONG_CODES) if is_prize else None,
            claim_until=until if is_prize else None,
        )
        winners.append(winner)
    return winners


async def _drawn(work: Work, project: Project, found: Draw, newest: DrawResult) -> Draw:
    """A correction leaves it drawn when it was."""
    news = None if project.practice else DRAWN
    drawn = found._replace(state=DrawState.DRAWN.value, drawn_at=found.drawn_at or work.now, news=news, told_order=0)
    await change_draw(work, drawn)
    over = project
    if found.state == DrawState.LOCKED:
        over = project._replace(state=ProjectState.DRAWN.value, locked_at=None)
        await change_project(work, over)
    kind = "project.drawn" if newest.result_number == 1 else "project.draw_corrected"
    after = over.facts | {"draw": drawn.draw_number, "result": newest.result_number}
    note_event(work, kind, **project.key._asdict(), made_by=newest.made_by, before=project.facts, after=after)
    return drawn
