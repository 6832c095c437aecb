"""Making the library's objects fast: it asks at each of their parts whether they are finished, and are to stay so."""

from typing import TypeVar

from telegram import TelegramObject

ThingT = TypeVar("ThingT", bound=TelegramObject)


class _Unfinished:
    __slots__ = ()
    __setattr__ = object.__setattr__


def in_the_making(kind: type[ThingT]) -> type[ThingT]:
    """The same kind, which asks nothing."""
    return type(kind.__name__, (_Unfinished, kind), {"__slots__": ()})


def finished(kind: type[ThingT], thing: TelegramObject) -> ThingT:
    """Of the library's own kind from now on, and as unchangeable."""
    thing.__class__ = kind
    return thing  # type: ignore[return-value]  # by the line above it is one
