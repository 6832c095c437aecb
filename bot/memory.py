"""How a process that runs for months keeps its memory: what is imported stays, what is no longer needed goes back."""

import asyncio
import ctypes
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

_MADE_BETWEEN_LOOKS = 20_000
_GIVE_BACK_SECONDS = 60.0
# Numbers of glibc's mallopt.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _MOST_ARENAS = -1, -3, -8
_LARGE = 256 * 1024
_ARENAS = 2


@asynccontextmanager
async def memory_kept_small() -> AsyncIterator[None]:
    """From when nearly all is imported."""
    # Looking through what stays for good again and again would stop everybody for moments.
    gc.freeze()
    # Little of what is made for an update holds itself, and to look for it as often as usual is a tenth of all.
    gc.set_threshold(_MADE_BETWEEN_LOOKS)
    # After the first picture the C library would keep room for the next ones, in each thread, in pieces that never fit.
    tell = _of_glibc("mallopt")
    for what, value in ((_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _LARGE), (_MOST_ARENAS, _ARENAS)):
        tell(what, value)
    giving_back = asyncio.create_task(_give_back_again_and_again(_of_glibc("malloc_trim")))
    try:
        yield
    finally:
        giving_back.cancel()


async def _give_back_again_and_again(trim: Callable[..., object]) -> None:
    while True:
        await asyncio.sleep(_GIVE_BACK_SECONDS)
        await asyncio.to_thread(trim, 0)


def _of_glibc(name: str) -> Callable[..., object]:
    """Elsewhere there is nothing to be said about it."""
    found: Callable[..., object] = getattr(ctypes.CDLL(None), name, _nothing)
    return found


def _nothing(*_: object) -> None:
    return
