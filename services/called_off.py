"""That a project is called off: each buyer is told once what of it was theirs, by us or else by their organizer."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from db.buyers import Buyer, find_buyer
from db.endings import Concerned, Freed
from db.holdings import list_numbers_held, sum_paid
from db.outbox import BULK, Posted, notice, post_letters
from db.projects import Project, find_project
from db.sets import list_ranges
from db.work import Work
from rules.keys import BuyerKey, ProjectKey
from rules.numbers import NumberRange
from rules.states import ProjectState
from services.buyers import as_now
from services.organizers import find_organizer

CALLED_OFF, CALLED_OFF_TO_FORWARD = "called-off", "called-off-to-forward"
"""What a buyer is told, and what the organizer passes on to those out of our reach."""
NUMBERS_TOLD = 20
"""Of each buyer's; of the others how many there are."""
_AT_ONCE = 500
_FORWARDED_AT_ONCE = 8
"""So many buttons a message has without becoming a wall."""


class Told(NamedTuple):
    """How many buyers are told by us, and how many by their organizer."""

    by_us: int
    by_organizer: int


class CalledOff(NamedTuple):
    """What a buyer is told of."""

    project: Project
    buyer: Buyer
    numbers: tuple[int, ...]
    """The first of those that they held."""
    size: int
    ranges: tuple[NumberRange, ...]
    paid: int
    """To be given back."""
    organizer_name: str


async def post_called_off(
    work: Work, project: Project, concerned: Sequence[Concerned], freed: Mapping[int, Freed]
) -> Told:
    """Once each, after all else that waits. Of practice nobody hears; who only waited hears from us or not at all."""
    if project.practice:
        return Told(0, 0)
    near = [one for one in concerned if one.within_reach]
    far = [one for one in concerned if not one.within_reach and one.holds]
    parts = [far[start : start + _FORWARDED_AT_ONCE] for start in range(0, len(far), _FORWARDED_AT_ONCE)]
    letters = [_to_buyer(project.key, one, freed) for one in near]
    letters += [_to_organizer(project.key, part, freed) for part in parts]
    for start in range(0, len(letters), _AT_ONCE):
        await post_letters(work, letters[start : start + _AT_ONCE])
    return Told(len(near), len(far))


async def list_called_off(work: Work, key: ProjectKey, written: str) -> list[CalledOff]:
    """What became of each that a letter names, as they are now; whoever had themselves erased is left alone."""
    project = await find_project(work, key)
    if project.state != ProjectState.CANCELLED:
        return []
    organizer = await find_organizer(work, key.user_id)
    ranges = await list_ranges(work, key)
    found = []
    for part in written.split():
        number, size, *freed = map(int, part.replace("/", ".").split("."))
        buyer = await as_now(work, await find_buyer(work, BuyerKey(key.user_id, number)))
        if buyer.erased_at is not None:
            continue
        held = await list_numbers_held(work, key, number, NUMBERS_TOLD)
        numbers = tuple(sorted({*held.numbers, *freed})[:NUMBERS_TOLD])
        paid = await sum_paid(work, key, number)
        found.append(CalledOff(project, buyer, numbers, size + held.size, ranges, paid, organizer.name))
    return found


def _to_buyer(key: ProjectKey, one: Concerned, freed: Mapping[int, Freed]) -> Posted:
    keys = {**key._asdict(), "buyer_number": one.buyer_number, "buyers": _written([one], freed)}
    once = f"{CALLED_OFF}/{key.user_id}/{key.project_number}/{one.buyer_number}"
    return notice(CALLED_OFF, one.telegram_id or 0, keys, BULK, once)


def _to_organizer(key: ProjectKey, several: Sequence[Concerned], freed: Mapping[int, Freed]) -> Posted:
    once = f"{CALLED_OFF_TO_FORWARD}/{key.user_id}/{key.project_number}/{several[0].buyer_number}"
    keys = {**key._asdict(), "buyers": _written(several, freed)}
    return notice(CALLED_OFF_TO_FORWARD, key.user_id, keys, BULK, once)


def _written(several: Sequence[Concerned], freed: Mapping[int, Freed]) -> str:
    """Each with how many numbers of theirs were free again at once, and which the first of these were."""
    parts = []
    for one in several:
        of_theirs = freed.get(one.buyer_number, Freed(0, ()))
        parts.append("/".join((str(one.buyer_number), ".".join(map(str, (of_theirs.size, *of_theirs.numbers))))))
    return " ".join(parts)
