"""What the looks share: a finding's row told by its numbers."""

from collections.abc import AsyncIterator

# The invariant that is broken, and where.
Broken = AsyncIterator[tuple[str, str]]


def told(noun: str, *numbers: object) -> str:
    return f"{noun} {'/'.join(str(number) for number in numbers)}"
