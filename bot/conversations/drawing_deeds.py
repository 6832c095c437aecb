"""What brings a draw about, and what is done with it then; what is final is asked a second time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from telegram import Update

from bot.actions import Action
from bot.context import Context
from bot.conversation import LEAVE, GoTo, on
from bot.conversations.drawing_draft import ASKED, SURE, Draft, draw_key, pressed_draw, screen_of_draw
from bot.screens import drawing_results as results
from bot.screens import drawing_waiting as screens
from rules.draw.beacon import find_signed
from rules.draw.validity import NotValid
from rules.keys import WinnerKey
from rules.locking import (
    ChanceIsKnown,
    DrawNotDue,
    DrawnOtherwise,
    DrawOver,
    FigureAsBefore,
    PrizeNotWaiting,
    SignatureWrong,
)
from rules.misreadings import ButtonTooOld
from rules.refusals import NotFound
from rules.states import DrawState, WinnerState
from rules.words import REASON_LIMIT, clean_line
from services.drawing import correct_figure, draw, read_value
from services.draws import DrawView, look_at_draw, void_draw
from services.holdings import look_at_buyer
from services.locking import lock_for_draw
from services.readiness import is_by_beacon, is_by_lottery
from services.winners import confirm, hand_over

if TYPE_CHECKING:
    from db.winners import HeldBy


async def draw_now(update: Update, context: Context) -> object:
    """What needs nothing that anybody would bring. Whoever presses when it is drawn sees what came of it."""
    key = pressed_draw(context)
    if (await look_at_draw(context.work, key)).draw.state != DrawState.DRAWN:
        await draw(context.work, key, context.person.id)
    await context.show(await screen_of_draw(context, key))
    return LEAVE


async def ask_figure(update: Update, context: Context) -> object:
    """The first one, once its moment has come; later one in its place."""
    view = await _view(context)
    if not is_by_lottery(view.draw.method):
        raise DrawnOtherwise(view.draw.method)
    is_first = view.draw.state == DrawState.LOCKED and not view.results
    if is_first and view.draw.due_at > context.work.now:
        raise DrawNotDue(view.draw.due_at, context.work.now)
    if not is_first and view.draw.state != DrawState.DRAWN:
        raise DrawOver(view.draw.draw_number, view.draw.state)
    await context.show(screens.ask_figure(context.say, view, context.work.now))
    return GoTo(ASKED, _about(view, "figure" if is_first else "correct"))


async def ask_signature(update: Update, context: Context) -> object:
    view = await _view(context)
    if not is_by_beacon(view.draw.method):
        raise DrawnOtherwise(view.draw.method)
    _require_waiting(view)
    if view.draw.due_at > context.work.now:
        raise DrawNotDue(view.draw.due_at, context.work.now)
    await context.show(screens.ask_signature(context.say, view.draw))
    return GoTo(ASKED, _about(view, "paste"))


async def ask_why_void(update: Update, context: Context) -> object:
    view = await _view(context)
    _require_waiting(view)
    if view.results or (is_by_beacon(view.draw.method) and view.draw.due_at <= context.work.now):
        raise ChanceIsKnown(view.draw.draw_number)
    await context.show(screens.ask_why_void(context.say, view.draw))
    return GoTo(ASKED, _about(view, "void"))


async def ask_why_again(update: Update, context: Context) -> object:
    view = await _view(context)
    if view.draw.state != DrawState.DRAWN:
        raise DrawOver(view.draw.draw_number, view.draw.state)
    await context.show(results.ask_why_again(context.say, view.draw))
    return GoTo(ASKED, _about(view, "again"))


async def show_winner(update: Update, context: Context) -> object:
    await _show_winner(context, _pressed_winner(context))
    return LEAVE


async def hand_over_by_tap(update: Update, context: Context) -> object:
    key = _pressed_winner(context)
    await hand_over(context.work, key, context.person.id)
    await _show_winner(context, key)
    return LEAVE


async def ask_code(update: Update, context: Context) -> object:
    key = _pressed_winner(context)
    view = await look_at_draw(context.work, key.draw)
    held = _held(view, key)
    if held.winner.state not in (WinnerState.WAITING, WinnerState.HANDED):
        raise PrizeNotWaiting(held.winner.place, held.winner.state)
    await context.show(results.ask_code(context.say, view, held))
    about = replace(_about(view, "code"), result_number=key.result_number, place_number=key.place_number)
    return GoTo(ASKED, about)


async def typed(update: Update, context: Context) -> object:
    draft: Draft = context.draft
    match draft.wish:
        case "figure":
            return await _read_figure(context, draft)
        case "correct" if not draft.figure:
            return await _read_correction(context, draft)
        case "paste":
            return await _take_signature(context, draft)
        case "code":
            key = WinnerKey(*draw_key(context, draft), draft.result_number, draft.place_number)
            await confirm(context.work, key, context.words, context.person.id)
            await _show_winner(context, key)
            return LEAVE
    return await _read_reason(context, draft)


async def surely(update: Update, context: Context) -> object:
    """What was typed, and shown; a button of another question is too old."""
    draft: Draft | None = context.draft
    pressed = pressed_draw(context)
    if draft is None or context.step != SURE or draw_key(context, draft) != pressed:
        raise ButtonTooOld
    by, shown = context.person.id, pressed
    match draft.wish:
        case "figure":
            await draw(context.work, pressed, by, figure=draft.figure)
        case "correct":
            await correct_figure(context.work, pressed, draft.figure, draft.reason, by)
        case "void":
            await void_draw(context.work, pressed, draft.reason, by)
        case "again":
            shown = (await lock_for_draw(context.work, pressed.project, by, reason=draft.reason)).key
    await context.show(await screen_of_draw(context, shown))
    return LEAVE


async def _read_figure(context: Context, draft: Draft) -> object:
    key = draw_key(context, draft)
    figure = await read_value(context.work, key, context.words)
    view = await look_at_draw(context.work, key)
    await context.show(screens.is_it_right(context.say, view, figure, context.work.now))
    return GoTo(SURE, replace(draft, figure=figure))


async def _read_correction(context: Context, draft: Draft) -> object:
    key = draw_key(context, draft)
    figure, view = await read_value(context.work, key, context.words), await look_at_draw(context.work, key)
    if view.result is not None and figure == view.result.value:
        raise FigureAsBefore(figure)
    await context.show(results.ask_why_correct(context.say, view.draw, figure))
    return GoTo(ASKED, replace(draft, figure=figure))


async def _read_reason(context: Context, draft: Draft) -> object:
    reason = clean_line(context.words, "reason", REASON_LIMIT)
    view, say = await look_at_draw(context.work, draw_key(context, draft)), context.say
    match draft.wish:
        case "void":
            await context.show(screens.surely_void(say, view.draw, reason))
        case "correct":
            await context.show(results.surely_correct(say, view, draft.figure, reason))
        case _:
            await context.show(results.surely_again(say, view.draw, reason))
    return GoTo(SURE, replace(draft, reason=reason))


async def _take_signature(context: Context, draft: Draft) -> object:
    """Nothing of what was pasted is believed but the signature, and that proves itself."""
    key = draw_key(context, draft)
    view = await look_at_draw(context.work, key)
    number = view.draw.beacon_round or 0
    try:
        found = find_signed(number, context.words)
    except NotValid:
        raise SignatureWrong(number) from None
    await draw(context.work, key, context.person.id, signature=found.signature)
    await context.show(await screen_of_draw(context, key))
    return LEAVE


async def _show_winner(context: Context, key: WinnerKey) -> None:
    view = await look_at_draw(context.work, key.draw)
    held = _held(view, key)
    buyer = (await look_at_buyer(context.work, held.buyer)).buyer
    await context.show(results.winner(context.say, view, held, buyer, context.work.now))


async def _view(context: Context) -> DrawView:
    return await look_at_draw(context.work, pressed_draw(context))


def _about(view: DrawView, wish: str) -> Draft:
    return Draft(wish, view.draw.project_number, view.draw.draw_number)


def _require_waiting(view: DrawView) -> None:
    if view.draw.state != DrawState.LOCKED:
        raise DrawOver(view.draw.draw_number, view.draw.state)


def _held(view: DrawView, key: WinnerKey) -> HeldBy:
    """Of the result that holds."""
    found = next((one for one in view.winners if one.winner.key == key), None)
    if found is None:
        raise NotFound("winner", key.place_number)
    return found


def _pressed_winner(context: Context) -> WinnerKey:
    return WinnerKey(context.person.id, *context.pressed.take(4))


ENTRY_POINTS = (
    on(Action.DRAW_NOW, draw_now),
    on(Action.FIGURE, ask_figure),
    on(Action.PASTE, ask_signature),
    on(Action.VOID_DRAW, ask_why_void),
    on(Action.REDRAW, ask_why_again),
    on(Action.WINNER, show_winner),
    on(Action.HANDED, hand_over_by_tap),
    on(Action.CLAIM_CODE, ask_code),
    on(Action.SURE, surely),
)
