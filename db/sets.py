"""The door to the sets of a project: runs of numbers, one row each however many numbers they hold."""

from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from db.history_tables import Blocks
from db.tables import Raffles, RaffleSets
from db.work import Work, columns
from rules.keys import ProjectKey, SetKey
from rules.numbers import NumberRange
from rules.refusals import NotFound


class RaffleSet(NamedTuple):
    user_id: int
    project_number: int
    set_number: int
    name: str
    type: str
    init: int
    final: int
    width: int
    unit_price: int

    @property
    def key(self) -> SetKey:
        return SetKey(self.user_id, self.project_number, self.set_number)

    @property
    def facts(self) -> dict[str, object]:
        """What the history tells of it each time; the newest telling is how it stands."""
        told = ("set_number", "type", "init", "final", "width", "unit_price")
        return {name: getattr(self, name) for name in told}

    @property
    def numbers(self) -> NumberRange:
        return NumberRange(self.init, self.final, self.width)

    @property
    def size(self) -> int:
        return self.final - self.init + 1

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.init <= number <= self.final


_LIST = (
    select(*columns(RaffleSets, RaffleSet))
    .where(RaffleSets.user_id == bindparam("user_id"), RaffleSets.project_number == bindparam("project_number"))
    .order_by(RaffleSets.init)
)
_FIND = select(*columns(RaffleSets, RaffleSet)).where(
    RaffleSets.user_id == bindparam("user_id"),
    RaffleSets.project_number == bindparam("project_number"),
    RaffleSets.set_number == bindparam("set_number"),
)
_ADD = insert(RaffleSets)
_CHANGE = update(RaffleSets).where(
    RaffleSets.user_id == bindparam("owner"),
    RaffleSets.project_number == bindparam("project"),
    RaffleSets.set_number == bindparam("number"),
)
_REMOVE = delete(RaffleSets).where(
    RaffleSets.user_id == bindparam("owner"),
    RaffleSets.project_number == bindparam("project"),
    RaffleSets.set_number == bindparam("number"),
)
_REMOVE_BLOCKS = delete(Blocks).where(
    Blocks.user_id == bindparam("owner"),
    Blocks.project_number == bindparam("project"),
    Blocks.set_number == bindparam("number"),
)
_REMOVE_NUMBERS = delete(Raffles).where(
    Raffles.user_id == bindparam("owner"),
    Raffles.project_number == bindparam("project"),
    Raffles.raffle_number.between(bindparam("init"), bindparam("final")),
    Raffles.state == "available",
)


async def list_sets(work: Work, project: ProjectKey) -> list[RaffleSet]:
    """In the order of their numbers."""
    return await work.rows(RaffleSet, _LIST, project._asdict())


async def list_ranges(work: Work, project: ProjectKey) -> tuple[NumberRange, ...]:
    return tuple(raffle_set.numbers for raffle_set in await list_sets(work, project))


async def find_set(work: Work, key: SetKey) -> RaffleSet:
    found = await work.row(RaffleSet, _FIND, key._asdict())
    if found is None:
        raise NotFound("set", key.set_number)
    return found


async def add_set(work: Work, raffle_set: RaffleSet) -> None:
    await work.execute(_ADD, {**raffle_set._asdict(), "created_at": work.now, "updated_at": work.now})


async def change_set(work: Work, raffle_set: RaffleSet) -> None:
    values = raffle_set._asdict()
    key = {
        "owner": values.pop("user_id"),
        "project": values.pop("project_number"),
        "number": values.pop("set_number"),
    }
    await work.execute(_CHANGE, {**values, **key, "updated_at": work.now})


async def drop_set(work: Work, raffle_set: RaffleSet) -> None:
    """With the rows of its numbers, all of which are free."""
    key = {"owner": raffle_set.user_id, "project": raffle_set.project_number, "number": raffle_set.set_number}
    await work.execute(_REMOVE_NUMBERS, {**key, "init": raffle_set.init, "final": raffle_set.final})
    await work.execute(_REMOVE_BLOCKS, key)
    await work.execute(_REMOVE, key)
