"""The screens of privacy: what is kept, and what will happen to it before it is erased."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.pages import fitting
from bot.texts import announcements
from bot.texts import privacy as texts
from bot.texts.say import Said, Say, joined, lines

if TYPE_CHECKING:
    from services.privacy import BeforeErasing

_NAMED = 10


def told(say: Say, unwanted: Sequence[str] = ()) -> Screen:
    """With the organizers of whom they want no announcements, and the way back to these."""
    organizers = joined([fitting(one) for one in unwanted[:_NAMED]], ", ") + (" …" if len(unwanted) > _NAMED else "")
    text = lines(texts.told(say), *(["", announcements.unwanted(say, Said(organizers))] if unwanted else []))
    again = [button(announcements.once_more(say), Action.OPT_IN)] if unwanted else []
    rows = [[button(texts.my_data(say), Action.MY_DATA)], again, [button(texts.delete(say), Action.ERASE)]]
    return Screen(text, keyboard(*rows))


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
