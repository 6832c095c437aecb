"""A purchase that is being put together: whose raffle it is, what was chosen, who buys, and what is asked next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram import ReplyKeyboardRemove

from bot.buttons import contact_keyboard
from bot.context import Context
from bot.conversation import GoTo
from bot.conversations.picker import Choice, Picker
from bot.screens import buying as screens
from bot.texts import buying as texts
from bot.texts.say import Say
from rules.deadlines import deadlines
from rules.keys import ProjectKey
from rules.misreadings import TextMissing
from rules.phones import Phone
from rules.words import NAME_LIMIT, clean_line
from services import picking
from services.buying import check_order_size
from services.organizers import find_organizer
from services.strangers import Person, find_known_buyer

if TYPE_CHECKING:
    from db.users import User as Organizer
    from services.picking import Selection

NAME, PHONE, HOLDER, SUMMARY = "name", "phone", "holder", "summary"


@dataclass(frozen=True)
class Draft(Choice):
    user_id: int
    """Of the organizer: it is written here alone, never on a button."""
    project_number: int
    name: str | None = None
    phone: tuple[str, str | None] | None = None
    phone_asked: bool = False
    """It may be kept back."""
    holder: str | None = None
    mark: str = ""
    """Of the summary that was shown last: no other can be agreed to."""

    @property
    def key(self) -> ProjectKey:
        return ProjectKey(self.user_id, self.project_number)


async def look(context: Context, draft: Draft) -> Selection:
    return await picking.look_at_selection(context.work, draft.key, draft.numbers, context.person.id)


async def go_on(context: Context, draft: Draft) -> GoTo[Draft]:
    """Only what is not known yet is asked."""
    check_order_size((await look(context, draft)).project, len(draft.numbers))
    known = await find_known_buyer(context.work, draft.user_id, context.person.id)
    if known is None and draft.name is None:
        return await show_name(context, draft)
    if (known is None or known.phone is None) and not draft.phone_asked:
        return await show_phone(context, draft)
    return await show_summary(context, draft)


async def show_name(context: Context, draft: Draft) -> GoTo[Draft]:
    selection, organizer = await look(context, draft), await organizer_of(context, draft)
    await context.show(screens.what_name(context.say, selection, organizer.name, own_name(context)))
    return GoTo(NAME, draft)


async def show_phone(context: Context, draft: Draft) -> GoTo[Draft]:
    """The telephone's own keyboard gives way to the button that shares the number."""
    organizer = await organizer_of(context, draft)
    if context.incoming.callback_query is not None:
        await context.show(screens.chosen(context.say, await look(context, draft)))
    keys = contact_keyboard(texts.share_phone(context.say), texts.skip(context.say))
    await context.bot.send_message(context.person.id, texts.what_phone(context.say, organizer.name), reply_markup=keys)
    return GoTo(PHONE, draft)


async def keep_phone(context: Context, draft: Draft, phone: Phone | None) -> GoTo[Draft]:
    said = texts.phone_noted(context.say, phone.raw) if phone else texts.without_phone(context.say)
    await context.bot.send_message(context.person.id, said, reply_markup=ReplyKeyboardRemove())
    kept = None if phone is None else (phone.raw, phone.e164)
    return await go_on(context, replace(draft, phone=kept, phone_asked=True))


async def show_holder(context: Context, draft: Draft) -> GoTo[Draft]:
    await context.show(screens.whose_ticket(context.say))
    return GoTo(HOLDER, draft)


async def show_summary(context: Context, draft: Draft) -> GoTo[Draft]:
    selection = await look(context, draft)
    if not selection.numbers:
        return await picker.show(context, draft)
    project, now = selection.project, context.work.now
    hold, grace = timedelta(minutes=project.hold_minutes), timedelta(minutes=project.grace_minutes)
    person = await person_of(context, draft)
    wish = screens.Wish(person.name, person.phone.raw if person.phone else None, draft.holder)
    say = await said_to_buyer(context, draft)
    shown = replace(draft, numbers=selection.numbers, mark=context.work.mark)
    await context.show(screens.summary(say, selection, wish, deadlines(now, hold, grace).told_at, now, shown.mark))
    return GoTo(SUMMARY, shown)


async def person_of(context: Context, draft: Draft) -> Person:
    known = await find_known_buyer(context.work, draft.user_id, context.person.id)
    phone = Phone(*draft.phone) if draft.phone else None
    if known is None:
        return Person(context.person.id, draft.name or own_name(context) or "", phone)
    if known.phone is not None:
        phone = Phone(known.phone, known.phone_e164)
    return Person(context.person.id, known.name, phone)


async def organizer_of(context: Context, draft: Draft) -> Organizer:
    return await find_organizer(context.work, draft.user_id)


async def said_to_buyer(context: Context, draft: Draft) -> Say:
    return context.say_near((await organizer_of(context, draft)).zone)


def own_name(context: Context) -> str | None:
    """As Telegram knows them, if there is anything to read in it."""
    try:
        return clean_line(context.person.full_name[:NAME_LIMIT], "name", NAME_LIMIT)
    except TextMissing:
        return None


picker = Picker(look, go_on, may_wait=True)
