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
from bot.texts import drawing, orders
from bot.texts.say import LOCALES, say_in
from bot.texts.shown import so_many
from rules.misreadings import LanguageUnknown
from rules.numbers import MOST_COUNTED
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


ROOMS = [module.name for module in pkgutil.iter_modules([str(TEXTS)]) if module.name != "say"]


def sentences(room: str) -> Iterator[Callable[..., object]]:
    module = importlib.import_module(f"bot.texts.{room}")
    for _, each in inspect.getmembers(module, inspect.isfunction):
        its_own = each.__module__ == module.__name__
        if its_own and next(iter(inspect.signature(each).parameters), "") == "say":
            yield each


def invented(annotation: Any) -> Any:
    """A value of that type, with signs that must not become markup where it is a text."""
    choices = get_args(annotation)
    if type(None) in choices:
        return None
    known = {str: "<Ana & co>", int: 3, bool: True, Refusal: LanguageUnknown("<klingon>")}
    return known[annotation]


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_can_be_said_in_every_language(room: str, language: str) -> None:
    for sentence in sentences(room):
        _, *facts = inspect.signature(sentence, eval_str=True).parameters.values()
        said = sentence(say_in(language), **{fact.name: invented(fact.annotation) for fact in facts})
        for text in said.values() if isinstance(said, dict) else [said]:
            assert isinstance(text, str), sentence
            assert text, sentence
            assert not placeholders(text), sentence
            assert "<Ana" not in text, sentence


def test_the_sentences_are_found() -> None:
    assert sum(1 for room in ROOMS for _ in sentences(room)) > 1000


def test_what_is_filled_in_cannot_become_markup() -> None:
    assert say_in("en")("{name}", name="<b>&") == "&lt;b&gt;&amp;"


@pytest.mark.parametrize(
    ("name", "told"), [("عائشة", "\u2068عائشة\u2069"), ("משה 2", "\u2068משה 2\u2069"), ("Íñigo 🎟", "Íñigo 🎟")]
)
def test_a_name_from_right_to_left_leaves_what_follows_in_its_order(name: str, told: str) -> None:
    assert say_in("en")("{name}: {numbers}", name=name, numbers="07, 12") == f"{told}: 07, 12"


def test_what_is_counted_only_so_far_says_that_there_are_more() -> None:
    say = say_in("en")
    assert (so_many(say, MOST_COUNTED), so_many(say, MOST_COUNTED + 1)) == ("500", "500+")
    assert (orders.overdue(say, 1), orders.overdue(say, MOST_COUNTED + 1)) == ("1 overdue", "more than 500 overdue")
    assert drawing.list_of(say, 3, MOST_COUNTED + 1) == "List for the draw: 3 numbers of more than 500 people."
