"""What is said to somebody who comes for the first time, and of the country that they choose."""

from bot.texts.say import Said, Say


def which_country(say: Say) -> Said:
    return say("Where are your raffles? The country sets money, time and phones. You can do without for now.")


def another_country(say: Say) -> Said:
    return say("Another country")


def write_country(say: Say) -> Said:
    return say("Which country? Write its name or its two letters, like: Colombia or CO")


def country_chosen(say: Say, country: str, currency: str, prefix: str, city: str) -> Said:
    return say(
        "{country}: prices in {currency}, phones with {prefix}, time of {city}.\n/settings changes any of it.",
        country=country,
        currency=currency,
        prefix=prefix,
        city=city,
    )
