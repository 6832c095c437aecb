"""The official lottery of a raffle that is there already: asked for answer by answer, and written when all is said."""

from dataclasses import replace

from bot.context import Context
from bot.conversation import LEAVE
from bot.conversations.change_deeds import Draft
from bot.conversations.change_pages import ask, look, lottery_about, page_of
from bot.screens.lottery import usual_what
from bot.texts import greetings
from bot.texts import settings as of_settings
from rules.choices import read_draw_method
from rules.keys import ProjectKey
from rules.lottery_answers import QUESTIONS, Answers, answer, open_question
from rules.states import DrawMethod
from services.draw_settings import require_lottery_unpromised, set_lottery
from services.projects import set_draw_method


def begins(draft: Draft, words: str) -> bool:
    """A lottery is not the way in which winners are found before it is known which."""
    return draft.field == "method" and read_draw_method(words) == DrawMethod.NUMBER


async def begin(context: Context, project_number: int) -> object:
    await require_lottery_unpromised(context.work, ProjectKey(context.person.id, project_number))
    return await ask(context, await look(context, project_number), Draft(project_number, "rule"))


async def tapped(context: Context, wished: Draft, words: str) -> object:
    """Only the question that is open takes it."""
    draft: Draft | None = context.draft
    if draft is None or (draft.project_number, draft.field) != (wished.project_number, "rule"):
        await context.toast(greetings.old_button(context.say))
        return await begin(context, wished.project_number)
    about = lottery_about(context, await look(context, draft.project_number))
    if not 1 <= wished.item <= len(QUESTIONS) or QUESTIONS[wished.item - 1] != open_question(draft.rule, about.ranges):
        await context.toast(greetings.old_button(context.say))
        return await ask(context, await look(context, draft.project_number), draft)
    return await take(context, draft, words)


async def take(context: Context, draft: Draft, words: str) -> object:
    sheet = await look(context, draft.project_number)
    about = lottery_about(context, sheet)
    question = open_question(draft.rule, about.ranges) or "sure"
    answers = answer(draft.rule, question, words, about.country, usual_what(context.say, about))
    if open_question(answers, about.ranges) is not None:
        return await ask(context, sheet, replace(draft, rule=answers))
    await _settle(context, sheet.glance.project.key, answers)
    after = await look(context, draft.project_number)
    await context.show(page_of(context, after, "", 0, of_settings.kept(context.say)))
    return LEAVE


async def _settle(context: Context, key: ProjectKey, answers: Answers) -> None:
    await set_draw_method(context.work, key, DrawMethod.NUMBER, context.person.id)
    await set_lottery(context.work, key, answers.lottery, context.person.id)
