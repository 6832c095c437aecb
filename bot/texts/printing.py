"""What is said when tickets are to be printed: which of them, and how the paper is used."""

from bot.texts.say import Said, Say


def file_name(say: Say) -> Said:
    return say("tickets")


def to_print(say: Say) -> Said:
    return say("🖨 Print tickets")


def which_set(say: Say) -> Said:
    return say("Which numbers?")


def of_set(say: Say, numbers: str, price: str) -> Said:
    return say("{numbers} · {price}", numbers=numbers, price=price)


def which_numbers(say: Say, example: str) -> Said:
    return say(
        "8 tickets to a page, each with a stub for you.\nTap which ones, or write them: {example}", example=example
    )


def how_to_cut(say: Say) -> Said:
    return say("Print at 100 %, cut along the lines, staple the left side.")


def all_of(say: Say, numbers: str) -> Said:
    return say("All: {numbers}", numbers=numbers)
