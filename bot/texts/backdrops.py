"""What is said about an organizer's own photo behind the numbers of a board."""

from bot.texts.say import Said, Say


def own_photo(say: Say) -> Said:
    return say("🌄 Photo behind it")


def send_one(say: Say) -> Said:
    return say("Send me a photo: it will stand behind the numbers, pale enough that they can be read.")


def send_another(say: Say) -> Said:
    return say("A photo of yours stands behind the numbers. Send another one, or take it away.")


def take_away(say: Say) -> Said:
    return say("Take it away")


def only_a_photo(say: Say) -> Said:
    return say("That is no photo. Send a picture, as a photo or as a file (JPEG, PNG or WebP).")


def too_large(say: Say, most: int) -> Said:
    return say("This file is too large: {most} MB at most. Send it as a photo, then it is smaller.", most=most)


def on_its_way(say: Say) -> Said:
    return say("Thank you. The board with your photo comes in a moment.")


def taken_away(say: Say) -> Said:
    return say("The photo is gone. This is the board without it:")


def not_usable(say: Say, name: str) -> Said:
    return say(
        "I could not use the photo for {name}. Please send another one, as a photo and not as a file.", name=name
    )
