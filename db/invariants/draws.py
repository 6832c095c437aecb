"""Of draws: what was published is what is stored, what is locked stands still, and who won follows from it."""

import json
import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, exists, or_, select, text

from db.data_keys import UNDER_WAY, find_key_print
from db.draw_entries import list_parts, list_sold, read_sold, unpack
from db.draw_tables import Draws
from db.draws import Draw, DrawResult, list_results
from db.history_tables import Events
from db.invariants.telling import Broken, told
from db.sealing import UNREADABLE
from db.tables import Projects
from db.winners import Winner, list_winners
from db.work import Work, columns
from rules.draw.choosing import result_text
from rules.draw.entries import Entries
from rules.draw.reading import read_commitment, read_entries, read_rule
from rules.draw.sources import Revealed
from rules.draw.texts import ZERO, commitment_text, digest, seal
from rules.draw.validity import NotValid
from rules.draw.verifying import draw_winners

INVARIANTS = {
    "guards": "The database refuses by itself to change what is locked or published: its triggers are there.",
    "locked": "A project is locked if and only if one of its draws is.",
    "commitment": "A published commitment says what its draw says, and has the hash that the history tells.",
    "draw-chain": "An organizer's published draws are 1, 2, 3 and so on, each with the hash of the one before.",
    "list": "The stored list of a draw is the one that its commitment names (of the newest draws).",
    "list-sold": "The list of a locked draw, and of a project's last, is what is sold (of the newest draws).",
    "result": "A result follows from the list and from its source of chance (of the newest draws).",
    "winners": "The winners of a draw are those of its last result (of the newest draws).",
}

NEWEST = 200
"""So many draws are computed once more."""

GUARDED = ("raffles", "orders", "payments", "raffle_sets", "prizes")
_GUARDS = frozenset(f"guard_{table}_{event}" for table in GUARDED for event in ("insert", "update", "delete")) | {
    *("guard_projects_update", "guard_draws_update", "guard_draws_delete"),
    *("guard_draw_entries_insert", "guard_draw_entries_update", "guard_draw_entries_delete"),
    *("guard_draw_results_update", "guard_draw_results_delete"),
    *("guard_published_update", "guard_published_delete"),
}
_TRIGGERS = {
    "sqlite": text("SELECT name FROM sqlite_master WHERE type = 'trigger'"),
    "postgresql": text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"),
}
_its_lock = exists().where(
    Draws.user_id == Projects.user_id, Draws.project_number == Projects.project_number, Draws.state == "locked"
)
_ASTRAY = select(Projects.user_id, Projects.project_number).where(
    or_(and_(Projects.locked_at.is_not(None), ~_its_lock), and_(Projects.locked_at.is_(None), _its_lock))
)
_PUBLISHED = select(*columns(Draws, Draw)).where(Draws.commitment.is_not(None))
_CHAINS = _PUBLISHED.order_by(Draws.user_id, Draws.chain, Draws.seq)
_NEWEST = _PUBLISHED.order_by(Draws.locked_at.desc()).limit(NEWEST)
# What belongs to no order is told of by an index: a few events of each project.
_TOLD = (
    select(Events.user_id, Events.project_number, Events.after)
    .select_from(Projects)
    .join(Events, and_(Events.user_id == Projects.user_id, Events.project_number == Projects.project_number))
    .where(Events.order_number.is_(None), Events.kind == "draw.committed")
)


async def broken(work: Work) -> Broken:
    there = set((await work.execute(_TRIGGERS[work.dialect])).scalars())
    for name in sorted(_GUARDS - there):
        yield "guards", told("triggers", name)
    for row in await work.execute(_ASTRAY):
        yield "locked", told("projects", *row)
    async for finding in _chains(work):
        yield finding
    draws = await work.rows(Draw, _NEWEST)
    readable = await _is_key_here(work)
    last_drawn = {draw.project: draw.draw_number for draw in reversed(draws) if draw.state == "drawn"}
    for draw in draws:
        stands = draw.state == "locked" or last_drawn.get(draw.project) == draw.draw_number
        async for invariant in _computed(work, draw, stands):
            if invariant != "result" or readable or draw.secret != UNREADABLE:
                yield invariant, told("draws", *draw.key)


async def _is_key_here(work: Work) -> bool:
    """Without it nobody can say what follows from a secret that is sealed, which is no fault of the rows."""
    key_print = await find_key_print(work)
    return key_print is None or work.sealing.key_print in key_print.split(UNDER_WAY)


async def _chains(work: Work) -> Broken:
    hashes = {key: known async for key, known in _told(work)}
    before: Draw | None = None
    for draw in await work.rows(Draw, _CHAINS):
        if before is None or (before.user_id, before.chain) != (draw.user_id, draw.chain):
            before = None
        expected = (1, ZERO) if before is None else ((before.seq or 0) + 1, before.commitment_hash)
        if (draw.seq, draw.previous_hash) != expected:
            yield "draw-chain", told("draws", *draw.key)
        if hashes.get(tuple(draw.key)) != draw.commitment_hash or not _is_as_it_says(draw):
            yield "commitment", told("draws", *draw.key)
        before = draw


async def _told(work: Work) -> Any:
    for user_id, project_number, facts in await work.execute(_TOLD):
        try:
            after = json.loads(facts)
            yield (user_id, project_number, after["draw"]), after["hash"]
        except (ValueError, KeyError, TypeError):
            continue  # the history itself is told to be wrong


def _is_as_it_says(draw: Draw) -> bool:
    try:
        said = commitment_text(draw.said)
    except ValueError:
        return False
    return said == draw.commitment and digest(said) == draw.commitment_hash


async def _computed(work: Work, draw: Draw, stands: bool) -> Any:
    try:
        stored = "".join(unpack(await list_parts(work, draw.key)))
        public_id, entries = read_entries(stored)
    except (NotValid, zlib.error, ValueError):
        yield "list"
        return
    if (digest(stored), public_id, len(entries)) != (draw.entries_hash, draw.public_id, draw.sold):
        yield "list"
    if stands and not await _is_sold(work, draw, entries):
        yield "list-sold"
    results = await list_results(work, draw.key)
    decided = [result for result in results if result.result is not None]
    if (draw.state == "drawn") != bool(decided) or not all(_follows(draw, result, entries) for result in decided):
        yield "result"
    winners = [held.winner for held in await list_winners(work, draw.key)]
    if not _are_theirs(winners, decided):
        yield "winners"


async def _is_sold(work: Work, draw: Draw, entries: Entries) -> bool:
    """Number by number; who shares a pseudonym is one buyer. Buyers that were merged since were two then."""
    listed = iter(zip(entries.numbers, entries.holders, strict=True))
    buyers: dict[int, int] = {}
    async for piece in list_sold(work, draw.project):
        for sold, buyer, _ in read_sold([piece]):
            number, holder = next(listed, (None, 0))
            if number != sold or buyers.setdefault(holder, buyer) != buyer:
                return False
    return next(listed, None) is None


def _follows(draw: Draw, result: DrawResult, entries: Entries) -> bool:
    if draw.secret is not None and seal(draw.public_id, draw.secret) != draw.seed_commit:
        return False
    try:
        revealed = Revealed(
            secret=draw.secret,
            randomness=None if result.randomness is None else bytes.fromhex(result.randomness),
            rule=None if draw.lottery_rule is None else read_rule(draw.lottery_rule),
            value=result.value,
        )
        seed, chosen = draw_winners(read_commitment(draw.commitment), draw.commitment_hash or "", entries, revealed)
    except (NotValid, ValueError, IndexError):
        return False
    computed = result_text(draw.commitment_hash or "", seed, chosen, draw.prizes)
    return (computed, digest(computed)) == (result.result, result.result_hash)


def _are_theirs(winners: list[Winner], results: list[DrawResult]) -> bool:
    for result in results:
        ours = [one for one in winners if one.result_number == result.result_number]
        listed = [(one.place, str(one.raffle_number), str(one.holder)) for one in ours]
        if listed != list(_won(result.result or "")):
            return False
        if result is not results[-1] and any(one.state != "corrected" for one in ours):
            return False
    return len(winners) == sum(len(list(_won(result.result or ""))) for result in results)


def _won(result: str) -> Iterator[tuple[str, ...]]:
    """Prizes that nobody won have no winner."""
    for line in result.splitlines()[4:]:
        place, number, holder, _ = line.split(" ")
        if number != "-":
            yield place, number, holder
