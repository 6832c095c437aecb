"""A refusal is an exception that carries its facts."""

from dataclasses import fields

import pytest

from rules import misreadings, refusals
from rules.refusals import NotEnoughFree, Refusal

ALL = [
    kind
    for kind in (vars(refusals) | vars(misreadings)).values()
    if isinstance(kind, type) and issubclass(kind, Refusal) and kind is not Refusal
]


def test_a_refusal_says_its_facts() -> None:
    refusal = NotEnoughFree(wanted=9, free=3)
    assert (refusal.wanted, refusal.free) == (9, 3)
    assert str(refusal) == "NotEnoughFree(wanted=9, free=3)"


@pytest.mark.parametrize("kind", ALL)
def test_every_refusal_carries_facts_and_can_be_raised(kind: type[Refusal]) -> None:
    facts = {field.name: "fact" for field in fields(kind)}  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=kind.__name__) as refusal:
        raise kind(**facts)
    assert vars(refusal.value) == facts
