"""The house keeps its own rules: who imports whom, where the world is let in, and how long things are."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("rules", "db", "services", "bot")
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40

MAY_IMPORT = {
    "sqlalchemy": {"bot/settings.py"},  # reads an address, nothing more
    "alembic": set[str](),
    "asyncpg": set[str](),
    "sqlite3": set[str](),
}
"""Beside `db/`: who else may know a database's library."""

MAY_CALL = {
    "datetime.now": {"bot/__main__.py"},
    "datetime.utcnow": set[str](),
    "datetime.today": set[str](),
    "date.today": set[str](),
    "time.time": set[str](),
    "print": set[str](),
    "os.getenv": set[str](),
    "os.environ": set[str](),
    "os.urandom": {"bot/data_key.py", "db/sealing.py"},
    "random.random": set[str](),
    "random.choice": set[str](),
    "random.sample": set[str](),
    "uuid.uuid4": set[str](),
    "asyncio.create_task": {
        "db/sqlite.py",
        "bot/courier.py",
        "bot/intake.py",
        "bot/memory.py",
        "bot/running.py",
        "bot/tasks_due.py",
        "bot/web/serving.py",
    },
}
"""Where clock, chance, environment, screen and tasks are let in; everybody else is handed them."""

MUST_NOT_MENTION = ["../" + "shared", "/" + "work/", "/" + "root/", "pypi" + ".org", "python" + "hosted"]
NOT_OURS = {".git", ".venv", ".env", ".hypothesis", "data", "build", "dist", "__pycache__", "test-results"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def imported_by(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def named_in(path: Path) -> set[str]:
    """Plain calls, and attributes as they are written: `print`, `datetime.now`."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add(f"{node.value.id}.{node.attr}")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(node.func.id)
    return found


def our_files() -> Iterator[Path]:
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if path.is_file() and not any(part in NOT_OURS or part.endswith("_cache") for part in parts):
            yield path


def imports_are_kept(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_rooms_import_each_other_in_one_direction_only() -> None:
    looked = imports_are_kept(ROOT)
    assert looked.returncode == 0, looked.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("rules/wrong.py", "import db.work"),
        ("db/wrong.py", "import services.sales"),
        ("services/wrong.py", "import bot.settings"),
        ("playground/wrong.py", "import rules.money"),
    ],
)
def test_a_room_that_imports_against_the_arrows_is_found(tmp_path: Path, module: str, line: str) -> None:
    for room in (*ROOMS, "playground", "migrations"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("[!_]*.py", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert imports_are_kept(tmp_path).returncode == 0
    for wanted in ("db/work.py", "services/sales.py", "bot/settings.py", "rules/money.py", module):
        (tmp_path / wanted).touch()
    (tmp_path / module).write_text(f'"""Wrong."""\n\n{line}\n')
    looked = imports_are_kept(tmp_path)
    assert looked.returncode == 1
    assert module.partition("/")[0] in looked.stdout


@pytest.mark.parametrize("library", MAY_IMPORT)
def test_a_database_is_spoken_to_in_its_room_alone(library: str) -> None:
    strangers = {
        name_of(path) for path in MODULES if not name_of(path).startswith("db/") and library in imported_by(path)
    }
    assert strangers == MAY_IMPORT[library]


@pytest.mark.parametrize("call", MAY_CALL)
def test_the_world_is_let_in_at_one_place(call: str) -> None:
    assert {name_of(path) for path in MODULES if call in named_in(path)} == MAY_CALL[call]


def test_every_module_opens_with_a_sentence() -> None:
    assert [name_of(path) for path in MODULES if not ast.get_docstring(tree_of(path))] == []


def test_no_module_is_too_long() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_too_long() -> None:
    too_long = [
        f"{name_of(path)}: {node.name}"
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert too_long == []


def test_the_house_stands_alone() -> None:
    """Nothing in it points at where it was built."""
    found = []
    for path in our_files():
        content = path.read_bytes().decode("utf-8", "replace")
        found += [f"{name_of(path)}: {word}" for word in MUST_NOT_MENTION if word in content]
    assert found == []
