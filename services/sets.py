"""Adding sets to a project, letting one grow, giving it another price, taking it away; their ranges never overlap."""

from collections.abc import Sequence
from typing import NamedTuple

from db.counters import take_numbers
from db.events import note_event
from db.projects import Project, find_project, lock_project
from db.sets import RaffleSet, add_set, change_set, drop_set, find_set, list_sets
from db.work import Work
from rules.keys import ProjectKey, SetKey
from rules.misreadings import AmountNotPositive, AmountTooLarge, NumberTooLarge, RangeBackwards
from rules.money import LARGEST_AMOUNT
from rules.numbers import LARGEST_NUMBER, LARGEST_PROJECT, NumberRange, show_number
from rules.refusals import ProjectTooLarge, RangesOverlap, SetOnlyGrows
from rules.states import SetType
from rules.words import NAME_LIMIT, clean_line
from services.projects import require_open, require_unpromised


class SetsOf(NamedTuple):
    project: Project
    sets: list[RaffleSet]

    @property
    def ranges(self) -> tuple[NumberRange, ...]:
        return tuple(one.numbers for one in self.sets)


async def look_at_sets(work: Work, project_key: ProjectKey) -> SetsOf:
    return SetsOf(await find_project(work, project_key), await list_sets(work, project_key))


async def add_set_to(
    work: Work,
    project_key: ProjectKey,
    numbers: NumberRange,
    unit_price: int,
    by: int,
    *,
    type: SetType = SetType.ONLINE,  # noqa: A002  the word of the glossary
    name: str | None = None,
) -> RaffleSet:
    project = await lock_project(work, project_key)
    require_open(project, work.now)
    _check_range(numbers.init, numbers.final)
    _check_price(unit_price)
    check_beside(await list_sets(work, project_key), numbers)
    cleaned = _name_of(numbers) if name is None else clean_line(name, "name", NAME_LIMIT)
    (set_number,) = await take_numbers(work, project_key.user_id, f"project:{project_key.project_number}:set")
    raffle_set = RaffleSet(*project_key, set_number, cleaned, SetType(type).value, *numbers, unit_price)
    await add_set(work, raffle_set)
    note_event(work, "set.added", **project_key._asdict(), made_by=by, after=raffle_set.facts)
    return raffle_set


async def grow_set(work: Work, key: SetKey, new_final: int, by: int) -> RaffleSet:
    """At its end, while the project is open: what was published of it stays true."""
    project = await lock_project(work, key.project)
    raffle_set = await find_set(work, key)
    require_open(project, work.now)
    if new_final <= raffle_set.final:
        raise SetOnlyGrows(raffle_set.final, new_final, raffle_set.width)
    _check_range(raffle_set.init, new_final)
    others = [other for other in await list_sets(work, key.project) if other.set_number != key.set_number]
    check_beside(others, raffle_set.numbers._replace(final=new_final))
    grown = raffle_set._replace(final=new_final)
    if raffle_set.name == _name_of(raffle_set.numbers):
        grown = grown._replace(name=_name_of(grown.numbers))
    await change_set(work, grown)
    note_event(work, "set.grown", **key.project._asdict(), made_by=by, before=raffle_set.facts, after=grown.facts)
    return grown


async def change_price(work: Work, key: SetKey, unit_price: int, by: int) -> RaffleSet:
    """Only while nobody has a number of it."""
    project = await lock_project(work, key.project)
    raffle_set = await find_set(work, key)
    require_open(project, work.now)
    _check_price(unit_price)
    if unit_price == raffle_set.unit_price:
        return raffle_set
    await require_unpromised(work, key.project, "unit_price", key.set_number)
    repriced = raffle_set._replace(unit_price=unit_price)
    await change_set(work, repriced)
    before, after = raffle_set.facts, repriced.facts
    note_event(work, "set.repriced", **key.project._asdict(), made_by=by, before=before, after=after)
    return repriced


async def remove_set(work: Work, key: SetKey, by: int) -> RaffleSet:
    """Only while nobody has a number of it."""
    project = await lock_project(work, key.project)
    raffle_set = await find_set(work, key)
    require_open(project, work.now)
    await require_unpromised(work, key.project, "set", key.set_number)
    await drop_set(work, raffle_set)
    after = {"set_number": key.set_number}
    note_event(work, "set.removed", **key.project._asdict(), made_by=by, before=raffle_set.facts, after=after)
    return raffle_set


def _name_of(numbers: NumberRange) -> str:
    return f"{show_number(numbers.init, numbers.width)}-{show_number(numbers.final, numbers.width)}"


def _check_range(init: int, final: int) -> None:
    if init < 0 or init > final:
        raise RangeBackwards(init, final)
    if final > LARGEST_NUMBER:
        raise NumberTooLarge(str(final), LARGEST_NUMBER)


def _check_price(unit_price: int) -> None:
    if unit_price <= 0:
        raise AmountNotPositive(str(unit_price))
    if unit_price > LARGEST_AMOUNT:
        raise AmountTooLarge(str(unit_price), LARGEST_AMOUNT)


def check_beside(others: Sequence[RaffleSet], wanted: NumberRange) -> None:
    """Whether they fit in, beside the other sets of the project."""
    size = wanted.final - wanted.init + 1 + sum(other.size for other in others)
    if size > LARGEST_PROJECT:
        raise ProjectTooLarge(size, LARGEST_PROJECT)
    for other in others:
        if wanted.init <= other.final and other.init <= wanted.final:
            raise RangesOverlap(wanted, other.numbers, free_from=max(one.final for one in others) + 1)
