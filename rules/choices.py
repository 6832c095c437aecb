"""The words that people choose from (methods, types of sets, languages), with their aliases in every language."""

import re
from collections.abc import Collection, Mapping
from typing import TypeVar

from rules.misreadings import ChoiceUnknown, LanguageUnknown
from rules.spreadsheets import Format
from rules.states import DrawMethod, PaymentMethod, RaffleState, SetType
from rules.words import fold

Choice = TypeVar("Choice", bound=str)

LANGUAGES = ("es", "en", "pt_BR")

# Few words: the last word of a line is a method before it is a surname.
METHODS: Mapping[PaymentMethod, tuple[str, ...]] = {
    PaymentMethod.CASH: ("in cash", "efectivo", "en efectivo", "dinheiro", "em dinheiro"),
    PaymentMethod.CARD: ("by card", "tarjeta", "con tarjeta", "cartão", "com cartão", "no cartão"),
    PaymentMethod.TRANSFER: (
        *("by transfer", "bank transfer", "transferencia", "por transferencia"),
        *("transferencia bancaria", "por transferencia bancaria", "pix", "por pix", "no pix", "depósito"),
    ),
}

SET_TYPES: Mapping[SetType, tuple[str, ...]] = {
    SetType.PHYSICAL: ("físico", "física", "físicos", "físicas", "papel", "paper"),
    SetType.ONLINE: ("en línea", "em linha", "on-line", "digital", "virtual"),
}

# Those that are offered, in the order in which they are.
DRAW_METHODS: Mapping[DrawMethod, tuple[str, ...]] = {
    DrawMethod.BEACON: ("1", "public beacon", "faro", "faro público", "farol", "farol público", "drand"),
    DrawMethod.NUMBER: (
        *("2", "lottery", "official lottery", "lotería", "lotería oficial", "loteria", "loteria oficial"),
        *("lottery number", "número de lotería", "número da loteria", "loteria federal"),
    ),
    DrawMethod.SEALED: (
        *("3", "practice", "práctica", "prática", "rehearsal", "ensayo", "ensaio"),
        *("sellado", "sellada", "sorteo sellado", "lacrado", "sorteio lacrado", "sealed draw"),
    ),
}

RAFFLE_STATES: Mapping[RaffleState, tuple[str, ...]] = {
    RaffleState.AVAILABLE: (
        *("free", "libre", "libres", "disponible", "disponibles"),
        *("livre", "livres", "disponível", "disponíveis"),
    ),
    RaffleState.RESERVED: (
        *("apartado", "apartados", "apartada", "apartadas"),
        *("reservado", "reservados", "reservada", "reservadas"),
    ),
    RaffleState.SOLD: (
        *("paid", "vendido", "vendidos", "vendida", "vendidas"),
        *("pagado", "pagados", "pagada", "pagadas", "pago", "pagos"),
    ),
}

FORMATS: Mapping[Format, tuple[str, ...]] = {
    Format.XLSX: ("excel", "xls", "planilla", "planilha"),
    Format.CSV: ("zip",),
}

YES_OR_NO: Mapping[str, tuple[str, ...]] = {
    "yes": ("y", "on", "sí", "s", "sim"),
    "no": ("n", "off", "none", "never", "não", "ninguno", "nunca", "nenhum"),
}

_TAG = re.compile(r"(es|en|pt)([-_][a-z0-9]{2,8})*", re.IGNORECASE | re.ASCII)
_LANGUAGE_OF_TAG = {"es": "es", "en": "en", "pt": "pt_BR"}
_LANGUAGE_NAMES: Mapping[str, tuple[str, ...]] = {
    "es": ("español", "castellano", "spanish", "espanhol"),
    "en": ("english", "inglés", "inglês"),
    "pt_BR": ("português", "portugués", "portuguese", "brasileiro"),
}


def read_choice_of(text: str, field: str, choices: Mapping[Choice, Collection[str]]) -> Choice:
    """The choice that is meant by its own word or by one of its aliases, case, accents and spaces aside."""
    folded = fold(text)
    for choice, aliases in choices.items():
        if folded in {fold(choice), *map(fold, aliases)}:
            return choice
    raise ChoiceUnknown(field, text, tuple(map(str, choices)))


def read_method(text: str) -> PaymentMethod:
    return read_choice_of(text, "method", METHODS)


def is_method(text: str) -> bool:
    return _is_choice_of(text, METHODS)


def read_set_type(text: str) -> SetType:
    return read_choice_of(text, "type", SET_TYPES)


def is_set_type(text: str) -> bool:
    return _is_choice_of(text, SET_TYPES)


def read_raffle_state(text: str) -> RaffleState:
    return read_choice_of(text, "state", RAFFLE_STATES)


def is_raffle_state(text: str) -> bool:
    return _is_choice_of(text, RAFFLE_STATES)


def read_draw_method(text: str) -> DrawMethod:
    return read_choice_of(text, "draw_method", DRAW_METHODS)


def read_format(text: str) -> Format:
    return read_choice_of(text, "format", FORMATS)


def read_yes(text: str) -> bool:
    return read_choice_of(text, "yes", YES_OR_NO) == "yes"


def read_language(text: str) -> str:
    """One of our languages, from its name, its code or a regional tag such as `es-MX`."""
    tag = _TAG.fullmatch(text.strip())
    if tag:
        return _LANGUAGE_OF_TAG[tag[1].lower()]
    try:
        return read_choice_of(text, "language", _LANGUAGE_NAMES)
    except ChoiceUnknown:
        raise LanguageUnknown(text) from None


def _is_choice_of(text: str, choices: Mapping[Choice, Collection[str]]) -> bool:
    try:
        read_choice_of(text, "", choices)
    except ChoiceUnknown:
        return False
    return True
