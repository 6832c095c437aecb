"""The official lottery: its rule as it is published, its figure as it is typed, and who could never win."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rules.draw.choosing import choose_by_number
from rules.draw.entries import Entry
from rules.locking import FigureUnreadable
from rules.lottery import Lottery, bits_of, chances, has_enough, plain, read_figure, rule_of
from rules.numbers import NumberRange

DAY = date(2026, 3, 2)
BOGOTA = Lottery("Lotería de Bogotá", "the last two", "https://example.org", 4, "last:2", "void")
RULE = rule_of(BOGOTA, DAY, 1)


def test_a_rule_is_published_in_letters_that_everybody_can_type() -> None:
    assert (RULE.name, RULE.draw_date, RULE.bits) == ("Loteria de Bogota", "2026-03-02", 13)
    assert plain(" São\u200b Paulo\t№ 5 ") == "Sao Paulo No 5"
    assert plain("彩票") == "??"


@pytest.mark.parametrize(("groups", "digits", "bits"), [(1, 1, 3), (1, 4, 13), (2, 6, 39), (32, 12, 1275)])
def test_the_bits_of_a_figure_are_rounded_down(groups: int, digits: int, bits: int) -> None:
    assert bits_of(groups, digits) == bits
    assert 2**bits <= 10 ** (groups * digits) < 2 ** (bits + 1)


def test_a_lottery_needs_twenty_bits_more_than_there_are_numbers() -> None:
    assert has_enough(1, 8, 64)
    assert not has_enough(1, 8, 65)


@pytest.mark.parametrize("typed", ["1207-9950", "1207 9950", "12079950", " 1207, 9950 ", "1207;9950"])
def test_a_figure_is_understood_however_its_groups_are_set_apart(typed: str) -> None:
    assert read_figure(typed, 2, 4) == "1207-9950"


@pytest.mark.parametrize("typed", ["", "1207", "1207-995", "1207-9950-1", "l207-9950", "１２０７-9950", "-" * 4000])
def test_any_other_figure_is_refused(typed: str) -> None:
    with pytest.raises(FigureUnreadable):
        read_figure(typed, 2, 4)


def test_numbers_beyond_the_figures_never_win() -> None:
    found = chances(BOGOTA, [NumberRange(1, 120, 0)])
    assert (found.never, found.without, found.are_equal) == ((NumberRange(100, 120, 0),), 1, False)
    assert chances(BOGOTA, [NumberRange(0, 99, 2)]).are_equal


@given(some.sets(some.integers(0, 119), min_size=1), some.sampled_from(["void", "next_sold"]))
def test_the_chances_are_those_of_every_figure_there_is(numbers: set[int], unsold: str) -> None:
    """Counted by drawing each of the hundred figures once, with all numbers sold."""
    ranges = [NumberRange(number, number, 0) for number in sorted(numbers)]
    possible = sorted(number for number in numbers if number < 100)
    found = chances(BOGOTA._replace(unsold=unsold), ranges)
    assert sorted(one.init for one in found.never) == sorted(numbers - set(possible))
    assert found.without == 100 - len(possible)
    if possible and len(possible) == len(numbers):
        entries = [Entry(number, 1, "") for number in possible]
        rule = rule_of(BOGOTA._replace(unsold=unsold), DAY, 1)
        won = [choose_by_number(rule, f"{figure:04}", entries)[0] for figure in range(100)]
        most = max(sum(one is not None and one.number == number for one in won) for number in possible)
        assert found.luckiest_figures == most
