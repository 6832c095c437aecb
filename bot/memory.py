"""How a process that runs for months keeps its memory: what is imported stays, what was large is given back."""

import ctypes
import gc

_MADE_BETWEEN_LOOKS = 20_000
# Numbers of glibc's mallopt.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_LARGE = 256 * 1024


def settle() -> None:
    """When all is imported."""
    # Looking through what stays for good again and again would stop everybody for moments.
    gc.freeze()
    # Little of what is made for an update holds itself, and to look for it as often as usual is a tenth of all.
    gc.set_threshold(_MADE_BETWEEN_LOOKS)
    _give_back_what_is_large()


def _give_back_what_is_large() -> None:
    """After the first picture the C library would keep room for the next ones, in pieces that never fit.

    Elsewhere than with glibc there is nothing to be said about it.
    """
    told = getattr(ctypes.CDLL(None), "mallopt", None)
    if told is not None:
        told(_MMAP_THRESHOLD, _LARGE)
        told(_TRIM_THRESHOLD, _LARGE)
