"""The sentences: all of them in every language, with the same facts in them."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import bot.texts
from bot.texts.say import LOCALES, say_in
from rules.misreadings import LanguageUnknown
from rules.refusals import Refusal

TEXTS = Path(bot.texts.__file__).parent
LANGUAGES = ("es", "pt_BR")
_PLACEHOLDER = re.compile(r"{[^{}]*}")


def extracted() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(
        TEXTS, method_map=[("**.py", "python")], keywords={"say": None, "self": None, "many": (2, 3)}
    )
    return {message for _, _, message, _, _ in found}


def catalogue(language: str) -> Catalog:
    return read_po(BytesIO((LOCALES / language / "LC_MESSAGES" / "messages.po").read_bytes()), locale=language)


def translated(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(message: Message) -> list[str]:
    """One, or one for each plural; an empty one where nobody has written any."""
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_nothing_else_is(language: str) -> None:
    known = {message.id for message in translated(language)}
    assert extracted() - known == set(), "missing"
    assert known - extracted() == set(), "unused"
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_is_written_checked_and_says_something(language: str) -> None:
    whole = catalogue(language)
    for message in translated(language):
        assert not message.fuzzy, message.id
        assert all(text.strip() for text in forms(message)), message.id
        assert list(message.check(whole)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_holds_the_same_facts(language: str) -> None:
    for message in translated(language):
        ours = message.id if isinstance(message.id, str) else message.id[-1]
        assert all(placeholders(text) == placeholders(ours) for text in forms(message)), message.id


def sentences() -> Iterator[Callable[..., object]]:
    for module in pkgutil.iter_modules([str(TEXTS)]):
        if module.name != "say":
            found = vars(importlib.import_module(f"bot.texts.{module.name}")).values()
            yield from (
                each
                for each in found
                if inspect.isfunction(each)
                and each.__module__ == f"bot.texts.{module.name}"
                and next(iter(inspect.signature(each).parameters), "") == "say"
            )


def invented(annotation: Any) -> Any:
    """A value of that type, with signs that must not become markup where it is a text."""
    choices = get_args(annotation)
    if type(None) in choices:
        return None
    known = {str: "<Ana & co>", int: 3, bool: True, Refusal: LanguageUnknown("<klingon>")}
    return known[annotation]


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
@pytest.mark.parametrize("sentence", list(sentences()), ids=lambda each: each.__name__)
def test_every_sentence_can_be_said_in_every_language(sentence: Callable[..., object], language: str) -> None:
    _, *facts = inspect.signature(sentence, eval_str=True).parameters.values()
    said = sentence(say_in(language), **{fact.name: invented(fact.annotation) for fact in facts})
    for text in said.values() if isinstance(said, dict) else [said]:
        assert isinstance(text, str)
        assert text
        assert not placeholders(text)
        assert "<Ana" not in text


def test_what_is_filled_in_cannot_become_markup() -> None:
    assert say_in("en")("{name}", name="<b>&") == "&lt;b&gt;&amp;"


@pytest.mark.parametrize(
    ("name", "told"), [("عائشة", "\u2068عائشة\u2069"), ("משה 2", "\u2068משה 2\u2069"), ("Íñigo 🎟", "Íñigo 🎟")]
)
def test_a_name_from_right_to_left_leaves_what_follows_in_its_order(name: str, told: str) -> None:
    assert say_in("en")("{name}: {numbers}", name=name, numbers="07, 12") == f"{told}: 07, 12"
