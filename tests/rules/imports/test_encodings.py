"""Bytes of lists: what they are written in is recognized, or they are refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.imports.encodings import MOST_BYTES, MOST_LINES, read_text
from rules.imports.refusals import LinesTooMany, ListTooLarge, TextNotReadable

TEXT = "07;José Núñez;sí\n08;João;não"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("latin-1"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        ("\n\n" + TEXT + "\n\n").encode(),
    ],
)
def test_what_spreadsheets_and_editors_write_is_read(content: bytes) -> None:
    assert read_text(content) == TEXT


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n \n",
        bytes(range(256)),
        b"PK\x03\x04" + bytes(200),
        b"\x89PNG\r\n\x1a\n",
        TEXT.encode("cp850"),
        TEXT.encode("mac-roman"),
        "07;Иван".encode("cp1251"),
        "07;山田".encode("shift-jis"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-32"),
        codecs.BOM_UTF8 + TEXT.encode("latin-1"),
        codecs.BOM_UTF16_LE + b"\x00",
        b"07;Ana\x00;",
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(TextNotReadable):
        read_text(content)


def test_no_more_is_read_than_was_said() -> None:
    with pytest.raises(ListTooLarge):
        read_text(b"a" * (MOST_BYTES + 1))
    with pytest.raises(LinesTooMany):
        read_text(b"1 a\n" * (MOST_LINES + 1))
    assert read_text(b"1 a\n\n" * MOST_LINES).count("\n") == 2 * MOST_LINES - 2


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        text = read_text(content)
    except TextNotReadable:
        return
    assert text.strip()
    assert not {"\r", "\x00"} & set(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60))
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    if text.removeprefix("\ufeff").strip():
        assert read_text(text.encode()) == text.removeprefix("\ufeff")
