"""The echo is measured with every bot, in a very small size."""

import json
from pathlib import Path

import pytest

from bench.bots import BotKind, running
from bench.crowd import crowd_here
from bench.echo import BOTS, OURS, TARGETS, bench_echo
from bench.measure import in_json


async def test_every_bot_answers_everybody_and_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = in_json.set(True)
    await bench_echo(tmp_path, 1, 0.01)
    in_json.reset(before)
    *tables, targets = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    for table in tables:
        figures = {name: figure["median"] for name, figure in table["figures"].items()}
        assert {kind.name for kind in BOTS} <= figures.keys(), table["title"]
        assert figures[OURS.name] >= 0, table["title"]
    assert targets["figures"].keys() == TARGETS.keys()


async def test_a_bot_that_ends_is_told_of_and_not_waited_for(tmp_path: Path) -> None:
    async with crowd_here() as crowd:
        crowd.ask()
        with pytest.raises(RuntimeError, match="a bot that is not there: ended with 1, saying"):
            async with running(BotKind("a bot that is not there", "bench.nobody", {}), crowd, tmp_path, ""):
                await crowd.all_heard()
