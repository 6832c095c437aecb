"""What a buyer reads: the ticket for what is paid, and the reminder of what is owed."""

from bot.texts.say import Said, Say


def practice(say: Say) -> Said:
    return say("🧪 Only practice: none of this is real.")


def ticket(say: Say, numbers: str) -> Said:
    return say("🎟 <b>{numbers}</b>", numbers=numbers)


def project(say: Say, project: str) -> Said:
    return say("{project}", project=project)


def prize(say: Say, prize: str) -> Said:
    return say("🏆 {prize}", prize=prize)


def draw_at(say: Say, moment: str) -> Said:
    return say("📅 {moment}", moment=moment)


def holder(say: Say, holder: str, paid: str, code: str) -> Said:
    return say("Holder: {holder} · paid {paid} · order {code}", holder=holder, paid=paid, code=code)


def organizer(say: Say, organizer: str) -> Said:
    return say("Organizer: {organizer}", organizer=organizer)


def check_it(say: Say) -> Said:
    return say("Check it any time with the code in the picture.")


def ticket_in_short(say: Say, code: str, project: str) -> Said:
    return say("🎟 {project} · order {code}", project=project, code=code)


def keep_it(say: Say) -> Said:
    return say("Keep this message: it proves the numbers are yours.")


def reserved_for_you(say: Say, count: int, buyer: str, numbers: str, project: str) -> Said:
    return say.many(
        count,
        "{buyer}, <b>{numbers}</b> of “{project}” is reserved for you.",
        "{buyer}, <b>{numbers}</b> of “{project}” are reserved for you.",
        buyer=buyer,
        numbers=numbers,
        project=project,
    )


def pay_until(say: Say, owed: str, until: str) -> Said:
    return say("{owed} is left to pay. You can pay until {until}.", owed=owed, until=until)


def pay_soon(say: Say, owed: str, until: str) -> Said:
    return say("{owed} is left to pay. The time for it was until {until}: please pay soon.", owed=owed, until=until)


def how_to_pay(say: Say, how: str, code: str) -> Said:
    return say("{how}\nReference: {code}", how=how, code=code)


def reference(say: Say, code: str) -> Said:
    return say("Reference: {code}", code=code)
