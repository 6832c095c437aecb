"""What is said to what somebody typed and nobody can read: the part that was not understood, and one right example."""

from collections.abc import Sequence

from bot.texts import greetings, words
from bot.texts.say import Said, Say
from bot.texts.shown import few, short
from rules import misreadings as misread
from rules.numbers import show_number, show_numbers
from rules.refusals import Refusal


def of_numbers(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case misread.RangeUnreadable(text=""):
            return say("Which numbers? Write from-to, like: 1-500")
        case misread.RangeUnreadable(text=text):
            return say("I cannot read “{text}” as numbers. Write from-to, like: 1-500", text=short(text))
        case misread.NumbersUnreadable(text=""):
            return say("Which numbers? Write them like this: 5, 12-20")
        case misread.NumbersUnreadable(text=text):
            return say(
                "I cannot read “{text}” as numbers.\nWrite them like this: 5, 12-20 or: random 3", text=short(text)
            )
        case misread.NumbersRepeated(numbers=repeated, width=width):
            numbers = few(show_numbers(repeated, width).split(", "))
            return say("Twice in your list: {numbers}.\nWrite each number once.", numbers=numbers)
        case misread.RangeBackwards(first=first, last=last, width=width):
            upper, lower = show_number(first, width), show_number(last, width)
            return say("{first}-{last} runs backwards. Try: {last}-{first}", first=upper, last=lower)
        case misread.TooManyNumbers(limit=1):
            return say("One number at a time. Try: 7")
        case misread.TooManyNumbers(count=count, limit=limit):
            return say(
                "That is {count} numbers; at most {limit} go at a time. Try: 1-{last}",
                count=say.count(count),
                limit=say.count(limit),
                last=limit,
            )
        case misread.TooManyRows(count=count, limit=limit):
            return say(
                "That is {count} lines; at most {limit} go in one message. Send the rest in another.",
                count=say.count(count),
                limit=say.count(limit),
            )
        case misread.NumberTooLarge(text=text, limit=limit):
            largest = say.count(limit)
            return say("“{text}” is too large. The largest number is {largest}.", text=short(text), largest=largest)
    return None


def of_amounts(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case misread.AmountUnreadable(text=""):
            return say("How much? Write an amount. Try: 10")
        case misread.AmountUnreadable(text=text):
            return say("I cannot read “{text}” as an amount. Try: 10", text=short(text))
        case misread.TooManyDecimals(text=text, currency=currency, read_as=read_as, decimals=decimals):
            number = short(read_as if say.language == "en" else read_as.replace(".", ","))
            read = say("I read “{text}” as {number} {currency}.", text=short(text), number=number, currency=currency)
            if decimals == 0:
                return say("{read} That money has no decimals. Try: 10", read=read)
            return say.many(
                decimals,
                "{read} That money has only {count} decimal. Try: 10",
                "{read} That money has only {count} decimals. Try: 10",
                read=read,
            )
        case misread.AmountNotPositive():
            return say("An amount must be more than zero. Try: 10")
        case misread.AmountTooLarge(text=text):
            return say("“{text}” is more money than I can write down. Try: 10", text=short(text))
        case misread.CurrencyUnknown(text=text):
            return say("I do not know the currency “{text}”. Write its three letters. Try: USD", text=short(text))
    return None


def of_people(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case misread.PhoneUnreadable(text=text):
            return say(
                "I cannot read “{text}” as a phone: it has 7 to 15 digits. Try: +57 300 123 4567", text=short(text)
            )
        case misread.EmailUnreadable(text=text):
            return say("I cannot read “{text}” as an e-mail address. Try: luis@example.com", text=short(text))
        case misread.ZoneUnknown(text=text):
            return say("I do not know the time zone “{text}”. Try: America/Bogota", text=short(text))
        case misread.LanguageUnknown(text=text):
            return say("I do not speak “{text}”. Possible: es, en, pt. Try: /language es", text=short(text))
        case misread.CountryUnknown(text=text):
            return say("I do not know the country “{text}”. Try: Colombia", text=short(text))
        case misread.BuyerMissing(text=text):
            return say("In “{text}” I find no name. Who takes the numbers? Try: /sell 7 Luis", text=short(text))
    return None


def of_times(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case misread.HoldUnreadable(text=text):
            return say("I cannot read “{text}” as a span of time. Try: 48h (or 30m, 3d)", text=short(text))
        case misread.HoldOutOfBounds(minutes=minutes, shortest=shortest, longest=longest):
            return say(
                "{span} is not possible: {shortest} to {longest} are. Try: 48h",
                span=words.span(say, minutes),
                shortest=words.span(say, shortest),
                longest=words.span(say, longest),
            )
        case misread.ClockUnreadable(text=text):
            return say("I cannot read a time of day in “{text}”. Try: 9:00", text=short(text))
        case misread.QuietHoursUnreadable(text=text):
            return say("I cannot read “{text}” as two times of day. Try: 21:00-08:00", text=short(text))
        case misread.DateUnreadable(text=text):
            return say("I cannot read “{text}” as a date. Write year-month-day. Try: 2027-03-31", text=short(text))
        case misread.MomentUnreadable(text=text, example=example, now=now):
            return say(
                "I cannot read “{text}” as a day and an hour. Try: {example}",
                text=short(text),
                example=say.moment(example, now),
            )
        case misread.DateTooFar(text=text, years=years):
            return say(
                "“{text}” is further away than {years} years. Choose a nearer day.", text=short(text), years=years
            )
        case misread.DateInThePast(at=at, now=now):
            return say("That time is over: {moment}. Choose one that is still to come.", moment=say.moment(at, now))
    return None


def of_words(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case misread.TextMissing(field=field):
            return say("Missing: {field}. Write at least one letter or digit.", field=_field(field, say))
        case misread.TextTooLong(field=field, length=length, limit=limit):
            return say(
                "Too long: {field} has {length} characters, and at most {limit} fit. Write it shorter.",
                field=_field(field, say),
                length=say.count(length),
                limit=say.count(limit),
            )
        case misread.ChoiceUnknown(field=field, text=text, choices=choices):
            possible = _possible(field, choices, say)
            return say("I do not know “{text}”. Possible: {possible}.", text=short(text), possible=possible)
        case misread.OnlyOneOf(one=one, other=other):
            return say(
                "“{one}” and “{other}” cannot both be meant. Write only one of them.",
                one=short(one),
                other=short(other),
            )
        case misread.TooManyPrizes(limit=limit):
            return say(
                "At most {limit} prizes go in one go. Leave some out; more can be added later.", limit=say.count(limit)
            )
        case misread.ButtonTooOld():
            return greetings.old_button(say)
    return None


def _field(field: str, say: Say) -> Said:
    known = {
        "name": say("the name"),
        "description": say("the description"),
        "reason": say("the reason"),
        "notes": say("the note"),
        "payment_text": say("how to pay"),
        "prize": say("the prize"),
        "announcement": say("the message"),
    }
    return known.get(field) or say("the text")


def _possible(field: str, choices: Sequence[str], say: Say) -> str:
    """In words that the reader may type."""
    if field == "report":
        return say("from:2027-03-01, to:2027-03-31")
    if field == "find":
        return say("sold, set:1, buyer:3, method:cash, from:2027-03-01, page:2")
    word = {
        "method": words.method,
        "type": words.set_type,
        "state": words.raffle_state,
        "draw_method": words.draw_method,
        "yes": words.yes_or_no,
    }.get(field)
    return ", ".join(short(choice) if word is None else word(say, choice) for choice in choices)
