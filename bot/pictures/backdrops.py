"""An organizer's own photo behind a board: made small and harmless when it comes, veiled when it is drawn on."""

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps

from bot.pictures.colours import Look, veil_of
from bot.pictures.sheet import Box, Sheet

LARGEST = 300_000
"""Of a kept photo, in bytes."""
_KINDS = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS = 25_000_000
"""Unpacked, each takes four bytes."""
_LEAST_SIDE = 200
_LONGEST_SIDE = 1600
_QUALITIES = (85, 75, 60, 45, 30)
_DRAWN_QUALITY = 90


class PhotoNotUsable(Exception):
    """Nothing that could be seen behind numbers: no picture, broken, tiny, or far too large."""


class Backdrop(NamedTuple):
    content: bytes
    mark: str
    """Tells it from any other."""


def prepare(content: bytes) -> bytes:
    """As it is kept: upright, not larger than it is ever shown, without what the camera wrote into it."""
    try:
        photo = _opened(content)
    except PhotoNotUsable:
        raise
    except Exception as error:  # whatever a decoder makes of what somebody sent: it is no photo
        raise PhotoNotUsable from error
    for quality in _QUALITIES:
        out = BytesIO()
        photo.save(out, "JPEG", quality=quality)
        if len(out.getvalue()) <= LARGEST:
            return out.getvalue()
    raise PhotoNotUsable


def draw_over(sheet: Sheet, look: Look, backdrop: Backdrop, box: Box) -> bytes:
    """A JPEG: with a photo in it anything else would be several times as large."""
    with Image.open(BytesIO(backdrop.content), formats=["JPEG"]) as kept:
        photo = ImageOps.fit(kept.convert("RGB"), (box.width, box.height), Image.Resampling.BILINEAR)
    veiled = Image.blend(photo, Image.new("RGB", photo.size, look.panel), veil_of(look))
    out = BytesIO()
    sheet.over(veiled, box, look.panel).save(out, "JPEG", quality=_DRAWN_QUALITY, subsampling=0)
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    """The size is looked at before a pixel is: a few bytes may claim to be a billion of them."""
    with Image.open(BytesIO(content), formats=_KINDS) as claimed:
        if claimed.width * claimed.height > _MOST_PIXELS or min(claimed.size) < _LEAST_SIDE:
            raise PhotoNotUsable
        claimed.verify()
    with Image.open(BytesIO(content), formats=_KINDS) as sent:
        # A JPEG is not even unpacked larger than that.
        sent.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        sent.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), reducing_gap=2.0)
        upright = ImageOps.exif_transpose(sent)
        return _without_holes(upright)


def _without_holes(photo: Image.Image) -> Image.Image:
    """White where it can be seen through."""
    if not photo.has_transparency_data:
        return photo.convert("RGB")
    seen = photo.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
