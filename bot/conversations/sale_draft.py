"""A sale that is being put together: what was chosen so far, and the screen of each of its steps."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.context import Context
from bot.conversation import GoTo
from bot.conversations.picker import Choice, Picker
from bot.screens import selling as screens
from bot.texts import selling
from bot.texts.say import Said
from rules.keys import ProjectKey
from rules.phones import Phone
from rules.states import PaymentMethod
from services import picking
from services.buyers import NumberedBuyer, TypedBuyer, find_meant, list_recent_buyers

if TYPE_CHECKING:
    from services.picking import Selection

BUYER, FINISH = "buyer", "finish"


@dataclass(frozen=True)
class Draft(Choice):
    project_number: int
    reserving: bool = False
    buyer_number: int | None = None
    name: str | None = None
    """Of a new buyer, or of one that is known by it."""
    phone: tuple[str, str | None] | None = None
    is_new: bool = False
    """Meant as a new buyer, whoever else has the name."""
    method: PaymentMethod | None = None
    """As it was typed already."""

    def for_buyer(self, meant: NumberedBuyer | TypedBuyer) -> "Draft":
        if isinstance(meant, NumberedBuyer):
            return replace(self, buyer_number=meant.buyer_number, name=None, phone=None, is_new=False)
        phone = None if meant.phone is None else (meant.phone.raw, meant.phone.e164)
        return replace(self, buyer_number=None, name=meant.name, phone=phone, is_new=False)

    @property
    def meant(self) -> NumberedBuyer | TypedBuyer:
        if self.buyer_number is not None:
            return NumberedBuyer(self.buyer_number)
        return TypedBuyer(self.name or "", Phone(*self.phone) if self.phone else None)


def key_of(context: Context, draft: Draft) -> ProjectKey:
    return ProjectKey(context.person.id, draft.project_number)


async def look(context: Context, draft: Draft) -> "Selection":
    return await picking.look_at_selection(context.work, key_of(context, draft), draft.numbers)


async def _after_numbers(context: Context, draft: Draft) -> GoTo[Draft]:
    return await (show_buyers(context, draft) if draft.buyer_number is None else show_finish(context, draft))


picker = Picker(look, _after_numbers)
show_numbers = picker.show


async def show_buyers(context: Context, draft: Draft) -> GoTo[Draft]:
    selection = await look(context, draft)
    recent = await list_recent_buyers(context.work, selection.project.key)
    await context.show(screens.buyer(context.say, selection, recent))
    return GoTo(BUYER, draft)


async def show_finish(context: Context, draft: Draft) -> GoTo[Draft]:
    selection = await look(context, draft)
    if not selection.numbers:
        return await show_numbers(context, draft)
    screen = screens.finish(
        context.say,
        selection,
        await _name_of_buyer(context, draft, practice=selection.project.practice),
        selection.project.hold_minutes,
        reserving=draft.reserving,
        method=draft.method,
    )
    await context.show(screen)
    return GoTo(FINISH, replace(draft, numbers=selection.numbers))


async def _name_of_buyer(context: Context, draft: Draft, *, practice: bool) -> Said:
    known = None if draft.is_new else await find_meant(context.work, context.person.id, draft.meant, practice=practice)
    if known is not None:
        return selling.known_buyer(context.say, known.name, str(known.buyer_number))
    if draft.phone:
        return selling.new_buyer_with_phone(context.say, draft.name or "", draft.phone[0])
    return selling.new_buyer_without_phone(context.say, draft.name or "")
