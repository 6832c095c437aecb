"""What a winner reads of their prize, and what their organizer hears of it or passes on."""

from bot.texts.say import Said, Say


def prize_is_yours(say: Say, prize: str) -> Said:
    return say("🎉 <b>You won: {prize}</b>", prize=prize)


def passed_to_you(say: Say) -> Said:
    return say("It was not claimed in time, and you are next in line.")


def with_number(say: Say, number: str) -> Said:
    return say("🎟 With number <b>{number}</b>", number=number)


def claim_until(say: Say, organizer: str, until: str) -> Said:
    return say("Claim it from {organizer} until {until}.", organizer=organizer, until=until)


def claim_code(say: Say, code: str) -> Said:
    return say("Your code: <b>{code}</b>\nTell it only when the prize is in your hands.", code=code)


def was_handed_over(say: Say, organizer: str) -> Said:
    return say("{organizer} says that you have it already. Please confirm it.", organizer=organizer)


def is_confirmed(say: Say) -> Said:
    return say("✅ You have it. Thank you for saying so.")


def time_is_over(say: Say) -> Said:
    return say("⌛ The time to claim it is over.")


def i_have_it(say: Say) -> Said:
    return say("✅ I have my prize")


def do_you_have_it(say: Say, prize: str, organizer: str) -> Said:
    return say(
        "Do you have it in your hands: <b>{prize}</b>?\n{organizer} is told then that you confirmed it.",
        prize=prize,
        organizer=organizer,
    )


def yes_i_have_it(say: Say) -> Said:
    return say("✅ Yes, I have it")


def not_yet(say: Say) -> Said:
    return say("Not yet")


def not_claimed(say: Say, prize: str, number: str, name: str) -> Said:
    return say("⌛ {prize} was not claimed in time: <b>{number}</b> · {name}", prize=prize, number=number, name=name)


def next_is(say: Say, number: str, name: str, until: str) -> Said:
    return say("Next in line: <b>{number}</b> · {name}, until {until}.", number=number, name=name, until=until)


def nobody_is_next(say: Say) -> Said:
    return say("Nobody is left in line.")


def winner_confirmed(say: Say, name: str, prize: str) -> Said:
    return say("✅ {name} has confirmed: {prize}", name=name, prize=prize)


def tell_winners(say: Say, project: str) -> Said:
    return say(
        "📵 <b>{project}</b> is drawn. Please tell these winners yourself.\n"
        "I cannot write to them. Tap a name: the text is ready.",
        project=project,
    )


def winner_row(say: Say, name: str, number: str, prize: str) -> Said:
    return say("👤 {name} · <b>{number}</b> · {prize}", name=name, number=number, prize=prize)


def you_won_elsewhere(say: Say, name: str, number: str, project: str, prize: str) -> Said:
    return say(
        "{name}, number {number} of “{project}” won: {prize}.",
        name=name,
        number=number,
        project=project,
        prize=prize,
    )


def claim_it_from_me(say: Say, until: str) -> Said:
    return say("Get in touch to claim it until {until}.", until=until)
