"""What is written about the house is what the house says: settings, invariants, words, rooms.

The parts made from the code are written by `python -m tests.test_docs`, whenever a test here says that they differ.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from pydantic.fields import FieldInfo
from telegram.ext import CommandHandler

from bot.application import HANDLERS
from bot.conversation import Conversation
from bot.doors import AnyHandler
from bot.settings import Settings
from bot.texts.menu import descriptions
from bot.texts.say import say_in
from db.every_table import Base
from db.invariants import ROOMS
from tests.pictures import PICTURES
from tests.pictures.raffles import RAFFLES

ROOT = Path(__file__).parent.parent
ROOMS_OF_THE_HOUSE = ("bot", "services", "db", "rules", "migrations", "tests", "docs")
DOCUMENTS = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("playground/*.md")})
PAGES = {language: ROOT / f"docs/organizers.{language}.md" for language in ("es", "en", "pt")}
NO_COMMANDS = {"newbot", "setinline", "data", "tmp"}
"""Said to @BotFather, or folders of a container."""
NO_BUTTONS = {"Anybody can check it", "Cualquiera lo comprueba", "Qualquer um confere"}
BEGIN, END = "<!-- made from the code: begin -->\n", "<!-- made from the code: end -->\n"


def settings_table() -> str:
    rows = [
        f"| `{name.upper()}` | {field.description} | {_code(_default(field))} | {_code(_example(field))} |\n"
        for name, field in Settings.model_fields.items()
    ]
    return "| Name | Meaning | Default | Example |\n|---|---|---|---|\n" + "".join(rows)


def settings_example() -> str:
    parts = [
        f"\n# {str(field.description).replace('`', '')}\n#{name.upper()}={_default(field) or _example(field)}\n"
        for name, field in Settings.model_fields.items()
    ]
    return "# Copy to .env and take the # from what you set. The environment wins over this file.\n" + "".join(parts)


def invariants_list() -> str:
    parts = []
    for room in ROOMS:
        heading = str(room.__doc__).strip().partition(":")[0].removesuffix(".")
        lines = "".join(f"- `{name}`: {sentence}\n" for name, sentence in room.INVARIANTS.items())
        parts.append(f"## {heading}\n\n{lines}")
    return "\n".join(parts)


def _default(field: FieldInfo) -> str:
    value = field.default
    if isinstance(value, tuple):
        return ",".join(str(one) for one in value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _example(field: FieldInfo) -> str:
    return str((field.examples or [""])[0])


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _between_marks(path: Path, part: str) -> str:
    """The file as it reads with that part made from the code."""
    head, rest = path.read_text().split(BEGIN)
    tail = rest.split(END)[1]
    return head + BEGIN + part + END + tail


def test_every_test_that_the_threats_name_is_there() -> None:
    named = set(re.findall(r"`(tests/[\w./]+)`", (ROOT / "docs/threats.md").read_text()))
    assert len(named) > 40
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def commands_of(handlers: Iterable[AnyHandler]) -> Iterator[frozenset[str]]:
    """Each with all words for it."""
    for handler in handlers:
        if isinstance(handler, CommandHandler):
            yield handler.commands
        elif isinstance(handler, Conversation):
            yield from commands_of(handler.entry_points)


COMMANDS = tuple(commands_of(HANDLERS))

MADE: dict[str, Callable[[], str]] = {
    "README.md": lambda: _between_marks(ROOT / "README.md", settings_table()),
    "docs/invariants.md": lambda: _between_marks(ROOT / "docs/invariants.md", invariants_list()),
    ".env.example": settings_example,
}


@pytest.mark.parametrize("name", MADE)
def test_what_is_made_from_the_code_is_as_the_code_says(name: str) -> None:
    made = MADE[name]()
    assert (ROOT / name).read_text() == made, f"write it with `python -m tests.test_docs`, or paste:\n{made}"


def test_every_setting_says_what_it_means_and_shows_an_example() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert _example(field), name


def test_the_glossary_has_the_word_for_every_table() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text()
    assert [name for name in Base.metadata.tables if f"`{name}`" not in glossary] == []


def test_the_map_names_every_room() -> None:
    told = (ROOT / "docs/developers.md").read_text()
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} | set(ROOMS_OF_THE_HOUSE)
    assert [room for room in sorted(rooms) if f"`{room}/`" not in told] == []


def test_every_target_of_make_is_told_and_every_told_one_is_there() -> None:
    told = "".join(path.read_text() for path in DOCUMENTS)
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony
    assert set(re.findall(r"`make (\w+)`", told)) == set(phony[1].split())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_whatever_a_document_points_at_is_there(document: Path) -> None:
    text = document.read_text()
    targets = [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r'src="([^"]+)"', text)]
    for target in (one for one in targets if "://" not in one):
        file, _, heading = target.partition("#")
        found = document.parent / file if file else document
        assert found.exists(), f"{document.name} points at {target}"
        assert not heading or heading in _headings(found), f"{document.name} points at {target}"


def _headings(document: Path) -> set[str]:
    """As GitHub makes them into places on the page."""
    found = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", one.lower()).replace(" ", "-") for one in found}


def test_every_picture_is_small_and_shown_somewhere() -> None:
    pictures = sorted(ROOT.glob("docs/pictures/**/*.png"))
    shown = {
        (document.parent / source).resolve()
        for document in DOCUMENTS
        for source in re.findall(r'src="([^"]+)"', document.read_text())
    }
    assert set(pictures) == shown
    sizes = [path.stat().st_size for path in pictures]
    assert max(sizes) < 60_000
    assert sum(sizes) < 700_000


def test_every_language_has_the_same_pictures() -> None:
    folders = {told.folder: {path.name for path in (PICTURES / told.folder).iterdir()} for told in RAFFLES}
    assert set(folders) == set(PAGES)
    assert len(set(map(frozenset, folders.values()))) == 1


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs/developers.md").read_text()
    assert [path.name for path in ROOT.glob("docs/decisions/*.md") if f"(decisions/{path.name})" not in listed] == []


def test_every_word_of_the_command_line_is_told() -> None:
    told = (ROOT / "docs/operators.md").read_text()
    words = set(re.findall(r"`python -m bot ([a-z-]+)", told))
    shown = subprocess.run([sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=True).stdout
    assert words == set(re.findall(r"^    ([a-z-]+)\b", shown, re.MULTILINE))


# What organizers read


def test_the_readme_names_every_command_of_the_menu() -> None:
    named = _commands_in(ROOT / "README.md")
    assert [word for word in descriptions(say_in("en")) if word not in named] == []


@pytest.mark.parametrize("language", PAGES)
def test_every_page_for_organizers_names_every_command_of_the_menu(language: str) -> None:
    """By the word itself or by another word for the same."""
    named = _commands_in(PAGES[language])
    assert [word for word in descriptions(say_in("en")) if not named & _words_for(word)] == []


@pytest.mark.parametrize("document", [ROOT / "README.md", *PAGES.values()], ids=lambda path: path.name)
def test_every_command_that_is_named_is_one_of_the_bot(document: Path) -> None:
    assert sorted(_commands_in(document) - set().union(*COMMANDS) - NO_COMMANDS) == []


@pytest.mark.parametrize(("language", "code"), [("es", "es"), ("en", "en"), ("pt", "pt_BR")])
def test_every_button_that_organizers_read_of_has_that_label(language: str, code: str) -> None:
    """What is bold and begins with a capital letter within a line is a button."""
    labels = {_without_sign(label) for label in _all_sentences(code)}
    told = re.findall(r"\*\*([^*]+)\*\*", PAGES[language].read_text())
    buttons = [one for one in told if one[0].isupper() and one not in NO_BUTTONS]
    assert len(buttons) > 25
    assert [one for one in buttons if one not in labels] == []


def _commands_in(document: Path) -> set[str]:
    """Not what is part of an address or a path."""
    return set(re.findall(r"(?<![\w./*>\])-])/([a-z]+)\b(?![/-])", document.read_text()))


def _words_for(word: str) -> frozenset[str]:
    return next(words for words in COMMANDS if word in words)


def _all_sentences(code: str) -> list[str]:
    """In a language; the English ones are those that all others were made from."""
    catalogue = ROOT / f"bot/texts/locales/{'es' if code == 'en' else code}/LC_MESSAGES/messages.po"
    with catalogue.open("rb") as written:
        found = [one for one in read_po(written) if one.id and isinstance(one.id, str)]
    return [str(one.id if code == "en" else one.string) for one in found]


def _without_sign(label: str) -> str:
    return re.sub(r"^[^\w]+", "", label)


if __name__ == "__main__":
    for file, make in MADE.items():
        (ROOT / file).write_text(make())
