"""Entities put in order: merged, cut where they may not overlap, sorted, trimmed with the text."""

from collections.abc import Iterable
from itertools import pairwise

from playground.jsons import JSON
from playground.text.utf16 import units

_STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
_CODE = {"code", "pre"}
_QUOTES = {"blockquote", "expandable_blockquote"}
_ORDER = {kind: place for place, kind in enumerate(("expandable_blockquote", "blockquote", "pre", "code", *_STYLES))}

Span = tuple[int, int]


def in_order(entities: Iterable[JSON], length: int) -> list[JSON]:
    """All of them inside the text, no two of a kind touching, nothing inside code, outermost first."""
    inside = [clipped for entity in entities if (clipped := _clipped(entity, length))]
    quotes = _apart([e for e in inside if e["type"] in _QUOTES])
    code = _cut_all(_apart([e for e in inside if e["type"] in _CODE]), quotes)
    others = _apart([e for e in inside if e["type"] not in {*_CODE, *_QUOTES, *_STYLES}])
    links = _cut_all([e for e in others if not any(_overlap(e, each) for each in code)], quotes)
    everything = [*quotes, *code, *links]
    for style in _STYLES:
        spans = _merged([(e["offset"], e["offset"] + e["length"]) for e in inside if e["type"] == style])
        free = _without(spans, [(e["offset"], e["offset"] + e["length"]) for e in code])
        styled = [{"type": style, "offset": start, "length": end - start} for start, end in free]
        everything += _cut_all(styled, everything)
    return sorted(everything, key=lambda e: (e["offset"], -e["length"], _ORDER.get(e["type"], 99)))


def with_found(marked: list[JSON], found: list[JSON]) -> list[JSON]:
    """What was found in the text joins what was marked, except inside code and links."""
    taken = [e for e in marked if e["type"] not in _STYLES and e["type"] not in _QUOTES]
    more = [e for e in found if not any(_overlap(e, each) for each in taken)]
    if not more:
        return marked
    end = max(e["offset"] + e["length"] for e in [*marked, *more])
    return in_order([*marked, *more], end)


def trimmed(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """White space around the text goes, and entities move with it."""
    short = text.rstrip()
    start = short.lstrip()
    shift = units(short) - units(start)
    if shift:
        entities = [moved for e in entities if (moved := _moved(e, shift))]
    return start, entities


def _moved(entity: JSON, shift: int) -> JSON | None:
    start = max(0, entity["offset"] - shift)
    end = entity["offset"] + entity["length"] - shift
    return {**entity, "offset": start, "length": end - start} if end > start else None


def _clipped(entity: JSON, length: int) -> JSON | None:
    start, end = max(0, entity["offset"]), min(length, entity["offset"] + entity["length"])
    if end <= start:
        return None
    return (
        entity
        if (start, end - start) == (entity["offset"], entity["length"])
        else {**entity, "offset": start, "length": end - start}
    )


def _overlap(one: JSON, other: JSON) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def _apart(entities: list[JSON]) -> list[JSON]:
    """Of those that overlap, the one that begins first and reaches furthest stays."""
    kept: list[JSON] = []
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        if not kept or not _overlap(kept[-1], entity):
            kept.append(entity)
    return kept


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _without(spans: list[Span], holes: list[Span]) -> list[Span]:
    for hole_start, hole_end in holes:
        left = [(start, min(end, hole_start)) for start, end in spans]
        right = [(max(start, hole_end), end) for start, end in spans]
        spans = [span for span in (*left, *right) if span[0] < span[1]]
    return sorted(set(spans))


def _cut_all(entities: list[JSON], around: list[JSON]) -> list[JSON]:
    return [piece for entity in entities for piece in _cut(entity, around)]


def _cut(entity: JSON, around: list[JSON]) -> list[JSON]:
    """Pieces that cross the edge of nothing else."""
    start, end = entity["offset"], entity["offset"] + entity["length"]
    edges = {start, end}
    for other in around:
        first, last = other["offset"], other["offset"] + other["length"]
        if first < start < last < end:
            edges.add(last)
        if start < first < end < last:
            edges.add(first)
    if len(edges) == 2:
        return [entity]
    return [{**entity, "offset": a, "length": b - a} for a, b in pairwise(sorted(edges))]
