"""The official lottery that decides: what is asked about it, its rule for buyers, and why chances are not equal."""

from bot.texts.say import Said, Say


def which(say: Say) -> Said:
    return say("<b>Which lottery decides?</b>\nTap, or write its name and draw, like: Lotería de Bogotá, Thursdays")


def where(say: Say) -> Said:
    return say("<b>Where can anybody look it up?</b>\nWrite its page, like: https://www.loteriadebogota.com")


def how_long(say: Say) -> Said:
    return say("<b>How many digits has its figure?</b>\nTap, or write a number, like: 4")


def what(say: Say) -> Said:
    return say("<b>Which of its prizes counts?</b>\nTap, or write it, like: second prize")


def which_digits(say: Say, digits: str) -> Said:
    return say("<b>Which digits of the figure win?</b>\nIt has {digits}. Tap, or write it, like: last 2", digits=digits)


def if_unsold(say: Say) -> Said:
    return say("<b>And if nobody has that number?</b>")


def figures_without_number(say: Say, count: int, figures: str) -> Said:
    return say.many(
        count,
        "{count} of {figures} figures belongs to none of your numbers.",
        "{count} of {figures} figures belong to none of your numbers.",
        figures=figures,
    )


def first_prize(say: Say) -> Said:
    return say("first prize")


def prizes_in_order(say: Say) -> Said:
    return say("first prizes in their order")


def last_digits(say: Say, count: int) -> Said:
    return say("last digit") if count == 1 else say("last {count} digits", count=count)


def first_digits(say: Say, count: int) -> Said:
    return say("first digit") if count == 1 else say("first {count} digits", count=count)


def nobody(say: Say) -> Said:
    return say("Nobody wins")


def next_sold(say: Say) -> Said:
    return say("The next sold number")


def rule(say: Say, name: str, what: str, take: str) -> Said:
    return say("🎱 {name} · {what} · {take}", name=name, what=what, take=take)


def who_wins(say: Say) -> Said:
    return say("Whoever has that number wins.")


def unsold_nobody(say: Say) -> Said:
    return say("If it was not sold, nobody wins that prize.")


def unsold_next(say: Say) -> Said:
    return say("If it was not sold, the next sold number wins: numbers after unsold ones have more chance.")


def look_it_up(say: Say, url: str) -> Said:
    return say("To look it up: {url}", url=url)


def look_before(say: Say) -> Said:
    return say("<b>Chances are not equal:</b>")


def can_never_win(say: Say, numbers: str, take: str, figures: str) -> Said:
    return say(
        "· Can never win: {numbers}. Only {figures} can come up ({take}).",
        numbers=numbers,
        take=take,
        figures=figures,
    )


def is_luckier(say: Say, number: str, count: int) -> Said:
    return say.many(
        count,
        "· {number} wins by {count} figure, others by one: what belongs to no number goes to the next one.",
        "· {number} wins by {count} figures, others by one: what belongs to no number goes to the next one.",
        number=number,
    )


def may_lean(say: Say) -> Said:
    return say("· First digits come up equally often only where the lottery draws all figures. Last digits are safer.")


def to_make_them_equal(say: Say, numbers: str) -> Said:
    return say("Equal chances: sell {numbers}, or change the rule.", numbers=numbers)


def keep_it(say: Say) -> Said:
    return say("Keep it so")


def other_digits(say: Say) -> Said:
    return say("Other digits")


def other_unsold(say: Say) -> Said:
    return say("If it was not sold")


def not_said(say: Say) -> Said:
    return say("🎱 Which lottery decides is not said yet.")
