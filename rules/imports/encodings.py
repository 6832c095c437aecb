"""The bytes of a list as text: UTF-8, UTF-16 that says so, or Latin letters of Windows; anything else is refused."""

import codecs
import re

from rules.imports.refusals import LinesTooMany, ListTooLarge, TextNotReadable

MOST_BYTES = 1_000_000
MOST_LINES = 10_000

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WIDEST = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# What our languages and their neighbours are written with: other signs there are another encoding misread.
_LATIN = frozenset("áéíóúàèìòùâêîôûãõäëïöüçñýåæøœßÿÁÉÍÓÚÀÈÌÒÙÂÊÎÔÛÃÕÄËÏÖÜÇÑÝÅÆØŒªº°·¿¡«»“”‘’´¨–—…€•©®™§\u00a0")
# So many accents in a row are another alphabet's letters.
_FOREIGN = re.compile("[À-ÖØ-öø-ÿ]{3}")
_UNWRITTEN = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


def read_text(content: bytes) -> str:
    """With one kind of line break."""
    if len(content) > MOST_BYTES:
        raise ListTooLarge(len(content), MOST_BYTES)
    text = _decoded(content)
    if _UNWRITTEN.search(text):
        raise TextNotReadable
    return check_lines(text)


def check_lines(text: str) -> str:
    """Whatever came, no more of it than may be read."""
    plain = _BREAKS.sub("\n", text.removeprefix("\ufeff")).strip("\n")
    count = sum(1 for line in plain.split("\n") if line.strip())
    if not count:
        raise TextNotReadable
    if count > MOST_LINES:
        raise LinesTooMany(count, MOST_LINES)
    return plain


def _decoded(content: bytes) -> str:
    try:
        if content.startswith(_WIDEST):
            raise TextNotReadable
        return content.decode("utf-16" if content.startswith(_WIDE) else "utf-8-sig")
    except UnicodeDecodeError:
        if content.startswith((*_WIDE, codecs.BOM_UTF8)):
            raise TextNotReadable from None
    return _latin(content)


def _latin(content: bytes) -> str:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise TextNotReadable from None
    if _FOREIGN.search(text) or not all(char.isascii() or char in _LATIN for char in text):
        raise TextNotReadable
    return text
