"""What a list meets: which of its numbers are offered or held, and which of its buyers are known already."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db.buyers import print_phone
from db.many_orders import Namesake, list_merged, list_namesakes, list_with_phones
from db.projects import Project
from db.raffles import list_held
from db.sets import list_sets
from db.work import Work
from rules.imports.entries import Listing
from rules.imports.planning import Acquaintance, Offer, World
from rules.phones import Phone


class Wanted(NamedTuple):
    """Everything in a list that is looked up."""

    numbers: Sequence[int]
    names: frozenset[str]
    phones: Sequence[Phone]


def wanted_of(listing: Listing) -> Wanted:
    numbers = sorted({number for entry in listing.entries for number in entry.numbers})
    phones = {entry.phone.digits: entry.phone for entry in listing.entries if entry.phone is not None}
    return Wanted(numbers, frozenset(entry.name_key for entry in listing.entries), tuple(phones.values()))


async def survey(work: Work, project: Project, wanted: Wanted) -> World:
    user_id, practice = project.user_id, project.practice
    held = await list_held(work, project.key, wanted.numbers)
    prints = {print_phone(work, user_id, phone): phone.digits for phone in wanted.phones}
    named = await list_namesakes(work, user_id, wanted.names, practice)
    phoned = await list_with_phones(work, user_id, wanted.phones, practice)
    now = await _as_now(work, user_id, [*named, *phoned])
    by_name: dict[str, list[Acquaintance]] = {}
    for one in sorted(named, key=lambda one: one.buyer_number):
        by_name.setdefault(one.name_key, []).append(now[one.buyer_number])
    by_phone: dict[str, Acquaintance] = {}
    for one in sorted(phoned, key=lambda one: one.buyer_number):
        # The first of them, as wherever a phone is typed.
        by_phone.setdefault(prints[one.phone_print or ""], now[one.buyer_number])
    offers = [Offer(one.init, one.final, one.set_number, one.unit_price) for one in await list_sets(work, project.key)]
    return World(tuple(offers), frozenset(one.raffle_number for one in held), by_phone, by_name)


async def _as_now(work: Work, user_id: int, found: Iterable[Namesake]) -> dict[int, Acquaintance]:
    """Whoever was merged is who they are now."""
    every = {one.buyer_number: one for one in found}
    merged = [one.merged_into for one in every.values() if one.merged_into is not None]
    kept = {one.buyer_number: one for one in await list_merged(work, user_id, merged)}
    return {
        number: _acquaintance(one if one.merged_into is None else kept[one.merged_into])
        for number, one in every.items()
    }


def _acquaintance(one: Namesake) -> Acquaintance:
    return Acquaintance(one.buyer_number, one.phone_print)
