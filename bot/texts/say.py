"""Saying a sentence in a language: found in the catalogue, filled with facts that cannot become markup."""

import gettext
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, cached_property
from html import escape
from pathlib import Path
from unicodedata import bidirectional
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal

from rules.money import show_amount

LOCALES = Path(__file__).parent / "locales"
_APART = "\u2068{}\u2069"


class Said(str):
    """Ready for people as it is: filled into another sentence it stays as it is."""

    __slots__ = ()


@dataclass(frozen=True)
class Say:
    """`say("Hello, {name}", name=...)` in the reader's language; times are told in the reader's zone."""

    language: str
    zone: str = "UTC"

    def __call__(self, sentence: str, **facts: object) -> Said:
        return _filled(self._catalogue.gettext(sentence), facts)

    def many(self, count: int, one: str, several: str, **facts: object) -> Said:
        """`{count}` is filled in, as the language writes it."""
        return _filled(self._catalogue.ngettext(one, several, count), {"count": self.count(count), **facts})

    def count(self, count: int) -> str:
        return f"{count:,}".replace(",", "," if self.language == "en" else ".")

    def money(self, amount: int, currency: str) -> str:
        return show_amount(amount, currency, self.language)

    def moment(self, at: datetime, now: datetime) -> Said:
        """Short where it is near: today 18:00, tomorrow 18:00, Fri 13 Mar 18:00."""
        there, today = at.astimezone(self._zone), now.astimezone(self._zone).date()
        clock = f"{there:%H:%M}"
        if there.date() == today:
            return self("today {clock}", clock=clock)
        if there.date() == today + timedelta(days=1):
            return self("tomorrow {clock}", clock=clock)
        return Said(f"{self.day(there.date(), today)} {clock}")

    def day_of(self, at: datetime, now: datetime) -> Said:
        """The day of a moment, where the reader lives."""
        return self.day(at.astimezone(self._zone).date(), now.astimezone(self._zone).date())

    def clock(self, at: datetime) -> str:
        return f"{at.astimezone(self._zone):%H:%M}"

    def today(self, now: datetime) -> date:
        """Where the reader lives."""
        return now.astimezone(self._zone).date()

    def day(self, day: date, today: date) -> Said:
        pattern = "EEE d MMM" if day.year == today.year else "d MMM y"
        return Said(format_date(day, pattern, locale=self._locale).replace(".", ""))

    def short_day(self, day: date) -> str:
        """For where there is little room."""
        return format_date(day, "d MMM", locale=self._locale).replace(".", "")

    def month(self, day: date) -> str:
        return format_date(day, "MMM yy", locale=self._locale).replace(".", "")

    def rough(self, count: Decimal) -> str:
        """As short as it can be: 1.2M."""
        return format_compact_decimal(count, locale=self._locale, fraction_digits=1)

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        return gettext.translation("messages", LOCALES, [self.language], fallback=self.language == "en")

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(self.language)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


@cache
def say_in(language: str, zone: str = "UTC") -> Say:
    return Say(language, zone)


def lines(*said: str | None) -> Said:
    """One under the other; what is None is left out."""
    return Said("\n".join(line for line in said if line is not None))


def joined(said: Iterable[str], between: str) -> Said:
    return Said(between.join(one if isinstance(one, Said) else escape(one) for one in said))


def _filled(sentence: str, facts: dict[str, object]) -> Said:
    if not facts:
        return Said(sentence)
    return Said(sentence.format(**{name: _safe(fact) for name, fact in facts.items()}))


def _safe(fact: object) -> str:
    return fact if isinstance(fact, Said) else escape(_in_its_place(str(fact)), quote=False)


def _in_its_place(text: str) -> str:
    """What is written from right to left would turn round the numbers that follow it."""
    turns = not text.isascii() and any(bidirectional(char) in ("R", "AL") for char in text)
    return _APART.format(text) if turns else text
