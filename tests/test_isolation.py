"""Beto asks for Ana's rows by her numbers, through every door and every use case, and learns and changes nothing.

Each case is asked in a world where Ana's rows exist and in one where they do not: the outcomes are the same.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from db.announcements import Announcement, add_announcement, add_opt_out
from db.backdrops import SentPhoto
from db.digests import put_into_digest
from db.due import ReminderKey
from db.events import seal_events
from db.live_boards import LiveBoard, add_live_board
from db.quotas import put_level
from db.users import find_user_if_any
from db.waiting import Waiter, add_waiter
from db.winners import Winner, add_winners
from db.work import World
from rules.keys import BuyerKey, ProjectKey
from rules.numbers import Chosen
from rules.quotas import Level
from rules.refusals import Refusal
from rules.states import DrawMethod, PaymentMethod, ProofKind
from rules.tasks import TaskKind, TaskStopped
from services.backdrops import send_backdrop, set_backdrop
from services.buyers import TypedBuyer, add_new_buyer
from services.buying import buy
from services.drawing import draw
from services.draws import note_published
from services.imports import add_lines, begin_import
from services.links import claim_link, open_claim
from services.locking import lock_for_draw
from services.merges import merge_buyers
from services.organizers import welcome
from services.payments import pay
from services.practice import start_practice
from services.prizes import add_prize_to
from services.projects import set_draw_method, set_limits
from services.proofs import send_proof
from services.releases import void
from services.shares import share_link
from services.strangers import Person
from services.tasks import begin_task, start_task, store_file
from services.waiting import wait_for
from tests.beto.doors import DOORS
from tests.beto.rows import DIGEST, PHONE, REMINDER_KEY, TELEGRAM_OF_LUIS, TELEGRAM_OF_MAX, Ask
from tests.beto.use_cases import EXCEPTIONS, USE_CASES
from tests.cast import ANA, BETO, LUIS, MARTA, House, all_rows, written_rows

AN_HOUR = timedelta(hours=1)


async def rows_of_ana(house: House) -> None:
    project = await house.open_project(ANA)
    await house.add_set(project.key, 200, 299, 900)
    await house.do(set_draw_method, project.key, DrawMethod.SEALED, ANA)
    await house.do(add_prize_to, project.key, "A bicycle", ANA)
    await house.reserve(project.key, 7, 8, buyer=TypedBuyer("Luis", PHONE))
    part_paid = (await house.reserve(project.key, 20, 21, buyer=MARTA)).order
    await house.do(pay, part_paid.key, ANA, PaymentMethod.CASH, 100)
    await house.sell(project.key, 9, 200, buyer=TypedBuyer("Zoe"), method=PaymentMethod.CARD)
    voided = (await house.sell(project.key, 30)).order
    await house.do(void, voided.key, "By mistake", ANA)
    code = await house.do(claim_link, BuyerKey(ANA, 1), ANA)
    await house.do(open_claim, code, TELEGRAM_OF_LUIS)
    await house.do(claim_link, BuyerKey(ANA, 3), ANA)
    await _rows_of_her_buyers(house, project.key)
    await _a_task_of_hers(house, project.key)
    await _a_list_of_hers(house, project.key)
    await _a_digest_of_hers(house)
    await house.reserve(project.key, 70, buyer=TypedBuyer("..."))
    board = LiveBoard(*project.key, -100, "standing", "Her group", None, in_channel=False, due_at=house.clock.now)
    await house.do(add_live_board, board._replace(letter="a", message_id=7))
    await _her_draws(house, project.key)
    practice = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    await house.do(draw, (await house.do(lock_for_draw, practice.key, ANA)).key, ANA)


async def _a_digest_of_hers(house: House) -> None:
    await house.do(put_into_digest, [ReminderKey(ANA, *REMINDER_KEY[1:])], DIGEST)


async def _a_task_of_hers(house: House, key: ProjectKey) -> None:
    task = await house.do(begin_task, key, TaskKind.EXPORT, ANA)
    await house.do(start_task, task)
    await house.do(store_file, task, 1, b"names")
    written = Announcement(*task, key.project_number, "all", "Hers", None, 1, 0)
    await house.do(add_announcement, written)
    await house.do(add_opt_out, ANA, TELEGRAM_OF_MAX)


async def _a_list_of_hers(house: House, key: ProjectKey) -> None:
    begun = await house.do(begin_import, key)
    await house.do(add_lines, begun.key, "61 Luis")


async def _her_draws(house: House, key: ProjectKey) -> None:
    """One whose winners are being looked for; who is in line for the prize is known already."""
    waiting = await house.do(lock_for_draw, key, ANA, house.clock.now + AN_HOUR)
    await house.do(note_published, waiting.key, "Her group", house.clock.now, (-100, 7), None)
    house.clock.pass_(AN_HOUR)
    await house.do(draw, waiting.key, ANA, at_once=0)
    house.clock.pass_(-AN_HOUR)
    winner = Winner(*waiting.key, 1, 1, "A1", None, 9, 3, 1, "alternate")
    await house.do(add_winners, [winner])


async def _rows_of_her_buyers(house: House, key: ProjectKey) -> None:
    await house.do(send_backdrop, key, "hers", ANA)
    await house.do(set_backdrop, SentPhoto(*key, "hers", ANA, None, 0), b"her photo")
    await house.do(send_backdrop, key, "hers", ANA)
    await house.do(put_level, ANA, Level.MORE, ANA)
    await house.do(share_link, key, ANA)
    await house.do(set_limits, key, 9, 9, ANA)
    order = (await house.do(buy, key, Chosen((40, 41)), Person(TELEGRAM_OF_MAX, "Max"))).order
    await house.do(send_proof, order.key, TELEGRAM_OF_MAX, ProofKind.PHOTO, "file", "unique")
    for telegram_id in (TELEGRAM_OF_MAX, TELEGRAM_OF_LUIS):
        await house.do(wait_for, key, 9, Person(telegram_id, "Whoever"))
    for number, until in ((60, AN_HOUR * 9), (61, -AN_HOUR)):
        offered = Waiter(*key, number, number, 1, "offered", house.clock.now + until)
        await house.do(add_waiter, offered)
    twin = await house.do(add_new_buyer, ANA, "Zoé", None, ANA)
    await house.do(merge_buyers, BuyerKey(ANA, 3), twin.key, ANA)


async def rows_of_beto(house: House) -> None:
    """Fewer than Ana's, under the same numbers."""
    project = await house.open_project(BETO, price=300)
    await house.reserve(project.key, 7, 31, buyer=TypedBuyer("Marta", PHONE))
    await house.sell(project.key, 10, buyer=LUIS)


async def nothing_but_beto(house: House) -> None:
    await house.do(welcome, BETO, "Beto", "en")


async def outcome(house: House, world: World, ask: Ask, values: tuple[Any, ...]) -> object:
    """What Beto gets, and what his rows would be; nothing is kept. Ana's rows are untouched."""
    world.chance.seed(1)
    async with house.store.work() as work:
        before = [row for row in await written_rows(work) if row.is_of(ANA)]
        try:
            got = await ask(work, *values)
            await seal_events(work)
        except Refusal as refusal:
            got = type(refusal), vars(refusal)
        except (IndexError, RuntimeError, TaskStopped) as fault:
            got = repr(fault)
        except DBAPIError as fault:  # a row without the row that it belongs to, or one that is there already
            return _refused_by_the_database(fault)
        after = await written_rows(work)
        assert [row for row in after if row.is_of(ANA)] == before
        return got, rows_of(BETO, await all_rows(work, {row.table for row in after if row.is_of(BETO)}))


def _refused_by_the_database(fault: DBAPIError) -> str:
    """Whichever way it was asked."""
    return str(fault.orig).rpartition("'>: ")[2].partition("\n")[0]


def rows_of(user_id: int, rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    return {table: [row for row in found if row[0] == user_id] for table, found in rows.items()}


@pytest.mark.parametrize("betos", [nothing_but_beto, rows_of_beto])
@pytest.mark.parametrize("cases", [DOORS, USE_CASES], ids=["doors", "use cases"])
async def test_beto_gets_what_he_would_get_without_ana(
    house: House,
    world: World,
    cases: list[tuple[Ask, tuple[Any, ...]]],
    betos: Callable[[House], Awaitable[None]],
    sized: Callable[[int, int], int],
) -> None:
    if house.store.shared and betos is nothing_but_beto and not sized(0, 1):
        pytest.skip("without anything of his own on SQLite alone; on both in full size")
    await betos(house)
    house.clock.pass_(AN_HOUR)
    without_ana = [await outcome(house, world, *case) for case in cases]
    house.clock.pass_(-AN_HOUR)
    world.chance.seed(2)
    await rows_of_ana(house)
    house.clock.pass_(AN_HOUR)
    with_ana = [await outcome(house, world, *case) for case in cases]
    for case, expected, got in zip(cases, without_ana, with_ana, strict=True):
        assert (case, got) == (case, expected)


async def test_ana_is_answered_differently_so_the_comparison_can_tell(house: House) -> None:
    def hers(value: Any) -> Any:
        if isinstance(value, list):
            return [hers(one) for one in value]
        return value._replace(user_id=ANA) if hasattr(value, "user_id") else ANA if value == BETO else value

    reads = [case for case in DOORS if case[0].__name__.startswith(("find_", "list_", "sum_", "has_"))]
    await house.do(welcome, ANA, "Ana", "es")
    questions = [(ask, tuple(map(hers, values))) for ask, values in reads if ask is not find_user_if_any]

    async def answers() -> list[object]:
        found = []
        for ask, values in questions:
            try:
                found.append(await house.look(ask, *values))
            except Refusal as refusal:
                found.append(type(refusal))
        return found

    nothing = await answers()
    await rows_of_ana(house)
    same = [ask for (ask, _), old, new in zip(questions, nothing, await answers(), strict=True) if old == new]
    assert same == []


def doors_and_use_cases() -> Iterator[str]:
    for room in ("db", "services"):
        for info in pkgutil.walk_packages(importlib.import_module(room).__path__, f"{room}."):
            yield from _public_in(importlib.import_module(info.name))


def _public_in(module: ModuleType) -> Iterator[str]:
    for name, function in inspect.getmembers(module, inspect.iscoroutinefunction):
        takes_work = next(iter(inspect.signature(function).parameters), None) == "work"
        if takes_work and function.__module__ == module.__name__ and not name.startswith("_"):
            yield f"{module.__name__}.{name}"


def test_every_door_and_every_use_case_has_a_case() -> None:
    asked = {f"{ask.__module__}.{ask.__name__}" for ask, _ in [*DOORS, *USE_CASES]}
    there = {name for name in doors_and_use_cases() if not name.startswith(tuple(EXCEPTIONS))}
    assert there == asked


def test_every_case_asks_as_beto() -> None:
    assert [ask for ask, values in [*DOORS, *USE_CASES] if str(BETO) not in str(values)] == []
    assert [ask for ask, values in [*DOORS, *USE_CASES] if str(ANA) in str(values)] == []
