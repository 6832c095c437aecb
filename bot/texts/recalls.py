"""What buyers read when a ticket or a reservation that they were told of counts no longer, or counts again."""

from bot.texts.say import Said, Say


def ticket_no_longer(say: Say, code: str, numbers: str, project: str) -> Said:
    return say(
        "🎟 Your ticket {code} (<b>{numbers}</b>) of “{project}” no longer counts.",
        code=code,
        numbers=numbers,
        project=project,
    )


def reservation_no_longer(say: Say, code: str, numbers: str, project: str) -> Said:
    return say(
        "🎟 Your reservation {code} (<b>{numbers}</b>) of “{project}” no longer counts.",
        code=code,
        numbers=numbers,
        project=project,
    )


def fewer_now(say: Say, code: str, numbers: str, project: str) -> Said:
    return say(
        "🎟 Your reservation {code} of “{project}” is smaller now, without <b>{numbers}</b>.",
        code=code,
        numbers=numbers,
        project=project,
    )


def counts_again(say: Say, code: str, numbers: str, project: str) -> Said:
    return say(
        "🎟 Your reservation {code} (<b>{numbers}</b>) of “{project}” counts again.",
        code=code,
        numbers=numbers,
        project=project,
    )


def voided(say: Say, organizer: str, reason: str) -> Said:
    return say("{organizer} voided it. Why: {reason}", organizer=organizer, reason=reason)


def voided_without_words(say: Say, organizer: str) -> Said:
    return say("{organizer} voided it.", organizer=organizer)


def sale_taken_back(say: Say, organizer: str) -> Said:
    return say("{organizer} took the sale back.", organizer=organizer)


def reservation_taken_back(say: Say, organizer: str) -> Said:
    return say("{organizer} took the reservation back.", organizer=organizer)


def released(say: Say, organizer: str) -> Said:
    return say("{organizer} released the numbers.", organizer=organizer)


def kept(say: Say, numbers: str) -> Said:
    return say("You keep <b>{numbers}</b>.", numbers=numbers)


def in_another_name(say: Say, organizer: str) -> Said:
    return say("{organizer} put it in another name.", organizer=organizer)


def payment_taken_back(say: Say, organizer: str) -> Said:
    return say("{organizer} took the payment back.", organizer=organizer)


def stays_reserved_until(say: Say, until: str) -> Said:
    return say("The numbers stay reserved for you until {until}.", until=until)


def left_to_pay(say: Say, owed: str) -> Said:
    return say("💰 {owed} is left to pay.", owed=owed)


def owes_you(say: Say, paid: str, organizer: str) -> Said:
    return say("💰 You had paid {paid}. {organizer} owes it back to you.", paid=paid, organizer=organizer)


def owes_you_if_paid(say: Say, paid: str, organizer: str) -> Said:
    return say(
        "💰 {paid} was noted as paid. If you paid it, {organizer} owes it back to you.",
        paid=paid,
        organizer=organizer,
    )


def owes_you_if_not_agreed(say: Say, paid: str, organizer: str) -> Said:
    return say(
        "💰 {paid} was paid for it. If you paid it and did not agree to this, {organizer} owes it back to you.",
        paid=paid,
        organizer=organizer,
    )


def say_if_paid(say: Say, organizer: str) -> Said:
    return say("If you did pay, show {organizer} the proof.", organizer=organizer)
