"""What is said to a "no" about a list that is to be taken in."""

from bot.texts.say import Said, Say
from rules.imports import refusals as no
from rules.imports.states import ImportState
from rules.refusals import Refusal


def of_imports(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case no.TextNotReadable():
            return say(
                "I cannot read this as a list. Save it as CSV (UTF-8), or paste its lines here. A picture or an Excel"
                " file does not do."
            )
        case no.ListTooLarge(limit=limit):
            return say(
                "The list is too large: {most} MB at most. Send it in parts, one after the other.",
                most=say.count(limit // 10**6),
            )
        case no.LinesTooMany(count=count, limit=limit):
            return say(
                "The list has {count} lines, and I take {most} at most. Send it in parts, one after the other.",
                count=say.count(count),
                most=say.count(limit),
            )
        case no.ListNotLoaded():
            return say("Telegram did not give me the file. Nothing was written. Send it once more, please.")
        case no.ImportMoved():
            return say(
                "Something happened to it since: one of its orders was paid, released or changed. It cannot be undone"
                " as a whole any more; each order still can be changed by itself."
            )
        case no.ImportOver(state=state):
            return _over(say, state)
    return None


def _over(say: Say, state: str) -> Said:
    match state:
        case ImportState.TAKEN:
            return say("This list is in already.")
        case ImportState.UNDONE:
            return say("This list was undone already.")
        case ImportState.CANCELLED:
            return say("This list was put away. Send it again: /import")
    return say("This list is being read. One moment.")
