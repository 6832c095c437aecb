"""A playground, and the raffle bot's own process on a database of its own."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from zlib import crc32

import pytest

from tests.conftest import ENGINES
from tests.people import BotUnderTest, Person, Telegram, telegram_here

COMMAND = f"{sys.executable} -m bot"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A story is told on one engine, about half of them on each; in full size on both."""
    if not config.getoption("--full"):
        left_out = [item for item in items if _is_story(item) and _is_for_the_other_engine(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def _is_story(item: pytest.Item) -> bool:
    return item.path.is_relative_to(Path(__file__).parent)


def _is_for_the_other_engine(item: pytest.Item) -> bool:
    """Unless the story is told for one engine anyway."""
    if not isinstance(item, pytest.Function) or any("engine" in m.args[0] for m in item.iter_markers("parametrize")):
        return False
    own = ENGINES[crc32(item.originalname.encode()) % len(ENGINES)]
    return item.callspec.params.get("engine", own) != own if hasattr(item, "callspec") else False


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with telegram_here(first_delay=0.05) as telegram:
        yield telegram


@pytest.fixture
def environment(url: str, tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": url, "DATA_DIR": str(tmp_path / "data"), "SEND_LIMITS": "off", "HTTP_PORT": "0"}


@pytest.fixture
async def bot(telegram: Telegram, environment: dict[str, str]) -> AsyncIterator[BotUnderTest]:
    async with BotUnderTest(COMMAND, telegram, environment=environment) as bot:
        yield bot


@pytest.fixture
async def ana(telegram: Telegram) -> Person:
    """Whose client speaks English."""
    return await telegram.person("Anne", language_code="en")
