"""`python -m playground --bot "COMMAND"`: a bot, its Telegram and a chat page, together on this machine."""

import argparse
import asyncio
import os
import signal
import sqlite3
import sys
from pathlib import Path

from playground.launch import BotProcess
from playground.server.run import Playground, collect_seldom, invent_first_people
from playground.world.world import World


def main() -> int:
    asked = _arguments()
    folder = None if asked.memory else asked.data or Path(os.environ.get("DATA_DIR") or "data") / "playground"
    try:
        world = World(folder)
        playground = Playground(world, asked.port)
    except (OSError, OverflowError, sqlite3.Error) as error:
        print(f"The playground cannot start: {error}", file=sys.stderr)  # noqa: T201
        return 2
    invent_first_people(world)
    collect_seldom()
    asyncio.run(_run(playground, asked.bot))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__)
    parser.add_argument("--bot", metavar="COMMAND", help="start this bot too, with TELEGRAM_API_URL and BOT_TOKEN set")
    parser.add_argument("--port", type=int, default=0, help="of 127.0.0.1; any free one by default")
    parser.add_argument("--data", type=Path, help="where chats survive; DATA_DIR/playground by default")
    parser.add_argument("--memory", action="store_true", help="keep nothing")
    return parser.parse_args()


async def _run(playground: Playground, command: str | None) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    serving = asyncio.create_task(playground.serve())
    await playground.started()
    bot = BotProcess(command, playground) if command else None
    botting = asyncio.create_task(bot.run()) if bot else None
    print(f"The chat page: {playground.url}/", flush=True)  # noqa: T201
    if command is None:
        print(f"For a bot of yours: BOT_TOKEN={playground.token}", flush=True)  # noqa: T201
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
    if bot and botting:
        await bot.stop()
        await botting
    playground.stop()
    await serving
    stopping.cancel()


if __name__ == "__main__":
    sys.exit(main())
