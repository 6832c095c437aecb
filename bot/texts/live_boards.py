"""What is said of boards that keep themselves up to date in groups and channels, and on them."""

from bot.texts.say import Said, Say


def label(say: Say) -> Said:
    return say("📌 Live board")


def sold(say: Say, count: int) -> Said:
    return say.many(count, "✅ {count} sold", "✅ {count} sold")


def over(say: Say) -> Said:
    return say("This raffle is over: the board stays as it is.")


def newer_one(say: Say) -> Said:
    return say("⬇️ A newer board of this raffle stands further down.")


def what_it_is(say: Say, project: str) -> Said:
    return say(
        "📌 <b>{project}</b>: a board in your group or channel that keeps itself up to date."
        " It shows numbers, never names.",
        project=project,
    )


def in_a_group(say: Say, bot: str) -> Said:
    return say("In a group: add @{bot} and write /board there.", bot=bot)


def in_a_channel(say: Say) -> Said:
    return say("In a channel: press the button below.")


def pinned_for_leaders(say: Say) -> Said:
    return say("If you and I may pin messages there, I pin it.")


def stands_in(say: Say, count: int, places: str) -> Said:
    return say.many(count, "It stands in {places}.", "It stands in {places}.", places=places)


def and_in_more(say: Say, places: str, more: int) -> Said:
    return say.many(
        more, "It stands in {places} and {count} more.", "It stands in {places} and {count} more.", places=places
    )


def to_channel(say: Say) -> Said:
    return say("📣 In a channel")


def which_channel(say: Say) -> Said:
    return say("Press the key below and choose one of your channels. I become its administrator, so that I can post.")


def choose_channel(say: Say) -> Said:
    return say("📣 Choose a channel")


def coming(say: Say, place: str) -> Said:
    return say("In a moment the board stands in {place}.", place=place)


def not_in_channel(say: Say, project: str) -> Said:
    return say(
        "I could not put the board of {project} into the channel."
        " You must be allowed to post there, and so must I. Then try once more: /share",
        project=project,
    )


def not_in_group(say: Say, project: str) -> Said:
    return say(
        "I could not put the board of {project} into the group."
        " Let me send pictures there, and write /board there once more.",
        project=project,
    )
