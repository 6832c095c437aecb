"""Home, the list of raffles and each of them: looking, and choosing which one is worked on."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.actions import Action
from bot.buttons import pattern
from bot.context import Context
from bot.screen import Screen
from bot.screens import home as screens
from bot.screens import projects
from rules.keys import ProjectKey
from rules.numbers import read_numbers
from services.my_tickets import has_tickets
from services.overviews import list_all_projects, look_around, look_at_project
from services.projects import choose_project


async def show_home(update: Update, context: Context) -> None:
    await context.show(await home_of(context))


async def switch(update: Update, context: Context) -> None:
    number = context.pressed.number
    await choose_project(context.work, ProjectKey(context.person.id, number))
    await show_home(update, context)


async def list_or_choose(update: Update, context: Context) -> None:
    if not context.words:
        await context.tell(await _list(context, 1))
        return
    (number,) = read_numbers(context.words, 1)
    await choose_project(context.work, ProjectKey(context.person.id, number))
    await context.tell(await home_of(context))


async def turn_page(update: Update, context: Context) -> None:
    await context.show(await _list(context, context.pressed.number if context.pressed.value else 1))


async def show_project(update: Update, context: Context) -> None:
    number = context.pressed.number
    sheet = await look_at_project(context.work, ProjectKey(context.person.id, number))
    is_active = context.user.active_project == number
    await context.show(projects.sheet(context.say, sheet, context.work.now, is_active=is_active))


async def show_more(update: Update, context: Context) -> None:
    number = context.pressed.number
    sheet = await look_at_project(context.work, ProjectKey(context.person.id, number))
    await context.show(screens.more(context.say, sheet.glance.project, context.work.now))


async def home_of(context: Context) -> Screen:
    overview = await look_around(context.work, context.person.id)
    organizes = overview.current is not None or overview.others
    buys = not organizes and await has_tickets(context.work, context.person.id)
    return screens.home(context.say, overview, context.work.now, buys=buys)


async def _list(context: Context, page: int) -> Screen:
    return projects.all_of_them(context.say, await list_all_projects(context.work, context.person.id, page))


HANDLERS = (
    CommandHandler(["projects", "rifas", "proyectos", "projetos"], list_or_choose),
    CallbackQueryHandler(show_home, pattern(Action.HOME)),
    CallbackQueryHandler(switch, pattern(Action.USE)),
    CallbackQueryHandler(turn_page, pattern(Action.PROJECTS)),
    CallbackQueryHandler(show_project, pattern(Action.PROJECT)),
    CallbackQueryHandler(show_more, pattern(Action.MORE)),
)
