"""Rectangles, and how they are divided."""

from collections.abc import Iterable
from dataclasses import dataclass

Place = tuple[float, float]
"""A point in pixels: from the left and from the top of the picture."""


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels: left, top, width and height."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(cls, points: Iterable[Place]) -> "Box":
        """Return the smallest box that holds some points."""
        across, down = zip(*points, strict=True)
        return cls(min(across), min(down), max(across) - min(across), max(down) - min(down))

    @classmethod
    def centered(cls, middle: Place, width: float, height: float) -> "Box":
        """Return a box around a point."""
        return cls(middle[0] - width / 2, middle[1] - height / 2, width, height)

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the bottom edge."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """Return the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def inset(self, x: float, y: float | None = None) -> "Box":
        """Return the box with its edges moved in; negative values move them out."""
        y = x if y is None else y
        return Box(self.x + x, self.y + y, self.width - 2 * x, self.height - 2 * y)

    def rows(self, count: int, gap: float, tallest: float | None = None) -> list["Box"]:
        """Divide into rows of one height, at most `tallest`, which stand together in the middle."""
        height = (self.height - gap * (count - 1)) / count
        height = min(height, tallest or height)
        top = self.y + (self.height - height * count - gap * (count - 1)) / 2
        return [Box(self.x, top + (height + gap) * row, self.width, height) for row in range(count)]

    def columns(self, count: int, gap: float) -> list["Box"]:
        """Divide into columns of one width."""
        width = (self.width - gap * (count - 1)) / count
        return [Box(self.x + (width + gap) * column, self.y, width, self.height) for column in range(count)]

    def split_left(self, width: float, gap: float = 0) -> tuple["Box", "Box"]:
        """Divide into a left part of a width and the rest."""
        rest = Box(self.x + width + gap, self.y, self.width - width - gap, self.height)
        return Box(self.x, self.y, width, self.height), rest

    def split_top(self, height: float, gap: float = 0) -> tuple["Box", "Box"]:
        """Divide into an upper part of a height and the rest."""
        rest = Box(self.x, self.y + height + gap, self.width, self.height - height - gap)
        return Box(self.x, self.y, self.width, height), rest

    def holds(self, other: "Box", tolerance: float = 0.5) -> bool:
        """Tell whether another box lies inside."""
        return (
            other.x >= self.x - tolerance
            and other.y >= self.y - tolerance
            and other.right <= self.right + tolerance
            and other.bottom <= self.bottom + tolerance
        )

    def joined(self, other: "Box") -> "Box":
        """Return the smallest box that holds both."""
        return Box.around(
            [(self.x, self.y), (self.right, self.bottom), (other.x, other.y), (other.right, other.bottom)]
        )

    def common(self, other: "Box") -> "Box":
        """Return the part that lies in both; it is empty where there is none."""
        x, y = min(max(self.x, other.x), other.right), min(max(self.y, other.y), other.bottom)
        return Box(x, y, max(0.0, min(self.right, other.right) - x), max(0.0, min(self.bottom, other.bottom) - y))

    def moved(self, x: float, y: float) -> "Box":
        """Return the box at another place."""
        return Box(self.x + x, self.y + y, self.width, self.height)

    def within(self, other: "Box") -> "Box":
        """Return the box moved as little as needed to lie inside another one that is large enough."""
        x = min(max(self.x, other.x), max(other.x, other.right - self.width))
        y = min(max(self.y, other.y), max(other.y, other.bottom - self.height))
        return Box(x, y, self.width, self.height)

    def overlaps(self, other: "Box") -> bool:
        """Tell whether another box shares some of the area."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
