"""What is said about what happens by itself: reminders that are planned, sent or passed on, and time that is over."""

from bot.texts.say import Said, Say


def title(say: Say, project: str) -> Said:
    return say("🔔 <b>{project}</b>", project=project)


def plan(say: Say, spans: str) -> Said:
    return say("Buyers are reminded before their time to pay is over: {spans}.", spans=spans)


def plan_of_practice(say: Say) -> Said:
    return say("In practice buyers are reminded when half of their time is over.")


def no_plan(say: Say) -> Said:
    return say("Nobody is reminded by itself.")


def coming(say: Say) -> Said:
    return say("Coming next:")


def nothing_coming(say: Say) -> Said:
    return say("Nothing is planned now.")


def row(say: Say, moment: str, buyer: str, owed: str, sign: str) -> Said:
    return say("{moment} · {buyer} · {owed}{sign}", moment=moment, buyer=buyer, owed=owed, sign=sign)


def out_of_reach(say: Say) -> Said:
    return say("📵 I cannot write to them: you get a text to pass on.")


def do_not_want(say: Say) -> Said:
    return say("🔕 They do not want to be reminded.")


def remind_all(say: Say) -> Said:
    return say("🔔 Remind all now")


def when(say: Say) -> Said:
    return say("⏰ When to remind")


def reminders(say: Say) -> Said:
    return say("🔔 Reminders")


def reminded(say: Say, buyers: int) -> Said:
    return say.many(buyers, "🔔 {count} buyer is reminded now.", "🔔 {count} buyers are reminded now.")


def to_forward(say: Say, buyers: int) -> Said:
    return say.many(
        buyers,
        "📵 I cannot write to {count}: a text to pass on follows.",
        "📵 I cannot write to {count}: texts to pass on follow.",
    )


def question(say: Say, now: str) -> Said:
    return say(
        "<b>When shall buyers be reminded?</b>\nSo long before their time to pay is over. Now: {now}"
        "\nTap, or write up to five, like: 24h, 3h",
        now=now,
    )


def question_for_cash(say: Say, now: str) -> Said:
    return say(
        "<b>When shall those be reminded who said that they pay in cash?</b>\nNow: {now}"
        "\nTap, or write up to five, like: 24h, 3h",
        now=now,
    )


def as_for_everybody(say: Say) -> Said:
    return say("As everybody")


def cash_plan(say: Say, spans: str) -> Said:
    return say("💵 Who pays in cash: {spans}.", spans=spans)


def for_cash(say: Say) -> Said:
    return say("💵 For cash")


def never(say: Say) -> Said:
    return say("Never")


def nobody_to_remind(say: Say) -> Said:
    return say("There is nobody to remind now. Nothing was sent.")


def too_many(say: Say, limit: int) -> Said:
    return say("At most {limit} reminders are possible. Try: 24h, 3h", limit=limit)


def several_reserved(say: Say, buyer: str) -> Said:
    return say("{buyer}, these numbers are reserved for you and not paid yet:", buyer=buyer)


def one_of_several(say: Say, numbers: str, project: str, owed: str, until: str, code: str) -> Said:
    return say(
        "🎟 <b>{numbers}</b> · {project}\n{owed} until {until} · reference {code}",
        numbers=numbers,
        project=project,
        owed=owed,
        until=until,
        code=code,
    )


def pass_on(say: Say) -> Said:
    return say("📵 <b>Please remind them yourself.</b>\nI cannot write to them. Tap a name: the text is ready.")


def all_written_to(say: Say) -> Said:
    return say("✅ <b>All of them know now.</b>")


def nobody_to_write_to(say: Say) -> Said:
    return say("✅ Nobody is left to remind: they have paid, or gave their numbers back.")


def written_to(say: Say) -> Said:
    return say("✅ Written")


def owes_and_knows(say: Say, buyer: str, owed: str) -> Said:
    return say("✅ {buyer} · {owed}", buyer=buyer, owed=owed)


def owes(say: Say, buyer: str, owed: str, until: str) -> Said:
    return say("👤 {buyer} · {owed} until {until}", buyer=buyer, owed=owed, until=until)


def whatsapp(say: Say, buyer: str) -> Said:
    return say("💬 {buyer}", buyer=buyer)


def time_is_over(say: Say, count: int, buyer: str, numbers: str, project: str) -> Said:
    return say.many(
        count,
        "{buyer}, the time to pay for <b>{numbers}</b> of “{project}” is over. The number is free again.",
        "{buyer}, the time to pay for <b>{numbers}</b> of “{project}” is over. The numbers are free again.",
        buyer=buyer,
        numbers=numbers,
        project=project,
    )


def take_back(say: Say) -> Said:
    return say("As long as nobody else has taken them, you can have them back.")


def ended(say: Say, count: int) -> Said:
    return say.many(
        count,
        "⏳ {count} reservation ended unpaid, and its numbers are free again:",
        "⏳ {count} reservations ended unpaid, and their numbers are free again:",
    )


def ended_row(say: Say, buyer: str, numbers: str, project: str) -> Said:
    return say("👤 {buyer} · {numbers} · {project}", buyer=buyer, numbers=numbers, project=project)


def and_more(say: Say, count: int) -> Said:
    return say.many(count, "… and {count} more", "… and {count} more")


def paid_in_part(say: Say) -> Said:
    return say("💰 Part of it was paid: that stays written down, to be given back.")
