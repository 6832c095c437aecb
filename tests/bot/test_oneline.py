"""One-line commands: read as they were meant in every language, or refused with what was not understood."""

from datetime import date, timedelta

import pytest

from bot.oneline.buyers import BuyerSearch, read_buyers
from bot.oneline.finds import read_find
from bot.oneline.prices import NewSet, Payment, read_new_set, read_payment
from bot.oneline.rows import read_project_number
from bot.oneline.sales import (
    Reservation,
    Sale,
    is_bare_sale,
    read_bare_sale,
    read_release,
    read_reservation,
    read_sale,
    split_rows,
)
from rules.choices import RAFFLE_STATES
from rules.misreadings import (
    AmountUnreadable,
    BuyerMissing,
    ChoiceUnknown,
    DateUnreadable,
    HoldOutOfBounds,
    HoldUnreadable,
    NumbersRepeated,
    NumbersUnreadable,
    NumberTooLarge,
    OnlyOneOf,
    PhoneUnreadable,
    RangeBackwards,
    TextMissing,
    TextTooLong,
    TooManyDecimals,
    TooManyNumbers,
)
from rules.numbers import LARGEST_NUMBER, RANDOM_WORDS, AtRandom, Chosen, NumberRange
from rules.phones import Phone
from rules.refusals import NotFound, Refusal
from rules.states import PaymentMethod, RaffleState, SetType
from services.buyers import NumberedBuyer, TypedBuyer
from services.lists import Filter
from tests.rules.texts import is_accepted

CASH, CARD, TRANSFER = PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.TRANSFER
ANA, LUIS = TypedBuyer("Ana"), TypedBuyer("Luis")
PHONE = Phone("+57 300 123 4567", "+573001234567")
HOME_PHONE = Phone("300 123 4567", "+573001234567")


def chosen(*numbers: int) -> Chosen:
    return Chosen(numbers)


@pytest.mark.parametrize(
    ("text", "sale"),
    [
        (
            "5,12-14 Ana Gomez +57 300 123 4567 cash",
            Sale(chosen(5, 12, 13, 14), TypedBuyer("Ana Gomez", PHONE), CASH),
        ),
        ("07 Ana", Sale(chosen(7), ANA, CASH)),
        ("07 Ana cash", Sale(chosen(7), ANA, CASH)),
        ("5, 12-14 33 Ana", Sale(chosen(5, 12, 13, 14, 33), ANA, CASH)),
        ("12 - 14, 20 – 21 Ana", Sale(chosen(12, 13, 14, 20, 21), ANA, CASH)),
        ("7\n8\tAna", Sale(chosen(7, 8), ANA, CASH)),
        ("7 Luis 300 123 4567 tarjeta", Sale(chosen(7), TypedBuyer("Luis", HOME_PHONE), CARD)),
        ("7 Luis 300 123 4567", Sale(chosen(7), TypedBuyer("Luis", HOME_PHONE), CASH)),
        ("7, Luis, 300 123 4567, en efectivo", Sale(chosen(7), TypedBuyer("Luis", HOME_PHONE), CASH)),
        ("7 - Luis - 300 123 4567 - pix", Sale(chosen(7), TypedBuyer("Luis", HOME_PHONE), TRANSFER)),
        ("7 Luis CARTAO", Sale(chosen(7), LUIS, CARD)),
        ("7 Luis com cartão", Sale(chosen(7), LUIS, CARD)),
        ("7 Luis por transferencia bancaria", Sale(chosen(7), LUIS, TRANSFER)),
        ("7 Luis transferência", Sale(chosen(7), LUIS, TRANSFER)),
        ("7 Luis em dinheiro", Sale(chosen(7), LUIS, CASH)),
        ("1-3 4 #3 card", Sale(chosen(1, 2, 3, 4), NumberedBuyer(3), CARD)),
        ("7 # 003", Sale(chosen(7), NumberedBuyer(3), CASH)),
        (f"7 #{2**63 - 1}", Sale(chosen(7), NumberedBuyer(2**63 - 1), CASH)),
        ("random 3 Ana", Sale(AtRandom(3), ANA, CASH)),
        ("random3, Ana pix", Sale(AtRandom(3), ANA, TRANSFER)),
        ("al azar 3 #3", Sale(AtRandom(3), NumberedBuyer(3), CASH)),
        ("\u200f7 محمد \u202a+57 300 123 4567\u202c card", Sale(chosen(7), TypedBuyer("محمد", PHONE), CARD)),
    ],
)
def test_a_sale_is_read_from_one_line(text: str, sale: Sale) -> None:
    assert read_sale(text, "CO") == sale


@pytest.mark.parametrize(
    "name",
    [
        "Luis 2",
        "7up Club",
        "3B de Sofía",
        "Efectivo Pérez",
        "Ana cash Gomez",
        "Pi X",
        "ca sh",
        "Azar Gómez",
        "Sorte",
        "Random",
        "Y",
        "A Beto",
        "Gomez, Ana",
        "O'Brien-Smith Jr.",
        "«Los 4 de Cali»",
        ":-)",
        "👩\u200d👩\u200d👧 García",
        "7️⃣ Ana",
        "שרה לוי",
        "李小龍",
        "नरेन्द्र",
        "Grupo 123456",
        "<b>Ana</b> & co",
        "=1+1",
        "a" * 80,
    ],
)
def test_a_name_stays_as_it_is(name: str) -> None:
    assert read_sale(f"7 {name}", "CO").buyer == TypedBuyer(name)
    assert read_sale(f"7 {name} +57 300 123 4567 card", "CO") == Sale(chosen(7), TypedBuyer(name, PHONE), CARD)


@pytest.mark.parametrize(
    ("text", "refusal", "facts"),
    [
        ("", NumbersUnreadable, ("",)),
        ("Ana Cash 7", NumbersUnreadable, ("Ana",)),
        ("random Ana", NumbersUnreadable, ("random",)),
        ("-5 Ana", NumbersUnreadable, ("-5",)),
        ("5- Ana", NumbersUnreadable, ("5-",)),
        ("1-2-3 Ana", NumbersUnreadable, ("1-2-3",)),
        ("#7 Ana", NumbersUnreadable, ("#7",)),
        ("1\x002 Ana", NumbersUnreadable, ("1\x002",)),
        ("７ Ana", NumbersUnreadable, ("７",)),
        ("٧ Ana", NumbersUnreadable, ("٧",)),
        ("7 ８ Ana", NumbersUnreadable, ("８",)),
        ("7 ٨,٩ Ana", NumbersUnreadable, ("٨,٩",)),
        ("7 12.14 Ana", NumbersUnreadable, ("12.14",)),
        ("7 8- Ana", NumbersUnreadable, ("8-",)),
        ("7 y 8 Ana", NumbersUnreadable, ("y 8",)),
        ("12 a 14 Ana", NumbersUnreadable, ("a 14",)),
        ("5 random 3 Ana", NumbersUnreadable, ("random 3",)),
        ("5 Azar 3 Ana", NumbersUnreadable, ("Azar 3",)),
        ("random 3 5 Ana", NumbersUnreadable, ("5",)),
        ("3 al azar Ana", NumbersUnreadable, ("al azar",)),
        ("3 random", NumbersUnreadable, ("random",)),
        ("random 0 Ana", NumbersUnreadable, ("random 0",)),
        ("7 7 Ana", NumbersRepeated, ((7,), 0)),
        ("14-12 Ana", RangeBackwards, (14, 12, 0)),
        ("1-2000 Ana", TooManyNumbers, (2000, 1000)),
        ("random 2000 Ana", TooManyNumbers, (2000, 1000)),
        ("7 3001234567 Ana", NumberTooLarge, ("3001234567", LARGEST_NUMBER)),
        ("7", BuyerMissing, ("7",)),
        ("7 cash", BuyerMissing, ("7 cash",)),
        ("7 en efectivo", BuyerMissing, ("7 en efectivo",)),
        ("7 +57 300 123 4567", BuyerMissing, ("7 +57 300 123 4567",)),
        ("7 300 123 4567 card", BuyerMissing, ("7 300 123 4567 card",)),
        ("random 3", BuyerMissing, ("random 3",)),
        ("7 - card", BuyerMissing, ("7 - card",)),
        ("7 Ana 1234567890123456", PhoneUnreadable, ("1234567890123456",)),
        ("7 Ana +57 300", PhoneUnreadable, ("+57 300",)),
        ("7 Ana +57 300 123 4567 +57 301 123 4567", PhoneUnreadable, ("+57 300 123 4567 +57 301 123 4567",)),
        ("7 #3 Ana", OnlyOneOf, ("#3", "Ana")),
        ("7 #3 +57 300 123 4567", OnlyOneOf, ("#3", "+57 300 123 4567")),
        ("7 #99999999999999999999", NotFound, ("buyer", "99999999999999999999")),
        ("7 #٣", NotFound, ("buyer", "٣")),
        ("7 \u0301", TextMissing, ("name",)),
        ("7 " + "a" * 4000, TextTooLong, ("name", 4000, 80)),
    ],
)
def test_an_unclear_sale_is_refused_by_what_is_unclear(
    text: str, refusal: type[Refusal], facts: tuple[object, ...]
) -> None:
    with pytest.raises(refusal) as said:
        read_sale(text, "CO")
    assert tuple(vars(said.value).values()) == facts


@pytest.mark.parametrize(
    ("text", "reservation"),
    [
        ("7,8 Luis 48h", Reservation(chosen(7, 8), LUIS, timedelta(hours=48))),
        ("7 Luis", Reservation(chosen(7), LUIS, None)),
        ("7 Luis 300 123 4567 30M", Reservation(chosen(7), TypedBuyer("Luis", HOME_PHONE), timedelta(minutes=30))),
        ("random 2 #3, 3d", Reservation(AtRandom(2), NumberedBuyer(3), timedelta(days=3))),
        ("7 Luis 48", Reservation(chosen(7), TypedBuyer("Luis 48"), None)),
        ("7 Luis cash", Reservation(chosen(7), TypedBuyer("Luis cash"), None)),
        ("7 48h 3d", Reservation(chosen(7), TypedBuyer("48h"), timedelta(days=3))),
    ],
)
def test_a_reservation_is_read_from_one_line(text: str, reservation: Reservation) -> None:
    assert read_reservation(text, "CO") == reservation


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("7 48h", BuyerMissing),
        ("7 Luis 4m", HoldOutOfBounds),
        ("7 Luis 9999999999h", HoldUnreadable),
        ("Luis 48h", NumbersUnreadable),
    ],
)
def test_an_unclear_reservation_is_refused(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_reservation(text, "CO")


@pytest.mark.parametrize(
    ("text", "language", "payment"),
    [
        ("7 transfer", "en", Payment(7, None, TRANSFER)),
        ("7 2.50 cash", "en", Payment(7, 250, CASH)),
        ("07", "es", Payment(7, None, CASH)),
        ("7, 2,5", "pt_BR", Payment(7, 250, CASH)),
        ("7 5.000 tarjeta", "es", Payment(7, 500_000, CARD)),
        ("7 $ 5 000,50 en efectivo", "es", Payment(7, 500_050, CASH)),
        ("7 5 USD pix", "pt_BR", Payment(7, 500, TRANSFER)),
    ],
)
def test_a_payment_is_read_from_one_line(text: str, language: str, payment: Payment) -> None:
    assert read_payment(text, "USD", language) == payment


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NumbersUnreadable),
        ("cash", NumbersUnreadable),
        ("7,8 cash", TooManyNumbers),
        ("7-9", TooManyNumbers),
        ("7 Ana", AmountUnreadable),
        ("7 cash 2.50", AmountUnreadable),
        ("7 5.000", TooManyDecimals),
    ],
)
def test_an_unclear_payment_is_refused(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_payment(text, "USD", "en")


def test_a_release_is_numbers_and_nothing_else() -> None:
    assert read_release("\u200e7, 8-9") == (7, 8, 9)
    for text in ("", "7 Ana", "random 3"):
        with pytest.raises(NumbersUnreadable):
            read_release(text)


@pytest.mark.parametrize(
    ("text", "new_set"),
    [
        (
            "1-100 5.00 online Early birds",
            NewSet(NumberRange(1, 100, 0), 500, SetType.ONLINE, "Early birds"),
        ),
        ("00-99 5", NewSet(NumberRange(0, 99, 2), 500, SetType.ONLINE, None)),
        ("1 - 100, $ 5 físico", NewSet(NumberRange(1, 100, 0), 500, SetType.PHYSICAL, None)),
        ("1-100 5 000 Los primeros", NewSet(NumberRange(1, 100, 0), 500_000, SetType.ONLINE, "Los primeros")),
        ("1-100 5 usd en línea 2026", NewSet(NumberRange(1, 100, 0), 500, SetType.ONLINE, "2026")),
        ("1-100 5 papel", NewSet(NumberRange(1, 100, 0), 500, SetType.PHYSICAL, None)),
        ("1-100 5 En casa", NewSet(NumberRange(1, 100, 0), 500, SetType.ONLINE, "En casa")),
    ],
)
def test_a_set_is_read_from_one_line(text: str, new_set: NewSet) -> None:
    assert read_new_set(text, "USD", "es") == new_set


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NumbersUnreadable),
        ("Early 1-100 5", NumbersUnreadable),
        ("1-100", AmountUnreadable),
        ("1-100 online 5", AmountUnreadable),
        ("1-100,200-300 5", AmountUnreadable),
        ("100-1 5", RangeBackwards),
        ("1-100 5.005", TooManyDecimals),
        ("1-100 5 online \u0301", TextMissing),
        ("1-100 5 " + "a" * 81, TextTooLong),
    ],
)
def test_an_unclear_set_is_refused(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_new_set(text, "USD", "en")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Filter()),
        (
            "sold set:1 buyer:3 method:cash from:2026-03-01 to:2026-03-31 page:2",
            Filter(RaffleState.SOLD, 1, 3, CASH, date(2026, 3, 1), date(2026, 3, 31), 2),
        ),
        (
            "página: 2 vendidos serie:1 comprador:#3 método:efectivo desde:2026-03-01 hasta:2026-03-31",
            Filter(RaffleState.SOLD, 1, 3, CASH, date(2026, 3, 1), date(2026, 3, 31), 2),
        ),
        (
            "Reservados série:2 forma:PIX até:2026-03-31",
            Filter(RaffleState.RESERVED, 2, None, TRANSFER, None, date(2026, 3, 31)),
        ),
        ("libres", Filter(RaffleState.AVAILABLE)),
    ],
)
def test_what_to_find_is_read_in_every_language(text: str, wanted: Filter) -> None:
    assert read_find(text) == wanted


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("Ana", ChoiceUnknown),
        ("colour:1", ChoiceUnknown),
        ("set:", ChoiceUnknown),
        ("sold:1", ChoiceUnknown),
        ("method:beans", ChoiceUnknown),
        ("sold reserved", OnlyOneOf),
        ("set:1 set:2", OnlyOneOf),
        ("set:one", NotFound),
        ("buyer:٣", NotFound),
        ("page:-1", NotFound),
        (f"buyer:{2**63}", NotFound),
        ("from:2026-02-30", DateUnreadable),
        ("from:2026-W01", DateUnreadable),
        ("to:31/03/2026", DateUnreadable),
        ("to:２０２６-03-31", DateUnreadable),
    ],
)
def test_an_unclear_find_is_refused(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_find(text)


def test_each_state_is_found_by_each_of_its_words() -> None:
    for state, aliases in RAFFLE_STATES.items():
        for word in (state.value, *aliases):
            assert read_find(word.upper()).state is state


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("lui", BuyerSearch("lui")),
        ("300 123 4567", BuyerSearch("300 123 4567")),
        ("Addison", BuyerSearch("Addison")),
        ("#3", NumberedBuyer(3)),
        ("add Luis +57 300 123 4567", TypedBuyer("Luis", PHONE)),
        ("Añadir Luis", LUIS),
        ("agregar Luis 300 123 4567", TypedBuyer("Luis", HOME_PHONE)),
        ("adicionar Luis", LUIS),
    ],
)
def test_buyers_are_searched_shown_or_added(text: str, meant: object) -> None:
    assert read_buyers(text, "CO") == meant


@pytest.mark.parametrize("text", ["", "add", "add #3", "add +57 300 123 4567"])
def test_a_buyer_without_a_name_is_refused(text: str) -> None:
    with pytest.raises(TextMissing):
        read_buyers(text, "CO")


def test_a_project_is_named_by_its_number() -> None:
    assert read_project_number(" #02 ") == 2
    for text in ("", "Spring trip", "-1", "٢", "9" * 4000):
        with pytest.raises(NotFound):
            read_project_number(text)


def test_several_sales_stand_one_on_each_row() -> None:
    text = "7 Ana\r\n\n  8,9 Luis  card \n/sell 10 Ana\n/Vender@raffle_bot 11 Ana\n/reserve 12 Ana\n\u200e"
    rows = split_rows(text, ("sell", "vender"))
    assert rows == ["7 Ana", "8,9 Luis card", "10 Ana", "11 Ana", "/reserve 12 Ana"]
    assert not is_accepted(read_sale, rows[-1], "CO")


@pytest.mark.parametrize(
    ("text", "sale"),
    [
        (
            "07 15 22 Ana 5512345678 transferencia",
            Sale(chosen(7, 15, 22), TypedBuyer("Ana", Phone("5512345678", "+525512345678")), TRANSFER),
        ),
        ("7 Ana", Sale(chosen(7), ANA, CASH)),
        ("7,8 #3", Sale(chosen(7, 8), NumberedBuyer(3), CASH)),
        ("azar 2 Ana efectivo", Sale(AtRandom(2), ANA, CASH)),
        ("2 people came", Sale(chosen(2), TypedBuyer("people came"), CASH)),
    ],
)
def test_a_bare_message_may_be_a_sale(text: str, sale: Sale) -> None:
    assert read_bare_sale(text, "MX") == sale
    assert is_bare_sale(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "7, 8-9",
        "7 8 5512345678",
        "7 cash",
        "hello",
        "hello cash",
        "Ana 7 cash",
        "al azar 3",
        "5 pm?",
        "¡3 goles!",
        "3 more of you should come to the meeting tonight",
        "7 👍",
        "9 8 7 7 countdown",
        "7 " + "palabra " * 20 + "efectivo",
    ],
)
def test_other_bare_messages_are_not(text: str) -> None:
    assert read_bare_sale(text, "MX") is None
    assert not is_bare_sale(text)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("07 07 Ana efectivo", NumbersRepeated),
        ("9-7 Ana 5512345678", RangeBackwards),
        ("7 Ana 123456789012345678", PhoneUnreadable),
        ("7 #3 Ana pix", OnlyOneOf),
    ],
)
def test_what_ends_like_a_sale_is_refused_with_a_reason(text: str, refusal: type[Refusal]) -> None:
    assert is_bare_sale(text)
    with pytest.raises(refusal):
        read_bare_sale(text, "MX")


def test_every_random_word_is_read() -> None:
    for word in RANDOM_WORDS:
        assert read_sale(f"{word} 3 Ana", None).choice == AtRandom(3)
