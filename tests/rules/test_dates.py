"""Days and hours as people write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.dates import MOST_YEARS, example, read_moment
from rules.misreadings import DateInThePast, DateTooFar, MomentUnreadable
from tests.rules.texts import ANYTHING, FOREIGN_DIGITS, is_accepted, nearly

BOGOTA = "America/Bogota"
NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
LANGUAGES = ("en", "es", "pt_BR")


def read(text: str, language: str = "es") -> str:
    """As the clock in Bogota shows it."""
    return f"{read_moment(text, NOW, BOGOTA, language).astimezone(ZoneInfo(BOGOTA)):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-12 20:00", "2026-12-12 20:00"),
        ("2026-12-12", "2026-12-12 20:00"),
        ("2026-12-12T09:05", "2026-12-12 09:05"),
        ("2026/12/12, 20h", "2026-12-12 20:00"),
        ("12/12 20:00", "2026-12-12 20:00"),
        ("12.12.26 20:00", "2026-12-12 20:00"),
        ("12-12-2026 8:30 pm", "2026-12-12 20:30"),
        ("12 dic 20:00", "2026-12-12 20:00"),
        ("12dec 20h30", "2026-12-12 20:30"),
        ("12 DEZ 20 horas", "2026-12-12 20:00"),
        ("12 de diciembre de 2026 a las 20:00", "2026-12-12 20:00"),
        ("12 de dezembro às 20h", "2026-12-12 20:00"),
        ("12th of December at 8pm", "2026-12-12 20:00"),
        ("Dec 12, 2026 12:00 a.m.", "2026-12-12 00:00"),
        ("sábado, 12 de diciembre", "2026-12-12 20:00"),
        ("Sat 12 Dec 20:00", "2026-12-12 20:00"),
        ("mar 15 dic 18:00", "2026-12-15 18:00"),
        ("24/12", "2026-12-24 20:00"),
        ("12/24", "2026-12-24 20:00"),
        ("hoy 22:00", "2026-11-21 22:00"),
        ("tomorrow", "2026-11-22 20:00"),
        ("amanhã 9h", "2026-11-22 09:00"),
        ("mañana 9:00", "2026-11-22 09:00"),
        ("15 jan", "2027-01-15 20:00"),
        ("29 feb 2028", "2028-02-29 20:00"),
    ],
)
def test_a_moment_is_read(text: str, moment: str, language: str) -> None:
    assert read(text, language) == moment


def test_the_language_says_whether_the_day_or_the_month_comes_first() -> None:
    assert read("5/12") == "2026-12-05 20:00"
    assert read("5/12", "pt_BR") == "2026-12-05 20:00"
    assert read("5/12", "en") == "2027-05-12 20:00"


def test_it_is_read_on_the_clock_of_the_zone() -> None:
    assert read_moment("2026-12-12 20:00", NOW, "Europe/Madrid", "es") == datetime(2026, 12, 12, 19, 0, tzinfo=UTC)
    late = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
    assert read_moment("hoy 22:00", late, BOGOTA, "es") == datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-11-20", "20/11/2026 20:00", "hoy 9:00", "20/11", "1 nov", "1999-12-31"])
def test_what_is_over_is_refused(text: str) -> None:
    with pytest.raises(DateInThePast) as refused:
        read(text)
    assert refused.value.at <= refused.value.now == NOW


def test_who_plans_very_far_ahead_has_mistyped() -> None:
    assert read(f"{2026 + MOST_YEARS}-01-01").startswith("2031")
    for text in (f"{2027 + MOST_YEARS}-01-01", "9999-12-31 23:59"):
        with pytest.raises(DateTooFar):
            read(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "20:00", "12", "2026", "12/13/14/15", "31/2", "29 feb", "2027-02-29", "12 foo", "dec", "13 pm"),
        *("12/12 25:00", "12/12 20:60", "12/12 13 pm", "lun 12 dic", "0001-01-01", "12/12 20:00 or so", "-1/-1"),
        *("1" * 5000, "١٢/١٢", "12//12", "2026-12/12"),
    ],
)
def test_what_is_no_day_is_refused_with_an_example_that_is_one(text: str) -> None:
    with pytest.raises(MomentUnreadable) as refused:
        read(text)
    assert refused.value.text == text
    assert refused.value.example == example(NOW, BOGOTA) > NOW


@given(ANYTHING | nearly("0123456789/-.: hdiceanovpm,t"), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_any_text_is_a_moment_to_come_or_a_refusal(text: str, language: str) -> None:
    for zone in (BOGOTA, "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        if is_accepted(read_moment, text, NOW, zone, language):
            at = read_moment(text, NOW, zone, language)
            assert at.tzinfo is UTC
            assert NOW < at < NOW + timedelta(days=366 * (MOST_YEARS + 1))


@given(FOREIGN_DIGITS, st.integers(0, 4))
@settings(deadline=None)
def test_digits_of_other_scripts_are_never_read(digit: str, at: int) -> None:
    assert not is_accepted(read_moment, "12/12"[:at] + digit + "12/12"[at:], NOW, BOGOTA, "es")


@given(st.datetimes(datetime(2026, 11, 23), datetime(2031, 12, 30)), st.sampled_from(LANGUAGES))  # noqa: DTZ001
@settings(deadline=None)
def test_year_month_day_is_the_same_in_every_language(at: datetime, language: str) -> None:
    assert read(f"{at:%Y-%m-%d %H:%M}", language) == f"{at:%Y-%m-%d %H:%M}"
