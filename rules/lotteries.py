"""The official lotteries that people of a country know: how long their figures are, and where anyone looks them up."""

from collections.abc import Mapping
from typing import NamedTuple

from rules.words import fold


class Known(NamedTuple):
    name: str
    url: str
    digits: int
    """Of its first prize, as it is published."""
    is_full: bool = True
    """All figures of so many digits come up equally often, so that the first ones are as good as the last ones."""


KNOWN: Mapping[str, tuple[Known, ...]] = {
    "BR": (Known("Loteria Federal", "https://loterias.caixa.gov.br", 6, is_full=False),),
    "CO": (
        Known("Lotería de Bogotá", "https://www.loteriadebogota.com", 4),
        Known("Lotería de Medellín", "https://loteriademedellin.com.co", 4),
        Known("Lotería de Boyacá", "https://www.loteriadeboyaca.gov.co", 4),
    ),
    "ES": (
        Known("Lotería Nacional", "https://www.loteriasyapuestas.es", 5),
        Known("Cupón de la ONCE", "https://www.juegosonce.es", 5),
    ),
    "MX": (Known("Lotería Nacional", "https://www.lotenal.gob.mx", 5, is_full=False),),
}


def known_lotteries(country: str | None) -> tuple[Known, ...]:
    return KNOWN.get(country or "", ())


def find_known(name: str, country: str | None) -> Known | None:
    """Case and accents aside."""
    return next((one for one in known_lotteries(country) if fold(one.name) == fold(name)), None)


def has_all_figures(url: str) -> bool:
    """As far as is known."""
    return any(one.url == url and one.is_full for several in KNOWN.values() for one in several)
