"""Hands that find a button by what it does, whatever the language that stands on it."""

from bot.actions import Action
from bot.buttons import data, read_tap
from tests.people import Person, Seen


def label_of(seen: Seen, action: Action, value: str | None = None) -> str | None:
    """Of the first button that does this; with a value, of the one that says exactly this."""
    for row in seen.rows:
        for each in row:
            tap = read_tap(each.get("callback_data"))
            if tap is not None and tap.action == action and value in (None, tap.value):
                return str(each["text"])
    return None


async def see(person: Person, action: Action, value: str | None = None, *, chat: int | None = None) -> Seen:
    """The first screen since the last deed that has such a button."""
    return await person.sees(lambda seen: label_of(seen, action, value) is not None, chat=chat, within=40)


async def tap(person: Person, action: Action, value: str | None = None, *, on: Seen | None = None) -> None:
    screen = on or await see(person, action, value)
    label = label_of(screen, action, value)
    assert label is not None, f"no button {data(action, value or '')} there"
    await person.tap(label, on=screen)


async def say_each(person: Person, *lines: str) -> Seen:
    """One after the other is answered; the last answer."""
    for line in lines:
        await person.say(line)
        answer = await person.sees("", within=40)
    return answer
