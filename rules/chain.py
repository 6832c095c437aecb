"""The chain of events: the bytes that a hash covers, so that no event can be changed or left out unnoticed."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
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
    if not facts:
        return "{}"
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), default=_plain)


def link_hash(previous: str, link: Link) -> str:
    user_id, event_number, at, made_by, kind, project_number, order_number, buyer_number, before, after = link
    said = (
        f"{previous}\n{user_id}\n{event_number}\n{told_time(at)}\n{made_by}\n{kind}"
        f"\n{project_number}\n{order_number}\n{buyer_number}\n{before}\n{after}"
    )
    return hashlib.sha256(said.encode()).hexdigest()


@lru_cache(maxsize=1024)
def told_time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return told_time(value)
    raise TypeError(f"{type(value).__name__} is not a plain fact")
