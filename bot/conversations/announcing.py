"""Writing to the buyers of a raffle: to whom, what, a look at it, and off it goes; and who wants no more of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram import LinkPreviewOptions, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.context import Context
from bot.conversation import LEAVE, Conversation, GoTo, on
from bot.conversations import first_contact, home, settings
from bot.conversations.active import find_active
from bot.screen import Screen
from bot.screens import announcements as screens
from bot.screens import privacy as privacy_screens
from bot.screens.pages import fitting
from bot.texts import announcements as texts
from rules.announcements import Audience, read_announcement, read_audience
from rules.keys import OrderKey, ProjectKey
from rules.misreadings import ButtonTooOld
from rules.tasks import TaskKind
from services.announcements import begin_announcement, look_at_audiences, require_may_announce
from services.opting_out import opt_in, opt_in_everywhere, opt_out
from services.own_orders import find_own_order

ANNOUNCE = ("announce", "anunciar", "avisar")
TEXT, SURE = "text", "sure"
_LONGEST_NAME = 30
"""In a short word that goes by itself."""


@dataclass(frozen=True)
class Draft:
    project_number: int
    audience: Audience
    text: str = ""
    file_id: str | None = None


async def begin(update: Update, context: Context) -> object:
    """With a text behind the command, it is looked at at once as all buyers will see it."""
    project = await find_active(context, Action.ANNOUNCE)
    if project is None:
        return LEAVE
    if not context.words:
        return await _ask_whom(context, project.key)
    await require_may_announce(context.work, context.person.id)
    return await _preview(context, Draft(project.project_number, Audience.ALL, read_announcement(context.words)))


async def ask_whom(update: Update, context: Context) -> object:
    return await _ask_whom(context, ProjectKey(context.person.id, context.pressed.number))


async def ask_text(update: Update, context: Context) -> object:
    number, _, word = context.pressed.value.partition(".")
    draft = Draft(context.pressed._replace(value=number).number, read_audience(word))
    found = await look_at_audiences(context.work, _key(context, draft))
    if not sum(found.meant.get(draft.audience, ())):
        raise ButtonTooOld
    await context.show(screens.which_text(context.say, found, draft.audience))
    return GoTo(TEXT, draft)


async def take_text(update: Update, context: Context) -> object:
    text = read_announcement(context.words)
    return await _preview(context, replace(context.draft, text=text, file_id=None))


async def take_photo(update: Update, context: Context) -> object:
    """The largest form of it; the words are those under it."""
    text = read_announcement(context.message.caption or "")
    return await _preview(context, replace(context.draft, text=text, file_id=context.message.photo[-1].file_id))


async def send(update: Update, context: Context) -> object:
    draft: Draft = context.draft
    if context.pressed.number != draft.project_number:
        raise ButtonTooOld
    task = await context.begin(_key(context, draft), TaskKind.ANNOUNCEMENT)
    about = draft.project_number, draft.audience, draft.text, draft.file_id
    await begin_announcement(context.work, task, *about)
    await context.show(Screen(texts.goes_now(context.say)))
    return LEAVE


async def too_old(update: Update, context: Context) -> object:
    """It is sent already, or another one is being written."""
    raise ButtonTooOld


async def cancel(update: Update, context: Context) -> object:
    await context.show(Screen(texts.left(context.say)))
    return LEAVE


async def want_none(update: Update, context: Context) -> object:
    """Without a code it stands under what its organizer looks at before it goes."""
    code = context.pressed.value
    if not code:
        await context.toast(texts.only_looks(context.say))
        return None
    organizer = await opt_out(context.work, context.person.id, await _order(context, code))
    await context.toast(texts.not_any_more(context.say, fitting(organizer, _LONGEST_NAME)))
    await context.change_buttons(screens.without_more(context.say, code))
    return None


async def want_again(update: Update, context: Context) -> object:
    """Of one organizer by an order; of all of them where they were told which."""
    code = context.pressed.value
    if not code:
        await opt_in_everywhere(context.work, context.person.id)
        await context.toast(texts.all_again(context.say))
        await context.show(privacy_screens.told(context.say))
        return None
    organizer = await opt_in(context.work, context.person.id, await _order(context, code))
    await context.toast(texts.again(context.say, fitting(organizer, _LONGEST_NAME)))
    await context.change_buttons(screens.with_more(context.say, code))
    return None


async def leave_for_more(update: Update, context: Context) -> object:
    await home.show_more(update, context)
    return LEAVE


async def _ask_whom(context: Context, key: ProjectKey) -> object:
    found = await look_at_audiences(context.work, key)
    if not found.project.practice:
        await require_may_announce(context.work, key.user_id)
    await context.show(screens.to_whom(context.say, found))
    return LEAVE


async def _preview(context: Context, draft: Draft) -> object:
    found = await look_at_audiences(context.work, _key(context, draft))
    if draft.audience not in found.meant:
        raise ButtonTooOld
    shown = screens.sample(context.say, found.organizer_name, found.project.name, draft.text)
    if draft.file_id is None:
        await context.tell(shown, LinkPreviewOptions(is_disabled=True))
    else:
        await context.tell_with_file(shown, "photo", draft.file_id)
    await context.tell(screens.preview(context.say, found, draft.audience, draft.text))
    return GoTo(SURE, draft)


async def _order(context: Context, code: str) -> OrderKey:
    return await find_own_order(context.work, context.person.id, code)


def _key(context: Context, draft: Draft) -> ProjectKey:
    return ProjectKey(context.person.id, draft.project_number)


_TYPED = (MessageHandler(filters.TEXT & ~filters.COMMAND, take_text), MessageHandler(filters.PHOTO, take_photo))

conversation = Conversation(
    "announce",
    version=1,
    draft=Draft,
    # The buttons go on working when whatever was asked is long forgotten.
    entry_points=[
        CommandHandler(ANNOUNCE, begin),
        on(Action.ANNOUNCE, ask_whom),
        on(Action.ANNOUNCE_TO, ask_text),
        on(Action.OPT_OUT, want_none),
        on(Action.OPT_IN, want_again),
        # Only what was looked at just now is sent.
        on(Action.ANNOUNCED, too_old),
    ],
    steps={TEXT: _TYPED, SURE: [on(Action.ANNOUNCED, send), *_TYPED]},
    # Who goes home answers no more.
    fallbacks=[
        CommandHandler("start", first_contact.start),
        on(Action.CANCEL, cancel),
        on(Action.HOME, settings.leave),
        on(Action.MORE, leave_for_more),
    ],
)
