"""A project at a glance: its title, its line on a button, its card."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from bot.texts import cards, words
from bot.texts.say import Said, Say, joined, lines
from services.totals import Glance, Stand

if TYPE_CHECKING:
    from db.projects import Project

_BAR = 10
_LABEL = 28
"""So much of a name is read on a button as wide as the screen."""


def progress_bar(done: int, total: int) -> Said:
    """Something is seen from the first number on, and it is full only when none is left."""
    full = 0 if total <= 0 else min(max(done * _BAR // total, int(done > 0)), _BAR)
    return Said("▓" * full + "░" * (_BAR - full))


def project_title(say: Say, project: Project) -> Said:
    """How every screen of the project begins: a practice one is known for what it is everywhere."""
    title = cards.practice_title if project.practice else cards.title
    return joined([title(say, project.name), *_state(say, project)], " · ")


def project_line(say: Say, project: Project) -> Said:
    """For a button."""
    name = project.name if len(project.name) <= _LABEL else f"{project.name[: _LABEL - 1]}…"
    label = cards.practice_label if project.practice else cards.label
    return joined([label(say, name), *_state(say, project)], " · ")


def project_card(say: Say, stand: Stand | Glance, now: datetime) -> Said:
    project = stand.project
    day = [cards.date(say, say.day_of(project.draw_at, now))] if project.draw_at else []
    heading = joined([project_title(say, project), *day], " · ")
    if not stand.size:
        return lines(heading, cards.no_numbers_yet(say))
    taken = stand.sold + stand.reserved
    return lines(
        heading,
        cards.filled(say, progress_bar(taken, stand.size), taken, stand.size),
        *_counts(say, stand),
    )


def _counts(say: Say, stand: Stand | Glance) -> Iterator[Said]:
    """Numbers with the money that goes with them, a line each."""
    currency = stand.project.currency
    money_in = [cards.money_in(say, say.money(stand.money_in, currency))] if stand.money_in else []
    yield joined([cards.paid(say, stand.sold), *money_in], " · ")
    if stand.reserved:
        yield joined([cards.reserved(say, stand.reserved), cards.owed(say, say.money(stand.owed, currency))], " · ")
    yield cards.free(say, stand.free)
    if stand.to_refund:
        yield cards.to_refund(say, say.money(stand.to_refund, currency))


def _state(say: Say, project: Project) -> Iterator[Said]:
    """Only where it is not what one expects."""
    if project.state != "open":
        yield words.project_state(say, project.state)
