"""What is said to a buyer who opens a link: whose buyer they are, and what they hold."""

from bot.texts.say import Said, Say


def connected(say: Say, name: str, organizer: str) -> Said:
    return say("👤 You are <b>{name}</b>, a buyer of {organizer}.", name=name, organizer=organizer)


def you_hold(say: Say) -> Said:
    return say("You hold:")


def you_hold_nothing(say: Say) -> Said:
    return say("You hold no number yet. When you do, your tickets come here.")


def paid(say: Say, project: str, numbers: str) -> Said:
    return say("✅ <b>{numbers}</b> · {project} · paid", numbers=numbers, project=project)


def reserved(say: Say, project: str, numbers: str, owed: str, until: str) -> Said:
    return say(
        "⏳ <b>{numbers}</b> · {project} · {owed} to pay by {until}",
        numbers=numbers,
        project=project,
        owed=owed,
        until=until,
    )


def and_more(say: Say) -> Said:
    return say("… and more")
