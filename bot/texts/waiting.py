"""What is said to whoever waits for a number that somebody else holds."""

from bot.texts.say import Said, Say


def tell_me(say: Say, number: str) -> Said:
    return say("🔔 Tell me if {number} becomes free", number=number)


def wait_for_one(say: Say) -> Said:
    return say("🔔 Wait for a number")


def which(say: Say, project: str) -> Said:
    return say("🔔 {project}\nWhich number do you wait for? Type it, like: 7", project=project)


def in_line(say: Say, number: str, project: str, before: int) -> Said:
    if not before:
        return say("🔔 You are the first in line for <b>{number}</b> of “{project}”.", number=number, project=project)
    return say.many(
        before,
        "🔔 You are in line for <b>{number}</b> of “{project}”. {count} person comes before you.",
        "🔔 You are in line for <b>{number}</b> of “{project}”. {count} people come before you.",
        number=number,
        project=project,
    )


def told_once_free(say: Say, minutes: str) -> Said:
    return say("If it becomes free I tell you, and keep it for you for {minutes}.", minutes=minutes)


def offered(say: Say, number: str, project: str) -> Said:
    return say("🔔 <b>{number}</b> of “{project}” is free.", number=number, project=project)


def yours_until(say: Say, until: str) -> Said:
    return say("It is kept for you until {until}, then the next one is asked.", until=until)


def take_it(say: Say) -> Said:
    return say("Take it")


def take(say: Say, number: str) -> Said:
    return say("Take {number}", number=number)


def stop(say: Say) -> Said:
    return say("Stop waiting")


def stop_for(say: Say, number: str) -> Said:
    return say("✖️ {number}", number=number)


def stopped(say: Say, number: str) -> Said:
    return say("You do not wait for {number} any more.", number=number)


def all_waited_for(say: Say, count: int) -> Said:
    return say.many(count, "🔔 Waiting ({count})", "🔔 Waiting ({count})")


def heading(say: Say) -> Said:
    return say("🔔 <b>You wait for</b>")


def nothing(say: Say) -> Said:
    return say("You wait for no number.")


def row(say: Say, number: str, project: str) -> Said:
    return say("🔔 <b>{number}</b> · {project}", number=number, project=project)


def offered_row(say: Say, number: str, project: str, until: str) -> Said:
    return say("▫️ <b>{number}</b> · {project}\nkept for you until {until}", number=number, project=project, until=until)


def heading_button(say: Say) -> Said:
    return say("🔔 I wait for")
