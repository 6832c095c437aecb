"""The journey behind the pictures can still be gone, button by button; the pictures are taken by `make pictures`."""

import pytest

from tests.people import Person, Seen, telegram_here
from tests.pictures import PICTURES
from tests.pictures.days import live_through
from tests.pictures.journey import ProofFile
from tests.pictures.raffles import PORTUGUESE

pytestmark = pytest.mark.story


class Notebook:
    """In place of the camera: what would be on the pictures."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}

    async def take(self, name: str, person: Person, chat: str, first: Seen, last: Seen) -> None:
        self.seen[name] = last.text

    async def take_verdict(self, name: str, proof: ProofFile) -> None:
        self.seen[name] = proof["name"]


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_every_picture_of_the_documents_can_be_taken_anew(engine: str) -> None:
    notebook = Notebook()
    async with telegram_here(first_delay=0.05) as telegram:
        await live_through(PORTUGUESE, telegram, notebook)
    assert set(notebook.seen) == {path.stem for path in (PICTURES / PORTUGUESE.folder).iterdir()}
    assert "7 reservados" in notebook.seen["home"]
    assert "1.000" in notebook.seen["draw"]
