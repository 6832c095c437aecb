"""A conversation lives in the store: it goes on in another process, and what nobody understands is asked again."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import commands
from bot.context import Context
from bot.conversation import LEAVE, PATIENCE, Conversation, GoTo
from db.dialogs import put_dialog
from db.store import Store, open_store
from db.work import World
from rules.misreadings import AmountUnreadable
from tests.bot.desk import Desk, desk_of, said, tapped
from tests.cast import ANA, BETO, Clock


@dataclass(frozen=True)
class Draft:
    title: str = ""
    day: date | None = None
    numbers: tuple[int, ...] = ()


async def ask_title(update: Update, context: Context) -> object:
    await context.message.reply_text("title?")
    return GoTo("title", Draft())


async def take_title(update: Update, context: Context) -> object:
    await context.message.reply_text("numbers?")
    return GoTo("numbers", replace(context.draft, title=context.words, day=date(2026, 3, 2)))


async def take_numbers(update: Update, context: Context) -> object:
    await context.message.reply_text("sure?")
    if not context.words.replace(" ", "").isdigit():
        raise AmountUnreadable(context.words)
    return GoTo("sure", replace(context.draft, numbers=tuple(map(int, context.words.split()))))


async def finish(update: Update, context: Context) -> object:
    await context.message.reply_text(repr(context.draft))
    return LEAVE


async def explain(update: Update, context: Context) -> object:
    await context.message.reply_text("a photo is no answer")
    return None


async def not_understood(update: Update, context: Context) -> None:
    await context.message.reply_text("?")


TYPED = filters.TEXT & ~filters.COMMAND


def new_raffle(version: int) -> Conversation[Draft]:
    return Conversation(
        "new_raffle",
        version,
        Draft,
        entry_points=[CommandHandler("new", ask_title)],
        steps={
            "title": [MessageHandler(TYPED, take_title)],
            "numbers": [MessageHandler(TYPED, take_numbers)],
            "sure": [CallbackQueryHandler(finish, pattern="yes")],
        },
        fallbacks=[MessageHandler(filters.Regex("photo"), explain)],
    )


def handlers(version: int = 1) -> list[CommandHandler | Conversation[Draft] | MessageHandler]:  # type: ignore[type-arg]
    return [
        CommandHandler("cancel", commands.cancel),
        new_raffle(version),
        CommandHandler("help", not_understood),
        MessageHandler(filters.TEXT, not_understood),
    ]


@pytest.fixture
async def desk(store: Store, clock: Clock) -> AsyncIterator[Desk]:
    async with desk_of(store, clock, handlers()) as desk:
        yield desk


async def test_a_conversation_goes_step_by_step_to_its_end(desk: Desk) -> None:
    await desk.take(said(ANA, "/new"), said(ANA, "Spring"), said(ANA, "4 7"), tapped(ANA, "yes"))
    draft = Draft("Spring", date(2026, 3, 2), (4, 7))
    assert await desk.texts() == ["title?", "numbers?", "sure?", repr(draft)]
    assert await desk.dialog(ANA) is None
    await desk.take(said(ANA, "5"))
    assert (await desk.texts())[-1] == "?"


async def test_it_goes_on_in_another_process_after_every_step(url: str, world: World, clock: Clock) -> None:
    for update in (said(ANA, "/new"), said(ANA, "Spring"), said(ANA, "4 7"), tapped(ANA, "yes")):
        store = await open_store(url, world)
        async with desk_of(store, clock, handlers()) as desk:
            await desk.take(update)
            texts = await desk.texts()
        await store.close()
    assert texts[-1] == repr(Draft("Spring", date(2026, 3, 2), (4, 7)))


async def test_the_draft_is_json_with_its_version(desk: Desk) -> None:
    await desk.take(said(ANA, "/new"), said(ANA, "Ñandú 👍"))
    dialog = await desk.dialog(ANA)
    assert dialog is not None
    assert (dialog.conversation, dialog.step, dialog.version) == ("new_raffle", "numbers", 1)
    assert json.loads(dialog.draft) == {"title": "Ñandú 👍", "day": "2026-03-02", "numbers": []}


async def test_everybody_has_a_step_of_their_own(desk: Desk) -> None:
    await desk.take(said(ANA, "/new"), said(BETO, "hello"), said(ANA, "Spring"), said(BETO, "/new"))
    assert await desk.texts(ANA) == ["title?", "numbers?"]
    assert await desk.texts(BETO) == ["?", "title?"]


async def test_a_refusal_leaves_the_step_open(desk: Desk) -> None:
    await desk.take(said(ANA, "/new"), said(ANA, "Spring"), said(ANA, "many"))
    dialog = await desk.dialog(ANA)
    assert dialog is not None
    assert dialog.step == "numbers"
    assert "sure?" not in await desk.texts()
    await desk.take(said(ANA, "7"))
    assert (await desk.texts())[-1] == "sure?"


async def test_the_entry_point_begins_it_again_from_every_step(desk: Desk) -> None:
    await desk.take(said(ANA, "/new"), said(ANA, "Spring"), said(ANA, "/new"), said(ANA, "Autumn"))
    assert await desk.texts() == ["title?", "numbers?", "title?", "numbers?"]
    dialog = await desk.dialog(ANA)
    assert dialog is not None
    assert json.loads(dialog.draft)["title"] == "Autumn"


async def test_a_fallback_answers_what_the_step_does_not_take_and_the_step_stays(desk: Desk) -> None:
    await desk.take(said(ANA, "/new"), said(ANA, "Spring"), said(ANA, "7"), said(ANA, "photo"), tapped(ANA, "yes"))
    assert (await desk.texts())[-2] == "a photo is no answer"
    assert (await desk.texts())[-1].startswith("Draft(title='Spring'")


async def test_it_can_be_left(desk: Desk) -> None:
    await desk.take(said(ANA, "/new"), said(ANA, "/cancel"))
    assert await desk.dialog(ANA) is None
    await desk.take(said(ANA, "Spring"))
    assert (await desk.texts())[-1] == "?"


async def test_a_question_that_nobody_answered_in_time_is_closed(desk: Desk) -> None:
    await desk.take(said(ANA, "/new"))
    desk.clock.pass_(PATIENCE - timedelta(seconds=1))
    await desk.take(said(ANA, "Spring"))
    desk.clock.pass_(PATIENCE)
    await desk.take(said(ANA, "7"))
    assert await desk.texts() == ["title?", "numbers?", "?"]
    await desk.take(said(ANA, "/cancel"))
    assert "nothing to leave" in (await desk.texts())[-1]


@pytest.mark.parametrize(
    "changed",
    [
        {"version": 7},
        {"step": "gone"},
        {"draft": "not json"},
        {"draft": "[1]"},
        {"draft": "null"},
        {"draft": '{"day": "soon"}'},
        {"draft": '{"numbers": ["x"]}'},
    ],
)
async def test_a_step_that_another_version_left_is_asked_again_from_the_start(
    desk: Desk, changed: dict[str, object]
) -> None:
    await desk.take(said(ANA, "/new"), said(ANA, "Spring"))
    dialog = await desk.dialog(ANA)
    assert dialog is not None
    async with desk.store.work() as work:
        await put_dialog(work, dialog._replace(**changed))  # type: ignore[arg-type]
        work.keep()
    await desk.take(said(ANA, "7"), said(ANA, "Autumn"))
    assert await desk.texts() == ["title?", "numbers?", "title?", "numbers?"]
    assert await desk.states() == [("done", 0)] * 4


async def test_a_step_of_another_version_does_not_swallow_commands(store: Store, clock: Clock) -> None:
    async with desk_of(store, clock, handlers(version=1)) as desk:
        await desk.take(said(ANA, "/new"))
    async with desk_of(store, clock, handlers(version=2)) as desk:
        await desk.take(said(ANA, "/help"), said(ANA, "/new"), said(ANA, "Spring"))
        assert await desk.texts() == ["title?", "?", "title?", "numbers?"]


async def test_who_acts_elsewhere_in_between_goes_on_where_they_were(store: Store, clock: Clock) -> None:
    at_once = Conversation("at_once", 1, Draft, entry_points=[CommandHandler("now", finish)], steps={})
    async with desk_of(store, clock, [at_once, *handlers()]) as desk:
        await desk.take(said(ANA, "/new"), said(ANA, "Spring"), said(ANA, "/now"), said(ANA, "4 7"))
        assert (await desk.texts())[-1] == "sure?"
