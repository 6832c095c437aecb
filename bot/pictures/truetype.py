"""Fonts for print: readers of PDF expect curves simpler than those that our fonts are drawn with."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

from bot.pictures.lettering import FONTS

_ERROR = 1.0
"""Of a curve, in units of which 2816 make the size of the font: nobody sees it."""
_TRUETYPE = "\x00\x01\x00\x00"
_LAYOUT = ("GDEF", "GPOS", "GSUB")
_NO_PROGRAMS = (
    *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"),
    *("maxSizeOfInstructions", "maxComponentElements"),
)


def as_truetype(name: str, letters: Iterable[str]) -> bytes:
    """Only these letters of it."""
    font = TTFont(FONTS / name, recalcTimestamp=False)
    # How letters join and stand together is not used here, and takes far longer to read than all the rest.
    for table in _LAYOUT:
        if table in font:
            del font[table]
    subsetter = Subsetter(Options(notdef_outline=True))
    subsetter.populate(text="".join(letters))
    subsetter.subset(font)
    if "CFF " in font:
        _redraw(font)
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def _redraw(font: TTFont) -> None:
    glyphs, drawn = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, _ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    outlines: Any = font["glyf"]
    outlines.glyphOrder, outlines.glyphs = font.getGlyphOrder(), drawn
    del font["CFF "]
    font.sfntVersion = _TRUETYPE
    _tell_sizes(font)


def _tell_sizes(font: TTFont) -> None:
    """The rest is counted when the font is written."""
    most: Any = font["maxp"]
    most.tableVersion, most.maxZones = 0x00010000, 1
    for field in _NO_PROGRAMS:
        setattr(most, field, 0)
    named: Any = font["post"]
    named.formatType, named.extraNames, named.mapping = 2.0, [], {}
