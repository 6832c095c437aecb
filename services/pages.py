"""Lists a page at a time; pages count from 1."""

from typing import Generic, NamedTuple, TypeVar

from rules.numbers import LARGEST_NUMBER
from rules.refusals import NotFound

T = TypeVar("T")

PAGE_SIZE = 10


class Page(NamedTuple, Generic[T]):
    found: list[T]
    number: int
    more: bool


def skip_to(page: int) -> int:
    """How many are on the pages before; nobody has come by so many pages that there are more than numbers."""
    if not 1 <= page <= LARGEST_NUMBER:
        raise NotFound("page", page)
    return (page - 1) * PAGE_SIZE


def page_of(found: list[T], page: int) -> Page[T]:
    """Of what was asked for with one more than a page holds."""
    return Page(found[:PAGE_SIZE], page, len(found) > PAGE_SIZE)
