"""What is said of what takes longer than an answer may: what it is, how far it is, and what came of it."""

from bot.texts.say import Said, Say


def export(say: Say) -> Said:
    return say("📄 Export")


def import_(say: Say) -> Said:
    return say("📥 Import")


def announcement(say: Say) -> Said:
    return say("📣 Announcement")


def print_(say: Say) -> Said:
    return say("🖨 Tickets to print")


def of_raffle(say: Say, what: str, project: str) -> Said:
    return say("{what} · <b>{project}</b>", what=what, project=project)


def about_to_begin(say: Say) -> Said:
    return say("It begins in a moment.")


def being_done(say: Say) -> Said:
    return say("I am at it.")


def so_far(say: Say, bar: str, done: int, total: int) -> Said:
    return say("{bar} {done} of {total}", bar=bar, done=say.count(done), total=say.count(total))


def stop(say: Say) -> Said:
    return say("✖️ Stop")


def done(say: Say) -> Said:
    return say("✅ Done.")


def file_ready(say: Say) -> Said:
    return say("✅ Ready. The file follows.")


def stopped(say: Say) -> Said:
    return say("Stopped.")


def not_done(say: Say) -> Said:
    return say("Nothing came of it.")


def stopping(say: Say) -> Said:
    return say("I stop it.")


def file_gone(say: Say) -> Said:
    return say("I do not keep this file any more. Ask for it once more, please.")
