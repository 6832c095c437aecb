"""The beacon's relays, all asked at once: none of them is trusted, and the first valid signature counts."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import aiohttp
import structlog

from rules.draw.beacon import CHAIN, Round, find_signed, time_of
from rules.draw.validity import NotValid

log = structlog.get_logger()

_PATHS = (f"/{CHAIN}/public/{{}}", "/v2/beacons/quicknet/rounds/{}")
"""As old relays know it, and as new ones do."""

_MOST_BYTES = 4096
_SECONDS = 5.0


class Relays:
    def __init__(
        self,
        addresses: Sequence[str],
        now: Callable[[], datetime],
        seconds: float = _SECONDS,
    ) -> None:
        self._addresses = addresses
        self._now = now
        self._timeout = aiohttp.ClientTimeout(total=seconds)

    async def find_round(self, number: int) -> Round | None:
        """None if its time has not come, or nobody can show it now: it is asked for again later, never another."""
        if self._now() < time_of(number):
            return None
        async with aiohttp.ClientSession(timeout=self._timeout) as session, asyncio.TaskGroup() as group:
            asked = [group.create_task(_ask(session, address, number)) for address in self._addresses]
            for answer in asyncio.as_completed(asked):
                found = await answer
                if found is not None:
                    for other in asked:
                        other.cancel()
                    return found
        return None


async def _ask(session: aiohttp.ClientSession, address: str, number: int) -> Round | None:
    for path in _PATHS:
        try:
            return find_signed(number, await _read(session, address + path.format(number)))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.info("a relay of the beacon does not answer", relay=address, error=type(error).__name__)
        except (NotValid, UnicodeDecodeError) as error:
            log.info("a relay of the beacon shows no signature of the round", relay=address, why=str(error))
    return None


async def _read(session: aiohttp.ClientSession, url: str) -> str:
    """No further than an answer is long: compressed ones are not unpacked, redirections not followed."""
    async with session.get(url, allow_redirects=False, auto_decompress=False, raise_for_status=True) as response:
        read = bytearray()
        while len(read) <= _MOST_BYTES and (piece := await response.content.read(_MOST_BYTES)):
            read += piece
    if len(read) > _MOST_BYTES:
        raise NotValid("E_BEACON_SIG", "the answer is longer than any round")
    return read.decode("ascii")
