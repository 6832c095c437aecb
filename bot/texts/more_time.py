"""What is said about more time to pay: asked for by a buyer, taken, given or not; and about paying in cash."""

from bot.texts.say import Said, Say


def more_time(say: Say) -> Said:
    return say("⏳ More time")


# To the buyer


def taken(say: Say, until: str) -> Said:
    return say("⏳ You have more time now: until <b>{until}</b>.", until=until)


def asked(say: Say, organizer: str) -> Said:
    return say(
        "🙏 {organizer} was asked for more time. You hear from me as soon as there is an answer.", organizer=organizer
    )


def waiting_for_answer(say: Say, organizer: str) -> Said:
    return say("🙏 {organizer} was asked for more time.", organizer=organizer)


def granted(say: Say, organizer: str, numbers: str, project: str, until: str) -> Said:
    return say(
        "⏳ {organizer} gives you more time for <b>{numbers}</b> of “{project}”: until <b>{until}</b>.",
        organizer=organizer,
        numbers=numbers,
        project=project,
        until=until,
    )


def refused(say: Say, organizer: str, numbers: str, project: str, until: str) -> Said:
    return say(
        "{organizer} cannot give more time for <b>{numbers}</b> of “{project}”. You can pay until <b>{until}</b>.",
        organizer=organizer,
        numbers=numbers,
        project=project,
        until=until,
    )


def refused_and_over(say: Say, organizer: str, numbers: str, project: str) -> Said:
    return say(
        "{organizer} cannot give more time for <b>{numbers}</b> of “{project}”. Please pay right now.",
        organizer=organizer,
        numbers=numbers,
        project=project,
    )


# To the organizer


def asks(say: Say, buyer: str, numbers: str) -> Said:
    return say("🙏 {buyer} asks for more time: <b>{numbers}</b>", buyer=buyer, numbers=numbers)


def wish_is_open(say: Say) -> Said:
    return say("🙏 Asks for more time")


def give(say: Say, span: str) -> Said:
    return say("⏳ Extend {span}", span=span)


def deny(say: Say) -> Said:
    return say("No")


def denied(say: Say, buyer: str, numbers: str) -> Said:
    return say("No more time for {buyer}: <b>{numbers}</b>\n{buyer} hears of it.", buyer=buyer, numbers=numbers)


def by_themselves(say: Say, span: str) -> Said:
    return say("More time by themselves: <b>{span}</b>", span=span)


def never(say: Say) -> Said:
    return say("never")


def set_more_time(say: Say) -> Said:
    return say("⏳ More time")


def how_much(say: Say) -> Said:
    return say(
        "<b>How much longer may buyers take to pay?</b>\nBy themselves, once for each order, and never beyond the draw."
        " For more they ask you.\nTap, or write it, like: 24h"
    )


# In cash


def in_cash(say: Say) -> Said:
    return say("💵 I pay in cash")


def not_in_cash(say: Say) -> Said:
    return say("💳 Not in cash")


def will_pay_in_cash(say: Say) -> Said:
    return say("💵 Will pay in cash")


def pays_in_cash(say: Say) -> Said:
    return say("💵 Means to pay in cash")


def pay_in_cash(say: Say, organizer: str) -> Said:
    return say("<b>How to pay</b>\nIn cash, to {organizer}.", organizer=organizer)


def only_in_cash(say: Say, organizer: str) -> Said:
    return say("In cash, to {organizer}.", organizer=organizer)


def pay_in_cash_with(say: Say, organizer: str, code: str) -> Said:
    return say("In cash, to {organizer}.\nReference: {code}", organizer=organizer, code=code)


def noted(say: Say) -> Said:
    return say("✅ Noted.")
