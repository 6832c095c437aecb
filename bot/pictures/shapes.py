"""The shapes that a board is drawn in: as Telegram shows pictures best, and as other places want them."""

from typing import NamedTuple


class Shape(NamedTuple):
    name: str
    width: int
    height: int
    beside: int
    above: int
    """So much of the page is seen around the panel."""
    padding: int
    air: int
    """Above the first line and below the last one of the band."""
    titles: range
    title_height: int
    scale: float
    """Of what stands around the numbers."""

    @property
    def left(self) -> int:
        return self.beside + self.padding

    @property
    def right(self) -> int:
        return self.width - self.left

    @property
    def inside(self) -> int:
        return self.right - self.left

    @property
    def bottom(self) -> int:
        """Of the panel."""
        return self.height - self.above

    def scaled(self, size: int) -> int:
        return round(size * self.scale)


# As large as Telegram keeps a photo: larger ones it makes smaller itself, and codes and letters blurred.
PORTRAIT = Shape("portrait", 1024, 1280, 32, 32, 64, 44, range(76, 31, -2), 160, 1.0)
SQUARE = Shape("square", 1080, 1080, 28, 28, 52, 26, range(60, 31, -2), 80, 0.9)
# Above and below, the apps that show stories put words and signs of their own.
STORY = Shape("story", 1080, 1920, 44, 180, 56, 52, range(96, 39, -2), 240, 1.15)
SHAPES = (PORTRAIT, SQUARE, STORY)
