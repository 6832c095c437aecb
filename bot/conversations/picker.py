"""The step in which numbers are chosen: by the grid, by typing them, or at random; for whoever may choose there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.actions import Action
from bot.context import Context
from bot.conversation import GoTo, on
from bot.doors import AnyHandler
from bot.screens import selling as screens
from bot.texts import selling
from rules.numbers import AtRandom, read_choice, show_among
from services import picking

if TYPE_CHECKING:
    from services.picking import Selection

NUMBERS = "numbers"
ACTIONS = (
    Action.PICK, Action.PAGE, Action.JUMP, Action.VIEW, Action.RANDOM, Action.CLEAR, Action.GO_ON, Action.NOTHING,
)  # fmt: skip
"""What stands on the buttons of the grid."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The numbers chosen so far, and where in the grid one looks."""

    numbers: tuple[int, ...] = ()
    page: int = 1
    free_only: bool = False


ChoiceT = TypeVar("ChoiceT", bound=Choice)


class Picker(Generic[ChoiceT]):
    """Of one conversation: how it looks at the numbers says whose they are, and which may be had."""

    def __init__(
        self,
        look: Callable[[Context, ChoiceT], Awaitable["Selection"]],
        then: Callable[[Context, ChoiceT], Awaitable[object]],
        *,
        may_wait: bool = False,
    ) -> None:
        """Where one may wait for a taken number, its conversation takes the tap that asks for it."""
        self._may_wait = may_wait
        self._look = look
        self._then = then
        self.handlers: tuple[AnyHandler, ...] = (
            on(Action.PICK, self._pick),
            on(Action.PAGE, self._turn_page),
            on(Action.JUMP, self._jump),
            on(Action.VIEW, self._change_view),
            on(Action.RANDOM, self._add_at_random),
            on(Action.CLEAR, self._clear),
            on(Action.GO_ON, self._go_on),
            MessageHandler(filters.TEXT & ~filters.COMMAND, self._type_numbers),
        )

    async def show(
        self, context: Context, draft: ChoiceT, *, anew: bool = False, taken: int | None = None
    ) -> GoTo[ChoiceT]:
        selection = await self._look(context, draft)
        page = await picking.page_of(context.work, selection, draft.page, free_only=draft.free_only)
        screen = screens.picker(context.say, selection, page, free_only=draft.free_only, taken=taken)
        await (context.tell(screen) if anew else context.show(screen))
        return GoTo(NUMBERS, replace(draft, numbers=selection.numbers, page=page.number))

    async def _pick(self, update: Update, context: Context) -> object:
        draft: ChoiceT = context.draft
        number = context.pressed.number
        if number in draft.numbers:
            rest = tuple(one for one in draft.numbers if one != number)
            return await self.show(context, replace(draft, numbers=rest))
        selection = await self._look(context, draft)
        chosen = await picking.add_to_selection(context.work, selection, [number])
        after = await self._look(context, replace(draft, numbers=chosen))
        if number in after.gone:
            await context.toast(selling.taken(context.say, show_among([number], after.ranges)))
            return await self.show(context, draft, taken=number if self._may_wait else None)
        return await self.show(context, replace(draft, numbers=after.numbers))

    async def _turn_page(self, update: Update, context: Context) -> object:
        page = context.pressed.number
        return await self.show(context, replace(context.draft, page=page))

    async def _jump(self, update: Update, context: Context) -> object:
        first, last = context.pressed.take(2)
        selection = await self._look(context, context.draft)
        pages = (await picking.page_of(context.work, selection, 1, free_only=False)).pages
        last = min(last, pages)
        await context.show(screens.jump(context.say, selection, max(1, min(first, last)), last))
        return None

    async def _change_view(self, update: Update, context: Context) -> object:
        free_only = context.pressed.value == "1"
        return await self.show(context, replace(context.draft, free_only=free_only, page=1))

    async def _add_at_random(self, update: Update, context: Context) -> object:
        count = context.pressed.number
        return await self._show_with_random(context, count)

    async def _clear(self, update: Update, context: Context) -> object:
        return await self.show(context, replace(context.draft, numbers=()))

    async def _go_on(self, update: Update, context: Context) -> object:
        """Only with numbers that are still free; otherwise the grid says which are gone."""
        selection = await self._look(context, context.draft)
        if selection.gone:
            return await self.show(context, context.draft)
        if not selection.numbers:
            await context.toast(selling.nothing_to_go_on_with(context.say))
            return None
        return await self._then(context, context.draft)

    async def _type_numbers(self, update: Update, context: Context) -> object:
        draft: ChoiceT = context.draft
        choice = read_choice(context.words)
        if isinstance(choice, AtRandom):
            return await self._show_with_random(context, choice.count)
        selection = await self._look(context, draft)
        numbers = await picking.add_to_selection(context.work, selection, choice.numbers)
        page = draft.page if draft.free_only else picking.page_with(selection, choice.numbers[0])
        return await self.show(context, replace(draft, numbers=numbers, page=page))

    async def _show_with_random(self, context: Context, count: int) -> object:
        selection = await self._look(context, context.draft)
        numbers = await picking.add_random(context.work, selection, count)
        return await self.show(context, replace(context.draft, numbers=numbers))
