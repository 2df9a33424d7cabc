"""Diagram: a drawing made from simple shapes, with labels, arrows, and parts that move.

The drawing is 100 units high and `width` units wide; x counts from its left, y from its top. Shapes that come later in
the list lie on top of those before them; labels lie on top of all.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from shared.models.visuals.base import ScriptPart, SentenceIndex
from shared.models.visuals.colours import Colour, Shade

HEIGHT = 100
WIDEST = 228

X = Annotated[float, Field(ge=-60, le=290, description="Units from the left of the drawing.")]
Y = Annotated[float, Field(ge=-60, le=160, description="Units from the top of the drawing, which is 100 units high.")]
Length = Annotated[float, Field(gt=0, le=290, description="In units; the drawing is 100 units high.")]
Place = Annotated[list[float], Field(min_length=2, max_length=2, description="[x, y] in units.")]
Places = Annotated[list[Place], Field(min_length=2, max_length=60)]
Degrees = Annotated[float, Field(ge=-360, le=360, description="Degrees, clockwise.")]
GroupName = Annotated[str, Field(max_length=30, description="Shapes of one group move together.")]

_Outdoors = Literal["sun", "cloud", "drop", "tree", "plant", "leaf", "flower", "mountain", "house"]
_Living = Literal["person", "animal", "fish", "bird"]
_Electric = Literal["battery", "bulb", "switch"]
_Space = Literal["earth", "moon", "rocket"]
_Things = Literal["car", "crate", "ball", "book"]
_Science = Literal["flask", "magnet", "flame", "snowflake", "atom", "cell", "thermometer"]
SymbolName = Literal[_Outdoors, _Living, _Electric, _Space, _Things, _Science]


class Mark(ScriptPart):
    """Say when a part of the drawing appears, and what it moves with."""

    at: SentenceIndex = 0
    group: GroupName = ""


class Painted(Mark):
    """Say how an area is coloured; colours are names, so that every theme can show them well."""

    fill: Colour | None = Field(default=None, description="Colour of the inside; null for none.")
    shade: Shade = "light"
    blend: Colour | None = Field(default=None, description="Colour at the bottom, into which the fill changes.")
    blend_shade: Shade = "light"
    outline: Colour | None = Field(default=None, description="Colour of the edge, which has 3:1 contrast.")
    line: Annotated[float, Field(ge=0.2, le=10, description="Width of the edge in units.")] = 0.6
    dashed: bool = False
    opacity: Annotated[float, Field(ge=0.1, le=1)] = 1


class Circle(Painted):
    """Draw a circle around a middle."""

    shape: Literal["circle"]
    x: X
    y: Y
    radius: Length


class Ellipse(Painted):
    """Draw an ellipse around a middle."""

    shape: Literal["ellipse"]
    x: X
    y: Y
    radius_x: Length
    radius_y: Length
    turn: Degrees = 0


class Rectangle(Painted):
    """Draw a rectangle from its upper left corner."""

    shape: Literal["rectangle"]
    x: X
    y: Y
    width: Length
    height: Length
    round: Annotated[float, Field(ge=0, le=50, description="Radius of the corners in units.")] = 0
    turn: Degrees = 0


class Polygon(Painted):
    """Draw straight sides through corners, closed."""

    shape: Literal["polygon"]
    points: Annotated[list[Place], Field(min_length=3, max_length=60)]


class Curve(Painted):
    """Draw a line through points: smooth or straight, open or closed."""

    shape: Literal["curve"]
    points: Places
    smooth: bool = True
    closed: bool = False


class Arrow(Mark):
    """Draw an arrow through points, with its head at the last one."""

    shape: Literal["arrow"]
    points: Annotated[list[Place], Field(min_length=2, max_length=20)]
    colour: Colour = "ink"
    line: Annotated[float, Field(ge=0.4, le=4, description="Width in units.")] = 1.2
    smooth: bool = True
    both_ends: bool = False
    dashed: bool = False
    flows: bool = Field(default=False, description="Whether dots travel along it, as a current or a stream does.")


class Symbol(Mark):
    """Place a ready-made drawing."""

    shape: Literal["symbol"]
    name: SymbolName
    x: X = Field(description="Middle of the symbol, in units from the left.")
    y: Y = Field(description="Middle of the symbol, in units from the top.")
    size: Annotated[float, Field(ge=4, le=120, description="Height in units.")] = 20
    turn: Degrees = 0
    mirrored: bool = False


class Label(Mark):
    """Name a part of the drawing; it moves aside where it would cover another label."""

    shape: Literal["label"]
    text: Annotated[str, Field(min_length=1, max_length=40)]
    x: X = Field(description="Middle of the text, in units from the left.")
    y: Y = Field(description="Middle of the text, in units from the top.")
    points_to: Place | None = Field(default=None, description="[x, y] of what it names, where a thin line should lead.")
    size: Literal["small", "medium", "large"] = "medium"


Shape = Annotated[Circle | Ellipse | Rectangle | Polygon | Curve | Arrow | Symbol | Label, Field(discriminator="shape")]


class Orbit(ScriptPart):
    """Go around a middle on an ellipse, clockwise."""

    radius_x: Length
    radius_y: Length
    start: Degrees = Field(default=0, description="Where the group stands as it is drawn: 0 is right of the middle.")
    turns: Annotated[float, Field(ge=-4, le=4)] = 1


class Motion(ScriptPart):
    """Move a group while sentences are spoken: along a path, or around an orbit."""

    group: Annotated[str, Field(min_length=1, max_length=30)]
    at: SentenceIndex = 0
    until_at: SentenceIndex | None = Field(default=None, description="Last sentence of the movement; null: the same.")
    path: Annotated[list[Place], Field(max_length=20)] = Field(
        default=[], description="Places it goes through, as the first one stands where the group is drawn."
    )
    orbit: Orbit | None = None


class DiagramVisual(ScriptPart):
    """Draw a labelled picture of what is explained."""

    kind: Literal["diagram"]
    description: Annotated[
        str, Field(min_length=1, max_length=300, description="What the picture shows, for learners who cannot see it.")
    ]
    width: Annotated[float, Field(ge=100, le=WIDEST, description="Units; the drawing is 100 units high.")] = 200
    ground: Colour | None = Field(default=None, description="Colour of the drawing's background; null for a card.")
    shapes: Annotated[list[Shape], Field(min_length=1, max_length=120)]
    motions: Annotated[list[Motion], Field(max_length=12)] = []

    @model_validator(mode="after")
    def hold_few_labels_and_known_groups(self) -> "DiagramVisual":
        """Refuse more labels than a picture can hold, and motions of nothing."""
        labels = sum(isinstance(shape, Label) for shape in self.shapes)
        if labels > MOST_LABELS:
            raise ValueError(f"a diagram holds at most {MOST_LABELS} labels; this one has {labels}")
        strange = sorted({motion.group for motion in self.motions} - {shape.group for shape in self.shapes})
        if strange:
            raise ValueError(f"no shape belongs to the group {strange[0]!r} that moves")
        return self


MOST_LABELS = 16
