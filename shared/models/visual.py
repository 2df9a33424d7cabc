"""Everything that a scene can show."""

from typing import Annotated

from pydantic import Field

from shared.models.visuals.diagram import DiagramVisual
from shared.models.visuals.geometry import GeometryVisual
from shared.models.visuals.graphs import BarChartVisual, FractionsVisual, NumberLineVisual, PlotVisual
from shared.models.visuals.stories import (
    BeforeAfterVisual,
    FlowVisual,
    HighlightVisual,
    ImageVisual,
    LocationVisual,
    TimelineVisual,
)
from shared.models.visuals.words import (
    CheckYourselfVisual,
    ComparisonVisual,
    CycleVisual,
    DefinitionVisual,
    EquationVisual,
    KeyPointsVisual,
    RecapVisual,
    StepsVisual,
    TitleVisual,
    WorkedExampleVisual,
)

Visual = Annotated[
    TitleVisual
    | KeyPointsVisual
    | DefinitionVisual
    | StepsVisual
    | CycleVisual
    | EquationVisual
    | WorkedExampleVisual
    | ComparisonVisual
    | CheckYourselfVisual
    | RecapVisual
    | DiagramVisual
    | FlowVisual
    | NumberLineVisual
    | PlotVisual
    | BarChartVisual
    | GeometryVisual
    | FractionsVisual
    | TimelineVisual
    | BeforeAfterVisual
    | LocationVisual
    | HighlightVisual
    | ImageVisual,
    Field(discriminator="kind"),
]
