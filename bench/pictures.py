"""Pictures: boards drawn from nothing and repainted, tickets and cards, beside bare encoding of the same picture."""

from collections.abc import Awaitable, Callable, Iterator
from io import BytesIO
from itertools import count
from random import Random

from PIL import Image

from bench.measure import Figures, in_turns, milliseconds, tell, tell_targets
from bot.pictures.board import Board, draw_board
from bot.pictures.board_rows import BoardRow
from bot.pictures.card import Card, draw_card
from bot.pictures.ticket import Ticket, draw_ticket
from bot.texts.say import say_in
from rules.states import RaffleState
from services.boards import form_for

SIZES = (100, 1_000, 10_000, 10_000_000)
CHANGES = 5
"""So many numbers change between two pictures of one board."""
_WANTED = {
    "100 numbers, from nothing": "at most 12 ms",
    "100 numbers, repainted": "at most 4 ms",
    "10,000 numbers, repainted": "at most 50 ms",
}
_BARE = "encoding alone"
_LEVEL = 1
"""The fastest that Pillow has."""
_DRAWN_BEFORE = 3

Draw = Callable[[], bytes]


async def bench_pictures(rounds: int) -> None:
    reached: Figures = {}
    for size in SIZES:
        reached |= await _bench_board(size, rounds)
    await _bench_one("A ticket", _tickets(), rounds)
    await _bench_one("A card", _cards(), rounds)
    wanted = {name: _WANTED.get(name, "") for name in reached}
    tell_targets("Boards, ms", reached, wanted, "From nothing, and with a few numbers changed since the last picture.")


async def _bench_board(size: int, rounds: int) -> Figures:
    """Another name each time is another board; a few numbers at a time are the same one, repainted."""
    chance, numbers = Random(size), count(1)
    shown = _board(size, chance)
    page = f"{size:,} numbers"

    def from_nothing() -> bytes:
        return draw_board(_SAY, shown._replace(project=f"Viaje de fin de curso {next(numbers)}"))

    def repainted() -> bytes:
        nonlocal shown
        shown = _changed(shown, chance)
        return draw_board(_SAY, shown)

    figures = await _measured(f"A board of {page}", {"from nothing": from_nothing, "repainted": repainted}, rounds)
    return {f"{page}, {name}": one for name, one in figures.items() if name != _BARE}


async def _bench_one(title: str, drawings: Iterator[Draw], rounds: int) -> None:
    await _measured(title, {"drawn": lambda: next(drawings)()}, rounds)


async def _measured(title: str, ways: dict[str, Draw], rounds: int) -> Figures:
    for _ in range(_DRAWN_BEFORE):
        drawn = [draw() for draw in ways.values()]
    bare = _encode(drawn[-1])
    timed = {name: _timed(draw) for name, draw in {_BARE: bare, **ways}.items()}
    figures = await in_turns(max(rounds, 5) * 3, timed)
    tell(f"{title}, {len(drawn[-1]):,} bytes", "ms", figures, _BARE)
    return figures


def _encode(drawn: bytes) -> Draw:
    """The same pixels, when they are all there already."""
    picture = Image.open(BytesIO(drawn))
    picture.load()

    def encode() -> bytes:
        out = BytesIO()
        picture.save(out, "PNG", compress_level=_LEVEL)
        return out.getvalue()

    return encode


def _timed(draw: Draw) -> Callable[[], Awaitable[float]]:
    async def drawn() -> None:
        draw()

    return lambda: milliseconds(drawn)


_SAY = say_in("es")


def _board(size: int, chance: Random) -> Board:
    form = form_for(size)
    long = form.step * form.columns
    spans = [(first, min(first + long, size) - 1) for first in range(0, size, long)][: form.rows]
    rows = tuple(_row(first, last, form.step, chance) for first, last in spans)
    told = ("Viaje de fin de curso", "open", ("Una bicicleta de montaña",), "$5.000", "sáb 12 dic 20:00", "Ana Gómez")
    return _counted(Board(1, *told, 0, 0, 0, form.step, form.columns, rows))


def _row(first: int, last: int, step: int, chance: Random) -> BoardRow:
    if step == 1:
        return BoardRow(first, last, 5, tuple(_any_state(chance) for _ in range(first, last + 1)), ())
    return BoardRow(first, last, 7, (), tuple(chance.randint(0, step) for _ in range(first, last + 1, step)))


def _changed(one: Board, chance: Random) -> Board:
    rows = list(one.rows)
    for _ in range(CHANGES):
        at = chance.randrange(len(rows))
        row = rows[at]
        states, free = list(row.states), list(row.free)
        if states:
            place = chance.randrange(len(states))
            states[place] = chance.choice([state for state in _STATES if state != states[place]])
        else:
            place = chance.randrange(len(free))
            free[place] = (free[place] + chance.randint(1, one.step)) % (one.step + 1)
        rows[at] = row._replace(states=tuple(states), free=tuple(free))
    return _counted(one._replace(rows=tuple(rows)))


def _counted(one: Board) -> Board:
    counts = [sum(row.states.count(state) for row in one.rows) for state in _STATES]
    return one._replace(sold=counts[0], reserved=counts[1], free=counts[2] or sum(sum(row.free) for row in one.rows))


_STATES = (RaffleState.SOLD, RaffleState.RESERVED, RaffleState.AVAILABLE)


def _any_state(chance: Random) -> str:
    return chance.choices(_STATES, (5, 1, 4))[0]


def _tickets() -> Iterator[Draw]:
    for number in count(1):
        ticket = Ticket(
            project_number=1,
            project="Viaje de fin de curso",
            prizes=("Una bicicleta de montaña",),
            numbers=("07", f"{number:02}"),
            holder=f"Luis Peña {number}",
            paid="$20.000",
            draw="sáb 12 dic 2026 20:00",
            organizer="Ana Gómez",
            code="K7Q2",
            link=f"https://t.me/CirculoDeRifasBot?start=t_{number:026}",
        )
        yield lambda ticket=ticket: draw_ticket(_SAY, ticket)  # type: ignore[misc]


def _cards() -> Iterator[Draw]:
    for number in count(1):
        card = Card(
            project_number=2,
            project=f"Viaje de fin de curso {number}",
            state="open",
            prizes=("Una bicicleta de montaña", "Una cena para dos"),
            price="$5.000",
            draw="sáb 12 dic 2026 20:00",
            rule="baliza pública",
            organizer="Ana Gómez",
            sold=48,
            reserved=15,
            free=37,
            link="https://t.me/CirculoDeRifasBot?start=s_ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        )
        yield lambda card=card: draw_card(_SAY, card)  # type: ignore[misc]
