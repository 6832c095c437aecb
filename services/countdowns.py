"""How the organizer sees a draw come nearer, and its result told prize by prize: one message, edited now and then."""

from datetime import datetime, timedelta

from db.draws import Draw
from db.due_draws import Awaited, list_awaited
from db.outbox import BEHIND, find_message, list_known, notice, post_letters
from db.work import Work
from rules.keys import DrawKey
from services.draw_news import DRAWN, LOCKED, once_for_organizer

COUNTDOWN, SHOWN = "draw-countdown", "draw-shown"
STEPS = (timedelta(0), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(days=1))
"""So long before the draw its message is edited, the last first: whoever was away then edits it once."""
BETWEEN_PRIZES = timedelta(seconds=2)
"""Long enough to be read, and for what Telegram lets through."""
MOST_REVEALS = 4


async def count_down(work: Work) -> int:
    """The step at which each draw that is awaited stands, once; how many were new."""
    return await _post(work, await list_new_steps(work))


async def list_new_steps(work: Work) -> dict[str, Awaited]:
    """Those that nobody was told of, by the key of their letter. What is told at the lock is no step."""
    steps = {}
    for draw in await list_awaited(work, work.now + STEPS[-1]):
        step = next(step for step in STEPS if draw.due_at - step <= work.now)
        if draw.locked_at < draw.due_at - step:
            steps[_once(draw.key, step)] = draw
    known = await list_known(work, list(steps)) if steps else set()
    return {once: draw for once, draw in steps.items() if once not in known}


async def find_countdown(work: Work, key: DrawKey) -> int | None:
    """The message that is edited: the one behind that the list is closed."""
    return await find_message(work, f"{once_for_organizer(LOCKED, key, 0)}+1")


async def find_reveal(work: Work, key: DrawKey, result_number: int) -> int | None:
    return await find_message(work, once_for_organizer(DRAWN, key, result_number))


def count_reveals(prizes: int) -> int:
    """The first of them shows all prizes but the last few."""
    return min(prizes, MOST_REVEALS)


def reveal_at(prizes: int, drawn_at: datetime, now: datetime) -> int:
    """Which of them it is time for."""
    return min(count_reveals(prizes), int((now - drawn_at) / BETWEEN_PRIZES))


async def plan_reveals(work: Work, draw: Draw, result_number: int) -> None:
    """Of the first result alone: a figure that is corrected is no suspense."""
    if result_number > 1:
        return
    for step in range(1, count_reveals(draw.prizes) + 1):
        keys = {**draw.key._asdict(), "result_number": result_number, "step": step}
        once = f"{SHOWN}/{'/'.join(map(str, draw.key))}/{result_number}/{step}"
        await post_letters(work, [notice(SHOWN, draw.user_id, keys, BEHIND, once)], work.now + step * BETWEEN_PRIZES)


async def _post(work: Work, steps: dict[str, Awaited]) -> int:
    letters = [notice(COUNTDOWN, draw.user_id, draw.key, BEHIND, once) for once, draw in steps.items()]
    if letters:
        await post_letters(work, letters)
    return len(letters)


def _once(key: DrawKey, step: timedelta) -> str:
    return f"{COUNTDOWN}/{'/'.join(map(str, key))}/{int(step.total_seconds())}"
