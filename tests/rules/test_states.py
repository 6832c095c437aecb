"""Every pair of states is decided, and decided as the product says."""

from enum import StrEnum
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.refusals import MoveNotAllowed
from rules.states import (
    OrderState,
    PaymentMethod,
    ProjectState,
    RaffleState,
    ReminderState,
    SetType,
    check_move,
    check_undo_move,
    is_allowed,
)
from tests.rules.texts import is_accepted

NOUNS: dict[str, type[StrEnum]] = {
    "raffle": RaffleState,
    "project": ProjectState,
    "order": OrderState,
    "reminder": ReminderState,
}

ALLOWED = {
    "raffle: available -> reserved",
    "raffle: available -> sold",
    "raffle: reserved -> sold",
    "raffle: reserved -> available",
    "raffle: sold -> available",
    "project: open -> closed",
    "project: open -> drawn",
    "project: open -> cancelled",
    "project: closed -> open",
    "project: closed -> drawn",
    "project: closed -> cancelled",
    "order: reserved -> paid",
    "order: reserved -> expired",
    "order: reserved -> cancelled",
    "order: paid -> cancelled",
    "order: expired -> reserved",
    "order: expired -> paid",
    "reminder: planned -> sent",
    "reminder: planned -> dropped",
}

UNDOING = {
    "raffle: available -> reserved",
    "raffle: reserved -> available",
    "raffle: sold -> reserved",
    "raffle: sold -> available",
    "order: reserved -> cancelled",
    "order: paid -> reserved",
    "order: paid -> cancelled",
    "order: cancelled -> reserved",
}
PAIRS = [(noun, before, after) for noun, states in NOUNS.items() for before, after in product(states, repeat=2)]


@pytest.mark.parametrize(("noun", "before", "after"), PAIRS)
def test_a_move_is_let_through_when_the_product_allows_it(noun: str, before: StrEnum, after: StrEnum) -> None:
    if f"{noun}: {before} -> {after}" in ALLOWED:
        check_move(noun, before, after)
        return
    with pytest.raises(MoveNotAllowed) as refusal:
        check_move(noun, before, after)
    assert (refusal.value.noun, refusal.value.state, refusal.value.wanted) == (noun, before, after)


@pytest.mark.parametrize(("noun", "before", "after"), [pair for pair in PAIRS if pair[0] in ("raffle", "order")])
def test_what_goes_backwards_is_let_through_only_to_undo_it(noun: str, before: StrEnum, after: StrEnum) -> None:
    if f"{noun}: {before} -> {after}" in UNDOING:
        check_undo_move(noun, before, after)
        return
    with pytest.raises(MoveNotAllowed) as refusal:
        check_undo_move(noun, before, after)
    assert (refusal.value.noun, refusal.value.state, refusal.value.wanted) == (noun, before, after)


def test_the_words_are_those_of_the_product() -> None:
    assert list(RaffleState) == ["available", "reserved", "sold"]
    assert list(ProjectState) == ["open", "closed", "drawn", "cancelled"]
    assert list(OrderState) == ["reserved", "paid", "expired", "cancelled"]
    assert list(ReminderState) == ["planned", "sent", "dropped"]
    assert list(PaymentMethod) == ["cash", "card", "transfer"]
    assert list(SetType) == ["physical", "online"]


@given(st.sampled_from(PAIRS))
@settings(deadline=None)
def test_the_plain_words_of_a_row_are_decided_like_the_states(pair: tuple[str, StrEnum, StrEnum]) -> None:
    noun, before, after = pair
    assert is_accepted(check_move, noun, str(before), str(after)) == is_allowed(noun, before, after)


@given(st.sampled_from(sorted(NOUNS)), st.data())
@settings(deadline=None)
def test_what_has_ended_never_moves_again(noun: str, data: st.DataObject) -> None:
    state = data.draw(st.sampled_from(list(NOUNS[noun])))
    for _ in range(6):
        nexts = [after for after in NOUNS[noun] if is_allowed(noun, state, after)]
        if not nexts:
            assert state in {"drawn", "cancelled", "sent", "dropped"}
            return
        state = data.draw(st.sampled_from(nexts))
        assert state != "available" or noun == "raffle"


def test_a_move_never_stays_where_it_is() -> None:
    assert not any(is_allowed(noun, state, state) for noun, states in NOUNS.items() for state in states)
