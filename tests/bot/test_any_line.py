"""One-line commands of any kind: what was written from values is read back as them, and any text at all is answered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.oneline.buyers import read_buyers
from bot.oneline.finds import read_find
from bot.oneline.prices import NewSet, Payment, read_new_set, read_payment
from bot.oneline.rows import read_project_number
from bot.oneline.sales import (
    Reservation,
    Sale,
    read_bare_sale,
    read_release,
    read_reservation,
    read_sale,
    split_rows,
)
from bot.texts.refusals import refused
from bot.texts.say import say_in
from rules.choices import LANGUAGES, METHODS, SET_TYPES, is_method
from rules.deadlines import is_hold
from rules.numbers import LARGEST_NUMBER, AtRandom, Chosen, NumberRange, is_random_word, show_numbers
from rules.phones import read_phone
from rules.refusals import Refusal
from rules.states import PaymentMethod, SetType
from rules.words import clean_line, fold
from services.buyers import NumberedBuyer, TypedBuyer
from tests.rules.texts import ANYTHING, is_accepted, nearly

RANDOMLY = ("random", "at random", "azar", "Al azar", "aleatorio", "sorteados", "à sorte", "ao acaso", "a la suerte")

NUMBERS = st.sets(st.integers(0, LARGEST_NUMBER) | st.integers(0, 99), min_size=1, max_size=40).map(sorted)
METHOD_WORDS = [(method, word) for method, words in METHODS.items() for word in (method.value, *words)]
ENDINGS = [*METHOD_WORDS, (PaymentMethod.CASH, "")]
TYPE_WORDS = [(kind, word) for kind, words in SET_TYPES.items() for word in (kind.value, *words)]
PHONES = st.sampled_from(["", "+57 300 123 4567", "3001234567", "(11) 91234-5678", "300.123.4567", "(+57) 300-1234567"])
SCRIPTS = "Ana Лев محمد שרה 李龍 नमस्ते ไทย 한국 🎟👍🏽👩‍👩‍👧 '.-&\"()/"
BETWEEN = ("and", "to", "y", "al", "e", "a", "ate", "hasta")
NAMES = ANYTHING | nearly(SCRIPTS) | st.sampled_from(["Ana Gomez", "Luis 2", "7up Club", "Efectivo Pérez"])


def reasons_to_be_read_otherwise(name: str) -> list[str]:
    """Why a line with this name may rightly be read in another way; any other name must survive."""
    words = name.split()
    first, last = words[0], words[-1]
    reasons = {
        "begins with what may be more numbers": first[0].isdigit() or first[0] in "-–—.,;:/_",
        "begins with a word between two numbers": fold(first) in BETWEEN and (len(words) == 1 or words[1][0].isdigit()),
        "begins with a wish for chance": any(is_random_word(" ".join(words[:length])) for length in (1, 2, 3)),
        "is a buyer's number, or begins with one": first.startswith("#"),
        "ends with what may be a phone": all(char.isdigit() or char in "+()./-‐‑‒–" for char in last),
        "ends with a method": any(is_method(" ".join(words[-length:])) for length in (1, 2, 3)),
        "ends with a hold": is_hold(last),
        "ends with what stands between two parts": last[-1] in ",;-–—",
    }
    return [reason for reason, holds in reasons.items() if holds]


def usable(name: str) -> str:
    """The name as it is kept, if there is no reason for reading it otherwise."""
    assume(is_accepted(clean_line, name, "name", 80))
    cleaned = clean_line(name, "name", 80)
    assume(not reasons_to_be_read_otherwise(cleaned))
    return cleaned


def written(draw: st.DrawFn) -> tuple[str, Chosen | AtRandom]:
    if draw(st.booleans()):
        count = draw(st.integers(1, 1000))
        return f"{draw(st.sampled_from(RANDOMLY))} {count}", AtRandom(count)
    numbers = draw(NUMBERS)
    if draw(st.booleans()):
        return show_numbers(numbers, draw(st.integers(0, 9))), Chosen(tuple(numbers))
    shuffled = draw(st.permutations(numbers))
    return draw(st.sampled_from([",", " ", "; ", " , "])).join(map(str, shuffled)), Chosen(tuple(shuffled))


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, Chosen | AtRandom, NumberedBuyer | TypedBuyer]:
    typed, choice = written(draw)
    if draw(st.integers(0, 4)) == 0:
        number = draw(st.integers(0, 2**63 - 1))
        return f"{typed} #{number}", choice, NumberedBuyer(number)
    name, phone = draw(NAMES), draw(PHONES)
    cleaned = usable(name)
    return f"{typed} {name} {phone}", choice, TypedBuyer(cleaned, read_phone(phone, "CO") if phone else None)


@given(
    lines(), st.sampled_from([*METHOD_WORDS, (PaymentMethod.CASH, "")]), st.sampled_from([str, str.upper, str.title])
)
@settings(deadline=None, max_examples=400)
def test_a_sale_that_was_written_is_read_back(
    line: tuple[str, Chosen | AtRandom, NumberedBuyer | TypedBuyer],
    ending: tuple[PaymentMethod, str],
    cased: Callable[[str], str],
) -> None:
    (text, choice, buyer), (method, word) = line, ending
    assert read_sale(f"{text} {cased(word)}", "CO") == Sale(choice, buyer, method)


@given(lines(), st.sampled_from(["", "30m", "48h", "3D", "090d"]))
@settings(deadline=None, max_examples=300)
def test_a_reservation_that_was_written_is_read_back(
    line: tuple[str, Chosen | AtRandom, NumberedBuyer | TypedBuyer], hold: str
) -> None:
    spans = {"": None, "30m": timedelta(minutes=30), "48h": timedelta(hours=48), "3D": timedelta(days=3)}
    text, choice, buyer = line
    assert read_reservation(f"{text} {hold}", "CO") == Reservation(choice, buyer, spans.get(hold, timedelta(days=90)))


@given(lines(), st.sampled_from(METHOD_WORDS))
@settings(deadline=None, max_examples=200)
def test_a_bare_sale_is_read_as_the_command_reads_it_or_not_at_all(
    line: tuple[str, Chosen | AtRandom, NumberedBuyer | TypedBuyer], ending: tuple[PaymentMethod, str]
) -> None:
    text = f"{line[0]} {ending[1]}"
    bare = read_bare_sale(text, "CO")
    assert bare in (None, read_sale(text, "CO"))
    has_letters = isinstance(line[2], NumberedBuyer) or any(char.isalpha() for char in line[2].name)
    assert bare is not None or not has_letters


@given(st.integers(0, LARGEST_NUMBER), st.integers(1, 10**9), st.sampled_from(METHOD_WORDS), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_a_payment_that_was_written_is_read_back(
    number: int, minor: int, ending: tuple[PaymentMethod, str], language: str
) -> None:
    for amount in (f"{minor // 100}.{minor % 100:02}", f"{minor // 100},{minor % 100:02} USD"):
        assert read_payment(f"{number} {amount} {ending[1]}", "USD", language) == Payment(number, minor, ending[0])


@given(st.integers(0, 999), st.integers(0, 999), st.sampled_from(TYPE_WORDS), NAMES, st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_a_set_that_was_written_is_read_back(
    one: int, other: int, kind: tuple[SetType, str], name: str, language: str
) -> None:
    init, final = sorted((one, other))
    expected = NewSet(NumberRange(init, final, 0), 500, kind[0], usable(name))
    assert read_new_set(f"{init}-{final} 5.00 {kind[1]} {name}", "USD", language) == expected


# Any text at all

PIECES = (
    *(
        "7",
        "07",
        "12-14",
        "5,",
        "-",
        "–",
        "random",
        "al",
        "azar",
        "3",
        "Ana",
        "y",
        "#3",
        "#",
        "+57",
        "300",
        "123",
        "4567",
    ),
    *(
        "cash",
        "en",
        "efectivo",
        "48h",
        "9999999999d",
        "$",
        "5.000",
        "USD",
        "online",
        "sold",
        "set:1",
        "page:",
        ":",
        "add",
    ),
    *("from:2026-03-01", "\u200f", "\x00", "\n", "\u0301", "９", "9" * 30, "a" * 90),
)
LINEISH = nearly("0123456789 ,;-–+()#:.@/\n\t٣５aAhdm") | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)

READERS: list[Callable[[str], object]] = [
    lambda text: read_sale(text, "CO"),
    lambda text: read_sale(text, None),
    lambda text: read_reservation(text, "BR"),
    lambda text: read_bare_sale(text, "MX"),
    lambda text: read_buyers(text, "ES"),
    lambda text: read_payment(text, "USD", "en"),
    lambda text: read_payment(text, "COP", "es"),
    lambda text: read_new_set(text, "BRL", "pt_BR"),
    lambda text: read_new_set(text, "CLP", "es"),
    read_release,
    read_find,
    read_project_number,
    split_rows,
]
GENERAL = "That is not possible. Nothing was changed."


def check_any(text: str) -> None:
    for read in READERS:
        try:
            read(text)
        except Refusal as refusal:
            check_can_be_said(refusal)


def check_can_be_said(refusal: Refusal) -> None:
    for language in LANGUAGES:
        said = refused(say_in(language), refusal)
        assert 0 < len(said) < 1000
        assert said != say_in(language)(GENERAL)


@given(ANYTHING | LINEISH)
@settings(deadline=None, max_examples=400)
def test_any_text_is_understood_or_refused_with_a_sentence(text: str) -> None:
    check_any(text)


@pytest.mark.parametrize(
    "text",
    [
        "7 " + "a" * 4000,
        "7 " * 2000,
        "1 - " * 1300,
        "1-9," * 1000 + " Ana",
        ",".join(map(str, range(3000))) + " Ana",
        "9" * 4096,
        "#" + "9" * 4090,
        "7 #" + "9" * 4090,
        "7 Ana " + "9" * 4090,
        "7 Ana " + "1 " * 2000,
        "random " + "9" * 4000,
        "7 Ana " + "9" * 4000 + "h",
        "1-9 " + "5 000 " * 700,
        "set:" + "9" * 4000,
        "7 Ana\n" * 500,
        "\u200f" * 4000,
        "(" * 4000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_the_longest_messages_are_read_as_carefully(text: str) -> None:
    check_any(text)
