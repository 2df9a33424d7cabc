"""Geometry: points, sides, angles, squares on sides and circles, measured in units of the figure."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from shared.models.visuals.base import ScriptPart, SentenceIndex
from shared.models.visuals.colours import Colour

Coordinate = Annotated[float, Field(ge=-1000, le=1000, description="In units of the figure; y counts upwards.")]
PointName = Annotated[str, Field(min_length=1, max_length=3, description='Such as "A".')]
SideLabel = Annotated[str, Field(max_length=16, description='Such as "a", "5 cm" or "a²"; empty for none.')]


class GeometryPoint(ScriptPart):
    """Name a point of the figure."""

    name: PointName
    x: Coordinate
    y: Coordinate
    shown: bool = Field(default=True, description="Whether its name stands at the point.")


class Figure(ScriptPart):
    """Draw a polygon through named points."""

    corners: Annotated[list[PointName], Field(min_length=3, max_length=8)]
    fill: Colour | None = None
    label: SideLabel = ""
    at: SentenceIndex = 0


class Segment(ScriptPart):
    """Draw a straight line between two points, with its length or name beside it."""

    start: PointName
    end: PointName
    label: SideLabel = ""
    dashed: bool = False
    at: SentenceIndex = 0


class Angle(ScriptPart):
    """Mark the angle at a corner between two other points; a right angle gets a small square."""

    corner: PointName
    start: PointName
    end: PointName
    label: SideLabel = ""
    at: SentenceIndex = 0


class SideSquare(ScriptPart):
    """Draw a square on the side between two points, to the right of the way from start to end."""

    start: PointName
    end: PointName
    fill: Colour = "blue"
    label: SideLabel = ""
    grid: Annotated[int, Field(ge=0, le=12, description="Unit squares along its side; 0 for none.")] = 0
    at: SentenceIndex = 0


class RoundFigure(ScriptPart):
    """Draw a circle around a point."""

    centre: PointName
    radius: Annotated[float, Field(gt=0, le=1000, description="In units of the figure.")]
    fill: Colour | None = None
    label: SideLabel = ""
    at: SentenceIndex = 0


class GeometryVisual(ScriptPart):
    """Draw a figure of geometry; it is scaled to fill the picture."""

    kind: Literal["geometry"]
    points: Annotated[list[GeometryPoint], Field(min_length=2, max_length=10)]
    figures: Annotated[list[Figure], Field(max_length=4)] = []
    segments: Annotated[list[Segment], Field(max_length=8)] = []
    angles: Annotated[list[Angle], Field(max_length=6)] = []
    squares: Annotated[list[SideSquare], Field(max_length=4)] = []
    circles: Annotated[list[RoundFigure], Field(max_length=3)] = []

    @model_validator(mode="after")
    def use_known_points(self) -> "GeometryVisual":
        """Refuse two points of one name or place, and parts between points that are not there."""
        names = [point.name for point in self.points]
        if len(set(names)) < len(names) or len({(point.x, point.y) for point in self.points}) < len(names):
            raise ValueError("every point needs a name and a place of its own")
        parts: list[Segment | SideSquare | Angle] = [*self.segments, *self.squares, *self.angles]
        ends = [end for part in parts for end in (part.start, part.end)]
        used = [corner for figure in self.figures for corner in figure.corners]
        used += ends + [angle.corner for angle in self.angles] + [circle.centre for circle in self.circles]
        strange = sorted(set(used) - set(names))
        if strange:
            raise ValueError(f"there is no point {strange[0]!r}")
        for part in parts:
            if part.start == part.end or getattr(part, "corner", "") in (part.start, part.end):
                raise ValueError(f"a side or an angle needs different points, not {part.start!r} twice")
        return self
