"""What buyers are told who want more than they may: short enough for the alert that answers a tap."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.refusing import LONGEST_ALERT
from bot.rewording import without_markup
from bot.texts.refusals import refused
from bot.texts.say import say_in
from rules import buying as no
from rules.numbers import NumberRange
from rules.refusals import Refusal

pytestmark = pytest.mark.story

NOW = datetime(2026, 3, 9, 15, 30, tzinfo=UTC)
RANGES = (NumberRange(0, 99, 2),)
SAID: list[tuple[Refusal, str]] = [
    (no.MoreThanPerOrder(3, 1), "At most 1 number at a time can be taken in this raffle. Nothing was reserved."),
    (no.MoreThanPerOrder(3000, 1000), "At most 1,000 numbers at a time"),
    (no.MoreThanPerBuyer(3, 0, 1), "Each person gets at most 1 number of this raffle. Left for you: 0."),
    (no.MoreThanPerBuyer(3, 2, 5), "Each person gets at most 5 numbers of this raffle. Left for you: 2."),
    (no.TooManyUnpaid(5), "You have 5 reservations here that are not paid."),
    (no.OrderedTooOften(20, 60), "You reserved very often within 1 hour."),
    (no.NumbersKept((7,), RANGES, NOW + timedelta(minutes=30), NOW), "07 is kept until today 16:00"),
    (no.NumbersKept((7, 8), RANGES, NOW + timedelta(minutes=30), NOW), "Kept until today 16:00 for people"),
    (no.LimitOutOfBounds(0, 1000), "A limit is between 1 and 1,000, like: 5. Or: no limit"),
    (no.LimitUnreadable("<b>many</b>" * 400), "I cannot read “&lt;b&gt;many"),
    (no.TriedTooOften(3), "Too many links were wrong. Please try again in 3 minutes."),
]


@pytest.mark.parametrize(("refusal", "words"), SAID, ids=str)
def test_it_says_what_is_possible(refusal: Refusal, words: str) -> None:
    assert words in refused(say_in("en"), refusal)


@pytest.mark.parametrize("language", ["en", "es", "pt_BR"])
@pytest.mark.parametrize("refusal", [refusal for refusal, _ in SAID], ids=str)
def test_it_fits_an_alert_in_every_language(refusal: Refusal, language: str) -> None:
    assert len(without_markup(refused(say_in(language), refusal))) <= LONGEST_ALERT
