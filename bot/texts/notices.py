"""What is said to people unasked: news about others, and, to those who run the bot, about the bot."""

from bot.texts.say import Said, Say, lines


def unreachable(say: Say, name: str, number: int, phone: str | None) -> Said:
    words = say(
        "{name} (#{number}) does not get my messages any more, or has stopped me. Please call or write to them.",
        name=name,
        number=number,
    )
    return lines(words, None if phone is None else say("Phone: {phone}", phone=phone))


def too_much(say: Say) -> Said:
    return say("You wrote faster than I can read, and I left some of it out. Please wait a little and send it again.")


def slow_down(say: Say) -> Said:
    return say("Not so fast, please: I left this out.")


def backup_failed(say: Say, why: str) -> Said:
    return say(
        "Last night's backup could not be made. I try again every hour, and tell you once.\nReason: {why}", why=why
    )


def quarantined(say: Say, reference: str, kind: str, fault: str) -> Said:
    return say(
        "An update could not be worked off and was set aside.\nReference: {reference}\nKind: {kind}\nFault: {fault}",
        reference=reference,
        kind=kind,
        fault=fault,
    )


def task_failed(say: Say, reference: str, kind: str, fault: str) -> Said:
    return say(
        "What somebody had asked for could not be done, and they were told so.\n"
        "Reference: {reference}\nKind: {kind}\nFault: {fault}",
        reference=reference,
        kind=kind,
        fault=fault,
    )
