"""Where tests lay down what was released: a new, empty place on the engine at each call, gone with the test."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import Postgres
from tests.released import RELEASED

Places = Callable[[], str]


@pytest.fixture(params=RELEASED)
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def places(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Places]:
    if engine == "sqlite":
        numbers = count(1)
        yield lambda: f"sqlite+aiosqlite:///{tmp_path / f'released-{next(numbers)}.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    made: list[str] = []

    def new() -> str:
        made.append(server.new_database("template1"))
        return server.url(made[-1])

    yield new
    for database in made:
        server.drop(database)
