"""The official shapes of methods and types, and what an upload is."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Fields = dict[str, str]
"""Names with the types they take; a `!` after the name means required, `=word` is that word and no other."""

_shapes: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "shapes.json").read_text("utf-8"))
METHODS: dict[str, Fields] = _shapes["methods"]
TYPES: dict[str, Fields | list[str]] = _shapes["types"]
"""A list names the types of which the value is one."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form."""

    name: str
    mime: str
    content: bytes

    def __str__(self) -> str:
        return f"{self.name}, {len(self.content)} bytes"
