"""Bots are measured through their own processes, with a few people and for moments."""

from math import inf
from pathlib import Path

import pytest

from bench.bots import BotKind, running
from bench.crowd import crowd_here
from bench.measure import Told, recording
from bench.meeting import (
    CPU,
    FIRST,
    HARNESS_CPU,
    IDLE,
    MEMORY,
    NEXT,
    PACES,
    PARTS,
    RATE,
    SERVER_CPU,
    WORKED,
    Met,
    Row,
    meet,
    wait,
)
from bench.setups import SETUPS, SQLITE, STOCK, TWO
from bench.updates import GOALS, tell_updates
from tests.conftest import Postgres

PROCESS = {MEMORY, WORKED, IDLE, NEXT, FIRST}
A_FEW, A_MOMENT = 4, 0.02


def waits(paces: tuple[int, ...] = PACES) -> set[str]:
    return {wait(pace, part) for pace in paces for part in PARTS}


async def test_a_stock_bot_and_ours_say_the_same_and_ours_sells_too(tmp_path: Path) -> None:
    ours = await meet(SQLITE, tmp_path / "ours", None, "", A_MOMENT, A_FEW)
    stock = await meet(STOCK, tmp_path / "stock", None, ours.answer, A_MOMENT, A_FEW)
    assert stock.answer == ours.answer != ""
    speed = {RATE, CPU, HARNESS_CPU}
    assert ours.echo.keys() == ours.sale.keys() == stock.echo.keys() == speed | waits()
    assert stock.sale == {}
    assert ours.process.keys() == stock.process.keys() == PROCESS
    assert min(ours.sale[RATE], ours.sale[CPU], ours.process[MEMORY], ours.process[NEXT]) > 0


async def test_two_processes_share_the_updates_of_one_webhook(tmp_path: Path, postgres: Postgres) -> None:
    server = postgres.url("postgres").replace("+asyncpg", "")
    met = await meet(TWO, tmp_path / "bot_of_two", server, "", A_MOMENT, A_FEW)
    assert met.echo.keys() == {RATE, CPU, SERVER_CPU, HARNESS_CPU} | waits((30,))
    assert met.sale.keys() == {RATE, CPU, SERVER_CPU, HARNESS_CPU} | waits()
    lines = [(tmp_path / "bot_of_two" / number / "said.txt").read_text().count("update ") for number in "01"]
    assert min(lines) > 0


async def test_a_bot_that_ends_is_told_of_and_not_waited_for(tmp_path: Path) -> None:
    async with crowd_here() as crowd:
        crowd.ask()
        with pytest.raises(RuntimeError, match="a bot that is not there: ended with 1, saying"):
            async with running(BotKind("a bot that is not there", "bench.nobody", {}), crowd, tmp_path):
                await crowd.all_heard()


def a_round(rate: float) -> dict[str, Met]:
    """Sales of ours are so fast, all else is of the same size."""
    echo = dict.fromkeys((RATE, CPU, SERVER_CPU, HARNESS_CPU, *waits()), 100.0)
    process = dict.fromkeys(PROCESS, 2.0)
    sale: Row = echo | {RATE: rate, wait(30, 95): inf}
    return {setup.name: Met(echo, sale if setup.is_ours else {}, process, "") for setup in SETUPS}


def told_of(rounds: list[dict[str, Met]]) -> list[Told]:
    with recording() as record:
        tell_updates(rounds)
    return record.tables


def test_ratios_are_taken_within_a_round_and_goals_follow_from_their_median() -> None:
    speed, pace, _, goals = told_of([a_round(50), a_round(70), a_round(90)])
    assert speed["rows"]["our sale, SQLite"]["x stock"] == {"min": 0.5, "median": 0.7, "max": 0.9}
    assert speed["rows"][STOCK.name]["x stock"]["median"] == 1
    assert pace["rows"]["our sale, SQLite"][wait(30, 95)]["median"] is None
    assert goals["targets"].keys() == GOALS.keys()
    assert goals["reached"]["a sale on SQLite, its rate to the stock echo's"] is False
    assert goals["reached"]["a sale on SQLite, its p95 at 30/s to the stock echo's"] is False
    assert goals["reached"]["an echo on SQLite, its p95 at 30/s to the stock echo's"] is True
