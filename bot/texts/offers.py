"""What a raffle says of itself to people who may buy: its prizes, numbers, price and draw, and whose it is."""

from bot.texts.say import Said, Say


def numbers(say: Say, numbers: str, price: str) -> Said:
    return say("🎟 {numbers} · {price} each", numbers=numbers, price=price)


def numbers_of_several_prices(say: Say, numbers: str, lowest: str, highest: str) -> Said:
    return say("🎟 {numbers} · {lowest} to {highest} each", numbers=numbers, lowest=lowest, highest=highest)


def drawn_by_beacon(say: Say) -> Said:
    return say("🌐 Won by a public beacon: chance published for the whole world, anyone can check the result.")


def drawn_by_number(say: Say) -> Said:
    return say("🎱 Won by the result of an official lottery, which anyone can look up.")


def drawn_by_seal(say: Say) -> Said:
    return say("🔒 Practice draw, only for rehearsals and fun: it proves nothing against whoever runs this bot.")


def not_said_yet(say: Say) -> Said:
    return say("🎲 How the winner is found is not said yet.")


def organizer(say: Say, name: str) -> Said:
    return say("👤 Organizer: {name}", name=name)


def choose(say: Say) -> Said:
    return say("🎟 Choose numbers")


def choose_by_link(say: Say, url: str) -> Said:
    return say("Choose your numbers here:\n{url}", url=url)
