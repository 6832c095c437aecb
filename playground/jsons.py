"""The name of a JSON object, and how one is written for the wire."""

import json
from typing import Any

JSON = dict[str, Any]

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def written(value: object) -> bytes:
    return _encoder.encode(value).encode("utf-8", "surrogatepass")
