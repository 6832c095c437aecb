"""The texts of a draw are written to the byte, and read only as they are written."""

import hashlib
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.codes import receipt
from rules.draw.entries import Entries, Entry, entries_of, entry_list, tag_of
from rules.draw.reading import read_commitment, read_entries, read_rule
from rules.draw.texts import ZERO, Commitment, LotteryRule, commitment_text, digest, rule_text, seal
from rules.draw.validity import NotValid
from tests.rules.draw.proofs import EXAMPLES, NUMBER, SEEDING, SOLD

COMMITMENT = Commitment(
    "d2", "org_77", 1, ZERO, "ab" * 32, 12, 3, 0, True, "sealed", "cd" * 32, None, None, None, 1790000000
)
IDS = st.from_regex("[A-Za-z0-9_-]{1,64}", fullmatch=True)
HASHES = st.from_regex("[0-9a-f]{64}", fullmatch=True)
INTS = st.integers(0, 10**16 - 1)
FROM_1 = st.integers(1, 10**16 - 1)
SOME_SOLD = st.dictionaries(st.integers(0, 2**53 - 1), st.sampled_from("abcdef"), min_size=1, max_size=40)


def test_a_hash_is_the_one_that_sha256sum_shows() -> None:
    assert digest("raffle\n" * 500_000) == hashlib.sha256(b"raffle\n" * 500_000).hexdigest()
    assert digest("") == hashlib.sha256(b"").hexdigest()


def test_a_tag_binds_draw_number_and_receipt() -> None:
    expected = hashlib.sha256(b"raffle-draw/1 ticket\nd2\n7\n" + b"a" * 26 + b"\n").hexdigest()
    assert tag_of("d2", 7, "a" * 26) == expected
    assert len({expected, tag_of("d2", 8, "a" * 26), tag_of("d3", 7, "a" * 26), tag_of("d2", 7, "b" * 26)}) == 4


def test_a_seal_binds_the_draw_too() -> None:
    assert seal("d2", "ab" * 32) == hashlib.sha256(f"raffle-draw/1 sealed\nd2\n{'ab' * 32}\n".encode()).hexdigest()
    assert seal("d2", "ab" * 32) != seal("d3", "ab" * 32)


def test_holders_are_numbered_as_they_first_appear() -> None:
    sold = [(2, "Luis", "a" * 26), (5, "Marta", "b" * 26), (8, "Marta", "c" * 26), (9, "Luis", "d" * 26)]
    assert [(entry.number, entry.holder) for entry in entries_of("d2", sold)] == [(2, 1), (5, 2), (8, 2), (9, 1)]


@pytest.mark.parametrize("numbers", [(1, 1), (2, 1), (-1, 2), (1, 2**53)])
def test_a_number_twice_or_out_of_order_or_bounds_is_never_listed(numbers: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="cannot be listed"):
        entries_of("d2", [(number, "Luis", "a" * 26) for number in numbers])


def test_the_list_of_others_is_written_alike() -> None:
    text = EXAMPLES["proofs"]["sealed-twelve"]["entries"]
    draw, entries = read_entries(text)
    assert (draw, entry_list(draw, entries)) == ("d2", text)


def test_the_list_is_a_sequence_of_its_lines() -> None:
    entries = entries_of("d2", SOLD)
    assert (len(entries), entries[-1], entries[19]) == (20, entries[19], Entry(6765, 1, tag_of("d2", 6765, "t" * 26)))
    assert entries[1:3] == [entries[1], entries[2]] == list(entries)[1:3]
    assert entries == list(entries)
    assert entries != list(entries)[1:]
    assert entries != entries_of("d3", SOLD)
    with pytest.raises(IndexError):
        entries[20]


def test_the_list_is_written_the_same_beyond_a_slice() -> None:
    sold = [(number, number % 7, receipt(Random(number))) for number in range(10_000)]
    entries = entries_of("d2", sold)
    lines = "".join(f"{entry.number} {entry.holder} {entry.tag}\n" for entry in entries)
    assert entry_list("d2", entries) == f"raffle-draw/1 entries\ndraw=d2\ncount=10000\n{lines}"


@given(IDS, SOME_SOLD)
@settings(deadline=None)
def test_what_was_listed_is_read_again(draw: str, sold: dict[int, str]) -> None:
    entries = entries_of(draw, [(number, sold[number], sold[number] * 26) for number in sorted(sold)])
    assert read_entries(entry_list(draw, entries)) == (draw, entries)


@given(SOME_SOLD, st.data())
@settings(deadline=None)
def test_a_list_with_one_other_byte_is_another_list_or_none(sold: dict[int, str], data: st.DataObject) -> None:
    text = entry_list("d2", entries_of("d2", [(number, sold[number], sold[number] * 26) for number in sorted(sold)]))
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + data.draw(st.characters().filter(lambda one: one != text[at])) + text[at + 1 :]
    try:
        draw, entries = read_entries(changed)
    except NotValid:
        return
    assert entry_list(draw, entries) == changed


@given(
    st.builds(
        Commitment,
        draw=IDS,
        organizer=IDS,
        seq=st.integers(2, 10**16 - 1),
        prev=HASHES.filter(lambda one: one != ZERO),
        entries=HASHES,
        count=INTS,
        prizes=FROM_1,
        alternates=INTS,
        per_holder=st.booleans(),
        method=st.sampled_from(["beacon", "sealed", "number"]),
        seed_commit=st.none() | HASHES,
        beacon_chain=st.none() | HASHES,
        beacon_round=st.none() | FROM_1,
        lottery_rule=st.none() | HASHES,
        locked_at=INTS,
    )
)
@settings(deadline=None)
def test_what_was_committed_is_read_again(commitment: Commitment) -> None:
    assert read_commitment(commitment_text(commitment)) == commitment


def test_a_commitment_is_sixteen_lines() -> None:
    text = commitment_text(COMMITMENT)
    assert text.count("\n") == 16
    assert "\nper_holder=1\nmethod=sealed\n" in text
    assert "\nbeacon_chain=-\nbeacon_round=-\nlottery_rule=-\nlocked_at=1790000000\n" in text


@pytest.mark.parametrize(
    "wrong", [{"draw": "spring trip"}, {"organizer": ""}, {"seq": 0}, {"prizes": 0}, {"entries": "AB" * 32}]
)
def test_a_commitment_that_nobody_could_read_is_never_written(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="commitment that can be read"):
        commitment_text(COMMITMENT._replace(**wrong))


@pytest.mark.parametrize("rule", [SEEDING, NUMBER._replace(take="first:4", unsold="next_sold")])
def test_what_was_ruled_is_read_again(rule: LotteryRule) -> None:
    assert read_rule(rule_text(rule)) == rule


def test_the_largest_lottery_holds_1275_bits() -> None:
    largest = SEEDING._replace(groups=32, digits=12, bits=1275)
    assert read_rule(rule_text(largest)) == largest
    with pytest.raises(NotValid, match="E_LOTTERY_RULE"):
        read_rule(rule_text(largest._replace(bits=1276)))


@pytest.mark.parametrize("wrong", [{"name": "Lotería"}, {"url": ""}, {"what": "x" * 201}, {"digits": 13}])
def test_a_rule_that_nobody_could_read_is_never_written(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="lottery that can be read"):
        rule_text(SEEDING._replace(**wrong))


def test_an_empty_list_is_never_read() -> None:
    with pytest.raises(NotValid, match="E_ENTRIES_CANON"):
        read_entries(entry_list("d2", Entries()))
