"""Texts from people: harmless, bounded, and compared with a light hand."""

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import words
from rules.misreadings import EmailUnreadable, TextMissing, TextTooLong
from rules.words import (
    DESCRIPTION_LIMIT,
    NAME_LIMIT,
    NOTE_LIMIT,
    REASON_LIMIT,
    clean_line,
    clean_text,
    fold,
    read_email,
)
from tests.rules.texts import ANYTHING, is_accepted, nearly

TRICKY = st.text(
    st.sampled_from(
        "aÁñ é\u0301\u0308\u0345\u0307İıßſςΣ\n\r\t\u2028\u200b\u200c\u200d\u202e\u2066\ufe0f\U0001f468\ud800\u3164नम"
    )
)
LIMITS = (NAME_LIMIT, DESCRIPTION_LIMIT, REASON_LIMIT, NOTE_LIMIT)
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def line(text: str) -> str:
    return clean_line(text, "name", NAME_LIMIT)


def paragraph(text: str) -> str:
    return clean_text(text, "description", DESCRIPTION_LIMIT)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Ana   Gomez ", "Ana Gomez"),
        ("Ana\nGomez\tRuiz", "Ana Gomez Ruiz"),
        ("Ana\r\nGomez\u2028Ruiz", "Ana Gomez Ruiz"),
        ("Jose\u0301", "José"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("A\u2066n\u2069a\u200b\ufeff\x00\x1b", "Ana"),
        ("A\u00adna", "Ana"),
        ("A\ud800na", "Ana"),
        ("A\u3164na", "Ana"),
        ("Viaje ❤\ufe0f", "Viaje ❤\ufe0f"),
        (FAMILY, FAMILY),
        ("نمی\u200cدانم", "نمی\u200cدانم"),
        ("\u200dAna\u200c \u200d Ruiz", "Ana Ruiz"),
        ("\u00a0Ana\u2003Ruiz\u3000", "Ana Ruiz"),
        ("=1+1", "=1+1"),
        ("<b>", "<b>"),
        ("7", "7"),
        ("\U0001fae8", "\U0001fae8"),
    ],
)
def test_a_line_shows_all_that_it_holds(text: str, cleaned: str) -> None:
    assert line(text) == cleaned


@pytest.mark.parametrize(
    "text", ["", "  \n", "\u200d", "\u200c\ufe0f", "\u3164\u2800", "\u0301", "\ud83d", "\x00", "\u202e", "\U000e0fff"]
)
def test_a_text_of_nothing_to_see_is_missing(text: str) -> None:
    for clean in (line, paragraph):
        with pytest.raises(TextMissing):
            clean(text)


def test_the_refusal_names_the_field() -> None:
    with pytest.raises(TextMissing) as refusal:
        clean_line(" ", "prize", NAME_LIMIT)
    assert refusal.value.field == "prize"


@pytest.mark.parametrize("limit", LIMITS)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(limit: int) -> None:
    assert clean_line(f" {'x' * limit} ", "name", limit) == "x" * limit
    with pytest.raises(TextTooLong) as refusal:
        clean_line("x" * (limit + 1), "name", limit)
    assert (refusal.value.field, refusal.value.length, refusal.value.limit) == ("name", limit + 1, limit)


def test_a_paragraph_keeps_its_lines_with_one_empty_one_between_at_most() -> None:
    assert paragraph("\n\n Pay to \r\nNequi  300\n\n\n\u200b\n\tThanks\u2029") == "Pay to\nNequi 300\n\nThanks"


@given(ANYTHING | TRICKY)
@settings(deadline=None)
def test_a_cleaned_text_is_clean(text: str) -> None:
    for clean in (line, paragraph):
        if is_accepted(clean, text):
            cleaned = clean(text)
            assert clean(cleaned) == cleaned == unicodedata.normalize("NFC", cleaned)
            assert cleaned == cleaned.strip()
            assert cleaned.encode()
            hidden = {char for char in cleaned if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
            assert hidden <= {"\u200c", "\u200d"} | ({"\n"} if clean is paragraph else set())
            assert "  " not in cleaned
            assert "\n\n\n" not in cleaned


@given(st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=NAME_LIMIT // 4))
@settings(deadline=None)
def test_what_can_be_seen_stays(text: str) -> None:
    blanks = "\u115f\u1160\u2800\u3164\uffa0"
    visible = unicodedata.normalize("NFC", "".join(char for char in text if char not in blanks))
    assert not visible or line(text) == visible


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Núñez", "jose nunez"),
        ("JOÃO", "joao"),
        ("Ana  Gomez", "anagomez"),
        ("Jose\u0301", "José"),
        ("Straße", "STRASSE"),
        ("ΆΝΝΑ", "αννα"),
        ("Йорг", "йорг"),
        ("İpek", "ipek"),
        ("نمی\u200cدانم", "نمیدانم"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_names_are_equal_without_case_accents_and_spaces(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("राम", "रम"), ("कि", "की"), ("ปา", "ป่า"), ("か", "が"), ("Ana", "Anna"), ("한", "하"), ("Luis", "Luís2")],
)
def test_marks_that_are_letters_tell_names_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_every_character_folds_once_and_for_all() -> None:
    assigned = (chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) != "Cn")
    assert [char for char in assigned if not fold(char).isascii() and fold(fold(char)) != fold(char)] == []


@given(ANYTHING | TRICKY)
@settings(deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert not any(char.isspace() for char in folded)


@given(st.text(st.characters(categories=("L", "N", "Zs", "M"))))
@settings(deadline=None)
def test_folding_sets_spaces_and_composition_aside(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert fold(unicodedata.normalize(form, text)) == fold(text)
    assert fold(f" {text} ") == fold(text)


@given(st.text(st.sampled_from("aáàâãbcçdeéêiíïnñoóôõuúüyz ß")))
@settings(deadline=None)
def test_folding_sets_case_aside(text: str) -> None:
    assert fold(text.upper()) == fold(text.title()) == fold(text)


@given(ANYTHING | TRICKY)
@settings(deadline=None)
def test_a_cleaned_name_folds_like_the_typed_one(text: str) -> None:
    if is_accepted(line, text):
        assert fold(line(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "email"),
    [(" ana@example.com ", "ana@example.com"), ("Ana.G+rifa@Mail.Example.CO", "Ana.G+rifa@mail.example.co")],
)
def test_an_email_is_read_with_its_domain_in_lower_case(text: str, email: str) -> None:
    assert read_email(text) == email


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ana",
        "ana@",
        "@example.com",
        "ana@example",
        "a b@example.com",
        "a@@example.com",
        "a@example..com",
        ".a@example.com",
        "a@-x.com",
        "a@example.c",
        "ana@example.com\nBcc: x@y.com",
        "josé@example.com",
        "a@example.com" + "x" * 250,
        "a@1.2",
    ],
)
def test_what_is_not_an_email_is_refused(text: str) -> None:
    with pytest.raises(EmailUnreadable):
        read_email(text)


@given(ANYTHING | nearly("aZ9.@-_+ \n=é") | st.emails())
@settings(deadline=None)
def test_any_text_is_an_email_or_a_refusal(text: str) -> None:
    if is_accepted(read_email, text):
        email = read_email(text)
        assert read_email(email) == email
        assert email.isascii()
        assert not any(char.isspace() for char in email)


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_what_is_plain_is_not_looked_up_and_comes_to_the_same(text: str) -> None:
    quick = words.fold(text), words.split_words(text), words._clean(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_is_plain", lambda _: False)
        assert quick == (words.fold(text), words.split_words(text), words._clean(text))
