"""Winners out of our reach: their organizer tells them, with the text ready."""

from typing import NamedTuple

from db.buyers import find_buyer
from db.prizes import list_prizes
from db.projects import find_project
from db.sets import list_ranges
from db.winners import Winner, find_winner
from db.work import Work
from rules.keys import DrawKey, WinnerKey
from rules.numbers import NumberRange
from rules.states import WinnerState


class WinnerToTell(NamedTuple):
    winner: Winner
    project_name: str
    prize: str
    name: str
    phone_e164: str | None
    ranges: tuple[NumberRange, ...]


async def list_winners_to_tell(work: Work, key: DrawKey, written: str) -> list[WinnerToTell]:
    """Of those that a letter names, whose prize waits for them; in practice there is nobody to tell."""
    project = await find_project(work, key.project)
    if project.practice:
        return []
    ranges = await list_ranges(work, key.project)
    prizes = {prize.prize_number: prize.name for prize in await list_prizes(work, key.project)}
    found = []
    for part in written.split():
        held = await find_winner(work, WinnerKey(*key, *map(int, part.split("."))))
        buyer = await find_buyer(work, held.buyer)
        if held.winner.state != WinnerState.WAITING or buyer.erased_at is not None:
            continue
        prize = prizes[held.winner.prize_number or 0]
        found.append(WinnerToTell(held.winner, project.name, prize, buyer.name, buyer.phone_e164, ranges))
    return found
