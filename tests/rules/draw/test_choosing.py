"""Every number has the same chance, and who holds the seed and the list finds the same winners."""

import hashlib
from collections import Counter
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.draw.choosing import choose, choose_by_number, find_seed, result_text, uniform, words
from rules.draw.entries import Entry, entries_of
from rules.draw.texts import LotteryRule
from tests.rules.draw import by_the_book
from tests.rules.draw.proofs import EXAMPLES, NUMBER, SOLD

SPAN = 2**32
TWENTY = entries_of("d2", SOLD)
UNLIKELY = {3: 37.3, 9: 56.4, 23: 84.1}
"""By degrees of freedom: what chance exceeds once in twenty-five million times."""


def seed_of(draw: int) -> bytes:
    return hashlib.sha256(draw.to_bytes(8, "big")).digest()


def chi_square(counts: Counter[object], outcomes: int) -> float:
    expected = counts.total() / outcomes
    return sum((count - expected) ** 2 for count in counts.values()) / expected + expected * (outcomes - len(counts))


def listed(*holders: int) -> list[Entry]:
    return [Entry(number, holder, f"{number:064}") for number, holder in enumerate(holders)]


def test_the_seed_is_the_hash_of_what_the_method_uses() -> None:
    for proof in EXAMPLES["proofs"].values():
        if proof["seed"]:
            secret = proof["sealed"] and proof["sealed"]["secret"]
            beacon = proof["beacon"] and bytes.fromhex(proof["beacon"]["randomness"])
            value = proof["lottery"] and proof["lottery"]["value"]
            assert find_seed(proof["commitment_hash"], secret, beacon, value).hex() == proof["seed"]


def test_the_stream_is_the_one_of_the_book() -> None:
    book = by_the_book.Stream(seed_of(1))
    assert list(islice(words(seed_of(1)), 100)) == [book.word() for _ in range(100)]


@given(st.integers(1, SPAN), st.binary(min_size=32, max_size=32))
@settings(deadline=None)
def test_a_choice_is_the_one_of_the_book_word_by_word(below: int, seed: bytes) -> None:
    book, stream = by_the_book.Stream(seed), words(seed)
    assert [uniform(stream, below) for _ in range(5)] == [book.uniform(below) for _ in range(5)]
    assert next(stream) == book.word()


@given(st.integers(1, SPAN))
@settings(deadline=None)
def test_as_many_words_lead_to_each_choice(below: int) -> None:
    limit = SPAN - SPAN % below
    assert limit % below == 0
    assert uniform(iter([limit - 1]), below) == below - 1
    if limit < SPAN:
        assert uniform(iter([limit, SPAN - 1, limit - 1, 0]), below) == below - 1


def test_words_that_would_favour_somebody_are_passed_over() -> None:
    below = SPAN // 2 + 1
    stream = words(seed_of(7))
    passed = sum(1 for word in islice(words(seed_of(7)), 4000) if word >= below)
    assert 1800 < passed < 2200
    found = [uniform(stream, below) for _ in range(4000 - passed)]
    assert found == [word for word in islice(words(seed_of(7)), 4000) if word < below]


def test_nothing_to_choose_takes_a_word_too() -> None:
    stream = iter([5, 6])
    assert (uniform(stream, 1), next(stream)) == (0, 6)


@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=30),
    st.integers(1, 40),
    st.integers(0, 10),
    st.booleans(),
    st.binary(min_size=32, max_size=32),
)
@settings(deadline=None)
def test_winners_are_those_of_the_book(
    holders: list[int], prizes: int, alternates: int, per_holder: bool, seed: bytes
) -> None:
    entries = listed(*holders)
    winners = choose(seed, entries, prizes, alternates, per_holder)
    assert winners == by_the_book.chosen(seed, entries, prizes, alternates, per_holder)
    assert len(winners) == min(prizes + alternates, len(set(holders)) if per_holder else len(holders))
    assert len(set(winners)) == len(winners)


def test_every_number_wins_as_often_as_any_other() -> None:
    entries = listed(*range(1, 11))
    first = Counter[object](choose(seed_of(draw), entries, 1, 0, False)[0] for draw in range(50_000))
    assert chi_square(first, 10) < UNLIKELY[9]
    third = Counter[object](choose(seed_of(draw), entries, 3, 0, False)[2] for draw in range(20_000))
    assert chi_square(third, 10) < UNLIKELY[9]


def test_every_order_comes_as_often_as_any_other() -> None:
    entries = listed(1, 2, 3, 4)
    orders = Counter[object](tuple(choose(seed_of(draw), entries, 2, 2, False)) for draw in range(48_000))
    assert chi_square(orders, 24) < UNLIKELY[23]


def test_with_one_prize_a_holder_who_holds_more_still_has_more_chances_of_the_first() -> None:
    entries = listed(1, 1, 1, 2)
    first = Counter[object](choose(seed_of(draw), entries, 2, 0, True)[0].number for draw in range(40_000))
    assert chi_square(first, 4) < UNLIKELY[3]
    for draw in range(100):
        assert {entry.holder for entry in choose(seed_of(draw), entries, 2, 0, True)} == {1, 2}


def test_a_choice_that_favours_somebody_would_be_noticed() -> None:
    unfair = Counter[object](word % 3 % 2 for word in islice(words(seed_of(1)), 20_000))
    assert chi_square(unfair, 2) > 1000


@pytest.mark.parametrize(
    ("take", "unsold", "value", "numbers"),
    [
        ("last:2", "void", "7734-0089", (34, 89)),
        ("last:2", "void", "7735-0000", (None, 0)),
        ("last:2", "next_sold", "7735-0090", (55, 144)),
        ("first:1", "void", "8999-0001", (8, 0)),
        ("first:4", "next_sold", "6766-9999", (0, 0)),
        ("last:4", "void", "6765-0004", (6765, None)),
        ("last:1", "void", "0005-0005", (5, 5)),
    ],
)
def test_the_holder_of_the_matching_number_wins(
    take: str, unsold: str, value: str, numbers: tuple[int | None, ...]
) -> None:
    rule = NUMBER._replace(take=take, unsold=unsold)
    found = choose_by_number(rule, value, TWENTY)
    assert tuple(entry and entry.number for entry in found) == numbers


def test_an_unsold_number_below_the_first_goes_to_the_first() -> None:
    rule = LotteryRule("Lottery", "2026-12-22", "one", 1, 2, 6, "https://example.org", "last:2", "next_sold")
    entries = [Entry(5, 1, "ab" * 32), Entry(9, 2, "cd" * 32)]
    assert [choose_by_number(rule, value, entries) for value in ("00", "06", "10")] == [
        [entries[0]],
        [entries[1]],
        [entries[0]],
    ]


def test_a_result_tells_prizes_then_alternates_and_nobody() -> None:
    text = result_text("ab" * 32, None, [Entry(7, 1, "cd" * 32), None, Entry(9, 2, "ef" * 32)], 2)
    assert text.splitlines()[2:] == ["seed=-", "winners=3", f"P1 7 1 {'cd' * 32}", "P2 - - -", f"A1 9 2 {'ef' * 32}"]
