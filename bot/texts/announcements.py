"""What is said about messages to the buyers of a raffle: to their organizer, and to those who get them."""

from bot.texts.say import Said, Say


def announce(say: Say) -> Said:
    return say("📣 Write to buyers")


def to_whom(say: Say, project: str) -> Said:
    return say("📣 <b>{project}</b>\nWhom do you want to write to?", project=project)


def nobody_yet(say: Say, project: str) -> Said:
    return say("📣 <b>{project}</b>\nNobody has a number yet.", project=project)


def to_all(say: Say, count: str) -> Said:
    return say("All ({count})", count=count)


def to_unpaid(say: Say, count: str) -> Said:
    return say("⏳ Not paid ({count})", count=count)


def to_winners(say: Say, count: str) -> Said:
    return say("🏆 Winners ({count})", count=count)


def which_text(say: Say, limit: int) -> Said:
    return say(
        "Write the message, or send a photo with the text under it. At most {limit} letters.",
        limit=say.count(limit),
    )


def example(say: Say) -> Said:
    return say("Example: Tomorrow at 20:00 we draw live, at the school.")


def from_organizer(say: Say, organizer: str, project: str) -> Said:
    return say("📣 <b>{organizer}</b> · {project}", organizer=organizer, project=project)


def my_numbers(say: Say) -> Said:
    return say("🎟 My numbers")


def no_more(say: Say) -> Said:
    return say("🔕 No more messages like this")


def once_more(say: Say) -> Said:
    return say("📣 Get them again")


def only_looks(say: Say) -> Said:
    return say("This is only how your buyers see it.")


def so_it_looks(say: Say) -> Said:
    return say("👆 This is how they see it, each in their own language around your words.")


def reached(say: Say, count: int) -> Said:
    return say.many(count, "📣 {count} person gets it here.", "📣 {count} people get it here.")


def more_than(say: Say, count: str) -> Said:
    return say("📣 These are more than {count} people. Those whom I can write to get it here.", count=count)


def out_of_reach(say: Say, count: int) -> Said:
    return say.many(
        count,
        "📵 {count} I cannot write to: pass it on yourself.",
        "📵 {count} I cannot write to: pass it on yourself.",
    )


def opted_out(say: Say, count: int) -> Said:
    return say.many(
        count,
        "🔕 {count} wants no messages like this.",
        "🔕 {count} want no messages like this.",
    )


def of_practice(say: Say) -> Said:
    return say("🧪 This is practice: the buyers are made up, and nothing is sent.")


def nobody_within_reach(say: Say) -> Said:
    return say("Nobody of them can get it here.")


def send_to(say: Say, count: int) -> Said:
    return say.many(count, "📣 Send to {count} person", "📣 Send to {count} people")


def change_text(say: Say) -> Said:
    return say("✏️ Change text")


def change_audience(say: Say) -> Said:
    return say("👥 Other people")


def pass_on(say: Say) -> Said:
    return say("Pass on by WhatsApp")


def left(say: Say) -> Said:
    return say("Left. Nothing was sent.")


def goes_now(say: Say) -> Said:
    return say("📣 Your message leaves now. Below you see how far it is.")


def stopped(say: Say) -> Said:
    return say("✖️ Stopped. Whoever had not got it yet does not get it any more.")


def got_it(say: Say, count: int, people: int) -> Said:
    return say.many(
        people, "✅ {got} of {count} person got it.", "✅ {got} of {count} people got it.", got=say.count(count)
    )


def still_on_their_way(say: Say, count: int) -> Said:
    return say.many(count, "⏳ {count} is still on its way.", "⏳ {count} are still on their way.")


def missed(say: Say, count: int) -> Said:
    return say.many(
        count,
        "📵 {count} did not get it: they stopped me, or are not meant any more.",
        "📵 {count} did not get it: they stopped me, or are not meant any more.",
    )


def not_any_more(say: Say, organizer: str) -> Said:
    return say(
        "{organizer} does not write to you like this any more. Tickets, draws and reminders still come.",
        organizer=organizer,
    )


def again(say: Say, organizer: str) -> Said:
    return say("You get messages of {organizer} again.", organizer=organizer)


def unwanted(say: Say, organizers: str) -> Said:
    return say("🔕 You get no messages to all buyers from: {organizers}.", organizers=organizers)


def all_again(say: Say) -> Said:
    return say("You get all messages to buyers again.")
