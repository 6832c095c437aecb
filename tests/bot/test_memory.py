"""What was made and is no longer needed is given back to the machine."""

import asyncio
import gc
from pathlib import Path

import pytest

from bot import memory
from bot.memory import memory_kept_small

STATUS = Path("/proc/self/status")


def _megabytes() -> float:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


@pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells how much memory a process has")
async def test_what_lay_between_things_that_stay_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_GIVE_BACK_SECONDS", 0.05)
    threshold = gc.get_threshold()
    async with memory_kept_small():
        made = [bytes(60_000) for _ in range(2000)]
        full = _megabytes()
        del made[1::2]
        made = [one for at, one in enumerate(made) if at % 4 == 0]
        async with asyncio.timeout(10):
            while _megabytes() > full - 60:
                await asyncio.sleep(0.05)
        assert len(made) == 250
    gc.set_threshold(*threshold)
    gc.unfreeze()


async def test_where_the_c_library_is_another_one_all_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda name: object())
    monkeypatch.setattr(memory, "_GIVE_BACK_SECONDS", 0.01)
    async with memory_kept_small():
        await asyncio.sleep(0.05)
    gc.unfreeze()
