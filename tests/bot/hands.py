"""Ana at a desk: she says words and taps buttons, and looks at the screen that came last."""

import json
from typing import Any

from tests.bot.desk import Desk, said, tapped
from tests.cast import ANA


async def last(desk: Desk) -> dict[str, Any]:
    return (await desk.letters())[-1]


async def sees(desk: Desk) -> str:
    return str((await last(desk))["text"])


async def labels(desk: Desk) -> dict[str, str]:
    """The buttons on the screen, and what they carry."""
    rows = json.loads((await last(desk)).get("reply_markup", "{}")).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row if "callback_data" in button}


async def do(desk: Desk, *deeds: str) -> str:
    """Words are said, and what begins with an @ is a button on the screen; what is seen then."""
    for deed in deeds:
        if deed.startswith("@"):
            carried = next(value for label, value in (await labels(desk)).items() if deed[1:] in label)
            await desk.take(tapped(ANA, carried))
        else:
            await desk.take(said(ANA, deed))
    return await sees(desk)
