"""The colours of a picture: one accent a project, and the tones around it, each readable on what it stands on."""

from functools import cache
from typing import NamedTuple

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
READABLE = 4.5
"""The least contrast of text and what is behind it (WCAG 2, level AA)."""
STRONG = 6.5
"""Of the numbers: they are read at arm's length, in the sun."""
UNDISTURBED = 8.0
"""Of what stands on a photo: what is in it disturbs."""
VISIBLE = 3.0
"""Of what is no text: outlines and dots."""

# Neighbours differ most: an organizer's raffles are told apart at a glance.
_ACCENTS: tuple[Colour, ...] = (
    (11, 107, 110),  # teal
    (176, 32, 74),  # crimson
    (61, 75, 184),  # indigo
    (150, 70, 8),  # copper
    (33, 104, 57),  # forest
    (124, 45, 146),  # purple
    (14, 94, 168),  # blue
    (178, 42, 26),  # brick
    (91, 98, 16),  # olive
    (163, 31, 118),  # magenta
    (58, 79, 99),  # slate
    (111, 72, 41),  # walnut
)


class Look(NamedTuple):
    page: Colour
    panel: Colour
    ink: Colour
    soft: Colour
    """Of labels: quieter than ink."""
    line: Colour
    accent: Colour
    """As ink, on the panel and on the tint."""
    tint: Colour
    band: Colour
    """Of what is sold too, and of bars: lighter in the dark, to be seen there."""
    on_band: Colour
    soft_on_band: Colour


@cache
def look_of(project_number: int, *, dark: bool = False) -> Look:
    accent = _ACCENTS[(project_number - 1) % len(_ACCENTS)]
    panel = mix((21, 24, 29), accent, 0.04) if dark else WHITE
    page = mix((8, 9, 11), accent, 0.10) if dark else mix(WHITE, accent, 0.20)
    tint = mix(panel, accent, 0.45 if dark else 0.10)
    ink = (243, 244, 246) if dark else (23, 25, 29)
    band = readable(accent, panel, VISIBLE)
    return Look(
        page=page,
        panel=panel,
        ink=ink,
        soft=readable(mix(ink, panel, 0.35), panel),
        line=readable(mix(panel, ink, 0.22), panel, VISIBLE),
        accent=readable(accent, tint, STRONG),
        tint=tint,
        band=band,
        on_band=WHITE,
        soft_on_band=readable(mix(WHITE, band, 0.12), band),
    )


def veil_of(look: Look) -> float:
    """How much of the panel is seen over a photo, so that numbers can be read on whatever is in it."""
    worst = max(WHITE, BLACK, key=lambda end: contrast(end, look.panel))
    steps = (step / 50 for step in range(25, 50))
    return next(step for step in steps if contrast(look.ink, mix(worst, look.panel, step)) >= UNDISTURBED)


def over_photo(look: Look) -> Look:
    """The same, readable on the veiled photo too, where it is brightest or darkest."""
    worst = mix(max(WHITE, BLACK, key=lambda end: contrast(end, look.panel)), look.panel, veil_of(look))
    red, green, blue = look.panel
    return look._replace(
        # Where this colour is the photo shows: it is nobody else's.
        panel=(red, green, blue - 1),
        soft=readable(look.soft, worst),
        line=readable(look.line, worst, VISIBLE),
        accent=readable(look.accent, worst, READABLE),
    )


def contrast(one: Colour, other: Colour) -> float:
    """From 1, the same, to 21, black on white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` says how much of the other."""
    red, green, blue = (round(mine + (theirs - mine) * share) for mine, theirs in zip(one, other, strict=True))
    return red, green, blue


def readable(ink: Colour, on: Colour, least: float = READABLE) -> Colour:
    """The ink itself, or as near to it as can be read there."""
    away = max(WHITE, BLACK, key=lambda end: contrast(end, on))
    steps = (mix(ink, away, step / 20) for step in range(21))
    return next((step for step in steps if contrast(step, on) >= least), away)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
