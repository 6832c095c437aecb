"""What is said of numbers that were looked up: by what they can be, and what was found."""

from bot.texts.say import Said, Say


def what_to_find(say: Say) -> Said:
    return say("Which numbers? Or type it:\n/find sold set:1 buyer:3 method:cash from:2026-03-01")


def held(say: Say) -> Said:
    return say("All that are taken")


def found(say: Say, what: str, project: str) -> Said:
    return say("🔎 <b>{what}</b> · {project}", what=what, project=project)


def of_buyer(say: Say, number: int) -> Said:
    return say("buyer #{number}", number=number)


def of_set(say: Say, numbers: str) -> Said:
    return say("of {numbers}", numbers=numbers)


def since(say: Say, day: str) -> Said:
    return say("from {day}", day=day)


def until(say: Say, day: str) -> Said:
    return say("to {day}", day=day)


def page(say: Say, number: int) -> Said:
    return say("Page {number}", number=number)


def none(say: Say) -> Said:
    return say("No number is like that.")


def none_on_this_page(say: Say) -> Said:
    return say("Nothing is on this page.")


def free(say: Say, numbers: str) -> Said:
    return say("▫️ <b>{numbers}</b>", numbers=numbers)


def sold(say: Say, numbers: str, buyer: str, method: str, day: str) -> Said:
    return say("✅ <b>{numbers}</b> · {buyer} · {method} · {day}", numbers=numbers, buyer=buyer, method=method, day=day)


def reserved(say: Say, numbers: str, buyer: str, day: str) -> Said:
    return say("⏳ <b>{numbers}</b> · {buyer} · {day}", numbers=numbers, buyer=buyer, day=day)


def from_the_start(say: Say) -> Said:
    return say("To page 1")


def others(say: Say) -> Said:
    return say("Other numbers")
