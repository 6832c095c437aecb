"""Lines as people write them, paste them out of chats, or keep them in tables."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.imports.entries import LONGEST_SHOWN, Entry, Ground, Listing, Manner, States, Why
from rules.imports.reading import MOST_NUMBERS_IN_ALL, read_listing
from rules.imports.vocabulary import Role
from rules.misreadings import TooManyNumbers
from rules.numbers import LARGEST_NUMBER, MOST_NUMBERS
from rules.states import PaymentMethod
from rules.words import NAME_LIMIT, clean_line

GROUND = Ground(2, "MX", "MXN", "es")


def one(text: str) -> Entry:
    (entry,) = read_listing(text, GROUND).entries
    return entry


def why(text: str) -> Why:
    (left_out,) = read_listing(text, GROUND).left_out
    return left_out.why


@pytest.mark.parametrize(
    ("text", "numbers", "name", "phone", "paid"),
    [
        ("07 Luis 5512345678 pagado", (7,), "Luis", "5512345678", True),
        ("12 - Juan Perez ✅", (12,), "Juan Perez", None, True),
        ("13. Maria", (13,), "Maria", None, None),
        ("7, 8 y 9 Luis", (7, 8, 9), "Luis", None, None),
        ("7, 8 e 9 João pago", (7, 8, 9), "João", None, True),
        ("7 and 8 Ann paid", (7, 8), "Ann", None, True),
        ("12-15 Club", (12, 13, 14, 15), "Club", None, None),
        ("#07 Luis", (7,), "Luis", None, None),
        ("Nº 07: Luis", (7,), "Luis", None, None),
        ("*07)* _Luis_", (7,), "Luis", None, None),
        ("• 32 — Ana", (32,), "Ana", None, None),
        ("1️⃣2️⃣ Juan ⏳", (12,), "Juan", None, False),
        ("Maria: 7, 8 y 9", (7, 8, 9), "Maria", None, None),
        ("Maria 12 13", (12, 13), "Maria", None, None),
        ("07 +52 (55) 1234-5678 Luis pagado", (7,), "Luis", "+52 (55) 1234-5678", True),
        ("31, Ana, 5512345678, pagado", (31,), "Ana", "5512345678", True),
        ("20 Ana (no pagado)", (20,), "Ana", None, False),
        ("20 Ana debe", (20,), "Ana", None, False),
        ("20 Ana $100 pagado", (20,), "Ana", None, True),
        ("20 Zoë O'Neil, pagó", (20,), "Zoë O'Neil", None, True),
        ("150 Ana", (150,), "Ana", None, None),
        ("[12/3/26, 18:02] Ana: 45 Pedro", (45,), "Pedro", None, None),
        ("[12/3/26, 6:02:11 p. m.] ~ Ana Gómez: 45", (45,), "Ana Gómez", None, None),
        ("12/3/26, 18:02 - Ana: quiero el 45 porfa", (45,), "Ana", None, None),
        ("12/3/26 18:02 - +52 55 1234 5678: 45 Pedro", (45,), "Pedro", None, None),
    ],
)
def test_a_line_says_who_has_which_numbers(
    text: str, numbers: tuple[int, ...], name: str, phone: str | None, paid: bool | None
) -> None:
    entry = one(text)
    assert (entry.numbers, entry.name, entry.phone and entry.phone.raw, entry.paid) == (numbers, name, phone, paid)


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("21 Luis efectivo", PaymentMethod.CASH),
        ("21 Luis pagado transferencia", PaymentMethod.TRANSFER),
        ("21 Luis pix", PaymentMethod.TRANSFER),
        ("21 Luis paid by card", PaymentMethod.CARD),
    ],
)
def test_how_somebody_paid_says_that_they_did(text: str, method: PaymentMethod) -> None:
    assert (one(text).name, one(text).paid, one(text).method) == ("Luis", True, method)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Rifa del viaje", Why.NO_NUMBER),
        ("07 pagado", Why.NO_NAME),
        ("07 5512345678", Why.NO_NAME),
        ("12.5 Ana", Why.NUMBERS),
        ("07Luis", Why.NUMBERS),
        ("15-12 Ana", Why.NUMBERS),
        ("٣ Ana", Why.NUMBERS),
        ("5512345678 Ana", Why.NUMBERS),
        ("1-2000 Club", Why.TOO_MANY),
        ("7 Ana 1234567890123456789", Why.PHONE),
        ("7 " + "W" * (NAME_LIMIT + 1), Why.NAME),
    ],
)
def test_what_cannot_be_read_is_left_out_with_the_reason(text: str, reason: Why) -> None:
    assert why(text) == reason


@pytest.mark.parametrize("text", ["14 libre", "14.", "14 - ", "14 ____", "14 disponible", "14 livre", "14 free"])
def test_a_free_number_in_a_list_of_all_is_nobodys(text: str) -> None:
    assert read_listing(text, GROUND) == Listing((), (), 1)


def test_lines_that_are_counted_are_not_read_by_their_count() -> None:
    found = read_listing("1. 07 Maria\n2. 15 Juan\n3. 20 Eva", GROUND)
    assert [entry.numbers for entry in found.entries] == [(7,), (15,), (20,)]


def test_lines_keep_their_numbers_over_empty_ones() -> None:
    assert [entry.line for entry in read_listing("07 Maria\n\n\n08 Juan", GROUND).entries] == [1, 4]


@pytest.mark.parametrize(
    "text",
    [
        "Número;Nombre;Teléfono;Estado;Forma de pago\n07;Luis Gómez;5512345678;pagado;transferencia\n08;Ana;;debe;",
        "number,name,phone,paid,method\n07,Luis Gómez,5512345678,yes,transfer\n08,Ana,,no,\n",
        (
            "Nome\tSobrenome\tBilhete\tCelular\tPago?\tForma de pagamento\n"
            "Luis\tGómez\t07\t5512345678\tsim\tpix\nAna\t\t08\t\tnão\t"
        ),
        "07;Luis Gómez;5512345678;pagado;transferencia\n08;Ana;;debe;",
        (
            '"Boleto","Comprador","Fecha","Tel.","¿Pagó?","Método"\n'
            '"07","Luis Gómez","2026-03-12","5512345678","x","pix"\n"08","Ana","","","",""\n'
        ),
        "Rifa del viaje;;;;\nBoleto;Comprador;Celular;Pagado;Método\n7;Luis Gómez;5512345678;sí;depósito\n8;Ana;;;\n",
    ],
)
def test_a_table_is_read_by_its_columns(text: str) -> None:
    luis, ana = read_listing(text, GROUND).entries
    assert luis.phone is not None
    assert (luis.numbers, luis.name, luis.phone.raw, luis.paid) == ((7,), "Luis Gómez", "5512345678", True)
    assert luis.method == PaymentMethod.TRANSFER
    assert (ana.numbers, ana.name, ana.phone, ana.paid) == ((8,), "Ana", None, False)


def test_numbers_beside_one_another_make_no_table() -> None:
    found = read_listing("7, 8 y 9 Luis\n3, 4 Ana", GROUND)
    assert [entry.numbers for entry in found.entries] == [(7, 8, 9), (3, 4)]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    rows = "\n".join(f'{number};"Ana {number};pagado' for number in range(20))
    assert len(read_listing(rows, GROUND).entries) == 20


def test_a_column_may_be_said_to_hold_something_else() -> None:
    text = "numero;nombre;vendedor\n1;Ana;Sofia\n2;Luis;Sofia"
    manner = Manner(roles={1: Role.UNUSED, 2: Role.NAME})
    assert [entry.name for entry in read_listing(text, GROUND, manner).entries] == ["Sofia", "Sofia"]
    assert [column.role for column in read_listing(text, GROUND, manner).columns] == ["numbers", "unused", "name"]


@pytest.mark.parametrize(("states", "paid"), [(States.PAID, [True, True]), (States.RESERVED, [False, False])])
def test_all_may_be_said_to_be_paid_or_reserved(states: States, paid: list[bool]) -> None:
    found = read_listing("1 Ana pagado pix\n2 Luis debe", GROUND, Manner(states))
    assert [entry.paid for entry in found.entries] == paid


def test_no_more_numbers_are_read_than_may_be_taken_in() -> None:
    lines = "\n".join(f"{1000 * n}-{1000 * n + MOST_NUMBERS - 1} Club {'abcdefghijklmno'[n]}" for n in range(11))
    with pytest.raises(TooManyNumbers):
        read_listing(lines, GROUND._replace(width=5))
    assert MOST_NUMBERS_IN_ALL == 10 * MOST_NUMBERS


_pieces = st.sampled_from(
    (
        *(
            "07",
            "8",
            " ",
            "-",
            "\t",
            ";",
            ",",
            '"',
            "Ana",
            "Gómez",
            "pagado",
            "debe",
            "✅",
            "5512345678",
            "\n",
            "libre",
        ),
        *("[1/1/26, 1:00]", "Ana:", "\u202e", "\x00", "=1+1", "<b>", "١", "1️⃣", "$5", "nº", "y", "(", "W" * 90),
        "número;nombre\n",
    )
)
_texts = st.one_of(st.text(max_size=200), st.lists(_pieces, max_size=40).map("".join))


@given(_texts)
@settings(max_examples=400, deadline=None)
def test_no_line_is_lost_and_nothing_is_read_that_may_not_be_written(text: str) -> None:
    found = read_listing(text, GROUND)
    lines = text.split("\n")
    assert len(found.entries) + len(found.left_out) + found.free <= len(lines)
    if not found.columns:
        assert len(found.entries) + len(found.left_out) + found.free == sum(bool(line.strip()) for line in lines)
    for entry in found.entries:
        assert clean_line(entry.name, "name", NAME_LIMIT) == entry.name
        assert all(0 <= number <= LARGEST_NUMBER for number in entry.numbers)
        assert 0 < len(entry.numbers) == len(set(entry.numbers)) <= MOST_NUMBERS
    assert all(len(one.text) <= LONGEST_SHOWN for one in found.left_out)


_names = st.sampled_from(["Ana", "Luis Gómez", "María del Mar", "João", "Zoë O'Neil", "Íñigo"])


@given(st.integers(0, 99), _names, st.sampled_from([None, "5512345678", "+52 55 1234 5678"]), st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_is_written_by_the_rules_is_read_back(number: int, name: str, phone: str | None, paid: bool) -> None:
    word = "pagado" if paid else "debe"
    parts = [f"{number:02}", name, *([phone] if phone else []), word]
    for between in (" ", " - ", ", "):
        entry = one(between.join(parts))
        read = (entry.numbers, entry.name, entry.phone and entry.phone.raw, entry.paid)
        assert read == ((number,), name, phone, paid)
    rows = "\n".join(";".join((f"{number:02}", name, phone or "", word)) for _ in range(3))
    entries = read_listing(f"numero;nombre;telefono;estado\n{rows}", GROUND).entries
    assert {(entry.numbers, entry.name, entry.paid) for entry in entries} == {((number,), name, paid)}


def test_ten_thousand_lines_are_read_within_seconds() -> None:
    text = "\n".join(f"{n:04} Ana Gómez {n} 55{n:08} pagado" for n in range(10_000))
    began = perf_counter()
    assert len(read_listing(text, GROUND._replace(width=4)).entries) == 10_000
    assert perf_counter() - began < 15
