"""The bot behind pgbouncer, where each of its transactions may meet another session."""

import pytest
from sqlalchemy import URL

from tests.db.test_pgbouncer import PGBOUNCER, bounced
from tests.people import BotUnderTest, Person

__all__ = ["bounced"]

pytestmark = pytest.mark.skipif(PGBOUNCER is None, reason="there is no pgbouncer here")


@pytest.fixture
def engine() -> str:
    return "postgresql"


@pytest.fixture
def environment(environment: dict[str, str], bounced: URL) -> dict[str, str]:
    return environment | {"DATABASE_URL": bounced.render_as_string(hide_password=False), "DB_PGBOUNCER": "true"}


async def test_a_raffle_is_made_sold_and_survives_a_kill(bot: BotUnderTest, ana: Person) -> None:
    await ana.say("/start")
    await ana.sees("I run raffles")
    await ana.say("/new Spring trip")
    await ana.sees("Spring trip")
    await ana.say("/set 00-99 5.00")
    await ana.sees("00-99")
    await bot.kill()
    await ana.say("/sell 07 Luis cash")
    await bot.start()
    await ana.sees("Sold to Luis: 07")
    await ana.tap("↩️ Undo")
    await ana.sees("07")
