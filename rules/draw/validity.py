"""Why a draw is not valid: a code that every verifier gives alike, and a reason to read."""

from typing import NamedTuple


class Step(NamedTuple):
    """What was looked at and found right."""

    key: str
    fact: str


class NotValid(Exception):
    """The first failure; `passed` holds what was right before it."""

    def __init__(self, code: str, why: str, passed: tuple[Step, ...] = ()) -> None:
        self.code = code
        self.why = why
        self.passed = passed
        super().__init__(f"{code} {why}")
