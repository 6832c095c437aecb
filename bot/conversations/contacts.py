"""Buyers as people name them in a conversation: typed, or shared as a contact of their telephone."""

from telegram import Contact

from bot.context import Context
from bot.oneline.buyers import read_buyer
from rules.phones import Phone, read_phone
from rules.refusals import Refusal
from rules.words import NAME_LIMIT, clean_line
from services.buyers import NumberedBuyer, TypedBuyer


def named_in(context: Context) -> NumberedBuyer | TypedBuyer | None:
    """None for what can only be searched for: the last digits of a phone are no name."""
    if context.words.isdigit():
        return None
    try:
        return read_buyer(context.words.split(), context.user.country)
    except Refusal:
        return None


def shared_contact(context: Context) -> TypedBuyer:
    contact = context.message.contact
    if contact is None:
        raise TypeError("there is no contact in this message")
    name = clean_line(f"{contact.first_name} {contact.last_name or ''}", "name", NAME_LIMIT)
    return TypedBuyer(name, phone_of(contact, context.user.country))


def phone_of(contact: Contact, country: str | None) -> Phone:
    """Telegram leaves the plus away."""
    return read_phone(f"+{contact.phone_number.removeprefix('+')}", country)
