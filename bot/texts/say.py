"""Saying a sentence in a language: found in the catalogue, filled with facts that cannot become markup."""

import gettext
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"

Say = Callable[..., str]


@cache
def say_in(language: str) -> Say:
    """`say("Hello, {name}", name=...)`; whatever is filled in is escaped, so that it shows as it was written."""
    catalogue = gettext.translation("messages", LOCALES, [language], fallback=language == "en")

    def say(sentence: str, **facts: object) -> str:
        return catalogue.gettext(sentence).format(**{name: escape(str(fact)) for name, fact in facts.items()})

    return say
