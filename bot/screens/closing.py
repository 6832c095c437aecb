"""When sales close by themselves, as it is told wherever a raffle is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.texts import closing as texts
from bot.texts import words
from bot.texts.say import Said, Say
from rules.closing import closing_kept
from rules.states import ProjectState
from rules.terms import minutes

if TYPE_CHECKING:
    from db.projects import Project


def closing_in_words(say: Say, span: timedelta | None) -> Said:
    if span is None:
        return texts.never(say)
    return texts.before(say, words.span(say, minutes(span))) if span else texts.at(say)


def closing_line(say: Say, project: Project, now: datetime) -> Said | None:
    """Nothing where there is nothing to say: it is closed, or has no date and none of its own wishes."""
    if project.state != ProjectState.OPEN:
        return None
    if project.closes_at is None:
        return texts.by_hand(say) if closing_kept(project.closing) is None else None
    if project.closes_at == project.draw_at:
        return texts.at_the_draw(say)
    return texts.until(say, say.moment(project.closes_at, now))
