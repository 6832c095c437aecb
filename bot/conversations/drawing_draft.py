"""What was asked on the way to a draw, and the screen on which a raffle's draw stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.context import Context
from bot.screen import Screen
from bot.screens import drawing as before
from bot.screens import drawing_results as results
from bot.screens import drawing_waiting as waiting
from bot.texts.say import Said
from rules.keys import DrawKey, ProjectKey
from rules.misreadings import ButtonTooOld
from rules.states import DrawState
from services.draws import list_draws, look_at_draw
from services.readiness import look_at_readiness

if TYPE_CHECKING:
    from db.draws import Draw

ASKED, SURE = "asked", "sure"

_MOST_PAGES = 10**6


@dataclass(frozen=True)
class Draft:
    """A question that is open about a draw."""

    wish: str
    """`figure`, `correct`, `void`, `again`, `paste` or `code`."""
    project_number: int
    draw_number: int
    figure: str = ""
    reason: str = ""
    result_number: int = 0
    place_number: int = 0


def draw_key(context: Context, draft: Draft) -> DrawKey:
    return DrawKey(context.person.id, draft.project_number, draft.draw_number)


def pressed_draw(context: Context) -> DrawKey:
    return DrawKey(context.person.id, *context.pressed.take(2))


async def screen_of(context: Context, key: ProjectKey, told: Said | None = None) -> Screen:
    """How it stands: the draw that waits; or the result that holds; or what is still to do."""
    draws = await list_draws(context.work, key)
    current = _current(draws)
    if current is not None:
        return await screen_of_draw(context, current.key)
    found = await look_at_readiness(context.work, key)
    return before.checklist(context.say, found, context.work.now, several=bool(draws), told=told)


async def screen_of_draw(context: Context, key: DrawKey, page: int = 1) -> Screen:
    view, several = await look_at_draw(context.work, key), len(await list_draws(context.work, key.project)) > 1
    say, now = context.say, context.work.now
    if not 1 <= page <= _MOST_PAGES:
        raise ButtonTooOld
    match view.draw.state:
        case DrawState.LOCKED:
            return waiting.waiting(say, view, context.addresses, now, several=several)
        case DrawState.DRAWN:
            return results.drawn(say, view, context.addresses, now, page, several=several)
    return results.taken_back(say, view, now, several=several)


def _current(draws: list[Draw]) -> Draw | None:
    """Void ones are over; the last one that was drawn holds."""
    lasting = [one for one in draws if one.state != DrawState.VOID]
    return lasting[-1] if lasting else None
