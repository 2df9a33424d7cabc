"""Visuals of numbers: a number line, a coordinate plot, a bar chart, fractions."""

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from shared.models.visuals import expression
from shared.models.visuals.base import Name, ScriptPart, SentenceIndex

Number = Annotated[float, Field(ge=-1e9, le=1e9)]
Unit = Annotated[str, Field(max_length=16, description='Such as "m/s"; empty for none.')]
Pair = Annotated[list[Number], Field(min_length=2, max_length=2, description="[x, y] in the units of the axes.")]


class NumberMark(ScriptPart):
    """Mark one number."""

    value: Number
    label: Annotated[str, Field(max_length=20, description='Such as "3/4"; empty: the number itself.')] = ""
    at: SentenceIndex = 0


class NumberJump(ScriptPart):
    """Jump from one number to another, as in counting on."""

    start: Number
    end: Number
    label: Annotated[str, Field(max_length=12, description='Such as "+3"; empty: the difference.')] = ""
    at: SentenceIndex = 0

    @model_validator(mode="after")
    def lead_somewhere(self) -> "NumberJump":
        """Refuse a jump that ends where it starts."""
        if self.start == self.end:
            raise ValueError("a jump must end at another number")
        return self


class NumberLineVisual(ScriptPart):
    """Show numbers on a line, and jumps between them."""

    kind: Literal["number_line"]
    start: Number
    end: Number
    step: Annotated[float, Field(gt=0, le=1e9, description="Between two ticks; at most 20 steps fit.")]
    marks: Annotated[list[NumberMark], Field(max_length=6)] = []
    jumps: Annotated[list[NumberJump], Field(max_length=6)] = []

    @model_validator(mode="after")
    def fit_on_the_line(self) -> "NumberLineVisual":
        """Refuse an empty line, too many ticks, and numbers that are not on it."""
        if self.end <= self.start:
            raise ValueError("the line must end after it starts")
        if not 1 <= (self.end - self.start) / self.step <= 20:
            raise ValueError("choose a step with which the line has 1 to 20 steps")
        numbers = [mark.value for mark in self.marks] + [end for jump in self.jumps for end in (jump.start, jump.end)]
        if any(not self.start <= number <= self.end for number in numbers):
            raise ValueError("every mark and jump must lie on the line")
        return self


class Axis(ScriptPart):
    """Describe an axis; its ticks are chosen to be round numbers."""

    title: Name
    unit: Unit = ""
    start: Number
    end: Number

    @model_validator(mode="after")
    def have_a_length(self) -> "Axis":
        """Refuse an axis without a length."""
        if self.end - self.start <= 1e-6 * max(1.0, abs(self.start), abs(self.end)):
            raise ValueError(f"the axis {self.title!r} must end after it starts")
        return self


class PlotLine(ScriptPart):
    """Draw a line: a function of x, or points that are joined."""

    name: Name
    expression: Annotated[
        str,
        Field(
            max_length=80,
            description="y as a function of x, such as 2*x + 1 or sin(x): + - * / ** ( ), abs, sqrt, sin, cos, tan, "
            "exp, log, pi, e; angles in radians. Empty where points are given.",
        ),
    ] = ""
    points: Annotated[list[Pair], Field(max_length=40)] = []
    joined: bool = Field(default=True, description="Whether lines join the points.")
    at: SentenceIndex = 0

    @field_validator("expression")
    @classmethod
    def be_arithmetic(cls, value: str) -> str:
        """Refuse an expression that is no arithmetic."""
        if value:
            expression.parse(value)
        return value

    @model_validator(mode="after")
    def have_one_of_both(self) -> "PlotLine":
        """Refuse a line with both a function and points, or with neither."""
        if bool(self.expression) == bool(self.points):
            raise ValueError(f"give {self.name!r} either an expression or points")
        return self


class PlotMark(ScriptPart):
    """Point out one place of a plot."""

    x: Number
    y: Number
    label: Annotated[str, Field(min_length=1, max_length=30)]
    at: SentenceIndex = 0


class PlotVisual(ScriptPart):
    """Plot functions or data in a coordinate system."""

    kind: Literal["plot"]
    x_axis: Axis
    y_axis: Axis
    lines: Annotated[list[PlotLine], Field(min_length=1, max_length=4)]
    marks: Annotated[list[PlotMark], Field(max_length=4)] = []

    @model_validator(mode="after")
    def mark_what_is_shown(self) -> "PlotVisual":
        """Refuse a mark outside of the axes."""
        for mark in self.marks:
            if not (self.x_axis.start <= mark.x <= self.x_axis.end and self.y_axis.start <= mark.y <= self.y_axis.end):
                raise ValueError(f"the mark {mark.label!r} lies outside of the axes")
        return self


class Bar(ScriptPart):
    """Show one value."""

    label: Name
    value: Number
    at: SentenceIndex = 0


class BarChartVisual(ScriptPart):
    """Compare values as bars."""

    kind: Literal["bar_chart"]
    title: Annotated[str, Field(max_length=60, description="What is measured.")] = ""
    unit: Unit = ""
    bars: Annotated[list[Bar], Field(min_length=1, max_length=8)]


class Fraction(ScriptPart):
    """Show a part of a whole."""

    numerator: Annotated[int, Field(ge=0, le=48)]
    denominator: Annotated[int, Field(ge=1, le=24)]
    shape: Literal["bar", "circle"] = "circle"
    label: Annotated[str, Field(max_length=40)] = ""
    sign_after: Literal["", "+", "-", "=", "<", ">"] = Field(
        default="", description="Stands between this fraction and the next one."
    )
    at: SentenceIndex = 0

    @model_validator(mode="after")
    def be_at_most_two_wholes(self) -> "Fraction":
        """Refuse a fraction that would need more than two shapes."""
        if self.numerator > 2 * self.denominator:
            raise ValueError("a fraction can be shown up to two wholes")
        return self


class FractionsVisual(ScriptPart):
    """Show fractions as shaded parts of bars or circles."""

    kind: Literal["fractions"]
    fractions: Annotated[list[Fraction], Field(min_length=1, max_length=4)]
