"""What each way of finding the winners proves, and what it does not: the same words wherever they are said."""

from bot.texts.say import Said, Say, lines


def how_fair(say: Say) -> Said:
    return say("🔎 How the draw is fair")


def about_all(say: Say) -> Said:
    return say("There are three ways to find the winners. Tap one to read what it proves, and what it does not.")


def for_every_draw(say: Say) -> Said:
    return say("Every draw")


def what_is_proved(say: Say) -> Said:
    return say("<b>What it proves</b>")


def what_is_not_proved(say: Say) -> Said:
    return say("<b>What it does not prove</b>")


def always_proved(say: Say) -> Said:
    return say("<b>What every draw proves</b>")


def never_proved(say: Say) -> Said:
    return say("<b>What no draw can prove</b>")


def in_short(say: Say, method: str) -> Said:
    """For whoever has to choose."""
    known = {
        "beacon": say(
            "🌐 <b>Public beacon</b>: chance published for the whole world at a set time. Nobody can choose"
            " or foresee it, unless many who run it conspire. Anyone can compute the result."
        ),
        "number": say(
            "🎱 <b>Official lottery</b>: the familiar rule, the holder of the matching number wins."
            " The organizer types the figure, anyone can look it up."
        ),
        "sealed": say(
            "🔒 <b>Practice</b>: a secret of mine, opened at the draw. It proves nothing against whoever runs me."
            " Only for rehearsals and fun."
        ),
    }
    return known.get(method) or always_proves(say)


def proves(say: Say, method: str) -> Said:
    known = {
        "beacon": say(
            "Nobody, neither organizer nor platform nor Telegram, could choose or foresee the outcome,"
            " unless at least a threshold of the League of Entropy nodes (12 of 22 at launch) collude"
            " or quicknet's key is broken.\n"
            "Nobody can abort the draw unnoticed: anyone can compute the result once the round is out."
        ),
        "number": say(
            "The familiar rule: the holder of the matching number wins."
            " Only the binding of numbers to holders and the rule had to be fixed before."
        ),
        "sealed": say(
            "The platform did not change the secret after publishing its hash.\n"
            "It protects against outsiders, later doubt, and an organizer who does not know the secret,"
            " as long as the platform itself is honest."
        ),
    }
    return known.get(method) or always_proves(say)


def does_not_prove(say: Say, method: str) -> Said:
    known = {
        "beacon": say("That the list is honest: no draw can prove that."),
        "number": lines(
            say("· That the typed figure is the official one: check the source."),
            say("· That the lottery itself is fair."),
            say("· A time order finer than a day."),
            say("If unsold numbers go to the next sold one, numbers after gaps have more chance."),
            say("If nobody wins with an unsold number, there may be no winner."),
        ),
        "sealed": say(
            "<b>Anything against the platform itself</b>: whoever knows the secret and the list at lock time"
            " knows the winners, and can try secrets or add tickets until satisfied, or refuse to reveal.\n"
            "Only for rehearsals and fun."
        ),
    }
    return known.get(method) or never_proves(say)


def always_proves(say: Say) -> Said:
    return lines(
        say("· The list, the prizes and the rule were fixed before, as far as the fingerprint was seen before."),
        say("· The winners follow from them by public arithmetic."),
        say("· The winning number was bound to a receipt before the draw."),
    )


def never_proves(say: Say) -> Said:
    return lines(
        say("· That every listed ticket was paid by a real person."),
        say("· That nobody who paid is missing: buyers can check their own numbers only."),
        say("· That the prize exists."),
        say("· That no second list was shown to others: compare fingerprints."),
        say("· That the organizer does not run a second raffle."),
    )
