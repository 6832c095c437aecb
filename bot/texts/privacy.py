"""What is kept of a person, why, how long and who sees it; and how they take it along, or have it erased."""

from bot.texts.say import Said, Say, lines


def told(say: Say) -> Said:
    return lines(
        say("<b>What I keep of you</b>"),
        "",
        say(
            "👤 Your Telegram number, name, language and the phone you gave:"
            " so that an organizer knows who holds a number."
        ),
        say("🎟 Your numbers, payments and when they happened: that is the book of the raffle."),
        say("📎 Of a proof only Telegram's name of the picture. I never load it."),
        "",
        say("<b>Who sees it</b>"),
        say("Only the organizer you buy from. Phone, e-mail and notes are sealed in the database."),
        say("Whoever scans a ticket sees its numbers and the first letters of a name."),
        "",
        say("<b>How long</b>"),
        say("What you write to me: {days} days. Letters I sent: {weeks} days.", days=3, weeks=7),
        say("The rest while the raffle is kept, or until you delete it. The book of it stays, without your name."),
    )


def my_data(say: Say) -> Said:
    return say("My data")


def delete(say: Say) -> Said:
    return say("Delete my data")


def data_on_its_way(say: Say) -> Said:
    return say("Your data is on its way as a file.")


def data_attached(say: Say) -> Said:
    return say("This is all that I keep of you.")


def what_happens(say: Say) -> Said:
    return lines(
        say("<b>Delete my data</b>"),
        "",
        say("Your name, phone and e-mail, the pictures you sent, our talk and your settings are erased."),
        say("The book of each raffle stays, with a number in place of you."),
    )


def unpaid(say: Say, count: int) -> Said:
    return say.many(
        count,
        "⏳ {count} order is not paid: it is kept until its time is over.",
        "⏳ {count} orders are not paid: they are kept until their time is over.",
    )


def proofs(say: Say, count: int) -> Said:
    return say.many(
        count,
        "📎 {count} proof waits: its picture is gone then, and nobody can accept it.",
        "📎 {count} proofs wait: their pictures are gone then, and nobody can accept them.",
    )


def undrawn(say: Say, count: int) -> Said:
    return say.many(
        count,
        "🎟 {count} paid order is still to be drawn. It takes part, but nobody can prove that it is yours.",
        "🎟 {count} paid orders are still to be drawn. They take part, but nobody can prove that they are yours.",
    )


def still_running(say: Say, count: int) -> Said:
    return say.many(
        count,
        "🏆 {count} of your raffles still runs and people hold its numbers. Draw it or call it off first: /projects",
        "🏆 {count} of your raffles still run and people hold their numbers."
        " Draw them or call them off first: /projects",
    )


def cannot_be_undone(say: Say) -> Said:
    return say("This cannot be undone.")


def yes_delete(say: Say) -> Said:
    return say("Yes, delete it all")


def keep(say: Say) -> Said:
    return say("Keep it")


def deleted(say: Say) -> Said:
    return say("Your data is deleted. If you write to me again, we begin anew.")


def called(say: Say) -> Said:
    """Whoever is not known by name any more."""
    return say("Deleted person")
