"""What is said at home: the organizer's raffles, what can be done with them, and how to begin with the first."""

from bot.texts.say import Said, Say


def your_raffles(say: Say) -> Said:
    return say("Your raffles")


def no_raffle_yet(say: Say) -> Said:
    return say("You have no raffle yet. Make yours, or try how it goes with a practice one.")


def none_runs(say: Say) -> Said:
    return say("No raffle is running now.")


def which_one(say: Say) -> Said:
    return say("Several raffles are running. Which one do you work on?")


def create(say: Say) -> Said:
    return say("🏆 Create my raffle")


def practise(say: Say) -> Said:
    return say("🧪 Try a practice raffle · 2 min")


def sell(say: Say) -> Said:
    return say("🎟 Sell")


def who_owes(say: Say, count: int) -> Said:
    return say("⏳ Who owes ({count})", count=say.count(count))


def more(say: Say) -> Said:
    return say("··· More")


def what_else(say: Say) -> Said:
    return say("What else?")


def details(say: Say) -> Said:
    return say("About this raffle")


def all_raffles(say: Say) -> Said:
    return say("All my raffles")


def new_raffle(say: Say) -> Said:
    return say("🏆 New raffle")


def settings(say: Say) -> Said:
    return say("My settings")


def help_(say: Say) -> Said:
    return say("Help")


def back(say: Say) -> Said:
    return say("⬅️ Back")


def home(say: Say) -> Said:
    return say("⬅️ My raffles")
