"""The pages of a raffle that is being changed, and the questions that are asked on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.context import Context
from bot.conversation import GoTo
from bot.conversations.change_deeds import Draft
from bot.conversations.create_draft import offered_dates
from bot.screen import Screen
from bot.screens import change_questions as questions
from bot.screens import changing as screens
from bot.screens import draw_terms, lottery
from bot.screens.change_questions import About
from bot.texts.say import Said
from rules.dates import example
from rules.keys import ProjectKey
from rules.misreadings import ButtonTooOld
from rules.refusals import NotFound
from services.overviews import Sheet, look_at_project

if TYPE_CHECKING:
    from db.prizes import Prize
    from db.sets import RaffleSet

ASKED = "asked"


def page_of(context: Context, sheet: Sheet, page: str, item: int, done: Said | None = None) -> Screen:
    say, project = context.say, sheet.glance.project
    match page:
        case "":
            return screens.menu(say, sheet, context.work.now, done)
        case "sets":
            return screens.sets(say, sheet, max(item, 1), done)
        case "prizes":
            return screens.prizes(say, sheet, max(item, 1), done)
        case "set":
            return screens.one_set(say, project, _set(sheet, item))
        case "won":
            return screens.one_prize(say, project, _prize(sheet, item))
        case "limits":
            return screens.limits(say, project, done)
        case "terms":
            return draw_terms.terms(say, project, done)
        case "off":
            return screens.ask_call_off(say, sheet.glance)
    raise ButtonTooOld


async def ask(context: Context, sheet: Sheet, draft: Draft, why: Said | None = None) -> GoTo[Draft]:
    await context.show(questions.question(context.say, draft.field, _about(context, sheet, draft), why))
    return GoTo(ASKED, draft)


def _about(context: Context, sheet: Sheet, draft: Draft) -> About:
    now, zone = context.work.now, context.user.zone
    return About(
        sheet.glance.project,
        _set(sheet, draft.item) if draft.field in ("price", "grow") else None,
        _prize(sheet, draft.item) if draft.field == "rename" else None,
        draft.numbers,
        sheet.sets,
        offered_dates(context),
        context.say.moment(example(now, zone), now),
        zone,
        draft.rule,
        lottery_about(context, sheet),
    )


def lottery_about(context: Context, sheet: Sheet) -> lottery.About:
    return lottery.About([one.numbers for one in sheet.sets], len(sheet.prizes), context.user.country)


def _set(sheet: Sheet, number: int) -> RaffleSet:
    found = next((one for one in sheet.sets if one.set_number == number), None)
    if found is None:
        raise NotFound("set", number)
    return found


def _prize(sheet: Sheet, number: int) -> Prize:
    found = next((one for one in sheet.prizes if one.prize_number == number), None)
    if found is None:
        raise NotFound("prize", number)
    return found


async def look(context: Context, number: int) -> Sheet:
    return await look_at_project(context.work, ProjectKey(context.person.id, number))
