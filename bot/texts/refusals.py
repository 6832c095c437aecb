"""A refusal as a sentence: what was not possible, and one example of what is."""

from bot.texts.say import Say
from rules.refusals import LanguageUnknown, Refusal, TextMissing
from rules.words import clean_line

_LONGEST = 40


def refused(say: Say, refusal: Refusal) -> str:
    match refusal:
        case LanguageUnknown(text=text):
            return say("I do not speak “{text}”. Possible: es, en, pt. Try: /language es", text=_short(text))
        case _:
            return say("That is not possible. Nothing was changed.")


def _short(text: str) -> str:
    """What somebody typed, as far as it helps to recognize it, and without signs that turn our own words round."""
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    try:
        return clean_line(shown, "text", _LONGEST + 1)
    except TextMissing:
        return ""
