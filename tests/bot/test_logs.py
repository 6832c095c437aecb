"""The logs never tell a token, nor what a driver quotes of a row, whoever writes them and at whatever level."""

import json
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.logs import without_quotes, without_token
from tests.canaries import told_on_purpose
from tests.cast import LUIS, House

TOKEN = "8100000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
URL = f"https://api.telegram.org/bot{TOKEN}/sendMessage"

_TALK = """
import logging, sys
import structlog
from bot.logs import set_up_logs

level, form, token = sys.argv[1:]
url = f"https://api.telegram.org/bot{token}/sendMessage"
set_up_logs(level, form)
log, library = structlog.get_logger(), logging.getLogger("a.library")
for write in (log.debug, log.info, log.warning, log.error):
    write(f"said {token}, then", url=url, parts=[token, {"url": url}], error=ValueError(url))
    write("a bot", bot=f"ExtBot[token={token}]")
for number in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
    library.log(number, "called %s with %r", url, (token,))
    library.log(number, f"{token}]", {"a": token})
library.error("%d and nothing more", token)
try:
    raise RuntimeError(f"cannot reach {url}?x=1")
except RuntimeError:
    log.exception("fault", update_id=7)
    library.exception("a fault with %s", token)
"""


@pytest.mark.parametrize("form", ["json", "console"])
@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING"])
def test_nothing_that_is_written_holds_the_token(level: str, form: str) -> None:
    talk = subprocess.run(
        [sys.executable, "-c", _TALK, level, form, TOKEN],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
    )  # fmt: skip
    written = talk.stdout + talk.stderr
    assert TOKEN.partition(":")[2] not in written
    assert "[token]" in written
    assert "cannot reach" in written
    if form == "json":
        events = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
        assert events[-1]["update_id"] == 7


@pytest.mark.parametrize(
    "text",
    [TOKEN, URL, f"({TOKEN})", f"{TOKEN},", f"[token={TOKEN}]", f"x{TOKEN}", URL.replace(":AA", "%3AAA"), f"{TOKEN}."],
)
def test_a_token_is_found_wherever_it_stands(text: str) -> None:
    assert TOKEN.partition(":")[2] not in without_token(text)


def test_a_short_token_is_found_in_an_address() -> None:
    assert without_token("http://127.0.0.1:8081/bot1:abc/getMe") == "http://127.0.0.1:8081/bot[token]/getMe"


@pytest.mark.parametrize(
    "text", ["2026-03-02T15:30:00.123456Z", "15:30:00", "http://127.0.0.1:8080/healthz", "update_id=123456: done", ""]
)
def test_times_and_ports_stay_as_they_are(text: str) -> None:
    assert without_token(text) == text


@pytest.mark.parametrize(
    ("quoting", "after"),
    [
        ("new row violates it\nDETAIL:  Failing row contains (7, Luis\nGómez).\n[SQL: INSERT]", "\n[SQL: INSERT]"),
        ("it is there\nDETAIL:  Key (name)=(Luis) exists.\n\nThe above exception was", "\n\nThe above exception was"),
        ("invalid input for query argument $1: 'Luis' (an integer is required)", ""),
        ('invalid input syntax for type integer: "Luis"', ""),
        ("invalid literal for int() with base 10: 'Luis'", ""),
    ],
)
def test_what_a_driver_quotes_of_a_row_is_left_out(quoting: str, after: str) -> None:
    told = without_quotes(quoting)
    assert "Luis" not in told
    assert told.endswith(f"[...]{after}")
    assert told.partition(":")[0] == quoting.partition(":")[0]


WRONG = text("UPDATE buyers SET buyer_number = -1 WHERE name = :name")


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_a_row_that_the_database_refuses_is_not_told(house: House) -> None:
    project = await house.open_project()
    await house.reserve(project.key, 7)
    with told_on_purpose() as told:
        async with house.store.work() as work:
            with pytest.raises(DBAPIError) as refused:
                await work.execute(WRONG, {"name": LUIS.name})
        assert "Luis" in "".join(traceback.format_exception(refused.value))
        structlog.get_logger().error("fault", exc_info=refused.value)
    assert told == []
