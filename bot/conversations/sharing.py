"""Passing a raffle on: its link with words to forward, a new link for the old one, and cards posted in any chat."""

from telegram import InlineQueryResult, InlineQueryResultsButton, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, InlineQueryHandler
from telegram.helpers import create_deep_linked_url

from bot.actions import Action
from bot.buttons import Tap, pattern
from bot.context import Context
from bot.conversations.active import find_active
from bot.live_board_notices import known_picture
from bot.screens import sharing as screens
from bot.texts import sharing as texts
from rules.codes import is_mark
from rules.keys import ProjectKey
from rules.misreadings import ButtonTooOld
from services.cards import Occasion
from services.overviews import look_at_project
from services.projects import is_running
from services.shares import Shared, revoke_share, share_link, share_open_projects

FROM_INLINE = "share"
"""What the bot is started with where there was nothing to post."""
_FRESH_SECONDS = 5
_PICTURED = 10
"""So many come with their board: whoever types looks at the first few."""


async def share(update: Update, context: Context) -> None:
    project = await find_active(context, Action.SHARE)
    if project is not None:
        await _show_link(context, project.key)


async def share_this(update: Update, context: Context) -> None:
    """Who comes back to the link has what to forward already."""
    number, *came_back = context.pressed.numbers
    if came_back not in ([], [1]):
        raise ButtonTooOld
    await _show_link(context, ProjectKey(context.person.id, number), with_card=not came_back)


async def ask_for_new_link(update: Update, context: Context) -> None:
    key, old = _link_on(context)
    sheet = await look_at_project(context.work, key)
    await context.show(screens.really_new(context.say, sheet.glance.project, old))


async def make_new_link(update: Update, context: Context) -> None:
    """Only in place of the link that was shown: pressed again, the new one is shown again."""
    key, old = _link_on(context)
    if (await share_link(context.work, key, context.person.id)).startswith(old):
        await revoke_share(context.work, key, context.person.id)
    await _show_link(context, key)


async def post_anywhere(update: Update, context: Context) -> None:
    """Of the organizer's own raffles, those that are open."""
    query = context.incoming.inline_query
    if query is None:
        return
    part = query.query.strip()
    found = await share_open_projects(context.work, context.person.id, part)
    results = [await _result(context, one, pictured=rank < _PICTURED) for rank, one in enumerate(found)]
    first = None if found or part else InlineQueryResultsButton(texts.make_one_first(context.say), None, FROM_INLINE)
    await query.answer(results, _FRESH_SECONDS, is_personal=True, button=first)


async def _result(context: Context, one: Shared, *, pictured: bool) -> InlineQueryResult:
    """With its board where Telegram has the picture, for it is to be there at once."""
    project, url, now = one.offer.project, url_of(context, one.code), context.work.now
    known = await known_picture(context.work, project.key, context.say) if pictured and one.offer.sets else None
    if known is None:
        return screens.article(context.say, one.offer, url, now)
    return screens.pictured(context.say, one.offer, url, now, known)


async def leave_alone(update: Update, context: Context) -> None:
    """What a person posts with our help is not said to us."""


def url_of(context: Context, code: str) -> str:
    return create_deep_linked_url(context.bot.username, code)


async def _show_link(context: Context, key: ProjectKey, *, with_card: bool = True) -> None:
    project = (await look_at_project(context.work, key)).glance.project
    if project.practice or not is_running(project):
        await context.show(screens.nothing_to_share(context.say, project))
        return
    code = await share_link(context.work, key, context.person.id)
    url = url_of(context, code)
    page = context.addresses.page(project.slug)
    await context.show(screens.shared(context.say, project, url, code, context.bot.username, page))
    if with_card:
        await context.tell_card(code, Occasion.TO_FORWARD)


def _link_on(context: Context) -> tuple[ProjectKey, str]:
    tap = context.pressed
    number, _, old = tap.value.partition(".")
    if not is_mark(old):
        raise ButtonTooOld
    return ProjectKey(context.person.id, Tap(tap.action, number).number), old


HANDLERS = (
    CommandHandler(["share", "compartir", "compartilhar"], share),
    CallbackQueryHandler(share_this, pattern(Action.SHARE)),
    CallbackQueryHandler(ask_for_new_link, pattern(Action.NEW_LINK)),
    CallbackQueryHandler(make_new_link, pattern(Action.NEW_LINK_MADE)),
    InlineQueryHandler(post_anywhere),
)
