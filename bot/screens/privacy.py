"""The screens of privacy: what is kept, and what will happen to it before it is erased."""

from typing import TYPE_CHECKING

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.texts import privacy as texts
from bot.texts.say import Say, lines

if TYPE_CHECKING:
    from services.privacy import BeforeErasing


def told(say: Say) -> Screen:
    rows = [[button(texts.my_data(say), Action.MY_DATA)], [button(texts.delete(say), Action.ERASE)]]
    return Screen(texts.told(say), keyboard(*rows))


def before_erasing(say: Say, before: "BeforeErasing") -> Screen:
    """With the second question, unless there is something to be done first."""
    back = button(texts.keep(say), Action.PRIVACY)
    if before.running:
        return Screen(
            lines(texts.what_happens(say), "", texts.still_running(say, len(before.running))), keyboard([back])
        )
    text = lines(
        texts.what_happens(say),
        texts.unpaid(say, before.unpaid) if before.unpaid else None,
        texts.proofs(say, before.proofs_waiting) if before.proofs_waiting else None,
        texts.undrawn(say, before.undrawn) if before.undrawn else None,
        "",
        texts.cannot_be_undone(say),
    )
    return Screen(text, keyboard([button(texts.yes_delete(say), Action.ERASED)], [back]))
