"""A proof that holds is believed, whoever made it; a byte of it changed, it is not."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.draw.carrier import MOST_BYTES, read_carrier
from rules.draw.validity import NotValid
from rules.draw.verifying import Winner, find_own, verify
from tests.rules.draw.hands import sound, sound_proofs
from tests.rules.draw.proofs import EXAMPLES, VALUES, drawn
from tests.rules.draw.tampering import RECEIPTS, valid_proofs

TEXTS = (
    ("commitment",),
    ("commitment_hash",),
    ("entries",),
    ("result",),
    ("sealed", "secret"),
    ("beacon", "chain"),
    ("beacon", "signature"),
    ("beacon", "randomness"),
    ("lottery", "rule"),
    ("lottery", "value"),
)
METHODS = st.sampled_from(["beacon", "sealed", "beacon+sealed", "lottery", "lottery+sealed"])


@pytest.mark.parametrize("name", valid_proofs())
def test_a_proof_that_holds_is_believed(name: str) -> None:
    proof = valid_proofs()[name]
    verdict = verify(proof)
    assert verdict == verify(proof.encode())
    assert [step.key for step in verdict.steps][:2] == ["commitment", "entries"]
    assert verdict.steps[-1] == ("result", verdict.result_hash)


@pytest.mark.parametrize("name", EXAMPLES["proofs"])
def test_hashes_and_winners_are_those_that_others_found(name: str) -> None:
    proof = EXAMPLES["proofs"][name]
    verdict = verify(json.dumps(proof))
    assert (verdict.commitment_hash, verdict.result_hash) == (proof["commitment_hash"], proof["result_hash"])
    assert (verdict.seed and verdict.seed.hex()) == proof["seed"]
    lines = [tuple(line.split(" ")[:3]) for line in proof["result"].splitlines()[4:]]
    assert [tuple(map(str, winner)) for winner in verdict.winners] == lines


def test_the_verdict_tells_what_a_person_compares() -> None:
    verdict = verify(sound_proofs()["number-void"])
    assert (verdict.method, len(verdict.entries), verdict.commitment.count) == ("number", 20, 20)
    assert verdict.winners == (Winner("P1", None, None), Winner("P2", 89, 1))
    assert verdict.revealed.value == VALUES["void"]
    assert [step.key for step in verdict.steps] == ["commitment", "entries", "lottery", "result"]


def test_every_source_of_a_method_is_a_step() -> None:
    for name, keys in {"beacon-and-sealed": ["sealed", "beacon"], "lottery-and-sealed": ["sealed", "lottery"]}.items():
        assert [step.key for step in verify(sound_proofs()[name]).steps][2:-1] == keys


@given(METHODS, st.integers(1, 30), st.integers(0, 5), st.booleans(), st.integers(2, 9))
@settings(deadline=None)
def test_whatever_was_drawn_is_believed(method: str, prizes: int, alternates: int, per_holder: bool, seq: int) -> None:
    proof = drawn(method, prizes=prizes, alternates=alternates, per_holder=per_holder, seq=seq, prev="ab" * 32)
    places = [winner.place for winner in verify(proof).winners]
    won = min(prizes, 5 if per_holder else 20)
    assert places[:won] == [f"P{at + 1}" for at in range(won)]
    assert places[won:] == [f"A{at + 1}" for at in range(len(places) - won)]


@given(st.data())
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_no_byte_of_any_text_can_be_changed(data: st.DataObject) -> None:
    """But the figure by which a number wins: that is looked up where the rule says."""
    proof = sound(name := data.draw(st.sampled_from(sorted(sound_proofs()))))
    texts = TEXTS[:-1] if name.startswith("number") else TEXTS
    *outer, field = data.draw(st.sampled_from([path for path in texts if proof.get(path[0])]))
    holder: dict[str, Any] = proof[outer[0]] if outer else proof
    text: str = holder[field]
    at = data.draw(st.integers(0, len(text) - 1))
    instead = data.draw(st.characters().filter(lambda one: one != text[at]))
    holder[field] = text[:at] + data.draw(st.sampled_from([instead, "", text[at] + instead])) + text[at + 1 :]
    with pytest.raises(NotValid):
        verify(json.dumps(proof))


@given(st.binary(max_size=300) | st.text(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_refused_in_words(garbage: bytes | str) -> None:
    with pytest.raises(NotValid) as refused:
        verify(garbage)
    assert refused.value.code == "E_COMMIT_CANON"


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists), st.data())
@settings(deadline=None)
def test_any_value_in_any_field_is_refused_in_words(value: object, data: st.DataObject) -> None:
    proof = sound(data.draw(st.sampled_from(["beacon-and-sealed", "lottery", "number-void"])))
    field = data.draw(
        st.sampled_from(["format", "commitment", "commitment_hash", "entries", "sealed", "beacon", "lottery", "result"])
    )
    if value is None and proof[field] is None:
        return
    with pytest.raises(NotValid):
        verify(json.dumps(proof | {field: value}))


def test_other_encodings_than_utf_8_are_refused() -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-8-sig", "utf-32"):
        with pytest.raises(NotValid, match="E_COMMIT_CANON"):
            verify(sound_proofs()["beacon"].encode(encoding))
    with pytest.raises(NotValid, match="UTF-8"):
        verify(json.dumps(sound("beacon") | {"generator": "é"}, ensure_ascii=False).encode("latin-1"))


def test_what_is_too_large_is_not_even_read() -> None:
    class Giant(str):
        """As long as it says, without the memory."""

        def __len__(self) -> int:
            return MOST_BYTES + 1

    with pytest.raises(NotValid, match="too large"):
        read_carrier(Giant())


def test_a_list_given_apart_is_looked_at_as_if_it_were_inside() -> None:
    proof = sound("beacon")
    text = proof.pop("entries")
    apart = json.dumps(proof | {"entries_url": "https://example.org/entries.txt"})
    assert verify(apart, text) == verify(sound_proofs()["beacon"])
    with pytest.raises(NotValid, match="E_ENTRIES_HASH"):
        verify(apart, text.replace("\n8 1 ", "\n8 2 "))
    with pytest.raises(NotValid, match="give it apart"):
        verify(apart)


@pytest.mark.parametrize(("receipt", "finds"), RECEIPTS.items())
def test_who_shows_a_receipt_finds_the_own_number(receipt: str, finds: int | str | None) -> None:
    verdict = verify(sound_proofs()["beacon"])
    if isinstance(finds, str):
        with pytest.raises(NotValid, match=finds):
            find_own(verdict.entries, verdict.commitment.draw, receipt)
    else:
        assert find_own(verdict.entries, verdict.commitment.draw, receipt) == finds
