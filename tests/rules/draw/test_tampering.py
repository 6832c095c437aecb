"""Whatever is changed in a proof is refused, with the code that every verifier gives alike."""

from collections import Counter

import pytest

from rules.draw.validity import NotValid
from rules.draw.verifying import verify
from tests.rules.draw.hands import Tampering
from tests.rules.draw.tampering import tamperings

ALL = list(tamperings())
CODES = [
    "E_COMMIT_CANON",
    "E_METHOD",
    "E_BEACON_CHAIN",
    "E_BEACON_TIME",
    "E_COMMIT_HASH",
    "E_ENTRIES_CANON",
    "E_ENTRIES_HASH",
    "E_ENTRIES_MISMATCH",
    "E_SEALED",
    "E_BEACON_ROUND",
    "E_BEACON_SIG",
    "E_BEACON_RANDOMNESS",
    "E_LOTTERY_RULE_HASH",
    "E_LOTTERY_RULE",
    "E_LOTTERY_VALUE",
    "E_LOTTERY_BITS",
    "E_RESULT",
]


@pytest.mark.parametrize("tampering", ALL, ids=lambda tampering: tampering.name)
def test_a_tampered_proof_is_refused_with_its_code(tampering: Tampering) -> None:
    for proof in (tampering.proof, tampering.proof.encode("utf-8", "surrogatepass")):
        with pytest.raises(NotValid) as refused:
            verify(proof)
        assert refused.value.code == tampering.code, refused.value.why


def test_every_code_is_met_and_every_tampering_has_a_name_of_its_own() -> None:
    assert {one.code for one in ALL} == set(CODES)
    assert [name for name, times in Counter(one.name for one in ALL).items() if times > 1] == []
    assert len(ALL) >= 60


def test_what_was_right_before_the_first_failure_is_told() -> None:
    passed: dict[str, set[str]] = {}
    for one in ALL:
        with pytest.raises(NotValid) as refused:
            verify(one.proof)
        passed.setdefault(one.code, set()).add(" ".join(step.key for step in refused.value.passed))
    assert passed["E_COMMIT_HASH"] == {""}
    assert passed["E_ENTRIES_HASH"] == {"commitment"}
    assert passed["E_BEACON_SIG"] == {"commitment entries"}
    assert "commitment entries sealed beacon" not in passed["E_RESULT"]
    assert "commitment entries beacon" in passed["E_RESULT"]
