"""On the way to a draw: the checklist with what solves it, and the lock with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens import fairness as of_fairness
from bot.screens.cards import project_title
from bot.screens.home import go_home
from bot.screens.pages import fitting, in_pairs
from bot.texts import drawing as texts
from bot.texts import drawing_results as of_results
from bot.texts import errands, fairness, selling, words
from bot.texts import home as at_home
from bot.texts.say import Said, Say, joined, lines
from rules.locking import Lack
from rules.states import DrawMethod
from services.readiness import Readiness

if TYPE_CHECKING:
    from db.projects import Project

Row = list[InlineKeyboardButton]

_NAMES, _HALF_LABEL = 4, 14


def checklist(say: Say, found: Readiness, now: datetime, *, several: bool, told: Said | None = None) -> Screen:
    project = found.open.project
    text = lines(
        *([told, ""] if told else []),
        project_title(say, project),
        *([texts.list_of(say, found.sold, found.holders)] if found.sold else []),
        _what_is_drawn(say, found),
        _when(say, found, now),
        "",
        *_told(say, found),
    )
    close = [button(texts.close_the_list(say), Action.LOCK, project.project_number)] if found.is_possible else []
    return Screen(text, keyboard(*_solving(say, found), close, *ways_out(say, project, several=several)))


def ask_lock(say: Say, found: Readiness, draws: int, now: datetime) -> Screen:
    """What was shown goes along: of another list it is asked once more."""
    project = found.open.project
    unpaid = found.open.unpaid + found.open.proofs
    text = lines(
        texts.close_it(say, found.sold, found.holders),
        texts.what_it_means(say),
        texts.unpaid_stay_out(say, unpaid) if unpaid else None,
        None if project.practice else texts.everybody_gets_it(say),
        "",
        None if _is_at_once(found, now) else texts.known_at(say, say.moment(found.due_at, now)),
        fairness.in_short(say, project.draw_method or ""),
    )
    number = project.project_number
    rows = (
        [button(texts.close_the_list(say), Action.LOCKED, number, draws, found.sold)],
        [of_fairness.to_read(say, project.draw_method or of_fairness.EVERY)],
        [button(at_home.back(say), Action.DRAW, number)],
    )
    return Screen(text, keyboard(*rows))


def with_undo(say: Say, screen: Screen, mark: str) -> Screen:
    """All that one tap released can be taken back by one."""
    rows = screen.keyboard.inline_keyboard if screen.keyboard else ()
    return Screen(screen.text, keyboard([button(selling.undo(say), Action.UNDO, mark)], *rows))


def ask_release(say: Say, project: Project, count: int) -> Screen:
    number = project.project_number
    rows = (
        [button(texts.yes_release(say), Action.RELEASED_ALL, number, count)],
        [button(at_home.back(say), Action.DRAW, number)],
    )
    return Screen(lines(texts.release_surely(say, count), texts.parts_paid_stay(say)), keyboard(*rows))


def _what_is_drawn(say: Say, found: Readiness) -> Said | None:
    if not found.prizes:
        return None
    by_number = found.open.project.draw_method == DrawMethod.NUMBER
    more = [texts.alternates(say, found.alternates)] if found.alternates and not by_number else []
    once = [texts.once_each(say)] if found.per_holder and not by_number else []
    return joined([words.PRIZE, " ", joined([texts.prizes(say, found.prizes), *more, *once], " · ")], "")


def _when(say: Say, found: Readiness, now: datetime) -> Said | None:
    method = found.open.project.draw_method
    if method is None:
        return None
    if _is_at_once(found, now):
        return texts.drawn_at_once(say)
    return texts.drawn_at(say, words.draw_method(say, method), say.moment(found.due_at, now))


def _is_at_once(found: Readiness, now: datetime) -> bool:
    return found.due_at <= now


def _told(say: Say, found: Readiness) -> Iterator[Said]:
    """What blocks first; then what may be settled, and need not be."""
    if found.lacks:
        yield texts.cannot_yet(say)
        yield from (texts.lack(say, lack) for lack in found.lacks)
    open_ = [
        say_it(say, count)
        for say_it, count in (
            (errands.proofs, found.open.proofs),
            (errands.unpaid, found.open.unpaid),
            (errands.nameless, len(found.open.nameless)),
            (errands.unsold, found.open.unsold),
        )
        if count
    ]
    if open_:
        yield texts.left_to_do(say)
        yield from open_
    elif found.is_possible:
        yield texts.all_settled(say)


def _solving(say: Say, found: Readiness) -> list[Row]:
    open_, number = found.open, found.open.project.project_number
    lacking = dict.fromkeys(_solution(say, lack, number) for lack in found.lacks)
    proofs = [button(errands.look_at_proofs(say, open_.proofs), Action.PROOFS, number)] if open_.proofs else []
    unpaid = [
        button(at_home.who_owes(say, open_.unpaid), Action.OWES, number),
        button(texts.release_all(say), Action.RELEASE_ALL, number),
    ]
    names = [
        button(
            errands.give_a_name(say, fitting(one.name, _HALF_LABEL), one.buyer_number), Action.PERSON, one.buyer_number
        )
        for one in open_.nameless[:_NAMES]
    ]
    return [*([one] for one in lacking), proofs, unpaid if open_.unpaid else [], *in_pairs(names)]


def _solution(say: Say, lack: Lack, number: int) -> InlineKeyboardButton:
    label = texts.solve(say, lack)
    match lack:
        case Lack.SOLD:
            return button(label, Action.SELL, number)
        case Lack.PRIZES:
            return button(label, Action.EDIT, number, "prize")
        case Lack.GROUPS:
            return button(label, Action.EDIT, number, "prizes")
        case Lack.LOTTERY:
            return button(label, Action.EDIT, number, "rule")
    return button(label, Action.EDIT, number, "method")


def ways_out(say: Say, project: Project, *, several: bool) -> list[Row]:
    all_draws = [button(of_results.all_draws(say), Action.DRAWS, project.project_number)] if several else []
    return [all_draws, go_home(say)]
