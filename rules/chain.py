"""The chain of events: the bytes that a hash covers, so that no event can be changed or left out unnoticed."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

START = "0" * 64


class Link(NamedTuple):
    """Everything an event says; keys and plain facts only, never a name or words of a person."""

    user_id: int
    event_number: int
    at: datetime
    made_by: int
    kind: str
    project_number: int | None
    order_number: int | None
    buyer_number: int | None
    before: str
    after: str


def facts_text(facts: Mapping[str, object]) -> str:
    """One spelling for the same facts, in ASCII."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), default=_plain)


def link_hash(previous: str, link: Link) -> str:
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = (previous, link.user_id, link.event_number, at, *link[3:])
    return hashlib.sha256("\n".join("-" if field is None else str(field) for field in fields).encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} is not a plain fact")
