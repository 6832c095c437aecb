"""`python -m tests.pictures [es] [en] [pt]`: into `docs/pictures`, a minute a language; look at each afterwards."""

import asyncio
import sys

from tests.people import telegram_here
from tests.pictures import PICTURES
from tests.pictures.camera import camera
from tests.pictures.days import live_through
from tests.pictures.raffles import RAFFLES


async def photograph(folders: list[str]) -> None:
    for told in RAFFLES:
        if folders and told.folder not in folders:
            continue
        async with (
            telegram_here(first_delay=0.05) as telegram,
            camera(telegram.url, PICTURES / told.folder, told) as taking,
        ):
            await live_through(told, telegram, taking)


if __name__ == "__main__":
    asyncio.run(photograph(sys.argv[1:]))
