"""The draw as its organizer walks through it: the checklist, the lock, the wait, the winners, and the way back."""

from __future__ import annotations

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.context import Context
from bot.conversation import LEAVE, Conversation, on
from bot.conversations import drawing_deeds as deeds
from bot.conversations import first_contact, home, settings
from bot.conversations.active import find_active
from bot.conversations.drawing_draft import ASKED, SURE, Draft, pressed_draw, screen_of, screen_of_draw
from bot.screen import Screen
from bot.screens import drawing as screens
from bot.screens import drawing_results as results
from bot.texts import drawing as texts
from bot.texts import drawing_results as of_results
from rules.keys import DrawKey, ProjectKey
from rules.misreadings import ButtonTooOld
from services.draw_files import send_last_proof, send_proof
from services.draws import list_draws
from services.locking import lock_for_draw
from services.overviews import look_at_project
from services.readiness import look_at_readiness
from services.releasing_all import list_unpaid, release_unpaid

DRAW = ("draw", "sorteo", "sortear", "sorteio")
PROOF = ("proof", "prueba", "prova")


async def begin(update: Update, context: Context) -> object:
    project = await find_active(context, Action.DRAW)
    if project is not None:
        await context.tell(await screen_of(context, project.key))
    return LEAVE


async def show(update: Update, context: Context) -> object:
    """A raffle's draw; or a certain one, perhaps a page of its winners."""
    project, *of_draw = context.pressed.numbers
    if len(of_draw) > 2:
        raise ButtonTooOld
    if not of_draw:
        await context.show(await screen_of(context, ProjectKey(context.person.id, project)))
        return LEAVE
    draw, *page = of_draw
    key = DrawKey(context.person.id, project, draw)
    await context.show(await screen_of_draw(context, key, *page))
    return LEAVE


async def show_all(update: Update, context: Context) -> object:
    key = _pressed_project(context)
    sheet, draws = await look_at_project(context.work, key), await list_draws(context.work, key)
    await context.show(results.all_draws(context.say, sheet.glance.project, draws, context.work.now))
    return LEAVE


async def ask_lock(update: Update, context: Context) -> object:
    await _ask_lock(context, _pressed_project(context))
    return LEAVE


async def lock(update: Update, context: Context) -> object:
    """The list that was shown, and no draw since."""
    project, before, sold = context.pressed.take(3)
    key = ProjectKey(context.person.id, project)
    found, draws = await look_at_readiness(context.work, key), await list_draws(context.work, key)
    if found.open.project.locked_at is None and (len(draws), found.sold) != (before, sold):
        await context.toast(texts.changed_meanwhile(context.say))
        await _ask_lock(context, key)
        return LEAVE
    drawn = await lock_for_draw(context.work, key, context.person.id)
    await context.show(await screen_of_draw(context, drawn.key))
    return LEAVE


async def ask_release(update: Update, context: Context) -> object:
    key = _pressed_project(context)
    unpaid = await list_unpaid(context.work, key)
    if not unpaid:
        await context.toast(texts.parts_paid_stay(context.say))
        await context.show(await screen_of(context, key))
        return LEAVE
    sheet = await look_at_project(context.work, key)
    await context.show(screens.ask_release(context.say, sheet.glance.project, len(unpaid)))
    return LEAVE


async def release_surely(update: Update, context: Context) -> object:
    """As many as it was shown with."""
    project, count = context.pressed.take(2)
    key = ProjectKey(context.person.id, project)
    if len(await list_unpaid(context.work, key)) != count:
        raise ButtonTooOld
    released = await release_unpaid(context.work, key, context.person.id)
    shown = await screen_of(context, key, texts.released(context.say, len(released)))
    await context.show(screens.with_undo(context.say, shown, context.work.mark))
    return LEAVE


async def send_proof_of(update: Update, context: Context) -> object:
    key = pressed_draw(context)
    await send_proof(context.work, key, _here(context))
    await context.toast(of_results.proof_comes(context.say))
    return LEAVE


async def send_proof_of_last(update: Update, context: Context) -> object:
    if not await send_last_proof(context.work, context.person.id, _here(context)):
        await context.tell(Screen(of_results.no_proof_yet(context.say)))
    return LEAVE


async def leave_for_project(update: Update, context: Context) -> object:
    await home.show_project(update, context)
    return LEAVE


async def _ask_lock(context: Context, key: ProjectKey) -> None:
    found, draws = await look_at_readiness(context.work, key), await list_draws(context.work, key)
    if not found.is_possible or found.open.project.locked_at is not None:
        await context.show(await screen_of(context, key))
    else:
        await context.show(screens.ask_lock(context.say, found, len(draws), context.work.now))


def _here(context: Context) -> int:
    chat = context.incoming.effective_chat
    return context.person.id if chat is None or chat.type == ChatType.PRIVATE else chat.id


def _pressed_project(context: Context) -> ProjectKey:
    return ProjectKey(context.person.id, context.pressed.number)


conversation = Conversation(
    "draw",
    version=1,
    draft=Draft,
    # The buttons go on working when whatever was asked is long forgotten.
    entry_points=[
        CommandHandler(DRAW, begin),
        CommandHandler(PROOF, send_proof_of_last),
        on(Action.DRAW, show),
        on(Action.DRAWS, show_all),
        on(Action.LOCK, ask_lock),
        on(Action.LOCKED, lock),
        on(Action.RELEASE_ALL, ask_release),
        on(Action.RELEASED_ALL, release_surely),
        on(Action.DRAW_PROOF, send_proof_of),
        *deeds.ENTRY_POINTS,
    ],
    steps={
        ASKED: [MessageHandler(filters.TEXT & ~filters.COMMAND, deeds.typed)],
        SURE: [MessageHandler(filters.TEXT & ~filters.COMMAND, deeds.typed)],
    },
    # Who goes home answers no more.
    fallbacks=[
        CommandHandler("start", first_contact.start),
        on(Action.HOME, settings.leave),
        on(Action.PROJECT, leave_for_project),
    ],
)
