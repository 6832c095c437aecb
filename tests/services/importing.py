"""Hands that take in a list: read, planned and looked up as the bot does it, without a file or a chat."""

from rules.imports.entries import Manner
from rules.imports.planning import plan
from rules.imports.reading import read_listing
from rules.keys import ImportKey, ProjectKey
from services.imports import (
    Shown,
    add_lines,
    ask_to_read,
    begin_import,
    find_ground,
    find_text,
    look_at_import,
    manner_of,
    store_findings,
)
from services.surveys import survey, wanted_of
from services.taking_in import Prepared, take_in
from tests.cast import House


async def prepared(house: House, key: ImportKey) -> Prepared:
    """What would come of it as things stand."""
    view = await house.look(look_at_import, key)
    text = await house.look(find_text, key)
    listing = read_listing(text, await house.look(find_ground, key.project), manner_of(view.import_))
    wanted = wanted_of(listing)
    world = await house.look(survey, view.project, wanted)
    return Prepared(wanted, world, plan(listing, world))


async def shown(house: House, key: ImportKey) -> Prepared:
    """And it is what was shown."""
    found = await prepared(house, key)
    await house.do(store_findings, key, found.plan.counts, found.plan.digest, Shown(), found.plan.left_out)
    return found


async def listed(house: House, project: ProjectKey, *texts: str, manner: Manner | None = None) -> ImportKey:
    """Collected, and about to be read."""
    begun = await house.do(begin_import, project)
    for text in texts:
        await house.do(add_lines, begun.key, text)
    await house.do(ask_to_read, begun.key, manner)
    return begun.key


async def taken(house: House, project: ProjectKey, *texts: str, manner: Manner | None = None) -> ImportKey:
    key = await listed(house, project, *texts, manner=manner)
    await house.do(take_in, key, await shown(house, key), project.user_id)
    return key
