"""Home: the raffle one works on as a card, the others to switch to, and what is done most."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.cards import project_card, project_line, project_title
from bot.texts import (
    announcements,
    cards,
    creating,
    drawing,
    exports,
    imports,
    my_tickets,
    people,
    pictures,
    projects,
    reports,
    sharing,
)
from bot.texts import home as texts
from bot.texts.say import Say, joined
from services.overviews import Overview
from services.totals import Glance

if TYPE_CHECKING:
    from db.projects import Project

Row = list[InlineKeyboardButton]

_SOON = timedelta(days=7)


def home(say: Say, overview: Overview, now: datetime, *, buys: bool) -> Screen:
    others = [[button(project_line(say, one), Action.USE, one.project_number)] for one in overview.others]
    everything = [_all_raffles(say)] if overview.more else []
    if overview.current is None and not others:
        text = texts.none_runs(say) if overview.more else texts.no_raffle_yet(say)
        return Screen(text, keyboard(*beginnings(say, buys=buys), everything))
    if overview.current is None:
        return Screen(texts.which_one(say), keyboard(*others, everything))
    card = project_card(say, overview.current, now)
    project = overview.current.project
    told = [cards.nothing_is_real(say)] if project.practice else []
    text = joined([texts.your_raffles(say), card, *told], "\n\n")
    return Screen(text, keyboard(*_deeds(say, overview.current, now), end_practice(say, project), *others, everything))


def beginnings(say: Say, *, buys: bool = False) -> list[Row]:
    """Whoever came to buy finds first what they bought."""
    tickets = [button(my_tickets.back(say), Action.MY_TICKETS)] if buys else []
    return [tickets, [button(texts.create(say), Action.NEW)], [button(texts.practise(say), Action.PRACTICE)]]


def more(say: Say, project: Project, now: datetime) -> Screen:
    number = project.project_number
    rows = [
        [button(people.all_button(say), Action.PEOPLE), button(reports.to_find(say), Action.FIND_WHAT, number)],
        [button(reports.to_report(say), Action.REPORT, number), _history(say, number)],
        to_files(say, project),
        to_share(say, project),
        to_draw(say, project) if is_draw_near(project, now) else [],
        to_announce(say, project),
        [button(texts.details(say), Action.PROJECT, number), _all_raffles(say)],
        [button(texts.new_raffle(say), Action.NEW), button(texts.settings(say), Action.SETTING)],
        [button(creating.change(say), Action.EDIT, number), button(texts.help_(say), Action.HELP)],
        end_practice(say, project),
        [button(texts.back(say), Action.HOME)],
    ]
    return Screen(joined([project_title(say, project), texts.what_else(say)], "\n"), keyboard(*rows))


def to_files(say: Say, project: Project) -> Row:
    return [
        button(exports.to_export(say), Action.EXPORT, project.project_number),
        *([button(imports.to_import(say), Action.IMPORT, project.project_number)] if project.state == "open" else []),
    ]


def _history(say: Say, number: int) -> InlineKeyboardButton:
    return button(reports.to_history(say), Action.HISTORY, number)


def end_practice(say: Say, project: Project) -> Row:
    return [button(projects.end_practice(say), Action.END_PRACTICE, project.project_number)] if project.practice else []


def to_share(say: Say, project: Project) -> Row:
    """Where there is something to share."""
    possible = project.state == "open" and not project.practice
    return [button(sharing.share(say), Action.SHARE, project.project_number)] if possible else []


def to_draw(say: Say, project: Project) -> Row:
    """What was called off was perhaps drawn before."""
    if project.state not in ("open", "closed", "drawn"):
        return []
    return [button(drawing.draw(say), Action.DRAW, project.project_number)]


def to_announce(say: Say, project: Project) -> Row:
    return [button(announcements.announce(say), Action.ANNOUNCE, project.project_number)]


def to_board(say: Say, project: Project) -> Row:
    return [button(pictures.board(say), Action.BOARD, project.project_number)]


def is_draw_near(project: Project, now: datetime) -> bool:
    """Whatever is practised is drawn soon."""
    is_soon = project.draw_at is not None and project.draw_at - now <= _SOON
    return is_soon or project.practice or project.locked_at is not None


def _is_to_be_drawn(project: Project, now: datetime) -> bool:
    is_past = project.draw_at is not None and project.draw_at <= now
    return is_past or project.practice or project.locked_at is not None


def go_home(say: Say) -> Row:
    return [button(texts.home(say), Action.HOME)]


def _deeds(say: Say, current: Glance, now: datetime) -> list[Row]:
    number = current.project.project_number
    sell = [button(texts.sell(say), Action.SELL, number)] if current.project.state == "open" and current.size else []
    owes = [button(texts.who_owes(say, current.owing), Action.OWES, number)] if current.size else []
    first = [] if current.size else [button(creating.add_numbers(say), Action.EDIT, number, "numbers")]
    board = to_board(say, current.project) if current.size else []
    draw = to_draw(say, current.project) if current.size and _is_to_be_drawn(current.project, now) else []
    return [[*sell, *owes, *first], draw, [*board, button(texts.more(say), Action.MORE, number)]]


def _all_raffles(say: Say) -> InlineKeyboardButton:
    return button(texts.all_raffles(say), Action.PROJECTS)
