"""What is written about the house is what the house says: settings, invariants, words, rooms.

The parts made from the code are written by `python -m tests.test_docs`, whenever a test here says that they differ.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic.fields import FieldInfo

from bot.settings import Settings
from db.every_table import Base
from db.invariants import ROOMS

ROOT = Path(__file__).parent.parent
ROOMS_OF_THE_HOUSE = ("bot", "services", "db", "rules", "migrations", "tests", "docs")
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


def test_the_readme_names_every_room() -> None:
    readme = (ROOT / "README.md").read_text()
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} | set(ROOMS_OF_THE_HOUSE)
    assert [room for room in sorted(rooms) if f"`{room}/`" not in readme] == []


def test_every_target_of_make_is_told_and_every_told_one_is_there() -> None:
    readme, makefile = (ROOT / "README.md").read_text(), (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    assert set(re.findall(r"`make (\w+)`", readme)) == set(phony[1].split())


def test_every_file_that_the_documents_point_at_is_there() -> None:
    for document in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name} points at {target}"


if __name__ == "__main__":
    for file, make in MADE.items():
        (ROOT / file).write_text(make())
