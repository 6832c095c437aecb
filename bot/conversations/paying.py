"""Showing that one has paid: a photo or document for an order of one's own, asked for or sent out of the blue."""

from dataclasses import dataclass
from typing import NamedTuple

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.context import Context
from bot.conversation import LEAVE, Conversation, GoTo, on
from bot.conversations import first_contact, settings
from bot.screen import Screen
from bot.screens import my_tickets, proofs
from bot.texts import greetings
from bot.texts import proofs as texts
from rules.misreadings import FileNotUsable, FileTooLarge
from rules.states import OrderState, ProofKind
from services.muting import is_muted
from services.my_tickets import MyOrder
from services.my_tickets import my_tickets as list_my_tickets
from services.own_orders import find_own_order, look_at_own_order
from services.proofs import send_proof

PICTURE, CHOOSING = "picture", "choosing"
LARGEST_FILE = 20_000_000
_DOCUMENTS = ("image/", "application/pdf")
_PAGES = 3
_OFFERED = 8


@dataclass(frozen=True)
class Draft:
    code: str = ""
    """Of the order that the picture is for."""
    kind: ProofKind = ProofKind.PHOTO
    file_id: str = ""
    file_unique_id: str = ""


class Sent(NamedTuple):
    kind: ProofKind
    file_id: str
    file_unique_id: str


async def claim_paid(update: Update, context: Context) -> object:
    """Where nothing is owed any more, how it stands is shown instead."""
    key = await find_own_order(context.work, context.person.id, context.pressed.value)
    own = await look_at_own_order(context.work, key, context.person.id)
    if own.order.state != OrderState.RESERVED:
        muted = await is_muted(context.work, key)
        await context.show(my_tickets.order(context.say, own, context.work.now, muted=muted))
        return LEAVE
    await context.show(proofs.send_it(context.say, own))
    return GoTo(PICTURE, Draft(own.order.code))


async def send_picture(update: Update, context: Context) -> object:
    draft: Draft = context.draft
    return await _send(context, draft.code, read_file(context.message))


async def ask_for_file(update: Update, context: Context) -> object:
    await context.tell(Screen(texts.only_a_file(context.say)))
    return None


async def offer_orders(update: Update, context: Context) -> object:
    """Of somebody who owes nothing it is not expected."""
    orders = await _open_orders(context)
    if not orders:
        await context.message.reply_text(greetings.not_understood(context.say))
        return None
    sent = read_file(context.message)
    await context.tell(proofs.for_which(context.say, orders))
    return GoTo(CHOOSING, Draft("", *sent))


async def choose_order(update: Update, context: Context) -> object:
    draft: Draft = context.draft
    return await _send(context, context.pressed.value, Sent(draft.kind, draft.file_id, draft.file_unique_id))


async def dismiss(update: Update, context: Context) -> object:
    await context.show(Screen(texts.dismissed(context.say)))
    return LEAVE


async def too_old(update: Update, context: Context) -> object:
    """Without the picture it means nothing."""
    await context.toast(greetings.old_button(context.say))
    return None


def read_file(message: Message) -> Sent:
    """What it is, from Telegram's word for it: nothing is loaded."""
    if message.photo:
        photo = message.photo[-1]
        return _checked(Sent(ProofKind.PHOTO, photo.file_id, photo.file_unique_id), photo.file_size)
    document = message.document
    if document is None or not (document.mime_type or "").startswith(_DOCUMENTS):
        raise FileNotUsable
    return _checked(Sent(ProofKind.DOCUMENT, document.file_id, document.file_unique_id), document.file_size)


def _checked(sent: Sent, size: int | None) -> Sent:
    if size is not None and size > LARGEST_FILE:
        raise FileTooLarge(size, LARGEST_FILE)
    return sent


async def _send(context: Context, code: str, sent: Sent) -> object:
    key = await find_own_order(context.work, context.person.id, code)
    await send_proof(context.work, key, context.person.id, *sent)
    own = await look_at_own_order(context.work, key, context.person.id)
    await context.show(proofs.sent(context.say, own))
    return LEAVE


async def _open_orders(context: Context) -> list[MyOrder]:
    """Those that wait for money, the first few."""
    found: list[MyOrder] = []
    for number in range(1, _PAGES + 1):
        page = await list_my_tickets(context.work, context.person.id, number)
        found += [one for one in page.rows if one.order.state == OrderState.RESERVED]
        if not page.more:
            break
    return found[:_OFFERED]


_file = filters.PHOTO | filters.Document.ALL
_other = filters.UpdateType.MESSAGE & ~filters.COMMAND & ~filters.StatusUpdate.ALL

conversation = Conversation(
    "paying",
    version=1,
    draft=Draft,
    entry_points=[
        on(Action.CLAIM_PAID, claim_paid),
        on(Action.PROVE, too_old),
        MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & _file, offer_orders),
    ],
    steps={
        PICTURE: [
            MessageHandler(filters.UpdateType.MESSAGE & _file, send_picture),
            MessageHandler(_other, ask_for_file),
        ],
        CHOOSING: [on(Action.PROVE, choose_order), on(Action.CANCEL, dismiss)],
    },
    # Who goes home answers no more.
    fallbacks=[CommandHandler("start", first_contact.start), on(Action.HOME, settings.leave)],
)
