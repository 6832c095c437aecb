"""Turning the pages of a list."""

from typing import Protocol

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button


class Paged(Protocol):
    @property
    def number(self) -> int: ...

    @property
    def more(self) -> bool: ...


def turning(page: Paged, action: Action, *of: object) -> list[InlineKeyboardButton]:
    """Only where there is something: back from the second page on, and on while more follows."""
    before = [button("‹", action, *of, page.number - 1)] if page.number > 1 else []
    after = [button("›", action, *of, page.number + 1)] if page.more else []
    return [*before, *after]


def in_pairs(buttons: list[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    return [buttons[start : start + 2] for start in range(0, len(buttons), 2)]


def fitting(label: str, length: int = 20) -> str:
    """So much is read on a button when two stand in a row."""
    return label if len(label) <= length else f"{label[: length - 1]}…"
