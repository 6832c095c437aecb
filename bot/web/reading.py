"""What a request says of whoever reads: their language."""

import contextlib

from starlette.requests import Request

from rules.choices import LANGUAGES, read_language
from rules.misreadings import LanguageUnknown, TextMissing

_MOST, _LONGEST = 10, 35
"""Languages that anybody reads, and signs of a tag."""


def wanted_language(request: Request) -> str | None:
    """The one that was chosen, or the first of the browser's that is spoken here."""
    chosen = request.query_params.get("lang")
    if chosen in LANGUAGES:
        return chosen
    offered = request.headers.get("Accept-Language", "").split(",")[:_MOST]
    for tag in sorted(offered, key=_weight, reverse=True):
        with contextlib.suppress(LanguageUnknown, TextMissing):
            return read_language(tag.partition(";")[0].strip()[:_LONGEST])
    return None


def _weight(tag: str) -> float:
    _, _, weight = tag.partition("q=")
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0
