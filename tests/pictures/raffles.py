"""Three invented raffles, one a language: who organizes, who buys, and what they type."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Raffle:
    """What differs from language to language; numbers and days are the same in all."""

    folder: str
    client: str
    """The language of everybody's Telegram."""
    bot: str
    """What it is called."""
    country: str
    zone: str
    organizer: str
    name: str
    prizes: tuple[str, str]
    price: str
    draw_at: str
    how_to_pay: str
    phone: str
    """As it is typed there, without its last two digits."""
    methods: tuple[str, str]
    """Cash and transfer."""
    buyers: tuple[str, ...]
    sale: str
    """A line as an organizer writes it, with the fourth of the buyers."""
    buyer: str
    """Who buys by the link."""
    group: str
    slip: tuple[str, ...]
    """What stands on the transfer of the one who buys by the link."""
    notebook: str


SPANISH = Raffle(
    folder="es",
    client="es",
    bot="Rifas",
    country="CO",
    zone="America/Bogota",
    organizer="Rosa",
    name="Viaje de 6.º B",
    prizes=("Bicicleta todoterreno", "Parlante Bluetooth"),
    price="5000",
    draw_at="23/8/2023 11:00",
    how_to_pay="Nequi 300 123 4567, Rosa Medina",
    phone="+57 300 123 45",
    methods=("efectivo", "transferencia"),
    buyers=(
        "Carmen Ruiz", "Jorge Peña", "Lupita Solís", "Ana Gómez", "Don Beto", "Marta Díaz", "Iván Luna",
        "Sofía Ríos", "Tía Elena", "Raúl Vega", "Paola Cruz", "Hugo Nava", "Irma Soto", "Memo Lara",
    ),
    sale="/vender 7,12-14 Ana Gómez +57 300 123 4504 efectivo",
    buyer="Luis",
    group="Papás de 6.º B",
    slip=("Envío exitoso", "$10.000", "Para: Rosa Medina", "Nequi 300 123 4567", "19 ago 2023"),
    notebook="61 Carmen Ruiz pagado\n62 - Diego Mora ✅\n63, 64 y 65 Abuela Chela debe\n70 libre\n12 Pedro Salas",
)  # fmt: skip

ENGLISH = Raffle(
    folder="en",
    client="en",
    bot="Raffles",
    country="US",
    zone="America/New_York",
    organizer="Anne",
    name="Sixth grade camp",
    prizes=("A mountain bike", "A Bluetooth speaker"),
    price="5",
    draw_at="2023-08-23 12:00",
    how_to_pay="Venmo @anne-miller-6b",
    phone="+1 305 555 01",
    methods=("cash", "transfer"),
    buyers=(
        "Carmen Ruiz", "George Penn", "Lucy Hall", "Amy Gomez", "Mr. Brown", "Martha Diaz", "Ivan Moon",
        "Sophie Rivers", "Aunt Ellen", "Ralph Vega", "Paula Cross", "Hugh Navarro", "Irma Soto", "Bill Larson",
    ),
    sale="/sell 7,12-14 Amy Gomez +1 305 555 0104 cash",
    buyer="Luis",
    group="Parents of 6B",
    slip=("You paid Anne Miller", "$10.00", "@anne-miller-6b", "Sixth grade camp", "Aug 19, 2023"),
    notebook="61 Carmen Ruiz paid\n62 - Diego Moore ✅\n63, 64 and 65 Grandma Rose owes\n70 free\n12 Peter Salas",
)  # fmt: skip

PORTUGUESE = Raffle(
    folder="pt",
    client="pt-br",
    bot="Rifas",
    country="BR",
    zone="America/Sao_Paulo",
    organizer="Bia",
    name="Formatura do 9.º B",
    prizes=("Bicicleta aro 29", "Caixa de som Bluetooth"),
    price="10",
    draw_at="23/8/2023 13:00",
    how_to_pay="Pix: bia.souza@exemplo.com.br",
    phone="+55 11 91234-56",
    methods=("dinheiro", "transferência"),
    buyers=(
        "Carmen Rocha", "Jorge Pires", "Lúcia Sales", "Ana Gomes", "Seu Beto", "Marta Dias", "Ivan Lima",
        "Sofia Reis", "Tia Helena", "Raul Veiga", "Paula Cruz", "Hugo Neves", "Irma Souto", "Davi Lara",
    ),
    sale="/vender 7,12-14 Ana Gomes +55 11 91234-5604 dinheiro",
    buyer="Luís",
    group="Pais do 9.º B",
    slip=("Pix enviado", "R$ 20,00", "Para: Bia Souza", "bia.souza@exemplo.com.br", "19 ago. 2023"),
    notebook="61 Carmen Rocha pago\n62 - Diego Moura ✅\n63, 64 e 65 Vó Chica deve\n70 livre\n12 Pedro Sales",
)  # fmt: skip

RAFFLES = (SPANISH, ENGLISH, PORTUGUESE)

SOLD = (
    (0, "1-3", 0), (1, "5, 18, 27", 1), (2, "9-11", 0), (4, "20", 0), (5, "33-36", 1), (6, "40, 44", 0),
    (7, "52-58", 1), (8, "60", 0), (9, "71, 77", 1), (10, "80-83", 0), (11, "90, 99", 1), (0, "23, 24", 1),
)  # fmt: skip
"""Which buyer took which numbers, and how they paid."""
RESERVED = ((12, "42, 43", "3d"), (5, "66", "48h"), (13, "86-88", "4d"), (8, "15", "2h"))
"""Which buyer holds which numbers, and for how long."""
