"""Which function answers which method."""

from collections.abc import Callable
from typing import Any

from playground.jsons import JSON
from playground.world.world import World

Method = Callable[[World, JSON], Any]
"""Typed parameters in, the `result` of the answer out; a refusal is raised before anything changed."""

REGISTRY: dict[str, Method] = {}


def answers(name: str) -> Callable[[Method], Method]:
    def register(method: Method) -> Method:
        REGISTRY[name] = method
        return method

    return register
