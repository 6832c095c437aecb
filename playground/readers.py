"""Types compiled into readers: a value in, the same value typed out, or a misfit."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from playground.jsons import JSON
from playground.shapes import TYPES, Upload

Reader = Callable[[Any], Any]
Kind = tuple[str, dict[str, Reader], list[str]]
"""A type's name, how to read its fields, and which are required."""

_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Misfit(Exception):
    """A value is not of its declared type; the words say what was expected."""


@cache
def reader_of(shape: str, *, outermost: bool) -> Reader:
    """Outermost values may come as text, which forms and queries are made of."""
    if outermost and shape not in {"String", "Integer", "Float", "Boolean", "Integer|String", "InputFile|String"}:
        inner = reader_of(shape, outermost=False)
        return lambda value: inner(_parsed(value) if isinstance(value, str) else value)
    if shape.startswith("Array of ") and "|Array of " in shape:
        return _list_of("|".join(part.removeprefix("Array of ") for part in shape.split("|")))
    if shape.startswith("Array of "):
        return _list_of(shape.removeprefix("Array of "))
    if shape.startswith("="):
        return _word(shape[1:])
    if shape in _SCALARS:
        return _lenient(shape) if outermost else _SCALARS[shape]
    return _object(shape)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise Misfit("it is not valid JSON") from None


def _list_of(shape: str) -> Reader:
    item = reader_of(shape, outermost=False)

    def read(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Misfit("an Array is expected")
        return [item(each) for each in value]

    return read


def _word(word: str) -> Reader:
    def read(value: Any) -> str:
        if value != word:
            raise Misfit(f'"{word}" is expected')
        return word

    return read


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise Misfit("it must be of type String")
    return value


def _integer(value: Any) -> int:
    if type(value) is int and -(2**63) <= value < 2**63:
        return value
    raise Misfit("it must be of type Integer")


def _number(value: Any) -> float:
    if type(value) in (int, float):
        return float(value)
    raise Misfit("it must be of type Float")


def _boolean(value: Any) -> bool:
    if value is True or value is False:
        return bool(value)
    raise Misfit("it must be of type Boolean")


def _integer_or_string(value: Any) -> int | str:
    return value if isinstance(value, str) else _integer(value)


def _file(value: Any) -> Upload | str:
    return value if isinstance(value, Upload) else _string(value)


_SCALARS: dict[str, Reader] = {
    "String": _string,
    "Integer": _integer,
    "Float": _number,
    "Boolean": _boolean,
    "Integer|String": _integer_or_string,
    "InputFile|String": _file,
    "InputFile": _file,
}


def _lenient(shape: str) -> Reader:
    """Queries and forms carry everything as text."""
    strict = _SCALARS[shape]

    def read(value: Any) -> Any:
        return strict(_from_text(shape, value) if isinstance(value, str) else value)

    return read


def _from_text(shape: str, text: str) -> Any:
    try:
        if shape == "Integer" or (shape == "Integer|String" and text.lstrip("-").isdecimal()):
            return int(text)
        if shape == "Float":
            return float(text)
    except ValueError:
        return text
    return _WORDS.get(text.lower(), text) if shape == "Boolean" else text


def _object(shape: str) -> Reader:
    leaves = _leaves(shape)
    names = [name for name in leaves if name in TYPES]
    kinds: list[Kind] = []

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            return _plain(shape, leaves, value)
        if not kinds:  # compiled when first used: types may contain themselves
            kinds.extend(_kind(name) for name in names)
        return _read_object(value, *_best(kinds, value))

    return read


def _plain(shape: str, leaves: list[str], value: Any) -> Any:
    """A few types may also be a text or a list."""
    if isinstance(value, str) and "String" in leaves:
        return value
    lists = [name for name in leaves if name.startswith("Array of ")]
    if isinstance(value, list) and lists:
        return reader_of(lists[0], outermost=False)(value)
    raise Misfit(f"Object expected as {shape.split('|')[0]}")


def _leaves(shape: str) -> list[str]:
    leaves: list[str] = []
    for name in shape.split("|"):
        declared = TYPES.get(name)
        leaves += [leaf for each in declared for leaf in _leaves(each)] if isinstance(declared, list) else [name]
    return leaves


@cache
def _kind(name: str) -> Kind:
    fields = TYPES[name]
    assert isinstance(fields, dict)
    readers = {field.rstrip("!"): reader_of(shape, outermost=False) for field, shape in fields.items()}
    return name, readers, [field[:-1] for field in fields if field.endswith("!")]


def _best(kinds: list[Kind], value: JSON) -> Kind:
    """Of several possible types, the one whose fixed words agree and whose fields the value has."""
    if len(kinds) == 1:
        return kinds[0]

    def fit(kind: Kind) -> tuple[bool, int, int]:
        name, readers, required = kind
        fields = TYPES[name]
        assert isinstance(fields, dict)
        agrees = all(
            value.get(field[:-1]) == fields[field][1:]
            for field in ("type!", "status!", "source!")
            if fields.get(field, "").startswith("=")
        )
        return agrees, -sum(field not in value for field in required), sum(field in readers for field in value)

    return max(kinds, key=fit)


def _read_object(value: JSON, name: str, readers: dict[str, Reader], required: list[str]) -> JSON:
    read: JSON = {}
    for field, item in value.items():
        if item is None:
            continue
        reader = readers.get(field)
        if reader is None:
            raise Misfit(f'unknown field "{field}" in {name}')
        try:
            read[field] = reader(item)
        except Misfit as misfit:
            raise Misfit(f'Field "{field}" of {name}: {misfit}') from None
    for field in required:
        if field not in read:
            raise Misfit(f'Can\'t find field "{field}" in {name}')
    return read
