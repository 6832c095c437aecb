"""The screens of a list that is taken in: how it is sent, what would come of it, how it is read, what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.rewording import without_markup
from bot.screen import Screen
from bot.screens.home import go_home
from bot.screens.pages import fitting, in_pairs
from bot.texts import home, import_lines
from bot.texts import imports as texts
from bot.texts.say import Said, Say, lines
from bot.texts.shown import numbers as shown_numbers
from bot.texts.shown import short
from rules.imports.entries import Column, LeftOut, Manner, States
from rules.imports.states import ImportState
from rules.imports.vocabulary import Role
from services.imports import Example, ImportView
from services.undo import UNDO_FOR

if TYPE_CHECKING:
    from db.projects import Project

_ROLES = (Role.NUMBERS, Role.NAME, Role.PHONE, Role.STATE, Role.METHOD, Role.AMOUNT, Role.UNUSED)


def ask(say: Say, project: Project) -> Screen:
    return Screen(texts.ask(say, project.name), keyboard([button(home.back(say), Action.MORE, project.project_number)]))


def so_far(say: Say, view: ImportView, count: int) -> Screen:
    all_of_it = button(texts.that_is_all(say), Action.IMPORT_READ, *_key(view))
    return Screen(texts.so_far(say, count), keyboard([all_of_it, _cancel(say, view)]))


def as_it_stands(say: Say, view: ImportView, *, moved: bool = False) -> Screen:
    match view.import_.state:
        case ImportState.READY:
            return _preview(say, view, moved=moved)
        case ImportState.TAKEN:
            return _taken(say, view)
        case ImportState.UNDONE:
            return Screen(texts.undone(say, view.project.name), keyboard(_again(say, view), go_home(say)))
        case ImportState.CANCELLED:
            return Screen(texts.cancelled(say), keyboard(_again(say, view), go_home(say)))
    return Screen(texts.under_way(say), keyboard([_cancel(say, view)]))


def _preview(say: Say, view: ImportView, *, moved: bool) -> Screen:
    counts, number = view.counts, view.import_.version
    label = (
        texts.take_in_without(say, counts.numbers, counts.left_out)
        if counts.left_out
        else texts.take_in(say, counts.numbers)
    )
    left_out = [button(texts.all_left_out(say, counts.left_out), Action.LEFT_OUT, *_key(view))]
    return Screen(
        lines(
            texts.title(say, view.project.name),
            *([texts.moved(say)] if moved else []),
            "",
            *_examples(say, view),
            *_counts(say, view),
            *_left_out(say, view),
        ),
        keyboard(
            [button(label, Action.TAKE_IN, *_key(view), number)] if counts.numbers else [],
            [button(texts.how(say), Action.IMPORT_HOW, *_key(view)), *(left_out if counts.left_out else [])],
            [_cancel(say, view)],
        ),
    )


def how(say: Say, view: ImportView) -> Screen:
    """Each column with what it holds, and who is read as paid."""
    columns = view.shown.columns
    told = [
        texts.column(say, _heading(say, columns, place), texts.role(say, one.role), short(one.sample))
        for place, one in enumerate(columns)
    ]
    states = [
        button(texts.choose_states(say, one), Action.IMPORT_STATES, *_key(view), place)
        for place, one in enumerate(States)
        if one != view.manner.states
    ]
    choices = [
        button(
            texts.column_button(say, fitting(_heading(say, columns, place), 12), texts.role(say, one.role)),
            Action.IMPORT_COLUMN,
            *_key(view),
            place,
        )
        for place, one in enumerate(columns)
    ]
    below = keyboard(*in_pairs(states), *in_pairs(choices), [_back(say, view)])
    return Screen(lines(texts.how_title(say), "", *told, texts.who_paid(say, view.manner.states)), below)


def which_role(say: Say, view: ImportView, place: int) -> Screen:
    one = view.shown.columns[place]
    roles = [
        button(texts.role(say, role), Action.IMPORT_ROLE, *_key(view), place, number)
        for number, role in enumerate(_ROLES)
        if role != one.role
    ]
    heading = _heading(say, view.shown.columns, place)
    back = [button(texts.back(say), Action.IMPORT_HOW, *_key(view))]
    return Screen(texts.which_role(say, heading, short(one.sample)), keyboard(*in_pairs(roles), back))


def with_role(manner: Manner, place: int, number: int) -> Manner | None:
    """As a button says it; None if there is no such role."""
    if number >= len(_ROLES):
        return None
    return manner._replace(roles={**manner.roles, place: _ROLES[number]})


def being_read(say: Say) -> Screen:
    return Screen(texts.being_read(say))


def being_taken_in(say: Say, view: ImportView) -> Screen:
    return Screen(texts.being_taken_in(say, view.counts.numbers))


def being_undone(say: Say) -> Screen:
    return Screen(texts.being_undone(say))


def stopped(say: Say, view: ImportView, words: Said) -> Screen:
    """It still can be taken in."""
    return Screen(words, keyboard([button(texts.look_again(say), Action.IMPORT_SEEN, *_key(view))]))


def _taken(say: Say, view: ImportView) -> Screen:
    counts, at = view.counts, view.import_.taken_at
    until = None if at is None else texts.undo_until(say, say.clock(at + UNDO_FOR))
    return Screen(
        lines(texts.taken_in(say, view.project.name), "", *_sums(say, view), *_people(say, view), "", until),
        keyboard(
            [button(texts.undo(say), Action.IMPORT_UNDO, *_key(view))] if counts.numbers else [],
            _again(say, view),
            go_home(say),
        ),
    )


def _examples(say: Say, view: ImportView) -> Iterator[Said]:
    if view.shown.examples:
        yield texts.as_understood(say)
        yield from (_example(say, view, one) for one in view.shown.examples)
        if view.counts.numbers > sum(len(one.numbers) for one in view.shown.examples):
            yield texts.and_so_on(say)
        yield Said("")


def _example(say: Say, view: ImportView, one: Example) -> Said:
    name = short(one.name)
    called = texts.with_phone(say, name, one.phone) if one.phone else name
    return texts.example(say, shown_numbers(one.numbers, view.ranges), called, paid=one.paid)


def _counts(say: Say, view: ImportView) -> Iterator[Said]:
    if not view.counts.numbers:
        yield texts.nothing(say)
    yield from _sums(say, view)
    yield from _people(say, view)
    if view.counts.free:
        yield texts.free(say, view.counts.free)
    if view.counts.paid and not view.project.practice:
        yield texts.quietly(say)


def _sums(say: Say, view: ImportView) -> Iterator[Said]:
    counts, currency = view.counts, view.project.currency
    if counts.paid:
        yield texts.paid(say, counts.paid, say.money(counts.paid_amount, currency))
    if counts.reserved:
        yield texts.reserved(say, counts.reserved, say.money(counts.reserved_amount, currency))


def _people(say: Say, view: ImportView) -> Iterator[Said]:
    if view.counts.newcomers:
        yield texts.newcomers(say, view.counts.newcomers)
    if view.counts.known:
        yield texts.known(say, view.counts.known)


def _left_out(say: Say, view: ImportView) -> Iterator[Said]:
    if view.counts.left_out:
        yield Said("")
        yield texts.left_out(say, view.counts.left_out)
        yield from (left_out_line(say, view, one) for one in view.shown.left_out)


def left_out_line(say: Say, view: ImportView, one: LeftOut) -> Said:
    reason = import_lines.why(say, one.why, shown_numbers(one.numbers, view.ranges), one.other)
    return import_lines.line(say, one.line, short(one.text), reason)


def in_file(say: Say, view: ImportView, one: LeftOut) -> str:
    """Without markup, and the line as it came."""
    reason = import_lines.why(say, one.why, shown_numbers(one.numbers, view.ranges), one.other)
    return without_markup(import_lines.line(say, one.line, one.text, reason))


def _heading(say: Say, columns: tuple[Column, ...], place: int) -> str:
    return short(columns[place].heading) if columns[place].heading else texts.nameless(say, place + 1)


def _key(view: ImportView) -> tuple[int, int]:
    return view.import_.project_number, view.import_.import_number


def _cancel(say: Say, view: ImportView) -> InlineKeyboardButton:
    return button(texts.cancel(say), Action.IMPORT_CANCEL, *_key(view))


def _back(say: Say, view: ImportView) -> InlineKeyboardButton:
    return button(texts.back(say), Action.IMPORT_SEEN, *_key(view))


def _again(say: Say, view: ImportView) -> list[InlineKeyboardButton]:
    return [button(texts.another(say), Action.IMPORT, view.import_.project_number)]
