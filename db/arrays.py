"""Lists of any length as parameters, so that one statement serves one number or a thousand, on both engines."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Subquery, TableValuedAlias, Text, bindparam, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY

# FROM clauses named `each`, with a column `number` and, for pairs, a column `word`.
EACH_NUMBER = {
    "sqlite": "(SELECT value AS number FROM json_each(:numbers)) AS each",
    "postgresql": "unnest(:numbers) AS each(number)",
}
EACH_PAIR = {
    "sqlite": "(SELECT json_extract(value, '$[0]') AS number, json_extract(value, '$[1]') AS word"
    " FROM json_each(:pairs)) AS each",
    "postgresql": "unnest(:numbers, :words) AS each(number, word)",
}


_TWO = ("first", "second")
_one = func.json_each(bindparam("twos", type_=Text)).table_valued("value")
EACH_TWO: dict[str, Subquery | TableValuedAlias] = {
    "sqlite": select(
        *(func.json_extract(_one.c.value, f"$[{place}]").label(name) for place, name in enumerate(_TWO))
    ).subquery("each"),
    "postgresql": func.unnest(*(bindparam(f"{name}s", type_=ARRAY(BigInteger)) for name in _TWO))
    .table_valued(*(column(name, BigInteger) for name in _TWO))
    .render_derived("each"),
}
"""The same for keys of two numbers."""


def array_parameters(dialect: str) -> dict[str, BindParameter[Any]]:
    if dialect == "sqlite":
        return {name: bindparam(name, type_=Text) for name in ("numbers", "pairs")}
    kinds: dict[str, ARRAY[Any]] = {"numbers": ARRAY(BigInteger), "words": ARRAY(Text)}
    return {name: bindparam(name, type_=kind) for name, kind in kinds.items()}


def numbers_value(dialect: str, numbers: Sequence[int]) -> dict[str, object]:
    return {"numbers": json.dumps(numbers) if dialect == "sqlite" else list(numbers)}


def pairs_value(dialect: str, pairs: Mapping[int, str | None]) -> dict[str, object]:
    if dialect == "sqlite":
        return {"pairs": json.dumps(list(pairs.items()))}
    return {"numbers": list(pairs), "words": list(pairs.values())}


def twos_value(dialect: str, twos: Sequence[tuple[int, int]]) -> dict[str, object]:
    if dialect == "sqlite":
        return {"twos": json.dumps(twos)}
    return {f"{name}s": [two[place] for two in twos] for place, name in enumerate(_TWO)}
