"""What is said to a "no" about what takes longer than an answer may."""

from bot.texts.say import Said, Say
from rules import tasks as no
from rules.exports import TooMuchToExport
from rules.refusals import Refusal


def of_tasks(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case no.TaskRunning(kind=kind):
            return say(
                "{what} of yours is still under way. Wait for its end or stop it, then ask again.",
                what=_which(kind, say),
            )
        case no.TaskOver():
            return say("This has ended already. There is nothing to stop.")
        case no.FileTooLargeToSend(size=size, limit=limit):
            return say(
                "The file would have {size} MB, and Telegram takes {most} MB at most. Ask for a part of it.",
                size=say.count(-(-size // 10**6)),
                most=say.count(limit // 10**6),
            )
        case TooMuchToExport(rows=rows, limit=limit):
            return say(
                "A spreadsheet takes {limit} rows at most, and this would be {rows}.",
                limit=say.count(limit),
                rows=say.count(rows),
            )
    return None


def _which(kind: str, say: Say) -> Said:
    match kind:
        case no.TaskKind.EXPORT:
            return say("An export")
        case no.TaskKind.IMPORT:
            return say("An import")
        case no.TaskKind.ANNOUNCEMENT:
            return say("An announcement")
        case no.TaskKind.PRINT:
            return say("A file of tickets")
    return say("Something")
