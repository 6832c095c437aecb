"""What would come of a list: as though each of its lines was typed, and each taken in as a whole or left out."""

import pytest

from rules.imports.entries import Ground, Why
from rules.imports.planning import Acquaintance, Counts, Newcomer, Offer, Plan, World, plan
from rules.imports.reading import read_listing
from rules.numbers import MOST_NUMBERS
from rules.phones import read_phone
from rules.states import PaymentMethod
from rules.words import fold

GROUND = Ground(4, "MX", "MXN", "es")
FIRST, SECOND = Offer(0, 99, 1, 500), Offer(200, 5000, 2, 1000)
EMPTY = World((FIRST, SECOND), frozenset(), {}, {})


def planned(text: str, world: World = EMPTY) -> Plan:
    return plan(read_listing(text, GROUND), world)


def knowing(*known: tuple[str, str | None]) -> World:
    """Buyers 1, 2, ... by name and phone."""
    everybody = [(name, Acquaintance(number, phone)) for number, (name, phone) in enumerate(known, 1)]
    by_name: dict[str, list[Acquaintance]] = {}
    for name, one in everybody:
        by_name.setdefault(fold(name), []).append(one)
    return EMPTY._replace(by_name=by_name, by_phone={one.phone: one for _, one in everybody if one.phone})


def test_lines_of_one_buyer_are_one_order() -> None:
    found = planned("1 Ana pagado\n2 Luis debe\n3 ANA pagado\n4 ana debe\n5 Ana pagado pix")
    assert [(one.buyer, one.method, [number for number, _ in one.numbers]) for one in found.shares] == [
        (-1, PaymentMethod.CASH, [1, 3]),
        (-2, None, [2]),
        (-1, None, [4]),
        (-1, PaymentMethod.TRANSFER, [5]),
    ]
    assert found.counts == Counts(paid=3, reserved=2, paid_amount=1500, reserved_amount=1000, orders=4, newcomers=2)


def test_each_number_costs_what_its_set_does() -> None:
    (one,) = planned("1, 200 Ana pagado").shares
    assert (one.total, one.numbers) == (1500, ((1, FIRST), (200, SECOND)))


@pytest.mark.parametrize(
    ("text", "why", "numbers", "other"),
    [
        ("1 Ana\n1 Luis", Why.REPEATED, (1,), 1),
        ("1 Ana\n2, 1 Luis", Why.REPEATED, (1,), 1),
        ("7, 8 Luis", Why.TAKEN, (7,), 0),
        ("99, 100 Luis", Why.OUTSIDE, (100,), 0),
        ("numero;nombre;pagado;monto\n1;Ana;sí;4.00", Why.AMOUNT_DIFFERS, (), 0),
    ],
)
def test_a_line_is_taken_in_as_a_whole_or_left_out(text: str, why: Why, numbers: tuple[int, ...], other: int) -> None:
    (one,) = planned(text, EMPTY._replace(held=frozenset({7}))).left_out
    assert (one.line, one.why, one.numbers, one.other) == (text.count("\n") + 1, why, numbers, other)


def test_what_was_left_out_keeps_nobody_from_the_number() -> None:
    found = planned("1, 100 Ana\n1 Luis")
    assert [entry.name for entry in found.entries] == ["Luis"]


def test_who_is_known_by_name_or_phone_is_not_new() -> None:
    world = knowing(("Ana", None), ("Luis", "525512345678"), ("Eva", None), ("Eva", None))
    found = planned("1 ána\n2 Pedro 5512345678\n3 Luis 5599999999\n4 Eva\n5 Eva 5511111111", world)
    assert [one.buyer for one in found.shares] == [1, 2, -1]
    assert found.newcomers == (Newcomer("Luis", read_phone("5599999999", "MX")),)
    assert [(one.why, one.numbers) for one in found.left_out] == [(Why.TWO_OF_THEM, (3, 4))] * 2


def test_a_phone_that_comes_later_is_learnt() -> None:
    world = knowing(("Ana", None))
    found = planned("1 Ana\n2 Ana 5512345678\n3 Luis\n4 Luis 5599999999\n5 Luis 5588888888\n6 Luis", world)
    assert found.phones == ((1, read_phone("5512345678", "MX")),)
    assert [one.phone and one.phone.raw for one in found.newcomers] == ["5599999999", "5588888888"]
    assert [(one.line, one.why) for one in found.left_out] == [(6, Why.TWO_OF_THEM)]


def test_nobody_takes_more_in_one_go_than_by_hand() -> None:
    found = planned("200-1199 Club\n1200-1300 Club")
    assert [len(one.numbers) for one in found.shares] == [MOST_NUMBERS, 101]


def test_a_plan_is_known_by_all_that_it_says() -> None:
    text = "1 Ana pagado\n2 Luis debe"
    assert planned(text).digest == planned(text).digest
    dearer = EMPTY._replace(offers=(FIRST._replace(unit_price=600), SECOND))
    others = [planned(text, dearer), planned("1 Ana pagado"), planned("1 Eva pagado\n2 Luis debe")]
    others += [planned(text, EMPTY._replace(held=frozenset({2}))), planned("1 Ana debe\n2 Luis debe")]
    assert len({planned(text).digest, *(one.digest for one in others)}) == 6
