"""The bot as it runs, but that hours pass when it is told so."""

import asyncio
import os
import secrets
import sys
from pathlib import Path

from bot.__main__ import run_in_place
from bot.opening import Outside, place_among_others
from bot.settings import read_settings
from tests.soak.passing import HOURS, moved_on


def main() -> int:
    return asyncio.run(_run())


async def _run() -> int:
    settings, outside = read_settings(), Outside(moved_on(Path(os.environ[HOURS])), secrets.SystemRandom())
    with place_among_others(settings, outside.chance) as holder:
        return await run_in_place(settings, outside, holder)


if __name__ == "__main__":
    sys.exit(main())
