"""What an organizer is told by itself: that sales are closed, what is missing, which proofs wait, how a day went."""

from bot.texts.say import Said, Say


def sales_closed(say: Say, project: str) -> Said:
    return say("🎟 Sales of <b>{project}</b> are closed.", project=project)


def taken(say: Say, taken: int, size: int) -> Said:
    return say("{taken} of {size} numbers are taken.", taken=say.count(taken), size=say.count(size))


def payments_go_on(say: Say) -> Said:
    return say("Payments and releases go on.")


def draw_is(say: Say, project: str, moment: str) -> Said:
    return say("📅 <b>{project}</b>: the draw is {moment}", project=project, moment=moment)


def still_open(say: Say) -> Said:
    return say("Still open:")


def proofs(say: Say, count: int) -> Said:
    return say.many(count, "📎 {count} proof waits for you", "📎 {count} proofs wait for you")


def unpaid(say: Say, count: int) -> Said:
    return say.many(count, "⏳ {count} reservation is not paid", "⏳ {count} reservations are not paid")


def nameless(say: Say, count: int) -> Said:
    return say.many(count, "👤 {count} buyer has no proper name", "👤 {count} buyers have no proper name")


def unsold(say: Say, count: int) -> Said:
    return say.many(count, "▫️ {count} number is not sold", "▫️ {count} numbers are not sold")


def look_at_proofs(say: Say, count: int) -> Said:
    return say("📎 Proofs ({count})", count=say.count(count))


def give_a_name(say: Say, name: str, number: int) -> Said:
    return say("👤 {name} · #{number}", name=name, number=number)


def proofs_wait(say: Say, count: int) -> Said:
    return say.many(count, "📎 <b>{count} proof waits for you</b>", "📎 <b>{count} proofs wait for you</b>")


def of_raffle(say: Say, project: str, count: int) -> Said:
    return say("{project}: {count}", project=project, count=say.count(count))


def until_you_look(say: Say) -> Said:
    return say("Until you decide, their buyers have no ticket, and the numbers stay reserved.")


def yesterday(say: Say, day: str) -> Said:
    return say("📅 <b>Yesterday</b>, {day}", day=day)


def days(say: Say, first: str, last: str) -> Said:
    return say("📅 <b>{first} to {last}</b>", first=first, last=last)


def sold(say: Say, count: int) -> Said:
    return say.many(count, "✅ {count} number sold", "✅ {count} numbers sold")


def received(say: Say, amount: str) -> Said:
    return say("💰 {amount} received", amount=amount)


def expired(say: Say, count: int) -> Said:
    return say.many(count, "▫️ {count} reservation ended unpaid", "▫️ {count} reservations ended unpaid")


def owe(say: Say, count: int, amount: str) -> Said:
    return say.many(
        count, "⏳ {count} reservation owes {amount}", "⏳ {count} reservations owe {amount}", amount=amount
    )


def nothing_new(say: Say) -> Said:
    return say("No sale")


def who_owes(say: Say, project: str) -> Said:
    return say("⏳ {project}", project=project)


def whose_proofs(say: Say, project: str, count: int) -> Said:
    return say("📎 {project} ({count})", project=project, count=say.count(count))


def so_many_proofs(say: Say, count: int) -> Said:
    return say("📎 {count}", count=say.count(count))


def no_more(say: Say) -> Said:
    return say("🔕 No daily summary")
