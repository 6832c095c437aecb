"""A list that is taken in: sent or pasted, looked at, read otherwise if need be, taken in with one tap, and undone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.actions import Action
from bot.context import Context
from bot.conversation import LEAVE, Conversation, GoTo, on
from bot.conversations import first_contact, home, settings
from bot.conversations.active import find_active
from bot.screens import imports as screens
from rules.imports.encodings import MOST_BYTES
from rules.imports.entries import Manner, States
from rules.imports.refusals import ListTooLarge
from rules.imports.states import Deed, ImportState
from rules.keys import ImportKey, ProjectKey
from rules.misreadings import ButtonTooOld
from rules.tasks import TaskKind
from services.import_undo import may_be_undone
from services.imports import add_lines, ask_to_read, begin_import, cancel_import, look_at_import
from services.projects import require_open
from services.sets import look_at_sets

IMPORT = ("import", "importar")
COLLECTING = "collecting"


@dataclass(frozen=True)
class Draft:
    project_number: int
    import_number: int = 0
    """None, until something came."""


async def begin(update: Update, context: Context) -> object:
    """With lines behind the command, they are read at once."""
    project = await find_active(context, Action.IMPORT)
    if project is None:
        return LEAVE
    if not context.words:
        return await _ask(context, project.key)
    begun = await begin_import(context.work, project.key)
    await add_lines(context.work, begun.key, context.words)
    return await _read(context, begun.key)


async def ask(update: Update, context: Context) -> object:
    return await _ask(context, ProjectKey(context.person.id, context.pressed.number))


async def take_file(update: Update, context: Context) -> object:
    """Bounded before it is loaded; and while it comes, for what was said of it may be wrong."""
    document = context.message.document
    if document is None:
        return None
    if (document.file_size or 0) > MOST_BYTES:
        raise ListTooLarge(document.file_size or 0, MOST_BYTES)
    begun = await begin_import(context.work, _project(context), document.file_id)
    await context.begin(begun.key.project, TaskKind.IMPORT, number=begun.import_number, deed=Deed.READ.value)
    return LEAVE


async def take_lines(update: Update, context: Context) -> object:
    """As many messages as it needs."""
    draft: Draft = context.draft
    if not draft.import_number:
        begun = await begin_import(context.work, _project(context))
        draft = replace(draft, import_number=begun.import_number)
    key = ImportKey(context.person.id, draft.project_number, draft.import_number)
    count = await add_lines(context.work, key, context.message.text or "")
    await context.tell(screens.so_far(context.say, await look_at_import(context.work, key), count))
    return GoTo(COLLECTING, draft)


async def read(update: Update, context: Context) -> object:
    return await _read(context, _key(context, 2))


async def look(update: Update, context: Context) -> None:
    await _look(context, _key(context, 2))


async def look_how(update: Update, context: Context) -> None:
    view = await look_at_import(context.work, _key(context, 2))
    is_ready = view.import_.state == ImportState.READY
    await context.show(screens.how(context.say, view) if is_ready else screens.as_it_stands(context.say, view))


async def ask_role(update: Update, context: Context) -> None:
    view, place = await look_at_import(context.work, _key(context, 3)), context.pressed.numbers[2]
    if place >= len(view.shown.columns):
        raise ButtonTooOld
    await context.show(screens.which_role(context.say, view, place))


async def set_role(update: Update, context: Context) -> object:
    key, (place, number) = _key(context, 4), context.pressed.numbers[2:]
    view = await look_at_import(context.work, key)
    manner = screens.with_role(view.manner, place, number)
    if manner is None or place >= len(view.shown.columns):
        raise ButtonTooOld
    return await _read(context, key, manner)


async def set_states(update: Update, context: Context) -> object:
    key, place = _key(context, 3), context.pressed.numbers[2]
    if place >= len(States):
        raise ButtonTooOld
    manner = (await look_at_import(context.work, key)).manner
    return await _read(context, key, manner._replace(states=list(States)[place]))


async def send_left_out(update: Update, context: Context) -> None:
    await context.tell_left_out(_key(context, 2))


async def take_in(update: Update, context: Context) -> None:
    """Only what stands on the screen: anything newer is shown instead."""
    key, version = _key(context, 3), context.pressed.numbers[2]
    view = await look_at_import(context.work, key)
    if view.import_.state != ImportState.READY or view.import_.version != version:
        await context.show(screens.as_it_stands(context.say, view))
        return
    require_open(view.project, context.work.now)
    await context.begin(key.project, TaskKind.IMPORT, number=key.import_number, deed=Deed.TAKE_IN.value)
    await context.show(screens.being_taken_in(context.say, view))


async def undo(update: Update, context: Context) -> None:
    key = _key(context, 2)
    await may_be_undone(context.work, key)
    await context.begin(key.project, TaskKind.IMPORT, number=key.import_number, deed=Deed.UNDO.value)
    await context.show(screens.being_undone(context.say))


async def cancel(update: Update, context: Context) -> object:
    key = _key(context, 2)
    await cancel_import(context.work, key)
    await _look(context, key)
    return LEAVE


async def leave_for_more(update: Update, context: Context) -> object:
    await home.show_more(update, context)
    return LEAVE


async def _ask(context: Context, key: ProjectKey) -> object:
    project = (await look_at_sets(context.work, key)).project
    require_open(project, context.work.now)
    await context.show(screens.ask(context.say, project))
    return GoTo(COLLECTING, Draft(key.project_number))


async def _read(context: Context, key: ImportKey, manner: Manner | None = None) -> object:
    await ask_to_read(context.work, key, manner)
    await context.begin(key.project, TaskKind.IMPORT, number=key.import_number, deed=Deed.READ.value)
    if context.incoming.callback_query is not None:
        await context.show(screens.being_read(context.say))
    return LEAVE


async def _look(context: Context, key: ImportKey) -> None:
    await context.show(screens.as_it_stands(context.say, await look_at_import(context.work, key)))


def _project(context: Context) -> ProjectKey:
    draft: Draft = context.draft
    return ProjectKey(context.person.id, draft.project_number)


def _key(context: Context, count: int) -> ImportKey:
    """What is named by the first two numbers of so many."""
    project, number, *_ = context.pressed.take(count)
    return ImportKey(context.person.id, project, number)


conversation = Conversation(
    "import",
    version=1,
    draft=Draft,
    entry_points=[
        CommandHandler(IMPORT, begin),
        on(Action.IMPORT, ask),
        on(Action.IMPORT_READ, read),
        on(Action.IMPORT_SEEN, look),
        on(Action.IMPORT_HOW, look_how),
        on(Action.IMPORT_COLUMN, ask_role),
        on(Action.IMPORT_ROLE, set_role),
        on(Action.IMPORT_STATES, set_states),
        on(Action.LEFT_OUT, send_left_out),
        on(Action.TAKE_IN, take_in),
        on(Action.IMPORT_UNDO, undo),
        on(Action.IMPORT_CANCEL, cancel),
    ],
    steps={
        COLLECTING: [
            MessageHandler(filters.Document.ALL, take_file),
            MessageHandler(filters.TEXT & ~filters.COMMAND, take_lines),
        ],
    },
    # Who goes home sends nothing more.
    fallbacks=[
        CommandHandler("start", first_contact.start),
        on(Action.HOME, settings.leave),
        on(Action.MORE, leave_for_more),
    ],
)
