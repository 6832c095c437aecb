"""What buyers read when a raffle is called off, and what their organizer passes on to those out of reach."""

from bot.texts.say import Said, Say


def no_draw(say: Say, buyer: str, project: str) -> Said:
    return say("{buyer}, <b>{project}</b> was called off: there will be no draw.", buyer=buyer, project=project)


def your_numbers(say: Say, count: int, numbers: str) -> Said:
    return say.many(
        count,
        "🎟 Your number was <b>{numbers}</b>.",
        "🎟 Your numbers were <b>{numbers}</b>.",
        numbers=numbers,
    )


def no_longer_waiting(say: Say) -> Said:
    return say("⏳ You were waiting for a number. Nothing more will become free.")


def money_back(say: Say, paid: str, organizer: str) -> Said:
    return say("💰 You had paid {paid}. {organizer} gives it back to you.", paid=paid, organizer=organizer)


def nothing_to_pay(say: Say) -> Said:
    return say("💰 You had paid nothing, and owe nothing.")


def tell_them(say: Say, project: str) -> Said:
    return say(
        "📵 <b>{project}</b> is called off. Please tell these people yourself.\n"
        "I cannot write to them. Tap a name: the text is ready.",
        project=project,
    )


def row(say: Say, buyer: str, numbers: str) -> Said:
    return say("👤 {buyer} · {numbers}", buyer=buyer, numbers=numbers)


def row_paid(say: Say, buyer: str, numbers: str, paid: str) -> Said:
    return say("👤 {buyer} · {numbers} · {paid} back", buyer=buyer, numbers=numbers, paid=paid)


def told(say: Say, count: int) -> Said:
    return say.many(count, "📣 {count} person is told by me.", "📣 {count} people are told by me.")


def to_tell(say: Say, count: int) -> Said:
    return say.many(
        count,
        "📵 {count} person I cannot write to: you get the text to pass on.",
        "📵 {count} people I cannot write to: you get the texts to pass on.",
    )


def everybody_is_told(say: Say) -> Said:
    return say("📣 Everybody who has a number is told.")
