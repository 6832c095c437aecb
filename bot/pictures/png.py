"""A PNG packed in bands of rows, each by itself: where nothing changed since the last time, nothing is packed again."""

import zlib
from collections.abc import Iterable
from struct import pack
from typing import NamedTuple

from PIL import Image

_BEGINNING = b"\x89PNG\r\n\x1a\n"
_PALETTE_OF_BYTES = (8, 3, 0, 0, 0)
_STREAM = b"\x78\x01"
_LEVEL = 2
"""Above it, a tenth smaller costs half the time again."""
_ROWS = 32
_UNFILTERED = b"\0"
_SUM = 65521
"""The prime of Adler-32."""


class _Band(NamedTuple):
    packed: bytes
    size: int
    adler: int


class Bands:
    """Of one picture, whose pixels are numbers of colours."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._bands: list[_Band | None] = [None] * -(-height // _ROWS)

    def touch(self, top: int, bottom: int) -> None:
        """Whoever changes pixels in these rows says so: what is not said is not seen."""
        for at in range(max(top, 0) // _ROWS, -(-min(bottom, self._height) // _ROWS)):
            self._bands[at] = None

    def png(self, pixels: Image.Image, palette: bytes) -> bytes:
        bands = [band or self._pack(at, pixels) for at, band in enumerate(self._bands)]
        self._bands = list(bands)
        ending = zlib.compressobj(wbits=-15).flush() + pack(">I", _adler(bands))
        stream = b"".join((_STREAM, *(band.packed for band in bands), ending))
        head = pack(">II5B", self._width, self._height, *_PALETTE_OF_BYTES)
        parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", stream), (b"IEND", b""))
        return b"".join((_BEGINNING, *(_chunk(name, content) for name, content in parts)))

    def _pack(self, at: int, pixels: Image.Image) -> _Band:
        box = (0, at * _ROWS, self._width, min((at + 1) * _ROWS, self._height))
        raw, wide = pixels.crop(box).tobytes(), self._width
        rows = b"".join([_UNFILTERED + raw[start : start + wide] for start in range(0, len(raw), wide)])
        packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15, 9)
        return _Band(packing.compress(rows) + packing.flush(zlib.Z_SYNC_FLUSH), len(rows), zlib.adler32(rows))


def _adler(bands: Iterable[_Band]) -> int:
    """Of all of them, from what each has alone."""
    low, high = 1, 0
    for _, size, adler in bands:
        high = (high + (adler >> 16) + size * (low - 1)) % _SUM
        low = (low + (adler & 0xFFFF) - 1) % _SUM
    return high << 16 | low


def _chunk(name: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(content, zlib.crc32(name)))
