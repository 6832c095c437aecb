"""That nothing private is told is looked for everywhere: here it is told on purpose, and found."""

import logging
import os
from pathlib import Path

import pytest
import structlog
from prometheus_client import CollectorRegistry, Counter, generate_latest

from bot.settings import Settings
from bot.webhook import webhook_secret
from playground.world.bot import DEFAULT_TOKEN
from tests.canaries import CANARIES, WATCH, told_on_purpose
from tests.people.warm import Place, start_bot

SECRET = webhook_secret(Settings(_env_file=None, bot_token=DEFAULT_TOKEN))
EXAMPLES = {"the webhook's secret": SECRET, "a phone": "+57 300 123 4567", "a name": "Luis Gómez"}


@pytest.mark.parametrize("what", EXAMPLES)
def test_a_log_line_that_tells_it_is_found(what: str) -> None:
    with told_on_purpose() as told:
        structlog.get_logger().debug("update", who=EXAMPLES[what])
    assert [line.startswith(f"the log tells {what}") for line in told] == [True]


@pytest.mark.parametrize("what", EXAMPLES)
def test_a_traceback_that_tells_it_is_found(what: str) -> None:
    with told_on_purpose() as told:
        try:
            EXAMPLES[EXAMPLES[what]]
        except KeyError:
            structlog.get_logger().exception("fault", update_id=7)
            logging.getLogger("a.library").exception("a fault")
    assert [line.partition(":")[0] for line in told] == [f"the log tells {what}", f"a.library tells {what}"]


def test_a_token_is_taken_out_wherever_it_is_written(tmp_path: Path) -> None:
    with told_on_purpose() as told:
        structlog.get_logger().info("called", url=f"https://api.telegram.org/bot{DEFAULT_TOKEN}/sendMessage")
        logging.getLogger("a.library").warning("called %s", DEFAULT_TOKEN)
    assert told == []
    (tmp_path / "out").write_text(f"called {DEFAULT_TOKEN}\n")
    with told_on_purpose() as told:
        WATCH.read_later(tmp_path / "out")
    assert [line.startswith("out tells the token") for line in told] == [True]


def test_what_a_process_writes_is_read(tmp_path: Path) -> None:
    with told_on_purpose() as told:
        process = start_bot(
            ("verify", "Luis.json"), dict(os.environ), Place(tmp_path, tmp_path / "out", tmp_path / "err")
        )
        process.join()
    assert [line.startswith("err tells a name") for line in told] == [True]


def test_a_metric_that_tells_it_is_found() -> None:
    registry = CollectorRegistry()
    Counter("raffle_updates", "Updates, by who wrote", ["who"], registry=registry).labels("Marta").inc()
    with told_on_purpose() as told:
        WATCH.look("a metric", generate_latest(registry).decode())
    assert [line.startswith("a metric tells a name") for line in told] == [True]


def test_nothing_that_is_looked_for_was_forgotten_here() -> None:
    assert set(CANARIES) == {"the token", *EXAMPLES}
