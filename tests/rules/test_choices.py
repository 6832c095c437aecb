"""Words that people choose from, in every language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.choices import (
    LANGUAGES,
    METHODS,
    RAFFLE_STATES,
    SET_TYPES,
    is_method,
    is_raffle_state,
    is_set_type,
    read_choice_of,
    read_language,
    read_method,
    read_raffle_state,
    read_set_type,
)
from rules.misreadings import ChoiceUnknown, LanguageUnknown
from rules.states import PaymentMethod, RaffleState, SetType
from rules.words import fold
from tests.rules.texts import ANYTHING, is_accepted


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("cash", PaymentMethod.CASH),
        ("Efectivo", PaymentMethod.CASH),
        ("DINHEIRO", PaymentMethod.CASH),
        ("card", PaymentMethod.CARD),
        ("tarjeta", PaymentMethod.CARD),
        ("cartao", PaymentMethod.CARD),
        ("transfer", PaymentMethod.TRANSFER),
        ("transferência", PaymentMethod.TRANSFER),
        ("Pix", PaymentMethod.TRANSFER),
    ],
)
def test_a_method_is_understood_in_every_language(text: str, method: PaymentMethod) -> None:
    assert is_method(text)
    assert read_method(text) is method


@pytest.mark.parametrize(
    ("text", "set_type"),
    [
        ("online", SetType.ONLINE),
        ("en línea", SetType.ONLINE),
        ("physical", SetType.PHYSICAL),
        ("Físico", SetType.PHYSICAL),
        ("fisica", SetType.PHYSICAL),
        ("papel", SetType.PHYSICAL),
    ],
)
def test_a_set_type_is_understood_in_every_language(text: str, set_type: SetType) -> None:
    assert is_set_type(text)
    assert read_set_type(text) is set_type


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("free", RaffleState.AVAILABLE),
        ("Libres", RaffleState.AVAILABLE),
        ("disponiveis", RaffleState.AVAILABLE),
        ("apartados", RaffleState.RESERVED),
        ("reserved", RaffleState.RESERVED),
        ("vendidas", RaffleState.SOLD),
        ("pagos", RaffleState.SOLD),
    ],
)
def test_a_state_is_understood_in_every_language(text: str, state: RaffleState) -> None:
    assert is_raffle_state(text)
    assert read_raffle_state(text) is state


def test_an_unknown_word_is_refused_with_what_is_possible() -> None:
    with pytest.raises(ChoiceUnknown) as refusal:
        read_method("Cashew")
    assert (refusal.value.field, refusal.value.text) == ("method", "Cashew")
    assert refusal.value.choices == ("cash", "card", "transfer")
    with pytest.raises(ChoiceUnknown):
        read_set_type("Early birds")


def test_no_word_means_two_things() -> None:
    for table in (METHODS, SET_TYPES, RAFFLE_STATES):
        words = [fold(word) for choice, aliases in table.items() for word in {choice, *aliases}]
        assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("es", "es"),
        ("EN", "en"),
        ("pt", "pt_BR"),
        ("pt-br", "pt_BR"),
        ("pt_BR", "pt_BR"),
        ("es-MX", "es"),
        ("en_US", "en"),
        ("es-419", "es"),
        ("zh-hans", None),
        ("est", None),
        ("e", None),
        ("", None),
        ("es-", None),
        ("es-é1", None),
        ("Español", "es"),
        ("portugues", "pt_BR"),
        ("english", "en"),
        ("ｅｓ", None),
    ],
)
def test_a_language_is_one_of_ours(text: str, language: str | None) -> None:
    if language is None:
        with pytest.raises(LanguageUnknown):
            read_language(text)
    else:
        assert read_language(text) == language


def test_every_language_is_read_as_itself() -> None:
    assert [read_language(language) for language in LANGUAGES] == list(LANGUAGES)


@given(st.sampled_from([*METHODS, *SET_TYPES]), st.data())
@settings(deadline=None)
def test_a_choice_is_found_by_each_of_its_words(choice: str, data: st.DataObject) -> None:
    table: dict[str, tuple[str, ...]] = {**{str(key): words for key, words in (*METHODS.items(), *SET_TYPES.items())}}
    word = data.draw(st.sampled_from([choice, *table[choice]]))
    for typed in (word, word.upper(), fold(word), f" {word} "):
        assert read_choice_of(typed, "field", table) == choice


@given(ANYTHING)
@settings(deadline=None)
def test_any_text_is_a_choice_or_a_refusal(text: str) -> None:
    assert is_accepted(read_method, text) == is_method(text)
    assert is_accepted(read_set_type, text) == is_set_type(text)
    assert is_accepted(read_raffle_state, text) == is_raffle_state(text)
    is_accepted(read_language, text)
