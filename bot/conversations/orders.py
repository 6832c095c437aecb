"""Orders: who owes, each of them, and all that can be asked about one or done with it."""

from telegram.ext import CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.conversation import Conversation, on
from bot.conversations import (
    first_contact,
    order_deeds,
    order_holders,
    order_lines,
    order_questions,
    order_releases,
    settings,
)
from bot.conversations.order_draft import AMOUNT, CHOOSING, HOLDER, NAME, PHONE, REASON, SURE, TIME, Draft, too_old

_typed = filters.TEXT & ~filters.COMMAND

conversation = Conversation(
    "order",
    version=1,
    draft=Draft,
    # The buttons of an order go on working when whatever was asked is long forgotten.
    entry_points=[
        CommandHandler(order_lines.OWES, order_deeds.show_owing_of_active),
        CommandHandler(order_lines.PAY, order_lines.pay_by_line),
        CommandHandler(order_lines.RELEASE, order_releases.begin_release),
        on(Action.OWES, order_deeds.show_owing),
        on(Action.ORDERS, order_deeds.show_paid),
        on(Action.ORDER, order_deeds.show_order),
        on(Action.ORDER_HISTORY, order_deeds.show_history),
        on(Action.PAY, order_deeds.pay_by_tap),
        on(Action.EXTEND, order_deeds.extend_by_tap),
        on(Action.HAND_TO, order_deeds.hand_on_by_tap),
        on(Action.TICKET, order_deeds.send_ticket),
        on(Action.REMIND, order_deeds.remind_now),
        on(Action.PART, order_questions.ask_part),
        on(Action.TIME, order_questions.ask_time),
        on(Action.CORRECT, order_questions.ask_correction),
        on(Action.VOID, order_questions.ask_reason),
        on(Action.RELEASE, order_releases.ask_release),
        on(Action.GIVE_UP, order_releases.choose_release),
        on(Action.HAND_ON, order_holders.ask_holder),
        # Only what was asked just now can be answered with yes.
        on(Action.RELEASED, too_old),
        on(Action.VOIDED, too_old),
        on(Action.HAND_NEW, too_old),
    ],
    steps={
        AMOUNT: [MessageHandler(_typed, order_questions.type_part)],
        TIME: [MessageHandler(_typed, order_questions.type_time)],
        CHOOSING: [MessageHandler(_typed, order_releases.type_release)],
        SURE: [on(Action.RELEASED, order_releases.release_surely), MessageHandler(_typed, order_releases.type_release)],
        HOLDER: [
            on(Action.HAND_NEW, order_holders.hand_on_to_new),
            MessageHandler(filters.CONTACT, order_holders.share_holder),
            MessageHandler(_typed, order_holders.type_holder),
        ],
        NAME: [MessageHandler(_typed, order_questions.type_name)],
        PHONE: [MessageHandler(_typed, order_questions.type_phone)],
        REASON: [
            on(Action.VOIDED, order_questions.void_surely),
            MessageHandler(_typed, order_questions.type_reason),
        ],
    },
    # Who goes home answers no more.
    fallbacks=[CommandHandler("start", first_contact.start), on(Action.HOME, settings.leave)],
)
