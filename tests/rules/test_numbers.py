"""Numbers as people write them."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rules.misreadings import NumbersRepeated, NumbersUnreadable, NumberTooLarge, RangeBackwards, TooManyNumbers
from rules.numbers import (
    LARGEST_NUMBER,
    MOST_NUMBERS,
    AtRandom,
    Chosen,
    NumberRange,
    is_random_word,
    read_choice,
    read_numbers,
    read_range,
    show_number,
    show_numbers,
)
from rules.refusals import Refusal
from tests.rules.texts import ANYTHING, FOREIGN_DIGITS, is_accepted, nearly

NUMBER = st.integers(0, LARGEST_NUMBER)
NUMBERISH = nearly("0123456789,; -–—\n\trandom")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("7", (7,)),
        ("007", (7,)),
        ("0", (0,)),
        ("5, 12-20, 33", (5, *range(12, 21), 33)),
        ("5,12-14", (5, 12, 13, 14)),
        ("33 5;7\n8", (33, 5, 7, 8)),
        ("5 - 7", (5, 6, 7)),
        ("5–7", (5, 6, 7)),
        ("5 — 7", (5, 6, 7)),
        ("5 -7", (5, 6, 7)),
        ("4, 7-9", (4, 7, 8, 9)),
        ("5-5", (5,)),
        (" 5,, 7, ", (5, 7)),
        ("5\u00a06", (5, 6)),
        ("999999999", (999_999_999,)),
        ("0" * 5000 + "7", (7,)),
    ],
)
def test_numbers_are_read_in_the_order_typed(text: str, numbers: tuple[int, ...]) -> None:
    assert read_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", ""),
        (" ", " "),
        (",", ","),
        ("5, x, 7", "x"),
        ("5, -7", "-7"),
        ("+5", "+5"),
        ("5.0", "5.0"),
        ("1-2-3", "1-2-3"),
        ("5-", "5-"),
        ("٥", "٥"),
        ("５-7", "５-7"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
    ],
)
def test_what_is_not_a_number_is_refused_by_its_part(text: str, part: str) -> None:
    with pytest.raises(NumbersUnreadable) as refusal:
        read_numbers(text)
    assert refusal.value.text == part


def test_a_backwards_range_is_refused_with_both_ends() -> None:
    with pytest.raises(RangeBackwards) as refusal:
        read_numbers("5, 20-12")
    assert (refusal.value.first, refusal.value.last) == (20, 12)


def test_repeated_numbers_are_refused_by_name_each_once() -> None:
    with pytest.raises(NumbersRepeated) as refusal:
        read_numbers("7, 3, 5-8, 007, 3")
    assert refusal.value.numbers == (3, 7)


@pytest.mark.parametrize(
    ("text", "width"), [("7, 7", 0), ("07, 07", 2), ("7, 007, 12", 3), ("0, 10, 10", 0), ("07, " + "0" * 40 + "7", 9)]
)
def test_a_refusal_knows_how_wide_the_numbers_were_typed(text: str, width: int) -> None:
    with pytest.raises(NumbersRepeated) as refusal:
        read_numbers(text)
    assert refusal.value.width == width
    with pytest.raises(RangeBackwards) as backwards:
        read_numbers("20-05")
    assert backwards.value.width == 2


@pytest.mark.parametrize("text", ["1-1001", "1-1000, 5", "0-999999999", ", ".join(["0-999999999"] * 400)])
def test_more_than_the_limit_is_refused_without_counting_them_out(text: str) -> None:
    with pytest.raises(TooManyNumbers) as refusal:
        read_numbers(text)
    assert refusal.value.count > refusal.value.limit == MOST_NUMBERS


def test_a_limit_can_be_one_number() -> None:
    assert read_numbers("07", limit=1) == (7,)
    with pytest.raises(TooManyNumbers):
        read_numbers("7, 8", limit=1)


@pytest.mark.parametrize("text", ["1000000000", "5-1000000000", "9" * 5000])
def test_a_number_above_the_largest_is_refused(text: str) -> None:
    with pytest.raises(NumberTooLarge) as refusal:
        read_numbers(text)
    assert refusal.value.limit == LARGEST_NUMBER


@pytest.mark.parametrize(
    "text", ["random 3", "random3", "Azar 3", "al azar 3", "aleatorio 3", "ALEATÓRIO 3", "sorte 03"]
)
def test_random_words_of_every_language_leave_it_to_chance(text: str) -> None:
    assert read_choice(text) == AtRandom(3)


@pytest.mark.parametrize("text", ["random", " Azar ", "al  azar", "sorte"])
def test_a_bare_random_word_is_one_number(text: str) -> None:
    assert read_choice(text) == AtRandom(1)


def test_typed_numbers_are_chosen_ones() -> None:
    assert read_choice("5, 12-13") == Chosen((5, 12, 13))


@pytest.mark.parametrize(
    "text", ["random 0", "random 000", "random -3", "random ３", "random 3 4", "rand 3", "random x"]
)
def test_an_unclear_wish_for_chance_is_refused(text: str) -> None:
    with pytest.raises(NumbersUnreadable):
        read_choice(text)


@pytest.mark.parametrize("text", ["random 1001", "random 99999999999", "random " + "9" * 5000])
def test_too_many_random_numbers_are_refused(text: str) -> None:
    with pytest.raises(TooManyNumbers):
        read_choice(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1-500", NumberRange(1, 500, 0)),
        ("00-99", NumberRange(0, 99, 2)),
        ("000-999", NumberRange(0, 999, 3)),
        ("1-100", NumberRange(1, 100, 0)),
        ("0-99", NumberRange(0, 99, 0)),
        ("0001-0100", NumberRange(1, 100, 4)),
        ("00-100", NumberRange(0, 100, 3)),
        ("5-010", NumberRange(5, 10, 3)),
        ("7", NumberRange(7, 7, 0)),
        ("007", NumberRange(7, 7, 3)),
        (" 1 – 500 ", NumberRange(1, 500, 0)),
        ("000000001-999999999", NumberRange(1, 999_999_999, 9)),
    ],
)
def test_a_range_keeps_the_width_it_was_typed_with(text: str, expected: NumberRange) -> None:
    assert read_range(text) == expected


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("500-1", RangeBackwards),
        ("1-5, 7", NumbersUnreadable),
        ("", NumbersUnreadable),
        ("0000000001-0000000005", NumbersUnreadable),
        ("1-1000000000", NumberTooLarge),
        ("00-９９", NumbersUnreadable),
    ],
)
def test_what_is_not_one_range_is_refused(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_range(text)


def test_numbers_are_shown_at_their_width_with_runs_as_ranges() -> None:
    assert show_number(7, 2) == "07"
    assert show_number(700, 2) == "700"
    assert show_number(7, 0) == "7"
    assert show_numbers((5, *range(12, 21), 33), 0) == "5, 12-20, 33"
    assert show_numbers((7, 12), 2) == "07, 12"
    assert show_numbers((2, 1), 0) == "1, 2"
    assert show_numbers((0, 1, 2), 3) == "000-002"
    assert show_numbers((), 0) == ""


@given(st.sets(NUMBER, min_size=1, max_size=60), st.integers(0, 9))
@settings(deadline=None)
def test_numbers_that_were_shown_are_read_back(numbers: set[int], width: int) -> None:
    assert read_numbers(show_numbers(numbers, width)) == tuple(sorted(numbers))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12), st.sampled_from([",", " ", "; ", "\n", " , "]))
@settings(deadline=None)
def test_a_list_is_read_as_typed_or_refused_for_what_repeats(numbers: list[int], between: str) -> None:
    repeated = tuple(sorted({number for number in numbers if numbers.count(number) > 1}))
    typed = between.join(map(str, numbers))
    if not repeated:
        assert read_numbers(typed) == tuple(numbers)
        return
    with pytest.raises(NumbersRepeated) as refusal:
        read_numbers(typed)
    assert refusal.value.numbers == repeated


@given(NUMBER, NUMBER, st.integers(0, 9))
@settings(deadline=None)
def test_a_range_is_read_back_from_its_shown_ends(one: int, other: int, width: int) -> None:
    init, final = sorted((one, other))
    typed = f"{show_number(init, width)}-{show_number(final, width)}"
    read = read_range(typed)
    assert (read.init, read.final) == (init, final)
    assert read.width in (0, max(map(len, typed.split("-"))))
    assert f"{show_number(init, read.width)}".lstrip("0") == str(init).lstrip("0")


@given(ANYTHING | NUMBERISH)
@settings(deadline=None)
def test_any_text_is_numbers_or_a_refusal(text: str) -> None:
    if is_accepted(read_numbers, text):
        numbers = read_numbers(text)
        assert 1 <= len(numbers) == len(set(numbers)) <= MOST_NUMBERS
        assert all(0 <= number <= LARGEST_NUMBER for number in numbers)
    is_accepted(read_choice, text)
    is_accepted(read_range, text)


@given(st.sampled_from(["7", "1-9", "random 3"]), FOREIGN_DIGITS, st.integers(0, 8))
@settings(deadline=None)
def test_digits_of_other_scripts_are_never_read(text: str, digit: str, at: int) -> None:
    typed = text[:at] + digit + text[at:]
    assert not is_accepted(read_numbers, typed)
    assert not is_accepted(read_choice, typed)
    assert not is_accepted(read_range, typed)


@given(ANYTHING)
@settings(deadline=None)
def test_only_random_words_leave_it_to_chance(text: str) -> None:
    assume(not is_random_word(text.strip().rstrip("0123456789")))
    assert not is_accepted(read_choice, text) or isinstance(read_choice(text), Chosen)
