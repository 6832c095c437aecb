"""What an organizer reads when a raffle is passed on: its link, the words to forward, and a new link for the old."""

from bot.texts.say import Said, Say


def share(say: Say) -> Said:
    return say("📣 Share")


def link_of(say: Say, project: str, url: str) -> Said:
    return say("📣 Link to <b>{project}</b>\n{url}", project=project, url=url)


def who_opens_it(say: Say) -> Said:
    return say("Whoever opens it sees the prizes and chooses free numbers. Forward the next message anywhere.")


def in_any_chat(say: Say, bot: str) -> Said:
    return say("In any chat you can also type @{bot} and pick the raffle.", bot=bot)


def send(say: Say) -> Said:
    return say("📣 Send to a chat")


def new_link(say: Say) -> Said:
    return say("New link")


def what_to_say(say: Say, project: str) -> Said:
    return say("{project}: choose your numbers", project=project)


def really_new(say: Say, project: str) -> Said:
    return say(
        "A new link for “{project}”?\nThe old one stops working at once, wherever it was posted."
        " What was bought with it stays.",
        project=project,
    )


def yes_new(say: Say) -> Said:
    return say("Yes, make a new one")


def not_practice(say: Say) -> Said:
    return say("A practice raffle is yours alone, so it has no link. Make a real one: /new Spring trip")


def not_open(say: Say) -> Said:
    return say("This raffle is over, so there is nothing to share.")


def free_and_price(say: Say, free: int, price: str) -> Said:
    return say.many(free, "{count} free · {price}", "{count} free · {price}", price=price)


def free_from(say: Say, free: int, price: str) -> Said:
    return say.many(free, "{count} free · from {price}", "{count} free · from {price}", price=price)


def make_one_first(say: Say) -> Said:
    return say("No raffle is open: make one")
