"""The numbers of a raffle as they stand, told apart by colour and sign."""

from collections.abc import Collection

from bot.texts import cards, words
from bot.texts import public_page as texts
from bot.texts.say import Say
from bot.web.project.markup import Html, element, together
from rules.numbers import show_number
from rules.states import RaffleState
from services.public_boards import Board, PublicCell, Stretch
from services.public_pages import PublicPage

_WIDE = 4
"""Numbers of more digits need more room."""
_SIGNS = {RaffleState.RESERVED: words.RESERVED, RaffleState.SOLD: words.PAID}


def draw_numbers(say: Say, page: PublicPage, won: Collection[int]) -> Html:
    if not page.sets:
        return element("section", element("h2", texts.numbers(say)), element("p", cards.no_numbers_yet(say)))
    glance = page.glance
    counts = [cards.paid(say, glance.sold), cards.reserved(say, glance.reserved), cards.free(say, glance.free)]
    return element(
        "section",
        element("h2", texts.numbers(say)),
        element("p", texts.free_of(say, glance.free, glance.size)),
        element("progress", max=glance.size, value=glance.size - glance.free),
        element("p", *[element("span", one, class_=state) for one, state in zip(counts, _LEGEND, strict=True)]),
        draw_board(say, page.board, won),
        id="numbers",
    )


_LEGEND = tuple(f"sign {state.value}" for state in (RaffleState.SOLD, RaffleState.RESERVED, RaffleState.AVAILABLE))


def draw_board(say: Say, board: Board, won: Collection[int]) -> Html:
    if board.cells:
        widest = max(one.width for one in board.cells)
        cells = [_cell(one, won=one.number in won) for one in board.cells]
        return element("ol", *cells, class_="board wide" if widest > _WIDE else "board")
    return element("ol", *[_stretch(say, one) for one in board.stretches], class_="board stretches")


def _cell(one: PublicCell, *, won: bool) -> Html:
    sign = words.PRIZE if won else _SIGNS.get(RaffleState(one.state))
    shown = show_number(one.number, one.width)
    state = f"{one.state} won" if won else one.state
    return element("li", shown, element("i", sign) if sign else None, class_=state)


def _stretch(say: Say, one: Stretch) -> Html:
    span = f"{show_number(one.first, one.width)} – {show_number(one.last, one.width)}"
    full = element("progress", max=one.size, value=one.size - one.free)
    left = together(f"{words.FREE} ", texts.stretch_free(say, one.free)) if one.free else words.PAID
    return element("li", element("b", span), full, left)
