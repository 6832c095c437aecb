"""The bot's own process at another time: real rounds of the beacon are known only of moments that have passed."""

import asyncio
import os
import secrets
from datetime import UTC, datetime

from bot.logs import set_up_logs
from bot.opening import Outside, open_with_its_key
from bot.running import run_bot
from bot.settings import read_settings
from db.migrate import migrate

BEGINS = "SHIFTED_TO"
"""The moment at which it starts, in seconds of Unix."""


def shifted() -> Outside:
    begins, started = datetime.fromtimestamp(float(os.environ[BEGINS]), UTC), datetime.now(UTC)
    return Outside(lambda: begins + (datetime.now(UTC) - started), secrets.SystemRandom())


async def run() -> None:
    settings, outside = read_settings(), shifted()
    await migrate(settings.database)
    store = await open_with_its_key(settings, outside)
    set_up_logs(settings.log_level, settings.log_format)
    try:
        await run_bot(settings, store, outside, "shifted/1")
    finally:
        await store.close()


if __name__ == "__main__":
    asyncio.run(run())
