"""What is said about an organizer's settings: how they stand, what each is for, and how to write it."""

from html import unescape

from bot.texts.say import Said, Say, joined

_LONGEST = 40


def title(say: Say) -> Said:
    return say("<b>My settings</b>")


def line(say: Say, label: str, value: str) -> Said:
    return say("{label}: <b>{value}</b>", label=label, value=value)


def tap_to_change(say: Say) -> Said:
    return say("Tap what you want to change.")


def kept(say: Say) -> Said:
    return say("✅ Changed.")


def now(say: Say, label: str, value: str) -> Said:
    return say("<b>{label}</b>\nNow: {value}", label=label, value=value)


def not_chosen(say: Say) -> Said:
    return say("not chosen")


def not_written(say: Say) -> Said:
    return say("not written")


def language(say: Say) -> Said:
    return say("Language")


def language_hint(say: Say) -> Said:
    return say("The bot speaks it with you. Tap or write one, like: es")


def country(say: Say) -> Said:
    return say("Country")


def country_hint(say: Say) -> Said:
    return say("It sets your currency, time zone and phone prefix too. Tap or write one, like: Colombia")


def country_value(say: Say, name: str, prefix: str) -> Said:
    return say("{name}, phones {prefix}", name=name, prefix=prefix)


def currency(say: Say) -> Said:
    return say("Currency")


def currency_hint(say: Say) -> Said:
    return say("For the raffles you make from now on. Tap or write its three letters, like: USD")


def zone(say: Say) -> Said:
    return say("Time zone")


def zone_hint(say: Say) -> Said:
    return say("All times are shown in it. Tap or write one, like: America/Bogota")


def zone_value(say: Say, city: str, clock: str) -> Said:
    return say("{city}, now {clock}", city=city, clock=clock)


def quiet(say: Say) -> Said:
    return say("Quiet hours")


def quiet_hint(say: Say) -> Said:
    return say("No reminders are sent between these hours. Tap or write them, like: 21:00-08:00")


def quiet_value(say: Say, start: str, end: str) -> Said:
    return say("{start} to {end}", start=start, end=end)


def no_quiet_hours(say: Say) -> Said:
    return say("none")


def digest(say: Say) -> Said:
    return say("Daily at")


def digest_hint(say: Say) -> Said:
    return say(
        "At this time you get the day's summary, and hear whom you have to remind yourself, because I cannot write"
        " to them. Tap or write it, like: 9:00"
    )


def payment(say: Say) -> Said:
    return say("How to pay")


def payment_hint(say: Say) -> Said:
    return say("Your buyers read it when they owe. Write it, like: Nequi 300 123 4567, Ana Gomez")


def hold(say: Say) -> Said:
    return say("Reservations")


def hold_hint(say: Say) -> Said:
    return say("So long buyers have to pay, in raffles you make from now on. Tap or write it, like: 48h")


def grace(say: Say) -> Said:
    return say("Grace")


def grace_hint(say: Say) -> Said:
    return say(
        "So much later unpaid numbers are really released, in raffles you make from now on. Tap or write it, like: 12h"
    )


def summary(say: Say) -> Said:
    return say("Daily summary")


def summary_hint(say: Say) -> Said:
    return say("Each morning how things went and who owes, if there is anything to tell. Tap, or write yes or no.")


def shown(say: Say, value: str) -> Said:
    """What somebody wrote, on one line."""
    line = " ".join((unescape(value) if isinstance(value, Said) else value).split())
    return joined([line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"], "")
