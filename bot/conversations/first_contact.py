"""First contact: hello, and the country once; whoever has chosen it or made a raffle is shown home instead."""

from dataclasses import dataclass

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.addresses import REPORTS
from bot.buttons import pattern
from bot.context import Context
from bot.conversation import LEAVE, Conversation, GoTo
from bot.conversations import buying, my_tickets, operating, sharing
from bot.conversations.home import home_of
from bot.screens import first_contact as screens
from bot.screens import links
from rules.countries import read_country
from rules.refusals import LinkNotUsable
from services.links import CLAIM, open_claim
from services.my_tickets import has_tickets
from services.orders import list_orders_of_buyer
from services.organizers import choose_country, find_organizer
from services.overviews import look_around
from services.shares import SHARE, TICKET_CHECK, link_kind

COUNTRY = "country"


@dataclass(frozen=True)
class Draft:
    pass


async def start(update: Update, context: Context) -> object:
    if context.incoming.message is not None and context.words not in ("", sharing.FROM_INLINE):
        await _open(context, context.words)
        return None
    if await _is_new(context):
        await context.show(screens.hello(context.say, buys=await has_tickets(context.work, context.person.id)))
    else:
        await context.show(await home_of(context))
    return LEAVE


async def tapped(update: Update, context: Context) -> object:
    if context.pressed.value:
        return await _choose(context, context.pressed.value)
    await context.show(screens.write_country(context.say))
    return GoTo(COUNTRY, Draft())


async def typed(update: Update, context: Context) -> object:
    return await _choose(context, context.words)


async def _choose(context: Context, words: str) -> object:
    user = await choose_country(context.work, context.person.id, read_country(words))
    await context.show(screens.chosen(context.say, user))
    return LEAVE


async def _open(context: Context, payload: str) -> None:
    """What else they were doing goes on."""
    with context.wrong_links.counted(context.person.id, context.work.now):
        if payload.startswith(REPORTS):
            await operating.report_from_page(context, payload.removeprefix(REPORTS))
            return
        opener = _OPENERS.get(await link_kind(context.work, payload) or "")
        if opener is None:
            raise LinkNotUsable
        await opener(context, payload)


async def _connect(context: Context, code: str) -> None:
    """An organizer's buyer connects their Telegram."""
    buyer = await open_claim(context.work, code, context.person.id)
    organizer = await find_organizer(context.work, buyer.user_id)
    page = await list_orders_of_buyer(context.work, buyer.key)
    say = context.say_near(organizer.zone)
    await context.tell(links.connected(say, buyer.name, organizer.name, page, context.work.now))


_OPENERS = {CLAIM: _connect, SHARE: buying.show_offer, TICKET_CHECK: my_tickets.check}
"""By the kind of the link."""


async def _is_new(context: Context) -> bool:
    if context.user.country is not None:
        return False
    overview = await look_around(context.work, context.person.id)
    return overview.current is None and not overview.others and not overview.more


conversation = Conversation(
    "first_contact",
    version=1,
    draft=Draft,
    entry_points=[
        CommandHandler("start", start),
        # The buttons go on working when the question is long forgotten.
        CallbackQueryHandler(tapped, pattern(Action.COUNTRY)),
    ],
    steps={COUNTRY: [MessageHandler(filters.TEXT & ~filters.COMMAND, typed)]},
    fallbacks=[CallbackQueryHandler(start, pattern(Action.BACK))],
)
