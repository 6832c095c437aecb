"""Boards to be drawn in tests: any size, any states, the same each time."""

from collections.abc import Mapping
from io import BytesIO
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from bot.pictures.board import Board
from bot.pictures.board_rows import BoardRow
from rules.states import RaffleState
from services.boards import form_for

FREE, RESERVED, SOLD = RaffleState.AVAILABLE, RaffleState.RESERVED, RaffleState.SOLD
LONG = "Gran rifa solidaria de las madres y los padres de la escuela Gabriela Mistral 80"


def rows(size: int, states: Mapping[int, str], first: int = 0) -> tuple[BoardRow, ...]:
    """The first page of so many numbers."""
    form, width = form_for(size), len(str(first + size - 1))
    long = form.step * form.columns
    made = []
    for start in range(first, first + size, long)[: form.rows]:
        last = min(start + long, first + size) - 1
        each = tuple(states.get(number, FREE) for number in range(start, last + 1)) if form.step == 1 else ()
        blocks = range(start, last + 1, form.step) if form.step > 1 else ()
        made.append(BoardRow(start, last, width, each, tuple(min(form.step, last - at + 1) for at in blocks)))
    return tuple(made)


def board(size: int = 100, states: Mapping[int, str] | None = None, **other: Any) -> Board:
    form = form_for(size)
    told: dict[str, Any] = {
        "project_number": 1,
        "project": "Viaje de fin de curso",
        "state": "open",
        "price": "$5.000",
        "prizes": ("Una bicicleta",),
        "draw": "sáb 12 dic 2026 20:00",
        "organizer": "Ana Gómez",
        "sold": 40,
        "reserved": 20,
        "free": 40,
        "step": form.step,
        "columns": form.columns,
    }
    return Board(**{**told, "rows": rows(size, states or {}), **other})


def half_sold(size: int, seed: int = 1, **other: Any) -> Board:
    return changed(board(size, **other), Random(seed), share=1.0)


def changed(one: Board, chance: Random, *, share: float) -> Board:
    """Of so many of its cells something else is said."""
    made = tuple(row._replace(states=_states(row, chance, share), free=_free(row, chance, share)) for row in one.rows)
    count = [sum(row.states.count(state) for row in made) for state in (SOLD, RESERVED, FREE)]
    if one.step > 1:
        free = sum(sum(row.free) for row in made)
        count = [made[-1].last - made[0].first + 1 - free, 0, free]
    return one._replace(rows=made, sold=count[0], reserved=count[1], free=count[2])


def _states(row: BoardRow, chance: Random, share: float) -> tuple[str, ...]:
    new = (SOLD, SOLD, SOLD, RESERVED, FREE, FREE)
    return tuple(chance.choice(new) if chance.random() < share else state for state in row.states)


def _free(row: BoardRow, chance: Random, share: float) -> tuple[int, ...]:
    most = max(row.free, default=0)
    new = (0, most, most, most - 1, most * 3 // 4, most // 3, 1)
    return tuple(chance.choice(new) if chance.random() < share else free for free in row.free)


def photo(kind: str = "JPEG", size: tuple[int, int] = (1200, 800), **more: object) -> bytes:
    """As busy as one can be, from black to white."""
    chance = Random(7)
    picture = Image.new("RGB", size, "black")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((size[0] // 2, 0, *size), fill="white")
    for _ in range(80):
        left, top, across = chance.randrange(size[0]), chance.randrange(size[1]), chance.randrange(10, 200)
        colour = tuple(chance.randrange(256) for _ in range(3))
        pen.ellipse((left, top, left + across, top + across), fill=colour)
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()
