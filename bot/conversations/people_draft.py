"""What is asked about buyers: its steps, what was answered so far, and a buyer's screen."""

from dataclasses import dataclass, replace

from bot.context import Context
from bot.conversation import LEAVE
from bot.screens import people as screens
from bot.texts.say import Said
from rules.keys import BuyerKey
from services.buyers import TypedBuyer
from services.holdings import look_at_buyer

SEARCHING, AMENDING, JOINING, SURE = "searching", "amending", "joining", "sure"


@dataclass(frozen=True)
class Draft:
    buyer_number: int = 0
    """None, while they are searched."""
    field: int = 0
    other: int = 0
    """Who would be joined with them."""
    words: str = ""
    """What is searched for."""
    name: str | None = None
    """Of somebody who may be added."""
    phone: tuple[str, str | None] | None = None

    def for_newcomer(self, new: TypedBuyer | None) -> "Draft":
        if new is None:
            return self
        phone = None if new.phone is None else (new.phone.raw, new.phone.e164)
        return replace(self, name=new.name, phone=phone)


async def show_person(context: Context, key: BuyerKey, *, above: Said | None = None) -> object:
    await context.show(screens.one(context.say, await look_at_buyer(context.work, key), above=above))
    return LEAVE
