"""The pictures of the documents, taken by `python -m tests.pictures`: the real bot, an invented raffle, a phone."""

from pathlib import Path

PICTURES = Path(__file__).parents[2] / "docs/pictures"
