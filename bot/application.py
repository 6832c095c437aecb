"""The one visible list of handlers, and the application that holds them."""

from collections.abc import Sequence
from typing import Any

from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    Defaults,
    MessageHandler,
    filters,
)

from bot import barring, belonging, commands, lateness, membership
from bot.capture import CapturingRequest, UnitApplication
from bot.context import Context
from bot.conversations import (
    announcing,
    backdrops,
    board,
    buying,
    changing,
    creating,
    drawing,
    exports,
    first_contact,
    home,
    importing,
    language,
    lists,
    live_boards,
    more_time,
    my_tickets,
    operating,
    orders,
    own_prizes,
    paying,
    people,
    practice,
    printing,
    privacy,
    proofs,
    reminders,
    reporting,
    sale_lines,
    selling,
    set_lines,
    settings,
    sharing,
    tasks,
    waiting,
)
from bot.conversations import help as help_
from bot.doors import AnyHandler, Doors
from bot.wrong_links import WrongLinks

GUARDS = (barring.handler, belonging.handler, lateness.handler)

HANDLERS = (
    MessageHandler(filters.VIA_BOT, sharing.leave_alone),
    CommandHandler("cancel", commands.cancel),
    *help_.HANDLERS,
    language.conversation,
    settings.conversation,
    orders.conversation,
    people.conversation,
    first_contact.conversation,
    creating.conversation,
    changing.conversation,
    drawing.conversation,
    printing.conversation,
    announcing.conversation,
    importing.conversation,
    *set_lines.HANDLERS,
    *lists.HANDLERS,
    *reporting.HANDLERS,
    *live_boards.HANDLERS,
    *board.HANDLERS,
    backdrops.conversation,
    *reminders.HANDLERS,
    *sharing.HANDLERS,
    *tasks.HANDLERS,
    *operating.HANDLERS,
    *exports.HANDLERS,
    buying.conversation,
    *home.HANDLERS,
    *practice.HANDLERS,
    *my_tickets.HANDLERS,
    *own_prizes.HANDLERS,
    *more_time.HANDLERS,
    waiting.conversation,
    privacy.conversation,
    proofs.conversation,
    paying.conversation,
    *membership.HANDLERS,
    *sale_lines.HANDLERS,
    # What is typed belongs to the conversation under way; only then may it be a sale by itself.
    selling.conversation,
    CallbackQueryHandler(commands.old_button),
    MessageHandler(filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL, commands.not_understood),
)


def build_application(
    token: str, api_url: str, request: CapturingRequest, default_language: str
) -> Application[Any, Any, Any, Any, Any, Any]:
    """Without an updater: updates come from the inbox."""
    application = (
        ApplicationBuilder()
        .application_class(UnitApplication)
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(request)
        .get_updates_request(request)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context))
        .defaults(Defaults(parse_mode=ParseMode.HTML))
        .build()
    )
    application.bot_data["default_language"] = default_language
    application.bot_data["wrong_links"] = WrongLinks()
    add_handlers(application, HANDLERS)
    return application


def add_handlers(application: Application[Any, Any, Any, Any, Any, Any], handlers: Sequence[AnyHandler]) -> None:
    """And the guards, who look at a tap before anybody acts on it, one after the other."""
    if not all(handler.block for handler in handlers):
        raise ValueError("a handler that does not block would answer when its unit has ended")
    for group, guard in enumerate(GUARDS, -len(GUARDS)):
        application.add_handler(guard, group=group)
    application.add_handler(Doors(handlers))
