"""Proofs of payment as the organizer decides on them: accepted, rejected with a reason, or asked for again."""

from dataclasses import dataclass

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.context import Context
from bot.conversation import LEAVE, Conversation, GoTo, on
from bot.conversations import first_contact, settings
from bot.conversations.order_deeds import find_waiting
from bot.screens import order_deeds as done
from bot.screens import proofs as screens
from rules.keys import ProjectKey, ProofKey
from rules.misreadings import ButtonTooOld
from rules.states import ProofState
from services.orders import find_order_view
from services.overviews import look_at_project
from services.proofs import accept_proof, ask_again, find_proof_view, reject_proof

REASON = "reason"


@dataclass(frozen=True)
class Draft:
    project_number: int
    order_number: int
    proof_number: int


async def show_proof(update: Update, context: Context) -> object:
    """The picture itself, wherever it is looked at from; under it, again its words."""
    view = await find_proof_view(context.work, _pressed(context))
    screen = screens.proof(context.say, view)
    if view.proof.file_id is None or context.shows_file:
        await context.show(screen)
    else:
        await context.tell_with_file(screen, view.proof.kind, view.proof.file_id)
    return LEAVE


async def accept(update: Update, context: Context) -> object:
    key = _pressed(context)
    paid = await accept_proof(context.work, key, context.person.id)
    view = await find_order_view(context.work, key.order)
    told = done.paid(context.say, view, paid.payment, context.work.now)
    await context.show(done.with_way_back(context.say, told, [view], context.work.mark))
    return LEAVE


async def ask_for_another(update: Update, context: Context) -> object:
    key = _pressed(context)
    await ask_again(context.work, key, context.person.id)
    await context.show(screens.told_again(context.say, await find_proof_view(context.work, key)))
    return LEAVE


async def ask_reason(update: Update, context: Context) -> object:
    """Or it is rejected at once, for one of the usual reasons."""
    numbers = context.pressed.numbers
    if len(numbers) not in (3, 4):
        raise ButtonTooOld
    key = ProofKey(context.person.id, *numbers[:3])
    if len(numbers) == 4:
        return await _reject(context, key, screens.usual_reason(context.say, numbers[3]))
    view = await find_proof_view(context.work, key)
    if view.proof.state != ProofState.WAITING:
        await context.show(screens.proof(context.say, view))
        return LEAVE
    await context.show(screens.why_reject(context.say, view))
    return GoTo(REASON, Draft(*key[1:]))


async def type_reason(update: Update, context: Context) -> object:
    draft: Draft = context.draft
    key = ProofKey(context.person.id, draft.project_number, draft.order_number, draft.proof_number)
    return await _reject(context, key, context.words)


async def show_waiting(update: Update, context: Context) -> object:
    project_number, *rest = context.pressed.numbers
    if len(rest) > 1:
        raise ButtonTooOld
    key = ProjectKey(context.person.id, project_number)
    project = (await look_at_project(context.work, key)).glance.project
    proofs = await find_waiting(context, key, rest[0] if rest else 1)
    await context.show(screens.waiting(context.say, project, proofs))
    return LEAVE


async def _reject(context: Context, key: ProofKey, reason: str) -> object:
    await reject_proof(context.work, key, reason, context.person.id)
    await context.show(screens.told_rejected(context.say, await find_proof_view(context.work, key)))
    return LEAVE


def _pressed(context: Context) -> ProofKey:
    return ProofKey(context.person.id, *context.pressed.take(3))


conversation = Conversation(
    "proof",
    version=1,
    draft=Draft,
    # The buttons under a picture go on working when whatever was asked is long forgotten.
    entry_points=[
        on(Action.PROOF, show_proof),
        on(Action.PROOFS, show_waiting),
        on(Action.ACCEPT, accept),
        on(Action.REJECT, ask_reason),
        on(Action.ASK_AGAIN, ask_for_another),
    ],
    steps={REASON: [MessageHandler(filters.TEXT & ~filters.COMMAND, type_reason)]},
    # Who goes home answers no more.
    fallbacks=[CommandHandler("start", first_contact.start), on(Action.HOME, settings.leave)],
)
