"""All raffles of an organizer, and one of them whole: its card, its numbers, its prizes, its date and terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens import lottery
from bot.screens.cards import project_card, project_line
from bot.screens.closing import closing_line
from bot.screens.home import beginnings, end_practice, go_home, to_announce, to_board, to_draw, to_share
from bot.screens.printing import to_print
from bot.texts import cards, creating, selling, words
from bot.texts import home as at_home
from bot.texts import lottery as lottery_texts
from bot.texts import projects as texts
from bot.texts.say import Said, Say, joined, lines
from bot.texts.shown import of_range
from rules.states import DrawMethod
from services.draw_settings import lottery_of
from services.overviews import ProjectPage, Sheet

if TYPE_CHECKING:
    from db.projects import Project
    from db.sets import RaffleSet

_LISTED = 10
"""So many sets or prizes are written out."""

ListedT = TypeVar("ListedT")


def all_of_them(say: Say, page: ProjectPage) -> Screen:
    if not page.projects:
        return Screen(at_home.no_raffle_yet(say), keyboard(*beginnings(say)))
    rows = [[button(_line(say, one, page.active), _to(one), one.project_number)] for one in page.projects]
    turning = [
        *([button("‹", Action.PROJECTS, page.number - 1)] if page.number > 1 else []),
        *([button("›", Action.PROJECTS, page.number + 1)] if page.more else []),
    ]
    return Screen(texts.choose(say), keyboard(*rows, turning, go_home(say)))


def which(say: Say, projects: Sequence[Project], action: Action, *of: object) -> Screen:
    """Where what was asked for is meant."""
    rows = [[button(project_line(say, one), action, *of, one.project_number)] for one in projects]
    return Screen(selling.which_project(say), keyboard(*rows))


def sheet(say: Say, seen: Sheet, now: datetime, *, is_active: bool) -> Screen:
    project = seen.glance.project
    use = [] if is_active or _has_ended(project) else [button(texts.work_on(say), Action.USE, project.project_number)]
    change = [button(creating.change(say), Action.EDIT, project.project_number)]
    rows = keyboard(
        use,
        to_board(say, project) if seen.sets else [],
        to_print(say, project, seen.sets),
        [*to_share(say, project), *change],
        to_draw(say, project),
        to_announce(say, project) if _has_ended(project) else [],
        end_practice(say, project),
        go_home(say),
    )
    return Screen(sheet_text(say, seen, now), rows)


def sheet_text(say: Say, seen: Sheet, now: datetime) -> Said:
    project = seen.glance.project
    return lines(
        project_card(say, seen.glance, now),
        "",
        cards.nothing_is_real(say) if project.practice else None,
        joined([project.description, "\n"], "") if project.description else None,
        *_some(say, seen.sets, lambda one: set_line(say, project, one)),
        *_some(say, seen.prizes, lambda one: texts.prize(say, one.prize_number, one.name)),
        texts.draw_at(say, say.moment(project.draw_at, now)) if project.draw_at else texts.no_draw_date(say),
        closing_line(say, project, now),
        *_found_by(say, seen),
        _terms(say, project),
    )


def _found_by(say: Say, seen: Sheet) -> list[Said]:
    """By a lottery: its rule, and whose chances are not equal."""
    project = seen.glance.project
    if not project.draw_method:
        return []
    told = [creating.method(say, words.draw_method(say, project.draw_method))]
    decides = lottery_of(project) if project.draw_method == DrawMethod.NUMBER else None
    if decides is None:
        return [*told, *([lottery_texts.not_said(say)] if project.draw_method == DrawMethod.NUMBER else [])]
    ranges = [one.numbers for one in seen.sets]
    return [*told, *lottery.rule_lines(say, decides), *lottery.warnings(say, decides, ranges)]


def _line(say: Say, project: Project, active: int | None) -> Said:
    line = texts.active_line if project.project_number == active else texts.line
    return line(say, project.project_number, project_line(say, project))


def _to(project: Project) -> Action:
    """What has ended is only looked at."""
    return Action.PROJECT if _has_ended(project) else Action.USE


def _has_ended(project: Project) -> bool:
    return project.state not in ("open", "closed")


def set_line(say: Say, project: Project, one: RaffleSet) -> Said:
    price = say.money(one.unit_price, project.currency)
    return texts.set_(say, one.name, of_range(one.numbers), price, words.set_type(say, one.type))


def _terms(say: Say, project: Project) -> Said:
    hold = words.span(say, project.hold_minutes)
    if not project.grace_minutes:
        return texts.terms_without_grace(say, hold)
    return texts.terms(say, hold, words.span(say, project.grace_minutes))


def _some(say: Say, every: Sequence[ListedT], line: Callable[[ListedT], Said]) -> list[Said]:
    rest = len(every) - _LISTED
    return [*map(line, every[:_LISTED]), *([texts.and_more(say, rest)] if rest > 0 else [])]
